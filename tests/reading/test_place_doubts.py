"""Places that a line hardly means, or one of several: they are asked about, and never guessed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App
from domain.catalog.errors import PlaceAmbiguous, PlaceUnknown
from domain.flights.errors import AirportAmbiguous
from domain.flights.reading import read_flights
from domain.reading.meanings import Request
from domain.search.errors import NotASearch
from domain.search.interpretation import decide_line, placed_again, understand
from domain.trips.tour_reading import read_tour
from tests.conftest import FakeClock
from tests.reading.handed import TODAY

HOMES = {
    "en": ("IN", "Asia/Kolkata"), "hi": ("IN", "Asia/Kolkata"), "es": ("ES", "Europe/Madrid"),
    "ru": ("RU", "Europe/Moscow"), "en-GB": ("GB", "Europe/London"),
}  # fmt: skip
ASKED = [
    ("en", "Interlaken or Grindelwald 18-21 May 2 adults", "Interlaken; Grindelwald"),
    ("en", "Tampines or Changi 14-17 dec single", "Tampines New Town; Singapore"),
    ("hi", "शिलांग या चेरापूंजी 2-5 अप्रैल", "Shillong; Cherrapunji"),
    ("en", "Munnar and Thekkady 3 nights from 12 dec", "Munnar; Thekkady"),
    ("en", "RAK all inclusive 25-27 december 2 adults", "Marrakesh"),
    ("es", "casa rural en la Sierra de Albarracín del 19 al 22 de marzo", ""),
    ("en", "hotel whitby 12-14 feb 2 adults", "Whitby; Whitby"),
    ("es", "Cuenca, 2 habitaciones, del viernes santo al lunes de pascua", "Cuenca; Cuenca"),
    ("en", "into Lisbon 8 to 12 jan, in Alfama or Graça", "Alfama; Graça; Lisbon"),
    ("ru", "Дубай, 10 ночей с 1 марта, Марина или JBR", "Dubai Marina; JBR; Dubai"),
]
TAKEN = [
    ("en", "hotel near Fira Gran Via barcelona 1-4 march", "Barcelona"),
    ("en", "hotel in pune for the derby weekend 12-14 feb", "Pune"),
    ("en", "mahabaleshwar nahi matheran, 6 se 8 dec", "Matheran"),
    ("en", "El Nido, Palawan 10-15 march", "El Nido"),
    ("en-GB", "york 12-14 feb 2 adults", "York"),
    ("en", "near palace mysore 13-15 dec", "Mysuru"),
    ("es", "dos noches en Toledo a partir del viernes", "Toledo"),
    ("en", "rishikesh me room batana laon 5-7 dec", "Rishikesh"),
    ("es", "hotel en Benidorm Levante 1-8 julio", "Benidorm"),
    ("es", "Hotel Sol Benidorm 1-3 julio", "Benidorm"),
    ("es", "casa rural en Asturias del 26 al 29 de dic", "Asturias"),
    ("en", "hotel in Istanbul but not Laleli 5-8 jan", "Istanbul"),
    ("en-GB", "room near St Pancras 2 dec one night", "St Pancras"),
    ("en-GB", "Isle of Wight 3-7 august", "Isle of Wight"),
    ("es", "12-14 de diciembre en una casa rural en Albarracín", "Albarracín"),
    ("es", "Hotel económico x el centro de Guanajuato 5-7 feb", "Guanajuato"),
    ("es", "Taxco del 24 al 28 de marzo", "Taxco"),
    ("ru", "Сочи Красная поляна отель 13-20 февраля", "Krasnaya Polyana"),
    ("ru", "jntkm d vjcrdt 12-14 ltrf,hz", "Moscow"),
    ("ru", "гостиница рядом с Казанским вокзалом 14-15 декабря", "Kazansky Railway Station"),
]
NO_SEARCH = [
    ("ru", "сколько стоит виза в индию?"),
    ("ru", "какой там климат зимой"),
    ("ru", "а где сейчас тепло и недорого?"),
    ("en", "do you book trains from delhi to agra"),
    ("en", "train jaipur jodhpur 5 jan"),
    ("en", "taxi from Pune airport to Lonavala on 12 dec"),
    ("en", "do you charge anything if I cancel?"),
    ("es", "¿aceptáis mascotas o depende del hotel?"),
    ("hi", "यहाँ होटल बुक करने पर पैसे पहले देने पड़ते हैं?"),
    ("en", "bacche ka extra charge lagta hai kya"),
    ("en", "my cousin got married in Udaipur last year and it was lovely"),
]


@pytest.fixture
async def travellers(app: App, clock: FakeClock) -> dict[str, Traveller]:
    """A traveller of each language at home, on 30 November 2026."""
    clock.set(datetime(2026, 11, 30, 6, tzinfo=UTC))
    found = {}
    for number, (language, (country, zone)) in enumerate(HOMES.items(), start=1):
        met = await meet_traveller(number, "Asha", language, app.clock.now())
        found[language] = replace(met, nationality=country, time_zone=zone)
    return found


async def test_what_is_hardly_meant_is_asked_with_its_answers(
    app: App, travellers: dict[str, Traveller]
) -> None:
    told = {}
    for language, text, _wanted in ASKED:
        read = await understand(app, travellers[language], text)
        (problem,) = [
            one for one in read.problems if isinstance(one, PlaceUnknown | PlaceAmbiguous)
        ]
        answers = problem.candidates if isinstance(problem, PlaceAmbiguous) else problem.suggestions
        told[text] = "; ".join(name.parts[0] for _id, name in answers)
    assert told == {text: wanted for _language, text, wanted in ASKED}


async def test_words_that_are_also_places_leave_the_place_alone(
    app: App, travellers: dict[str, Traveller]
) -> None:
    told = {}
    for language, text, _wanted in TAKEN:
        destination = (await understand(app, travellers[language], text)).draft.destination
        told[text] = destination.name if destination else None
    assert told == {text: wanted for _language, text, wanted in TAKEN}


async def test_tomorrow_is_the_writers_own_and_what_is_avoided_is_told(
    app: App, travellers: dict[str, Traveller], clock: FakeClock
) -> None:
    clock.set(datetime(2026, 11, 30, 21, 43, tzinfo=UTC))  # in Delhi it is December already
    read = await understand(app, travellers["es"], "hotel en Delhi mañana 1 noche")
    assert read.draft.check_in == date(2026, 12, 1)
    read = await understand(app, travellers["es"], "hotel en Estambul pero no Laleli, 5-8 enero")
    assert [one.words for one in read.leftovers] == ["Laleli"]
    week = (await understand(app, travellers["en-GB"], "Blackpool, 2nd week of June mon-fri")).draft
    assert (week.check_in, week.check_out) == (date(2027, 6, 7), date(2027, 6, 11))


async def test_a_place_in_question_is_asked_about_once_the_days_are_known(
    app: App, travellers: dict[str, Traveller]
) -> None:
    writer = travellers["en-GB"]
    read = await understand(app, writer, "near Southall or Hounslow in the second week of june")
    days = await understand(app, writer, "8-12 june", read.draft)
    again = await placed_again(app, writer, days.draft)
    (which,) = again.problems
    assert isinstance(which, PlaceAmbiguous)
    assert [name.parts[0] for _id, name in which.candidates] == ["Southall", "Hounslow"]
    known = replace(days.draft, place_text="Hounslow")
    found = (await placed_again(app, writer, known)).draft
    assert found.destination is not None
    assert (found.destination.name, found.check_in) == ("Hounslow", date(2027, 6, 8))


async def test_questions_stories_and_other_services_make_no_search(
    app: App, travellers: dict[str, Traveller]
) -> None:
    thanks = await decide_line(app, travellers["es"], "jaja gracias, otro día lo miro", TODAY)
    assert (thanks.best.request, thanks.rival) == (Request.TALK, None)
    for language, text in NO_SEARCH:
        decision = await decide_line(app, travellers[language], text, TODAY)
        assert (decision.best.request, decision.rival) == (Request.STAY, None), text
        read = await understand(app, travellers[language], text)
        assert [type(one) for one in read.problems] == [NotASearch], text


async def test_ends_of_journeys_are_not_guessed(app: App, travellers: dict[str, Traveller]) -> None:
    asha = travellers["en"]
    flights = await read_flights(app, asha, "how much to fly to nepal?")
    (which,) = flights.problems
    assert isinstance(which, AirportAmbiguous)
    assert "KTM" in str(which.candidates[0])
    coded = await decide_line(app, asha, "dxb cairo 3 feb return 6 feb business", TODAY)
    assert coded.best.request is Request.FLIGHT
    party = (await read_flights(app, asha, "flight london to rome 10 jan, 2 adults 1 child")).draft
    assert party.party.adults == 2
    kutch = await read_tour(app, asha, "bhuj 2 raat, hodka 1 raat, mandvi 1 raat; 12 jan se")
    assert [type(one) for one in kutch.problems] == [PlaceUnknown]
    tour = await read_tour(app, asha, "Oslo 2 nights, Gudvangen 1, Bergen 2, arriving 11 June")
    assert [type(one) for one in tour.problems] == [PlaceUnknown]
