"""Flexible dates: what the same nights cost from other days.

What is remembered is there at once; further days are asked for one by one, those nearest to the
wish first, within a bound and behind everybody who waits for a search. A day that nobody could be
asked for stays unknown: nothing is guessed.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import cast

import structlog
from redis.exceptions import RedisError

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.background import cancel_and_wait
from domain.clock import today_in
from domain.money import Money
from domain.search.asking import Findings
from domain.search.caching import LIFE
from domain.search.filtering import Wishes, sift
from domain.search.finding import find
from domain.search.hotel_pages import hotel_name, rate_sheets
from domain.search.price_memory import (
    DayWord,
    Sighting,
    known_prices,
    sightings_of,
    sightings_on,
    words_of_days,
)
from domain.search.queries import load_search
from domain.search.values import SearchView
from domain.stay import FARTHEST_DAYS, Stay
from domain.suppliers.contract import PriceQuestion, Priority, Supplier

log = structlog.get_logger(__name__)

REACH = 15
MOST_ASKED = 10
ASKED_AT_ONCE = 2
# How an answer is kept that says that nothing is sold.
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class DayPrice:
    """The cheapest price of a check-in day, and whose it is; `total` None: nothing is sold."""

    total: Money | None
    observed_at: datetime
    hotel_id: int | None = None
    supplier: Supplier | None = None

    def is_belied_by(self, words: Iterable[DayWord], *, has_filters: bool) -> bool:
        """Say whether newer words leave the price untrue.

        The hotel's own price has moved, or another is cheaper; of one that is, nobody knows
        whether filters would let it through.
        """
        amount = None if self.total is None else self.total.amount
        for word in words:
            is_own = (word.hotel_id, word.supplier) == (self.hotel_id, self.supplier)
            is_lower = word.total is not None and (amount is None or word.total < amount)
            is_other = word.total != amount if is_own else is_lower and not has_filters
            if word.at > self.observed_at and is_other:
                return True
        return False


@dataclass(frozen=True, slots=True)
class FlexibleDates:
    """The check-in days around a search's own, and what is known of them.

    `hotel_name` is None for the cheapest hotel of the destination. `answered` of `asking` days
    are through while suppliers are asked.
    """

    search: SearchView
    nationality: str
    days: tuple[date, ...]
    prices: Mapping[date, DayPrice] = field(default_factory=dict)
    hotel_id: int | None = None
    hotel_name: str | None = None
    answered: int = 0
    asking: int = 0

    @property
    def own(self) -> Money | None:
        """Return the price of the search's own day where it is known."""
        known = self.prices.get(self.search.stay.check_in)
        return known.total if known else None

    @property
    def unknown(self) -> tuple[date, ...]:
        """Return the days of which nothing is known, nearest to the search's own first."""
        wish = self.search.stay.check_in
        gaps = (day for day in self.days if day not in self.prices)
        return tuple(sorted(gaps, key=lambda day: (abs(day - wish), day)))

    def cheapest(self, count: int) -> tuple[tuple[date, Money], ...]:
        """Return the days with the lowest prices, cheapest first."""
        priced = [(day, price.total) for day, price in self.prices.items() if price.total]
        return tuple(sorted(priced, key=lambda one: (one[1], one[0]))[:count])


def days_around(check_in: date, today: date, reach: int = REACH) -> tuple[date, ...]:
    """Return the bookable days up to `reach` before and after; near today more of those after."""
    first = max(check_in - timedelta(reach), today)
    last = min(first + timedelta(2 * reach), today + timedelta(FARTHEST_DAYS))
    return tuple(first + timedelta(n) for n in range((last - first).days + 1))


async def flexible_dates(
    app: App, traveller: Traveller, search_id: int, hotel_id: int | None = None
) -> FlexibleDates:
    """Return what is known without asking anybody. Raises NotFound.

    With filters only answers of a moment ago count: what is remembered knows no filters. A budget
    hides nothing here, where the question is what days cost.
    """
    search, nationality = await load_search(app.pool, traveller, search_id)
    name = None if hotel_id is None else await hotel_name(hotel_id)
    now = app.clock.now()
    days = days_around(search.stay.check_in, today_in(search.destination.time_zone, now))
    view = FlexibleDates(search, nationality, days, hotel_id=hotel_id, hotel_name=name)
    prices: dict[date, DayPrice] = {}
    if days and (hotel_id is not None or search.filters.is_empty):
        known = await known_prices(
            app.pool, search, nationality, (days[0], days[-1]), now, hotel_id
        )
        prices = {day: DayPrice(one.total, one.observed_at) for day, one in known.items()}
    answers = await _answers(app, view)
    true = await still_true(app, search, nationality, answers, hotel_id)
    return replace(view, prices=prices | {day: true[day] for day in days if day in true})


async def still_true(
    app: App,
    search: SearchView,
    nationality: str,
    answers: Mapping[date, DayPrice],
    hotel_id: int | None = None,
) -> dict[date, DayPrice]:
    """Return the kept answers that nothing newer belies."""
    if not answers:
        return {}
    since = min(price.observed_at for price in answers.values())
    days = min(answers), max(answers)
    words = await words_of_days(app.pool, search, nationality, days, since, hotel_id)
    return {
        day: price
        for day, price in answers.items()
        if not price.is_belied_by(words.get(day, ()), has_filters=not search.filters.is_empty)
    }


