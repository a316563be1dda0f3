"""Searching on the real database, with suppliers in memory."""

from datetime import date
from decimal import Decimal

import pytest

from domain.accounts.travellers import change_settings, meet_traveller
from domain.catalog.errors import PlaceAmbiguous
from domain.errors import NotFound
from domain.search.answer_cache import GAP_LIFE
from domain.search.hotel_pages import hotel_page
from domain.search.interpretation import understand
from domain.search.service import (
    find_hotels,
    popular_places,
    recent_places,
    search_for,
)
from domain.search.values import Missing
from domain.stay_errors import CheckInPast, TooManyRooms
from domain.suppliers.contract import Supplier, TaxInclusion, Unavailable
from tests.search.conftest import Town


async def search(town: Town, text: str = "Goa 12-15 dec 2 adults") -> int:
    """Begin a search from a text and return its id."""
    return await town.search(text)


async def test_both_suppliers_are_asked_and_each_hotel_stands_once(town: Town) -> None:
    outcome = await find_hotels(town.app, town.asha, await search(town))
    assert [(h.name, int(h.best.quote.total.amount)) for h in outcome.hotels if h.best] == [
        ("Palms", 4_000),
        ("Dunes", 6_000),
        ("Taj Village", 8_500),
    ]
    taj = outcome.hotels[2]
    assert taj.best is not None
    assert taj.reference is not None
    assert (taj.best.supplier, taj.reference.supplier) == (Supplier.SERPAPI, Supplier.TRAVCLAN)


async def test_one_suppliers_failure_is_a_report_and_is_asked_again_next_time(town: Town) -> None:
    town.serpapi.failure = Unavailable
    search_id = await search(town)
    outcome = await find_hotels(town.app, town.asha, search_id)
    assert [h.name for h in outcome.hotels] == ["Palms", "Taj Village"]
    assert {r.supplier: r.answered for r in outcome.reports} == {
        Supplier.TRAVCLAN: True,
        Supplier.SERPAPI: False,
    }
    town.serpapi.failure = None
    turned = await find_hotels(town.app, town.asha, search_id)
    assert turned.reports == outcome.reports
    town.clock.advance(GAP_LIFE)
    assert len((await find_hotels(town.app, town.asha, search_id)).hotels) == 3
    assert len(town.travclan.asked) == 1


async def test_nothing_sold_and_nobody_asked_are_told_apart(town: Town) -> None:
    town.travclan.hotels, town.serpapi.hotels = {}, {}
    nothing = await find_hotels(town.app, town.asha, await search(town))
    assert all(report.answered for report in nothing.reports)
    town.travclan.failure = town.serpapi.failure = Unavailable
    silence = await find_hotels(town.app, town.asha, await search(town), fresh=True)
    assert nothing.hotels == silence.hotels == ()
    assert not any(report.answered for report in silence.reports)


async def test_the_same_question_is_answered_from_what_is_kept(town: Town) -> None:
    for _ in range(3):
        await find_hotels(town.app, town.asha, await search(town))
    assert len(town.travclan.asked) == 1
    await find_hotels(town.app, town.asha, await search(town), fresh=True)
    assert len(town.travclan.asked) == 2


async def test_hotels_keep_their_ids(town: Town) -> None:
    first = await find_hotels(town.app, town.asha, await search(town))
    second = await find_hotels(town.app, town.asha, await search(town), fresh=True)
    assert [h.hotel_id for h in first.hotels] == [h.hotel_id for h in second.hotels]
    assert await town.app.pool.fetchval("SELECT count(*) FROM hotels") == 3


async def test_all_in_prices_come_before_prices_that_may_grow(town: Town) -> None:
    town.serpapi.hotels["s1"].taxes = TaxInclusion.UNKNOWN
    outcome = await find_hotels(town.app, town.asha, await search(town))
    taj = next(h for h in outcome.hotels if h.name == "Taj Village")
    assert taj.best is not None
    assert taj.best.supplier is Supplier.TRAVCLAN


