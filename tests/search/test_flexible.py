"""Flexible dates: known at once, asked within a bound, and never guessed."""

import asyncio
from contextlib import aclosing
from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.accounts.travellers import meet_traveller
from domain.errors import NotFound
from domain.money import Money
from domain.search.filters import Filters
from domain.search.flexible import MOST_ASKED, ask_for_days, days_around, flexible_dates
from domain.search.flexible_values import REACH, FlexibleDates
from domain.search.models import Search
from domain.search.service import find_hotels
from domain.suppliers.contract import Priority, Unavailable
from tests.fake_supplier import FakeSupplier
from tests.search.conftest import Town

OWN = date(2026, 12, 12)
# What was asked when the asker left is answered by then.
CALM_SECONDS = 0.5


def questions(supplier: FakeSupplier, operation: str = "search") -> int:
    return sum(asked == operation for asked, _ids in supplier.asked)


async def searched(town: Town) -> int:
    search_id = await town.search("Goa 12-15 dec 2 adults")
    await find_hotels(town.app, town.asha, search_id)
    return search_id


async def filled(town: Town, view: FlexibleDates) -> list[FlexibleDates]:
    return [shown async for shown in ask_for_days(town.app, view)]


def test_the_days_lie_around_the_wish_but_never_in_the_past() -> None:
    days = days_around(OWN, date(2026, 11, 1))
    assert (days[0], days[-1]) == (OWN - timedelta(REACH), OWN + timedelta(REACH))
    near = days_around(OWN, date(2026, 12, 10))
    assert near[0] == date(2026, 12, 10)
    assert len(near) == 2 * REACH + 1


async def test_what_searches_saw_is_known_without_a_question(town: Town) -> None:
    search_id = await searched(town)
    town.travclan.hotels["t2"].total = Decimal(3_000)
    await find_hotels(town.app, town.asha, await town.search("Goa 14-17 dec 2 adults"))
    before = questions(town.travclan), questions(town.serpapi)
    view = await flexible_dates(town.app, town.asha, search_id)
    assert (questions(town.travclan), questions(town.serpapi)) == before
    assert view.own == Money.of(4_000, "INR")
    assert view.cheapest(2) == (
        (date(2026, 12, 14), Money.of(3_000, "INR")),
        (OWN, Money.of(4_000, "INR")),
    )
    assert len(view.unknown) == len(view.days) - 2
    assert view.unknown[:2] == (date(2026, 12, 11), date(2026, 12, 13))


async def test_asking_is_bounded_and_begins_near_the_wish(town: Town) -> None:
    view = await flexible_dates(town.app, town.asha, await searched(town))
    before = questions(town.travclan), questions(town.serpapi)
    shown = await filled(town, view)
    assert [one.answered for one in shown] == list(range(1, MOST_ASKED + 1))
    assert questions(town.travclan) - before[0] == MOST_ASKED
    assert questions(town.serpapi) - before[1] == MOST_ASKED
    assert sorted(shown[-1].prices) == [OWN + timedelta(n) for n in range(-5, 6)]


async def test_what_was_asked_is_known_the_next_time(town: Town) -> None:
    search_id = await searched(town)
    await filled(town, await flexible_dates(town.app, town.asha, search_id))
    before = questions(town.travclan)
    view = await flexible_dates(town.app, town.asha, search_id)
    assert len(view.prices) == MOST_ASKED + 1
    assert questions(town.travclan) == before


async def test_leaving_ends_the_asking(town: Town) -> None:
    view = await flexible_dates(town.app, town.asha, await searched(town))
    before = questions(town.travclan)
    async with aclosing(ask_for_days(town.app, view)) as views:
        await anext(views)
    await asyncio.sleep(CALM_SECONDS)
    assert questions(town.travclan) - before < MOST_ASKED


async def test_a_day_nobody_could_be_asked_for_stays_unknown(town: Town) -> None:
    view = await flexible_dates(town.app, town.asha, await searched(town))
    town.travclan.failure = town.serpapi.failure = Unavailable
    last = (await filled(town, view))[-1]
    assert last.answered == MOST_ASKED
    assert set(last.prices) == {OWN}


async def test_a_day_without_a_room_is_known_as_such(town: Town) -> None:
    search_id = await searched(town)
    view = await flexible_dates(town.app, town.asha, search_id)
    town.travclan.hotels.clear()
    town.serpapi.hotels.clear()
    last = (await filled(town, view))[-1]
    sold_out = [day for day, price in last.prices.items() if price.total is None]
    assert len(sold_out) == MOST_ASKED
    assert (
        await flexible_dates(town.app, town.asha, search_id)
    ).prices.keys() == last.prices.keys()


async def test_one_hotels_days_ask_for_its_rates_alone(town: Town) -> None:
    search_id = await searched(town)
    outcome = await find_hotels(town.app, town.asha, search_id)
    dunes = next(h.hotel_id for h in outcome.hotels if h.name == "Dunes")
    view = await flexible_dates(town.app, town.asha, search_id, dunes)
    assert view.hotel_name == "Dunes"
    assert view.own == Money.of(6_000, "INR")
    town.serpapi.priorities.clear()
    last = (await filled(town, view))[-1]
    assert questions(town.serpapi, "rates") == MOST_ASKED
    assert set(town.serpapi.priorities) == {Priority.BACKGROUND}, "they leave the reserve alone"
    assert questions(town.travclan, "rates") == 0
    assert last.cheapest(1)[0][1] == Money.of(6_000, "INR")


async def test_with_filters_only_answers_that_were_filtered_count(town: Town) -> None:
    search_id = await searched(town)
    await Search.filter(id=search_id).update(filters=Filters(stars=frozenset({5})).to_json())
    view = await flexible_dates(town.app, town.asha, search_id)
    assert view.prices == {}
    last = (await filled(town, view))[-1]
    assert {price.total for price in last.prices.values()} == {None}, "no hotel has five stars"


async def test_a_strangers_search_is_not_there(town: Town) -> None:
    search_id = await searched(town)
    ravi = await meet_traveller(2, "Ravi", "hi", town.clock.now())
    with pytest.raises(NotFound):
        await flexible_dates(town.app, ravi, search_id)
    with pytest.raises(NotFound):
        await flexible_dates(town.app, town.asha, search_id, 999_999)
