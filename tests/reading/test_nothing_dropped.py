"""Nothing that is written is dropped in silence: it is used, or told as left out.

Each wish, number and place that the words of a language know is put into a line for a stay, a
flight, a package and a trip; what was read must differ from the bare line, or name it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App
from domain.catalog.folding import fold
from domain.flights.ranking import Stops
from domain.flights.reading import read_flights
from domain.reading.leftovers import Leftover
from domain.reading.lexicon import BREAKFAST, DIRECT, REFUNDABLE
from domain.reading.meanings import Request
from domain.reading.words import WORD_LISTS
from domain.search.filters import Filters
from domain.search.interpretation import decide_line, read_there, write_into
from domain.search.values import Draft
from domain.trips.reading import read_package
from domain.trips.tour_reading import read_tour
from tests.conftest import FakeClock
from tests.reading.handed import TODAY

# Words next to each other in one line.
TOGETHER, SOME = 8, 5
LINES: dict[str, dict[Request, str]] = {
    "en": {
        Request.STAY: "hotel in Goa 12-15 dec 2 adults",
        Request.FLIGHT: "flight from Delhi to Goa 12 dec one way",
        Request.PACKAGE: "package Delhi to Goa 12-15 dec 2 adults",
        Request.TOUR: "trip Goa 2 nights, Hampi 2 nights, start 12 dec",
    },
    "es": {
        Request.STAY: "hotel en Sevilla 12-15 dic 2 adultos",
        Request.FLIGHT: "vuelo de Madrid a Roma 12 dic solo ida",
        Request.PACKAGE: "vuelo y hotel de Madrid a Roma 12-15 dic 2 adultos",
        Request.TOUR: "ruta Roma 2 noches, Florencia 2 noches, 12 dic",
    },
    "ru": {
        Request.STAY: "отель в Сочи 12-15 дек 2 взрослых",
        Request.FLIGHT: "билет Москва Сочи 12 дек в один конец",
        Request.PACKAGE: "отель и перелет Москва Сочи 12-15 дек 2 взрослых",
        Request.TOUR: "маршрут Казань 2 ночи, Самара 2 ночи, 12 дек",
    },
    "hi": {
        Request.STAY: "गोवा में होटल 12-15 दिसंबर 2 वयस्क",
        Request.FLIGHT: "दिल्ली से गोवा की फ्लाइट 12 दिसंबर",
        Request.PACKAGE: "दिल्ली से गोवा पैकेज 12-15 दिसंबर 2 वयस्क",
        Request.TOUR: "ट्रिप जयपुर 2 रात, उदयपुर 2 रात, 12 दिसंबर से",
    },
    "hinglish": {
        Request.STAY: "goa me hotel 12 se 15 dec tak 2 log",
        Request.FLIGHT: "delhi se goa ki flight 12 dec ko",
        Request.PACKAGE: "delhi se goa package 12-15 dec 2 log",
        Request.TOUR: "trip jaipur 2 raat, udaipur 2 raat, 12 dec se",
    },
}
# What is written next to wishes and no list has: words of no meaning, what must not be.
OTHERS = {
    "en": ("zorbing", "no pool", "near zzyzx"), "es": ("zorbing", "sin piscina"),
    "ru": ("зорбинг", "без бассейна"), "hi": ("ज़ोर्बिंग",), "hinglish": ("zorbing",),
}  # fmt: skip
AMOUNTS = {
    "en": ("at least 4000", "not above 9000", "total 90000", "11:30 pm", "triple room", "for 3",
           "2+1 (5 yrs)", "business class", "4 star", "single", "Paris", "77"),
    "es": ("al menos 400", "no mas de 900", "triple", "clase business", "4 estrellas", "París"),
    "ru": ("от 4000", "не дороже 9000", "втроем", "бизнес класс", "4 звезды", "Париж", "2+1"),
    "hi": ("9000 से कम", "बिज़नेस क्लास", "4 स्टार", "पेरिस"),
    "hinglish": ("9000 se kam", "4000 se zyada", "business class", "4 star"),
}  # fmt: skip
HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Told:
    """What was made of a line: values that differ where more was used, and what was named."""

    value: Any
    problems: tuple[Any, ...]
    leftovers: tuple[Leftover, ...]


@pytest.fixture
async def traveller(app: App, clock: FakeClock) -> Traveller:
    """An Indian traveller on 30 November 2026."""
    clock.set(datetime(2026, 11, 30, 6, tzinfo=UTC))
    met = await meet_traveller(1, "Asha", "en", app.clock.now())
    return replace(met, currency="INR", nationality="IN", time_zone="Asia/Kolkata")


def wishes_of(language: str) -> dict[str, object]:
    """Return the wishes of a language, with what they are where hotels are searched by them."""
    words = WORD_LISTS[language]
    listed: list[tuple[str, object]] = [
        (words.UNSERVED, None), (words.HOUSES, None), (words.DIRECT_FLIGHT, DIRECT),
        *((hours, HOURS) for hours in words.PARTS_OF_DAY.values()),
        (words.REFUNDABLE, REFUNDABLE), (words.BREAKFAST, BREAKFAST),
        *((its, amenity) for amenity, its in words.AMENITIES.items()),
    ]  # fmt: skip
    wishes: dict[str, object] = dict.fromkeys(OTHERS[language])
    for its, wish in listed:
        for word in its.split(","):
            if word.strip():
                wishes.setdefault(" ".join(word.split()), wish)
    return wishes


def in_groups(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield words a few at a time."""
    for start in range(0, len(words), TOGETHER):
        yield words[start : start + TOGETHER]


