"""Searches and hotel pages leave what they saw, once a day, and it is found again."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.prices.usual_prices import below_usual, usual_prices
from domain.search.hotel_pages import hotel_page
from domain.search.newest_prices import FRESH, people_key
from domain.search.price_memory import (
    known_nights,
    known_prices,
)
from domain.search.queries.price_memory import forget_seen_prices
from domain.search.queries.searches import load_search
from domain.search.service import find_hotels
from domain.search.values import FoundHotel, SearchView
from domain.stay import Room
from domain.suppliers.contract import TaxInclusion
from tests.search.conftest import Town

DECEMBER = date(2026, 12, 1), date(2026, 12, 31)


async def searched(town: Town, text: str) -> SearchView:
    """Search and return the search."""
    search_id = await town.search(text)
    await find_hotels(town.app, town.asha, search_id)
    return await load_search(town.app.pool, town.asha, search_id)


async def seen(town: Town) -> list[tuple[str, int]]:
    """Return what is remembered: supplier and total."""
    rows = await town.app.pool.fetch("SELECT supplier, total FROM seen_prices ORDER BY 1, 2")
    return [(row["supplier"], int(row["total"])) for row in rows]


async def test_a_search_leaves_each_suppliers_price_of_each_hotel(town: Town) -> None:
    await searched(town, "Goa 12-15 dec 2 adults")
    assert await seen(town) == [
        ("serpapi", 6_000),
        ("serpapi", 8_500),
        ("travclan", 4_000),
        ("travclan", 9_000),
    ]


async def test_only_totals_with_taxes_in_the_wished_currency_are_kept(town: Town) -> None:
    town.travclan.hotels["t1"].taxes = TaxInclusion.EXCLUDED
    town.travclan.hotels["t2"].currency = "USD"
    town.serpapi.hotels["s2"].total = None
    await searched(town, "Goa 12-15 dec 2 adults")
    assert await seen(town) == [("serpapi", 8_500)]


async def test_a_day_has_one_row_a_thing_and_the_last_sighting_counts(town: Town) -> None:
    await searched(town, "Goa 12-15 dec 2 adults")
    town.travclan.hotels["t2"].total = Decimal(3_900)
    town.clock.advance(timedelta(minutes=20))
    search = await searched(town, "Goa 12-15 dec 2 adults")
    assert len(await seen(town)) == 4
    known = await known_prices(town.app.pool, search, "IN", DECEMBER, town.clock.now())
    assert {day: int(price.total.amount) for day, price in known.items()} == {
        date(2026, 12, 12): 3_900
    }
    town.clock.advance(timedelta(days=1))
    await searched(town, "Goa 12-15 dec 2 adults")
    assert len(await seen(town)) == 8


async def test_a_hotels_page_leaves_its_cheapest_rates(town: Town) -> None:
    search = await searched(town, "Goa 12-15 dec 2 adults")
    outcome = await find_hotels(town.app, town.asha, search.search_id)
    palms = next(h.hotel_id for h in outcome.hotels if h.name == "Palms")
    town.travclan.hotels["t2"].total = Decimal(3_500)
    town.clock.advance(timedelta(minutes=11))
    await hotel_page(town.app, town.asha, search.search_id, palms)
    known = await known_prices(town.app.pool, search, "IN", DECEMBER, town.clock.now(), palms)
    assert int(known[date(2026, 12, 12)].total.amount) == 3_500


async def test_other_people_nights_and_old_prices_are_not_the_same(town: Town) -> None:
    await searched(town, "Goa 12-15 dec 2 adults")
    for text in ("Goa 20-22 dec 2 adults", "Goa 20-23 dec 3 adults", "Jaipur 20-23 dec 2 adults"):
        search = await searched(town, text)
        known = await known_prices(town.app.pool, search, "IN", DECEMBER, town.clock.now())
        assert set(known) == {search.stay.check_in}, text
    later = town.clock.now() + FRESH
    assert await known_prices(town.app.pool, search, "IN", DECEMBER, later) == {}


async def test_calendars_know_the_cheapest_night_whatever_the_length(town: Town) -> None:
    search = await searched(town, "Goa 12-15 dec 2 adults")
    await searched(town, "Goa 12-14 dec 2 adults")
    await searched(town, "Goa 20-21 dec 2 adults")
    nights = await known_nights(
        town.app.pool,
        search.destination.destination_id,
        search.stay.rooms,
        "IN",
        "INR",
        DECEMBER,
        town.clock.now(),
    )
    assert {day.day: round(night.amount, 2) for day, night in nights.items()} == {
        12: Decimal("1333.33"),
        20: Decimal(4_000),
    }


async def test_memory_is_bounded_by_age(town: Town) -> None:
    await searched(town, "Goa 12-15 dec 2 adults")
    now = town.clock.now()
    await forget_seen_prices(town.app.pool, now + timedelta(days=30), 30)
    assert len(await seen(town)) == 4
    await forget_seen_prices(town.app.pool, now + timedelta(days=31), 30)
    assert await seen(town) == []


async def test_usual_prices_come_from_comparable_searches(town: Town) -> None:
    for first, last in ((5, 8), (12, 15), (19, 22)):
        await searched(town, f"Goa {first}-{last} dec 2 adults")
    search = await searched(town, "Goa 26-29 dec 2 adults")
    ids = [hotel.hotel_id for hotel in await _hotels(town, search)]
    town.clock.advance(timedelta(days=1))
    assert await usual_prices(town.app, search, ids) == {}, "too little is known"
    # What is usual rests on seven days of looks, not on one day's many.
    for days in ("2-5 jan", "9-12 jan", "19-22 dec", "12-15 dec", "2-5 jan", "9-12 jan"):
        await searched(town, f"Goa {days} 2 adults")
        town.clock.advance(timedelta(days=1))
    town.travclan.hotels["t2"].total = Decimal(3_400)
    town.clock.advance(timedelta(days=1))
    search = await searched(town, "Goa 26-29 dec 2 adults")
    hotels = await _hotels(town, search)
    below = await below_usual(town.app, search, hotels)
    names = {h.hotel_id: h.name for h in hotels}
    assert {names[one]: percent for one, percent in below.items()} == {"Palms": 15}


async def _hotels(town: Town, search: SearchView) -> tuple[FoundHotel, ...]:
    return (await find_hotels(town.app, town.asha, search.search_id)).hotels


@pytest.mark.parametrize(
    ("rooms", "key"),
    [
        ((Room(2),), "2"),
        ((Room(2, (9, 6)), Room(1)), "1|2+6+9"),
        ((Room(1), Room(2, (6, 9))), "1|2+6+9"),
    ],
)
def test_people_have_one_key_in_any_order(rooms: tuple[Room, ...], key: str) -> None:
    assert people_key(rooms) == key


async def test_rates_that_hold_are_not_asked_for_again(town: Town) -> None:
    search = await searched(town, "Goa 26-29 dec 2 adults")
    palms = next(h.hotel_id for h in await _hotels(town, search) if h.name == "Palms")

    async def asked(*, fresh: bool = False) -> int:
        await hotel_page(town.app, town.asha, search.search_id, palms, fresh=fresh)
        return sum(operation == "rates" for operation, _ids in town.travclan.asked)

    assert [await asked(), await asked()] == [1, 1]
    assert await asked(fresh=True) == 2
    town.clock.advance(timedelta(minutes=11))
    assert await asked() == 3
