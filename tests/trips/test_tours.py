"""Tours: what is read, which days are asked about, and sums that hold every part."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.locales import translator
from bot.trips.screens import render_tour
from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App
from domain.catalog.amenities import Amenity
from domain.catalog.errors import PlaceAmbiguous, PlaceUnknown
from domain.errors import NotFound
from domain.full_names import FullName
from domain.money import Money
from domain.reading.errors import ChildAgesMissing
from domain.reading.meanings import Request
from domain.search.filters import NO_FILTERS
from domain.search.flexible_values import DayPrice
from domain.search.interpretation import decide_line
from domain.search.values import DestinationView
from domain.stay import Room
from domain.stay_errors import CheckInPast, StayTooLong
from domain.suppliers.contract import Coordinates, Place, Unavailable
from domain.trips.errors import NightsMissing, TooManyPlaces, TourOver, WindowTooLong
from domain.trips.planning import next_start, spread_out
from domain.trips.tour_reading import read_tour
from domain.trips.tour_values import (
    Knowledge,
    Part,
    PartKind,
    TourDraft,
    TourPlace,
    TourPrices,
    TourView,
)
from domain.trips.tours import ask_for_starts, begin_tour, known_tour_prices, load_tour
from tests.conftest import FakeClock
from tests.fake_supplier import FakeSupplier

D1, D20 = date(2026, 12, 1), date(2026, 12, 20)
FRANCE = "trip Paris 3 nights, Lyon 2 nights, Nice 2, start between 1 and 20 Dec"


async def begun(app: App, asha: Traveller, text: str = FRANCE) -> TourView:
    """Begin the tour of a text."""
    reading = await read_tour(app, asha, text)
    assert reading.problems == ()
    return await begin_tour(app, asha, reading.draft)


async def asked(app: App, tour: TourView, most: int = 24) -> TourPrices:
    """Ask until the questions are spent, and return what is known then."""
    prices = await known_tour_prices(app, tour)
    return [view async for view in ask_for_starts(app, prices, most)][-1]


@pytest.mark.parametrize(
    ("text", "places", "window", "rooms", "flights"),
    [
        (FRANCE, [("Paris", 3), ("Lyon", 2), ("Nice", 2)], (D1, D20), (Room(),), False),
        ("Trip: Delhi 2n then Jaipur 2n then Agra 1 night, 1-20 dec 2 rooms 4 adults",
         [("Delhi", 2), ("Jaipur", 2), ("Agra", 1)], (D1, D20), (Room(2), Room(2)), False),
        ("tour Goa 3 nights and Mumbai 2 nights with flights between 1 and 20 dec",
         [("Goa", 3), ("Mumbai", 2)], (D1, D20), (Room(),), True),
        ("trip Goa 3 nights 12 dec", [("Goa", 3)], (date(2026, 12, 12),) * 2, (Room(),), False),
        ("trip Goa 3 nights, Mumbai 2 nights", [("Goa", 3), ("Mumbai", 2)], (None, None),
         (Room(),), False),
    ],
)  # fmt: skip
async def test_tours_in_words(
    app: App,
    asha: Traveller,
    text: str,
    places: list[tuple[str, int]],
    window: tuple[date | None, date | None],
    rooms: tuple[Room, ...],
    flights: bool,
) -> None:
    decided = (await decide_line(app, asha, text, D1)).best.request
    assert decided is (Request.TOUR if len(places) > 1 else Request.STAY)
    reading = await read_tour(app, asha, text)
    draft = reading.draft
    assert reading.problems == ()
    assert [(place.destination.name, place.nights) for place in draft.places] == places
    assert (draft.first_start, draft.last_start) == window
    assert (draft.rooms, draft.with_flights) == (rooms, flights)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("trip Xqzzyw 3 nights, 1-20 dec", PlaceUnknown),
        ("trip Paris, Lyon 2 nights, 1-20 dec", NightsMissing),
        ("trip Paris 3, Lyon 2, Nice 2, Goa 2, Agra 1, Delhi 1, Mumbai 1, 1-20 dec", TooManyPlaces),
        ("trip Paris 31 nights, 1-20 dec", StayTooLong),
        ("trip Paris 3 nights, 1 dec to 20 jan", WindowTooLong),
        ("trip Paris 3 nights, 1 dec 2020 to 20 dec 2020", CheckInPast),
    ],
)
async def test_what_is_wrong_is_one_problem(
    app: App, asha: Traveller, text: str, problem: type[Exception]
) -> None:
    reading = await read_tour(app, asha, text)
    assert [type(one) for one in reading.problems] == [problem]


@pytest.mark.parametrize("text", ["trip to Goa 12-15 dec 2 adults", "Goa 3 nights", "tours"])
async def test_a_search_of_one_stay_is_no_tour(app: App, asha: Traveller, text: str) -> None:
    assert (await decide_line(app, asha, text, D1)).best.request is not Request.TOUR


async def test_a_correction_keeps_the_rest(app: App, asha: Traveller) -> None:
    first = (await read_tour(app, asha, "trip Goa 3 nights, Mumbai 2 nights")).draft
    dated = (await read_tour(app, asha, "1-20 dec", first)).draft
    assert (dated.places, dated.first_start) == (first.places, D1)
    more = (await read_tour(app, asha, "3 adults", dated)).draft
    assert (more.rooms, more.last_start) == ((Room(3),), D20)


async def test_wishes_are_shown_and_a_budget_is_named(app: App, asha: Traveller) -> None:
    line = "Goa 3 nights then Mumbai 2 nights from 1 dec, hotels with parking, hostels, up to 9000"
    reading = await read_tour(app, asha, line)
    assert {one.words for one in reading.leftovers} == {"hostels", "up to 9000"}
    tour = await begin_tour(app, asha, reading.draft)
    shown = render_tour(TourPrices(tour), None, app.clock.now(), translator("en"), is_asking=False)
    assert "2 adults · parking" in shown.text


LINE = "Goa then Mumbai 2 nights then Agra 1 night from 8 march, 2 adults 1 child 4 years, parking"


@pytest.mark.parametrize(
    ("text", "asked", "answer", "places"),
    [
        (LINE, NightsMissing, "2", [("Goa", 2), ("Mumbai", 2), ("Agra", 1)]),
        (LINE, NightsMissing, "2 nights", [("Goa", 2), ("Mumbai", 2), ("Agra", 1)]),
        (LINE, NightsMissing, "Goa 3 nights", [("Goa", 3), ("Mumbai", 2), ("Agra", 1)]),
        (LINE, NightsMissing, "Goa 3, Mumbai 1", [("Goa", 3), ("Mumbai", 1), ("Agra", 1)]),
        (LINE, NightsMissing, "Delhi 3 nights, Jaipur 1 night", [("Delhi", 3), ("Jaipur", 1)]),
        (LINE.replace("Goa", "Springfield"), PlaceAmbiguous, "Springfield, Illinois 3 nights",
         [("Springfield", 3), ("Mumbai", 2), ("Agra", 1)]),
        (LINE.replace("Goa", "Xqzzyw 3 nights"), PlaceUnknown, "Delhi",
         [("Delhi", 3), ("Mumbai", 2), ("Agra", 1)]),
        (LINE.replace("Goa", "Goa 31 nights"), StayTooLong, "3",
         [("Goa", 3), ("Mumbai", 2), ("Agra", 1)]),
        ("Goa, Mumbai, Agra from 8 march, 2 adults 1 child 4 years, parking", NightsMissing,
         "2, 1 1", [("Goa", 2), ("Mumbai", 1), ("Agra", 1)]),
    ],
)  # fmt: skip
async def test_what_was_read_stays_while_one_part_is_asked(
    app: App,
    asha: Traveller,
    text: str,
    asked: type[Exception],
    answer: str,
    places: list[tuple[str, int]],
) -> None:
    first = await read_tour(app, asha, text)
    assert [type(one) for one in first.problems] == [asked]
    other = await read_tour(app, asha, "with pool", first.draft)
    assert [type(one) for one in other.problems] in ([asked], [NightsMissing])
    done = await read_tour(app, asha, answer, other.draft)
    assert (done.problems, done.draft.gaps, done.leftovers) == ((), (), ())
    assert [(one.destination.name, one.nights) for one in done.draft.places] == places
    assert done.draft.first_start == date(2027, 3, 8)
    assert done.draft.rooms == (Room(2, (4,)),)
    assert {Amenity.PARKING, Amenity.POOL} <= done.draft.filters.amenities


async def test_adults_stay_while_a_childs_age_is_asked(app: App, asha: Traveller) -> None:
    line = "Goa 3 nights, Mumbai 2 nights from 1 dec, 3 adults 1 child"
    first = await read_tour(app, asha, line)
    assert [type(one) for one in first.problems] == [ChildAgesMissing]
    other = await read_tour(app, asha, "with pool", first.draft)
    assert [type(one) for one in other.problems] == [ChildAgesMissing]
    for answer in ("4", "4 years old", "child 4 years"):
        done = await read_tour(app, asha, answer, other.draft)
        assert (done.problems, done.leftovers, done.draft.rooms) == ((), (), (Room(3, (4,)),))


async def test_every_day_is_asked_while_questions_last(
    app: App, asha: Traveller, hotels: FakeSupplier
) -> None:
    tour = await begun(app, asha, "trip Goa 3 nights, Mumbai 2 nights, start 1-5 dec")
    prices = await known_tour_prices(app, tour)
    assert prices.count(Knowledge.UNKNOWN) == 5
    seen = [view async for view in ask_for_starts(app, prices)]
    assert [view.answered for view in seen] == [1, 2, 3, 4, 5]
    assert {seen[-1].total(start) for start in tour.starts} == {Money.of(8000, "INR")}
    asked = len(hotels.asked)
    again = await known_tour_prices(app, tour)
    assert again.count(Knowledge.PRICED) == 5
    assert [view async for view in ask_for_starts(app, again)] == []
    assert len(hotels.asked) == asked


async def test_questions_are_bounded_and_the_rest_stays_unknown(
    app: App, asha: Traveller, hotels: FakeSupplier
) -> None:
    tour = await begun(app, asha)
    prices = await asked(app, tour, most=12)
    assert len([one for one in hotels.asked if one[0] == "search"]) <= 12
    assert prices.count(Knowledge.PRICED) >= 4
    assert prices.count(Knowledge.UNKNOWN) == 20 - prices.count(Knowledge.PRICED)


async def test_flights_between_are_parts_of_the_sum(app: App, asha: Traveller) -> None:
    text = "trip Delhi 2 nights, Goa 3 nights with flights, start 1-2 dec"
    tour = await begun(app, asha, text)
    prices = await asked(app, tour)
    amounts = prices.amounts(D1)
    assert amounts is not None
    assert [(part.kind, int(amount.amount)) for part, amount in amounts] == [
        (PartKind.STAY, 4000), (PartKind.FLIGHT, 3000), (PartKind.STAY, 4000),
    ]  # fmt: skip
    assert prices.total(D1) == Money.of(11_000, "INR")
    assert (await known_tour_prices(app, tour)).total(D1) == prices.total(D1)


async def test_a_silent_supplier_leaves_days_unknown(
    app: App, asha: Traveller, hotels: FakeSupplier
) -> None:
    tour = await begun(app, asha, "trip Goa 3 nights, start 1-4 dec")
    hotels.failure = Unavailable
    prices = await asked(app, tour)
    assert prices.count(Knowledge.UNKNOWN) == 4
    assert prices.failed
    assert prices.cheapest(5) == ()


async def test_what_is_not_sold_takes_the_day_out(
    app: App, asha: Traveller, hotels: FakeSupplier
) -> None:
    tour = await begun(app, asha, "trip Goa 3 nights, start 1-2 dec")
    hotels.hotels = {}
    prices = await asked(app, tour)
    assert prices.count(Knowledge.NOT_SOLD) == 2
    assert prices.total(D1) is None


async def test_strangers_and_days_gone_by(app: App, asha: Traveller, clock: FakeClock) -> None:
    tour = await begun(app, asha)
    ravi = await meet_traveller(2, "Ravi", "en-IN", clock.now())
    with pytest.raises(NotFound):
        await load_tour(app, ravi, tour.tour_id)
    clock.advance(timedelta(days=17))
    assert (await load_tour(app, asha, tour.tour_id)).first_start == date(2026, 12, 11)
    clock.advance(timedelta(days=20))
    with pytest.raises(TourOver):
        await load_tour(app, asha, tour.tour_id)
    with pytest.raises(NotFound):
        await begin_tour(app, asha, TourDraft())


def paris(days: int) -> TourView:
    """Return two nights in Paris from any of this many days."""
    place = Place("Paris", "FR", "France", Coordinates(48.9, 2.3))
    view = DestinationView(1, "Paris", FullName(("Paris",), "FR", "France"), "Europe/Paris", place)
    last = D1 + timedelta(days=days - 1)
    return TourView(
        1, (TourPlace(view, 2),), D1, last, (Room(),), NO_FILTERS, with_flights=False,
        currency="EUR", nationality="FR",
    )  # fmt: skip


def priced(tour: TourView, totals: dict[int, int]) -> TourPrices:
    """Return prices of some days, counted from the first."""
    seen = datetime(2026, 11, 24, tzinfo=UTC)
    return TourPrices(
        tour,
        {
            Part(PartKind.STAY, 0, D1 + timedelta(days=day)): DayPrice(Money.of(total, "EUR"), seen)
            for day, total in totals.items()
        },
    )


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 20, 31])
def test_days_are_spread_without_loss(count: int) -> None:
    days = [D1 + timedelta(days=n) for n in range(count)]
    assert sorted(spread_out(days)) == days


def test_first_days_far_apart_then_neighbours_of_the_cheapest() -> None:
    tour = paris(21)
    assert spread_out(tour.starts)[:3] == (D1, D1 + timedelta(days=20), D1 + timedelta(days=10))
    some = priced(tour, {0: 300, 20: 250, 10: 100})
    assert next_start(some, spent=3, most=20) == D1 + timedelta(days=5)
    assert next_start(some, spent=10, most=20) == D1 + timedelta(days=9)
    assert next_start(some, spent=20, most=20) is None


def test_the_cheapest_come_first_and_ties_by_day() -> None:
    prices = priced(paris(5), {0: 300, 1: 200, 3: 200})
    assert [(start - D1).days for start, _total in prices.cheapest(5)] == [1, 3, 0]


def test_what_is_sold_on_no_day_is_named_once_every_day_was_asked() -> None:
    tour = paris(2)
    seen = datetime(2026, 11, 24, tzinfo=UTC)
    parts = [Part(PartKind.STAY, 0, D1 + timedelta(days=day)) for day in range(2)]
    half = TourPrices(tour, {parts[0]: DayPrice(None, seen)})
    assert half.dead_ends == ()
    whole = TourPrices(tour, {part: DayPrice(None, seen) for part in parts})
    assert [(part.kind, part.number) for part in whole.dead_ends] == [(PartKind.STAY, 0)]
    shown = render_tour(whole, None, seen, translator("ru"), is_asking=False)
    assert "Париж" in shown.text.split("🚫", 1)[1]