async def told_of(app: App, traveller: Traveller, request: Request, text: str) -> Told:
    """Return what is made of a line as such a request."""
    decision = await decide_line(app, traveller, text, TODAY, (request,))
    match request:
        case Request.FLIGHT:
            flight = await read_flights(app, traveller, text, None, decision)
            return Told(flight.draft, flight.problems, flight.leftovers)
        case Request.PACKAGE:
            package = await read_package(app, traveller, text, None, decision)
            return Told(package.draft, package.problems, package.leftovers)
        case Request.TOUR:
            tour = await read_tour(app, traveller, text, None, decision)
            return Told(tour.draft, tour.problems, tour.leftovers)
        case _:
            read, today = await read_there(app, traveller, decision, Draft())
            stay = write_into(Draft(), read, today, TODAY)
            return Told(stay.draft, stay.problems, stay.leftovers)


def is_told(word: str, told: Told) -> bool:
    """Return whether a word was named as left out, or asked about."""
    named = [fold(one.words) for one in told.leftovers]
    return bool(told.problems) or any(fold(word) in one or one in fold(word) for one in named)


def is_used(wish: object, request: Request, told: Told) -> bool:
    """Return whether a request is searched by a wish."""
    if request is Request.FLIGHT:
        narrowed: dict[str, bool] = {
            DIRECT: told.value.stops is not Stops.ANY,
            HOURS: told.value.leaves != "a",
        }
        return narrowed.get(str(wish), False)
    filters: Filters = (told.value.stay if request is Request.PACKAGE else told.value).filters
    held: dict[str, bool] = {REFUNDABLE: filters.refundable, BREAKFAST: filters.breakfast}
    return wish in filters.amenities or bool(held.get(str(wish)))


@pytest.mark.parametrize("language", LINES)
async def test_every_wish_is_used_or_told(app: App, traveller: Traveller, language: str) -> None:
    dropped = []
    wishes = wishes_of(language)
    for request, line in LINES[language].items():
        bare = await told_of(app, traveller, request, line)
        assert (bare.problems, bare.leftovers) == ((), ()), line
        # Which words are wishes is one matter, what a request makes of wishes another.
        step = 1 if request is Request.STAY else SOME
        for words in in_groups(list(wishes)[::step]):
            told = await told_of(app, traveller, request, ", ".join([line, *words]))
            dropped += [
                f"{request}: {word}: {told.leftovers}"
                for word in words
                if not is_used(wishes[word], request, told) and not is_told(word, told)
            ]
    assert not dropped, "\n".join(dropped)


@pytest.mark.parametrize("language", LINES)
@pytest.mark.parametrize("request_", [*Request][:4])
async def test_every_amount_and_count_is_used_or_told(
    app: App, traveller: Traveller, language: str, request_: Request
) -> None:
    line = LINES[language][request_]
    bare = await told_of(app, traveller, request_, line)
    for words in AMOUNTS[language]:
        told = await told_of(app, traveller, request_, f"{line}, {words}")
        assert told.value != bare.value or is_told(words, told), words