async def test_a_price_in_another_currency_is_never_compared(town: Town) -> None:
    town.serpapi.hotels["s1"].currency = "USD"
    town.serpapi.hotels["s1"].total = Decimal(100)
    outcome = await find_hotels(town.app, town.asha, await search(town))
    taj = next(h for h in outcome.hotels if h.name == "Taj Village")
    assert taj.best is not None
    assert taj.best.quote.total.currency == "INR"


async def test_a_budget_a_night_limits_the_stay(town: Town) -> None:
    outcome = await find_hotels(town.app, town.asha, await search(town, "Goa 12-15 dec under 2000"))
    assert [h.name for h in outcome.hotels] == ["Palms", "Dunes"]


async def test_a_strangers_search_is_not_there(town: Town) -> None:
    search_id = await search(town)
    ravi = await meet_traveller(2, "Ravi", "hi", town.app.clock.now())
    for call in (find_hotels(town.app, ravi, search_id), hotel_page(town.app, ravi, search_id, 1)):
        with pytest.raises(NotFound):
            await call


async def test_a_hotels_page_has_every_suppliers_rates(town: Town) -> None:
    search_id = await search(town)
    outcome = await find_hotels(town.app, town.asha, search_id)
    page = await hotel_page(town.app, town.asha, search_id, outcome.hotels[2].hotel_id)
    assert [(r.supplier, int(r.rate.quote.total.amount)) for r in page.rates] == [
        (Supplier.SERPAPI, 8_500),
        (Supplier.TRAVCLAN, 9_000),
    ]
    await town.app.redis.flushdb()
    again = await hotel_page(town.app, town.asha, search_id, outcome.hotels[2].hotel_id)
    assert again.rates == page.rates
    with pytest.raises(NotFound):
        await hotel_page(town.app, town.asha, search_id, 999_999)


async def test_a_stay_is_searched_again_under_the_same_number(town: Town) -> None:
    search_id = await search(town)
    first = (await find_hotels(town.app, town.asha, search_id)).search
    same = await search_for(town.app, town.asha, first.destination.destination_id, first.stay)
    assert same.search_id == search_id


async def test_what_was_understood_survives_what_was_not(town: Town) -> None:
    read = await understand(town.app, town.asha, "San Jose 12-15 dec 40 rooms")
    assert [type(problem) for problem in read.problems] == [TooManyRooms, PlaceAmbiguous]
    assert (read.draft.check_in, read.draft.missing) == (date(2026, 12, 12), (Missing.PLACE,))
    chosen = await understand(town.app, town.asha, "Goa", read.draft)
    assert chosen.draft.missing == ()
    later = await understand(town.app, town.asha, "20-22 dec", chosen.draft)
    assert later.draft.destination == chosen.draft.destination
    assert later.draft.check_in == date(2026, 12, 20)


async def test_past_dates_are_a_problem_and_keep_the_place(town: Town) -> None:
    read = await understand(town.app, town.asha, "Goa 12-15 dec 2025")
    assert [type(problem) for problem in read.problems] == [CheckInPast]
    assert read.draft.missing == (Missing.DATES,)


async def test_more_nights_move_the_end(town: Town) -> None:
    draft = (await understand(town.app, town.asha, "Goa 12-15 dec")).draft
    longer = (await understand(town.app, town.asha, "5 nights", draft)).draft
    assert longer.check_out == date(2026, 12, 17)


async def test_recent_and_popular_places(town: Town) -> None:
    await search(town, "Jaipur 12-15 dec")
    assert [v.name for v in await recent_places(town.app, town.asha)] == ["Jaipur"]
    popular = [v.name for v in await popular_places(town.app)]
    assert popular[0] == "Jaipur"
    assert len(popular) == len(set(popular)) == 6


async def test_settings_are_checked_and_kept(town: Town) -> None:
    changed = await change_settings(town.asha, currency="usd", time_zone="europe/paris")
    again = await meet_traveller(1, "Asha", "en-IN", town.app.clock.now())
    assert (again.currency, again.time_zone) == (changed.currency, changed.time_zone)
    assert (changed.currency, changed.time_zone) == ("USD", "Europe/Paris")