async def ask_for_days(app: App, view: FlexibleDates) -> AsyncGenerator[FlexibleDates, None]:
    """Ask for up to `MOST_ASKED` unknown days and yield the view after each answer.

    Leaving the iteration ends the asking.
    """
    wanted = view.unknown[:MOST_ASKED]
    gate = asyncio.Semaphore(ASKED_AT_ONCE)

    async def ask(day: date) -> tuple[date, DayPrice | None]:
        async with gate:
            return day, await _ask_day(app, view, day)

    tasks = [asyncio.create_task(ask(day)) for day in wanted]
    view = replace(view, asking=len(wanted))
    try:
        for answer in asyncio.as_completed(tasks):
            day, price = await answer
            prices = view.prices if price is None else {**view.prices, day: price}
            view = replace(view, prices=prices, answered=view.answered + 1)
            yield view
    finally:
        await cancel_and_wait(*tasks)


async def _ask_day(app: App, view: FlexibleDates, day: date) -> DayPrice | None:
    """Return a day's price, None when somebody could not be asked and nobody has one."""
    search = view.search
    stay = Stay(day, day + timedelta(search.stay.nights), search.stay.rooms)
    question = PriceQuestion(stay, view.nationality, search.currency)
    if view.hotel_id is None:
        price = await ask_destination(app, search, question)
    else:
        price = await _ask_hotel(app, search, view.hotel_id, question)
    if price is not None:
        await _keep_answer(app, view, day, price)
    return price


async def ask_destination(app: App, search: SearchView, question: PriceQuestion) -> DayPrice | None:
    """Return what the cheapest hotel that fits costs; None when nobody could be asked."""
    last: Findings | None = None
    async for findings in find(
        app, search.destination, question, fresh=False, depth=1, priority=Priority.BACKGROUND
    ):
        last = findings
    if last is None:
        return None
    wishes = Wishes(search.filters, None, search.stay.nights)
    fitting = sift(last.hotels, wishes).hotels
    shown = [replace(hotel, reference=None) for hotel in fitting]
    seen = sightings_of(shown, question.currency)
    return _cheapest(seen, question.currency, last.asked_at, is_whole=last.is_whole)


async def _ask_hotel(
    app: App, search: SearchView, hotel_id: int, question: PriceQuestion
) -> DayPrice | None:
    answers = await rate_sheets(app, search, hotel_id, question, priority=Priority.BACKGROUND)
    sheets = [sheet for sheet, _report in answers.sheets if sheet is not None]
    seen = sightings_on(hotel_id, sheets, question.currency)
    return _cheapest(seen, question.currency, answers.asked_at, is_whole=answers.is_whole)


def _cheapest(
    seen: Sequence[Sighting], currency: str, asked_at: datetime, *, is_whole: bool
) -> DayPrice | None:
    best = min(seen, key=lambda one: one.total, default=None)
    if best is not None:
        total = Money(best.total, currency)
        return DayPrice(total, best.observed_at, best.hotel_id, best.supplier)
    return DayPrice(None, asked_at) if is_whole else None


def write_price(price: DayPrice) -> str:
    """Return a price as it is kept."""
    total = NOTHING if price.total is None else str(price.total.amount)
    return f"{total} {price.observed_at.isoformat()} {price.hotel_id or 0} {price.supplier or ''}"


def read_price(kept: str, currency: str) -> DayPrice:
    """Return a price from how it is kept. Raises ValueError for what an older version kept."""
    total, seen, hotel_id, supplier = kept.split(" ")
    return DayPrice(
        None if total == NOTHING else Money(Decimal(total), currency),
        datetime.fromisoformat(seen),
        int(hotel_id) or None,
        Supplier(supplier) if supplier else None,
    )


def _key(view: FlexibleDates) -> str:
    return f"flexible:{view.search.search_id}:{view.hotel_id or 0}"


async def _keep_answer(app: App, view: FlexibleDates, day: date, price: DayPrice) -> None:
    try:
        async with app.redis.pipeline(transaction=False) as pipe:
            pipe.hset(_key(view), day.isoformat(), write_price(price))
            pipe.expire(_key(view), LIFE)
            await pipe.execute()
    except (RedisError, OSError) as error:
        log.warning("answer not kept", why=type(error).__name__)


async def _answers(app: App, view: FlexibleDates) -> dict[date, DayPrice]:
    """Return what suppliers answered a moment ago for these nights and filters."""
    try:
        kept = await cast("Awaitable[dict[bytes, bytes]]", app.redis.hgetall(_key(view)))
        return {
            date.fromisoformat(day.decode()): read_price(value.decode(), view.search.currency)
            for day, value in kept.items()
        }
    except (RedisError, OSError, ValueError, InvalidOperation) as error:
        log.warning("answers not read", why=type(error).__name__)
        return {}
