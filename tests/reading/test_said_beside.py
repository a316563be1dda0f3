"""What stands beside a part of a line and changes what it means: rooms, feasts, an "or", a "no".

Written on Monday 30 November 2026.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App
from domain.flights.errors import AirportAmbiguous
from domain.flights.reading import read_flights
from domain.flights.values import FlightGap
from domain.money import Money
from domain.reading.amounts import Writer
from domain.reading.decision import Cover
from domain.reading.intents import Command, Intent
from domain.reading.line import Occasion, decide
from domain.reading.meanings import Children, Pair, Request, Rooms, Spent
from domain.reading.names import Atlas, names_of
from domain.reading.tokens import cut, read_tokens
from domain.search.interpretation import decide_line
from domain.search.stay_drafts import with_dates
from domain.search.values import Draft
from tests.conftest import FakeClock

TODAY = date(2026, 11, 30)


def cover(text: str, language: str = "en", request: Request = Request.STAY) -> Cover:
    """Return what a line means as a request where no place is known."""
    words, reading = cut(text), read_tokens(text)
    atlas = Atlas(words, names_of(words, reading), {}, {}, {})
    occasion = Occasion(TODAY, Writer(language, "INR", "IN"))
    return decide(reading, words, atlas, occasion, (request,)).of(request)


def days(text: str) -> tuple[date | None, date | None]:
    """Return the days of a new stay."""
    changed = with_dates(Draft(), cover(text), TODAY, [])
    return changed.check_in, changed.check_out


@pytest.mark.parametrize(
    ("text", "rooms", "most"),
    [
        ("2+1 and 2+2, 2 rooms", 2, None),
        ("2+1 y 2+2, 2 habitaciones", 2, None),
        ("2+1 и 2+2, 2 номера", 2, None),
        ("2+1 aur 2+2, 2 kamre", 2, None),
        ("2 rooms, 2+1 and 2+2 ₹8000", 2, 8000),
        ("2+1 and 2+2, ₹8000, 2 rooms", 2, 8000),
    ],
)
def test_a_pair_is_read_before_rooms_and_amounts(text: str, rooms: int, most: int | None) -> None:
    read = cover(text)
    assert [one.children.count for one in read.all(Pair)] == [1, 2]
    assert read.all(Rooms) == [Rooms(rooms)]
    spent = [one.most for one in read.all(Spent)]
    assert spent == ([] if most is None else [Money.of(most, "INR")])


@pytest.mark.parametrize(
    "text", ["without the kid", "sin el nene", "без ребёнка", "no children", "sin los niños"]
)
def test_a_child_that_stays_at_home_is_none(text: str) -> None:
    assert cover(text).all(Children) == [Children(0)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Semana Santa, jueves a domingo", date(2027, 3, 25), date(2027, 3, 28)),
        ("3 nights from thursday 1 king", date(2026, 12, 3), date(2026, 12, 6)),
        ("на старый новый год 2 ночи", date(2027, 1, 13), date(2027, 1, 15)),
        ("weekend", date(2026, 12, 4), date(2026, 12, 6)),
    ],
)
def test_days_are_those_of_the_feast_or_week_beside_them(
    text: str, first: date, last: date
) -> None:
    assert days(text) == (first, last)


@pytest.mark.parametrize(
    "text", ["a weekend in February", "long weekend end of Feb", "finde a fines de febrero"]
)
def test_a_weekend_of_a_month_is_not_the_coming_one(text: str) -> None:
    assert days(text) == (None, None)


@pytest.mark.parametrize(
    ("language", "text", "command"),
    [
        ("en", "change currency to usd", Command.CURRENCY),
        ("es", "cambia la moneda a euros", Command.CURRENCY),
        ("es", "borrá todo lo que tenés de mí", Command.PRIVACY),
        ("ru", "поменяй валюту на рубли", Command.CURRENCY),
        ("ru", "переключи на доллары", Command.CURRENCY),
    ],
)
def test_settings_are_asked_for_in_words(language: str, text: str, command: Command) -> None:
    read = cover(text, language, Request.TALK)
    assert read.all(Intent) == [Intent(command)]


@pytest.fixture
async def traveller(app: App, clock: FakeClock) -> Traveller:
    """An Indian traveller on 30 November 2026."""
    clock.set(datetime(2026, 11, 30, 6, tzinfo=UTC))
    met = await meet_traveller(1, "Asha", "en", app.clock.now())
    return replace(met, currency="INR", nationality="IN", time_zone="Asia/Kolkata")


@pytest.mark.parametrize(
    ("text", "keys", "end"),
    [
        ("flight from delhi or jaipur to goa 12 dec", {"DEL", "JAI"}, FlightGap.ORIGIN),
        ("vuelo desde Madrid o Barcelona a Roma 12 enero", {"MAD", "BCN"}, FlightGap.ORIGIN),
        ("рейс из Сочи или Казани в Стамбул 12 января", {"AER", "KZN"}, FlightGap.ORIGIN),
        ("flights from delhi to jaipur or kolkata 12 dec", {"JAI", "CCU"}, FlightGap.DESTINATION),
    ],
)
async def test_a_flight_from_one_of_two_places_asks_which(
    app: App, traveller: Traveller, text: str, keys: set[str], end: FlightGap
) -> None:
    decision = await decide_line(app, traveller, text, TODAY)
    assert decision.best.request is Request.FLIGHT
    assert decision.rival is None
    read = await read_flights(app, traveller, text, None, decision)
    assert read.unclear is end
    asked = [one for one in read.problems if isinstance(one, AirportAmbiguous)]
    assert [{key for key, _name in one.candidates} for one in asked] == [keys]
    assert read.leftovers == ()
