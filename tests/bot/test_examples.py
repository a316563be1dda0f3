"""Every example that a screen gives is understood, in each language, by who reads it."""

import re
from datetime import timedelta

import pytest
from markupsafe import Markup

from bot.locales import translator
from bot.start.screens import example, render_help
from domain.accounts.travellers import Traveller, change_settings
from domain.checks.cadence import Frequency
from domain.flights.reading import read_flights
from domain.languages import LANGUAGES
from domain.money import Money
from domain.reading.meanings import Request
from domain.search.filters import Filters
from domain.search.interpretation import decide_line, understand
from domain.search.values import Draft
from domain.stay import Room
from domain.trackers.typed_wishes import read_frequency
from domain.trips.reading import read_package
from domain.trips.tour_reading import read_tour
from tests.scene import CHECK_IN, CHECK_OUT, Scene

FRIDAY = 4
# After the searches, the help shows this many corrections, and then flights and packages.
CORRECTIONS = 3


def examples(text: str | Markup) -> list[str]:
    """Return a text's examples."""
    return re.findall(r"<code>(.*?)</code>", str(text))


@pytest.fixture(params=LANGUAGES)
async def speaker(request: pytest.FixtureRequest, scene: Scene) -> Traveller:
    """A traveller who speaks one of the languages."""
    return await change_settings(await scene.meet(), language=request.param)


async def read(scene: Scene, traveller: Traveller, text: str) -> Draft:
    """Read a text that must be read without errors or leftovers."""
    understood = await understand(scene.app, traveller, text)
    assert understood.problems == ()
    assert understood.left_over == ()
    return understood.draft


async def test_the_first_example_is_a_whole_search(scene: Scene, speaker: Traveller) -> None:
    draft = await read(scene, speaker, example(translator(speaker.language)))
    assert draft.destination is not None
    assert draft.destination.name == "Goa"
    assert (draft.check_in, draft.check_out) == (CHECK_IN, CHECK_OUT)
    assert draft.rooms == (Room(2),)


async def test_the_searches_of_the_help_are_understood(scene: Scene, speaker: Traveller) -> None:
    t = translator(speaker.language)
    first, friday, weekend, near, whole, *rest = examples(render_help(t).text)
    assert first == example(t)
    draft = await read(scene, speaker, friday)
    assert draft.destination is not None
    assert draft.check_in is not None
    assert (draft.destination.name, draft.check_in.weekday()) == ("Jaipur", FRIDAY)
    assert draft.check_out == draft.check_in + timedelta(days=3)
    draft = await read(scene, speaker, weekend)
    assert draft.destination is not None
    assert draft.destination.name == "Mumbai"
    assert [room.adults for room in draft.rooms] == [2, 2]
    assert [age for room in draft.rooms for age in room.child_ages] == [6]
    assert draft.most_a_night == Money.of(8000, "INR")
    draft = await read(scene, speaker, near)
    assert draft.near is not None
    wished = Filters(stars=frozenset({4, 5}), refundable=True, breakfast=True)
    assert draft.filters == wished
    draft = await read(scene, speaker, whole)
    assert (draft.check_in, draft.check_out) == (CHECK_IN, CHECK_OUT)
    assert draft.most_in_all == Money.of(500, "EUR")
    assert len(rest) >= CORRECTIONS


async def test_the_corrections_of_the_help_are_understood(scene: Scene, speaker: Traveller) -> None:
    t = translator(speaker.language)
    stars, kids, place = examples(render_help(t).text)[5 : 5 + CORRECTIONS]
    known = await read(scene, speaker, example(t))
    for text in (stars, kids, place):
        understood = await understand(scene.app, speaker, text, known)
        assert understood.problems == ()
        assert understood.left_over == ()
        known = understood.draft
    assert known.filters.stars == frozenset({4})
    assert known.rooms == (Room(2, (5, 7)),)
    assert known.destination is not None
    assert known.destination.name == "Jaipur"


async def test_the_trips_of_the_help_are_understood(scene: Scene, speaker: Traveller) -> None:
    trips = examples(render_help(translator(speaker.language)).text)[5 + CORRECTIONS :]
    assert trips
    for text in trips:
        request = (await decide_line(scene.app, speaker, text, CHECK_IN)).best.request
        if request is Request.TOUR:
            tour = await read_tour(scene.app, speaker, text)
            assert tour.problems == ()
            assert [place.nights for place in tour.draft.places] == [3, 2]
        elif request is Request.PACKAGE:
            package = await read_package(scene.app, speaker, text)
            assert package.problems == ()
            assert package.draft.stay.check_in == CHECK_IN
            assert package.draft.origin is not None
        else:
            assert request is Request.FLIGHT
            flight = await read_flights(scene.app, speaker, text)
            assert flight.problems == ()
            assert flight.draft.outbound == CHECK_IN


WHOLE_STAY = (
    "Write it like <code>under 8000</code> or <code>under $90</code>. For the whole "
    "stay, write <code>under $500 in total</code>."
)
ASKED = [
    "Tap a day, or write <code>12-15 Dec</code>.",
    "Check-in: <b>{day}</b>. Tap the day you leave, or write <code>3 nights</code>.",
    "Tap − and +, or write <code>2 rooms 3 adults 1 child 6</code>.",
    WHOLE_STAY,
    "Write it like <code>4-5 stars, free cancellation, breakfast, pool</code>.",
]


@pytest.mark.parametrize("question", ASKED)
async def test_the_answers_that_questions_suggest_are_understood(
    scene: Scene, speaker: Traveller, question: str
) -> None:
    text = translator(speaker.language).markup(question, day="")
    known = Draft(check_in=CHECK_IN, check_out=CHECK_OUT + timedelta(days=1))
    for one in examples(text):
        understood = await understand(scene.app, speaker, one, known)
        assert understood.problems == ()
        assert understood.left_over == ()
        assert understood.draft != known


HOW_OFTEN = (
    "Choose, or write it, like <code>every 3 hours</code>. I’ll stick to it as far as "
    "suppliers’ limits allow."
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_often_is_understood_as_suggested(language: str) -> None:
    (often,) = examples(translator(language).markup(HOW_OFTEN))
    assert read_frequency(often) == (Frequency.CUSTOM, timedelta(hours=3))
