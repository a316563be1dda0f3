"""One decision over the whole line: which request it is, what corrects a search, what breaks it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App
from domain.reading.amounts import Writer
from domain.reading.line import Occasion, decide
from domain.reading.meanings import Request
from domain.reading.names import Atlas, names_of
from domain.reading.tokens import cut, read_tokens
from domain.search.interpretation import decide_line, read_stay, understand, write_into
from domain.stay import Room
from tests.conftest import FakeClock
from tests.reading.forms import LANGUAGES
from tests.reading.generator import TODAY
from tests.reading.handed import FILE, rows

LINES = {
    Request.STAY: [
        "Porto 5-8 may", "Kyo-to Jan 4-8", "Goa today 2 adults", "trip to Goa 12-15 dec 2 adults",
        "cheap hotel manchester airport 2 jan 1 night, early flight", "fun weekend somewhere nice",
        "Flat in Rome for a week from 10 may, 5 people", "хочу в Сочи 3-10 июля",
        "goa me 3 raat ke liye hotel 12 dec se", "París para dos del 1 al 4 de marzo",
    ],
    Request.FLIGHT: [
        "MAA SIN 3 jan", "DEL-GOI 12 dec", "HYD DEL 15/12", "blr to goa 24 dec one way 2 people",
        "delhi srinagar flight 20 dec", "ticket Pune ex Delhi 5 jan return 9 jan",
        "из Питера в Казань самолет 5 декабря", "MOW-LED 12.12 обратно 15.12",
        "vuelo CDMX Cancún 15 enero solo ida", "mumbai se goa flight kal subah",
        "मुंबई गोवा फ्लाइट 24 दिसंबर", "any flights to Phuket from Kolkata 10-17 jan?",
    ],
    Request.PACKAGE: [
        "flight + hotel goa from delhi 12-15 dec",
        "maldives package 4 nights from bangalore 14 feb",
        "vuelo y hotel cancún desde monterrey 10-15 marzo",
        "тур в Турцию из Москвы 10 июня 7 ночей",
        "dubai package mumbai se 5 jan 4 raat 2 log", "शिमला पैकेज दिल्ली से 24-27 दिसंबर",
    ],
    Request.TOUR: [
        "golden triangle: delhi 2n agra 1n jaipur 2n from 5 feb",
        "Rome 3 nights, Florence 2 nights",
        "7 days in Kerala: 2 Munnar, 2 Thekkady, 3 Alleppey from 5 jan",
        "Москва 2 ночи, Питер 3 ночи с 3 мая", "kochi 1 raat munnar 2 raat 10 jan se",
        "ruta Madrid 2 noches Toledo 1 noche Sevilla 3 noches", "trip: Paris, Lyon 2 nights",
    ],
    Request.TALK: [
        "hello", "thank you so much", "show my trackers", "stop", "help me", "lol", "dhanyavaad",
        "что ты умеешь", "mis reservas", "शुक्रिया", "how do I track a price?",
    ],
}  # fmt: skip


@pytest.fixture
async def traveller(app: App, clock: FakeClock) -> Traveller:
    """An Indian traveller on 30 November 2026."""
    clock.set(datetime(2026, 11, 30, 6, tzinfo=UTC))
    met = await meet_traveller(1, "Asha", "en", app.clock.now())
    return replace(met, currency="INR", nationality="IN", time_zone="Asia/Kolkata", region="IN")


@pytest.mark.parametrize("request_", list(LINES))
async def test_each_line_is_the_request_that_it_is_meant_to_be(
    app: App, traveller: Traveller, request_: Request
) -> None:
    decided = {
        text: (await decide_line(app, traveller, text, TODAY)).best.request
        for text in LINES[request_]
    }
    assert decided == dict.fromkeys(LINES[request_], request_)


@pytest.mark.skipif(not FILE.exists(), reason=f"{FILE.name} is not here")
async def test_the_lines_handed_over_are_told_apart(app: App, traveller: Traveller) -> None:
    kinds = {"flight": Request.FLIGHT, "package": Request.PACKAGE, "trip": Request.TOUR,
             "talk": Request.TALK}  # fmt: skip
    wrong = [
        row.text
        for row in rows(*kinds)
        if (await decide_line(app, traveller, row.text, TODAY)).best.request is not kinds[row.kind]
    ]
    assert wrong == []


@pytest.mark.parametrize("text", ["Delhi to Goa 12 dec", "London to Paris tomorrow"])
async def test_two_things_nearly_as_likely_are_asked(
    app: App, traveller: Traveller, text: str
) -> None:
    decision = await decide_line(app, traveller, text, TODAY)
    assert decision.rival is not None
    assert {decision.best.request, decision.rival.request} == {Request.STAY, Request.FLIGHT}


GOA = "Goa 12-15 dec 2 adults under 8000"


@pytest.mark.parametrize(
    ("correction", "changed"),
    [
        ("no, two rooms", {"rooms": (Room(1), Room(1))}),
        ("make it 4 nights", {"nights": 4}),
        ("cheaper", {"most": 6400}),
        ("and with pool", {"wish": "pool"}),
        ("same for Jaipur", {"place": "Jaipur"}),
        ("in Mumbai instead", {"place": "Mumbai"}),
        ("earlier", {"start": 11}),
        ("a day later please", {"start": 13}),
        ("add a child of 6", {"rooms": (Room(2, (6,)),)}),
        ("mejor 4 noches", {"nights": 4}),
        ("нет, 2 номера", {"rooms": (Room(1), Room(1))}),
        ("ek din pehle", {"start": 11}),
    ],
)
async def test_a_correction_in_the_next_line_keeps_the_rest(
    app: App, traveller: Traveller, correction: str, changed: dict[str, object]
) -> None:
    first = (await understand(app, traveller, GOA)).draft
    decision = await decide_line(app, traveller, correction, TODAY)
    draft = write_into(first, await read_stay(app, traveller, decision), TODAY).draft
    assert draft.destination is not None
    assert draft.check_in is not None
    assert draft.check_out is not None
    assert draft.most_a_night is not None
    told = {
        "place": draft.destination.name,
        "start": draft.check_in.day,
        "nights": (draft.check_out - draft.check_in) // timedelta(days=1),
        "rooms": draft.rooms,
        "most": int(draft.most_a_night.amount),
        "wish": next(iter(draft.filters.amenities), None),
    }
    kept = {
        "place": "Goa",
        "start": 12,
        "nights": 3,
        "rooms": (Room(2),),
        "most": 8000,
        "wish": None,
    }
    assert told == kept | changed


@pytest.mark.parametrize("text", ["asdfgh qwerty", "zzzz", "xqzzyw 12-15 dec", "flurbo grint"])
async def test_nonsense_is_no_place(app: App, traveller: Traveller, text: str) -> None:
    read = await understand(app, traveller, text)
    assert read.draft.destination is None
    assert read.problems


async def test_what_is_excluded_is_not_searched(app: App, traveller: Traveller) -> None:
    for text in ("anywhere but Goa 12-15 dec", "except Goa 12-15 dec", "кроме Гоа 12-15 декабря"):
        assert (await understand(app, traveller, text)).draft.destination is None


WORDS = [
    word
    for forms in LANGUAGES.values()
    for listed in (forms.ranges, forms.adults, forms.budgets, forms.two_children, forms.openings)
    for form in listed
    for word in form.split()
]
TEXTS = st.text(max_size=300) | st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)


@given(TEXTS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_breaks_the_decision(text: str) -> None:
    words = cut(text)
    reading = read_tokens(text)
    atlas = Atlas(words, names_of(words, reading), {}, {}, {})
    decision = decide(reading, words, atlas, Occasion(TODAY, Writer("en", "INR")))
    for proposal in decision.best.chosen:
        assert 0 <= proposal.start < proposal.end <= len(text)
    ends = [one.end for one in decision.best.chosen]
    assert ends == sorted(ends)
    assert isinstance(decision.best.request, Request)
