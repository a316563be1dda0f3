"""Which request a line makes, where few words tell it; and what a second line leads to."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App
from domain.reading.line import Decision
from domain.reading.meanings import Request
from domain.search.errors import NotASearch
from domain.search.interpretation import decide_line, understand
from domain.stay import Room
from domain.trips.reading import read_package
from domain.trips.tour_reading import read_tour
from tests.conftest import FakeClock

TODAY = date(2026, 11, 30)


@pytest.fixture
async def traveller(app: App, clock: FakeClock) -> Traveller:
    """An Indian traveller on 30 November 2026."""
    clock.set(datetime(2026, 11, 30, 6, tzinfo=UTC))
    met = await meet_traveller(1, "Asha", "en", app.clock.now())
    return replace(met, currency="INR", nationality="IN", time_zone="Asia/Kolkata")


async def decided(app: App, traveller: Traveller, text: str) -> Decision:
    """Return what a line means."""
    return await decide_line(app, traveller, text, TODAY)


REQUESTS = [
    ("crete from bristol, 10 nights from 12 june, 2 adults", Request.PACKAGE),
    ("goa from delhi 3 nights 12 jan 2 adults", Request.PACKAGE),
    ("tenerife 7 nights from 15 feb fr birmingham", Request.PACKAGE),
    ("ooty from bangalore 2 nights 12 jan", Request.STAY),
    ("whats the cheapest day to fly dublin to malaga in march", Request.FLIGHT),
    ("из Владивостока в Бангкок и обратно в феврале, двое", Request.FLIGHT),
    ("de Medellín pa Nueva York en marzo, cuanto sale el tiquete", Request.FLIGHT),
    ("спасибо, пока посмотрю, завтра решим", Request.TALK),
    ("gracias, mañana lo vemos", Request.TALK),
    ("thanks, hotel in goa tomorrow", Request.STAY),
    ("hello, I need a room for tomorrow", Request.STAY),
]


async def test_a_line_makes_the_request_that_its_words_lead_to(
    app: App, traveller: Traveller
) -> None:
    for text, request in REQUESTS:
        assert (await decided(app, traveller, text)).best.request is request, text


async def test_tickets_that_others_sell_are_no_flight(app: App, traveller: Traveller) -> None:
    read = await understand(app, traveller, "kya aap log train ticket bhi karte ho")
    assert [type(one) for one in read.problems] == [NotASearch]


async def test_a_line_that_takes_all_but_the_place_leads_there(
    app: App, traveller: Traveller
) -> None:
    shown = (await understand(app, traveller, "Udaipur 18-20 dec 2 adults")).draft
    read = await understand(app, traveller, "same but jodhpur, and one day longer", shown)
    assert read.draft.destination is not None
    assert read.draft.destination.name == "Jodhpur"
    assert (read.draft.check_in, read.draft.check_out) == (date(2026, 12, 18), date(2026, 12, 21))


async def test_times_are_nights_of_a_trip(app: App, traveller: Traveller) -> None:
    read = await read_tour(app, traveller, "Kandy x2, Ella x3, Colombo x1. Start Jan 12. Couple.")
    assert [one.nights for one in read.draft.places] == [2, 3, 1]


@pytest.mark.parametrize("answer", ["4 and 6", "they are 4 and 6"])
async def test_numbers_alone_are_the_ages_that_were_asked_for(
    app: App, traveller: Traveller, answer: str
) -> None:
    asked = (await understand(app, traveller, "Goa 12-15 dec 2 adults 2 kids")).draft
    read = await understand(app, traveller, answer, asked)
    assert read.draft.rooms == (Room(2, (4, 6)),)
    assert not read.left_over


async def test_where_one_comes_from_changes_alone(app: App, traveller: Traveller) -> None:
    shown = await read_package(app, traveller, "bali package from delhi 10-15 jan 2 adults")
    read = await read_package(app, traveller, "from mumbai", shown.draft)
    assert read.draft.stay == shown.draft.stay
    assert read.draft.origin != shown.draft.origin


async def test_nights_of_one_stop_keep_the_others(app: App, traveller: Traveller) -> None:
    shown = await read_tour(app, traveller, "trip goa 3 nights, hampi 2 nights from 12 jan")
    read = await read_tour(app, traveller, "3 nights in hampi", shown.draft)
    assert [one.nights for one in read.draft.places] == [3, 3]
