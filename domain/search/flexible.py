"""Flexible dates: the price of the same number of nights on other days.

Known prices are there at once. Other days are asked for one by one, those nearest to the wish
first, up to a limit and with lower priority than searches. A day that could not be asked for stays
unknown: nothing is guessed.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import InvalidOperation
from typing import cast

import structlog
from redis.exceptions import RedisError

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.background import cancel_and_wait
from domain.clock import today_in
from domain.exchange_rates.queries import exchange_rates
from domain.exchange_rates.rates import ExchangeRates
from domain.money import Money
from domain.search.answer_cache import LIFE
from domain.search.findings import find
from domain.search.flexible_values import REACH, DayPrice, FlexibleDates, read_price, write_price
from domain.search.hotel_pages import hotel_name, rate_sheets
from domain.search.inquiry import Findings
from domain.search.newest_prices import is_comparable
from domain.search.price_memory import KnownPrice, known_prices, words_of_days
from domain.search.queries.searches import load_search
from domain.search.ranking import worthiest
from domain.search.selection import Wishes, sift
from domain.search.values import SearchView
from domain.stay import FARTHEST_DAYS, Stay
from domain.suppliers.contract import PriceQuestion, Priority, Quote, Supplier

log = structlog.get_logger(__name__)

MOST_ASKED = 10
ASKED_AT_ONCE = 2


def worth_of(known: KnownPrice) -> Money | None:
    """Return a known price's worth in the counted currency, None if it is in that already."""
    return None if known.worth.currency == known.total.currency else known.worth


def days_around(check_in: date, today: date, reach: int = REACH) -> tuple[date, ...]:
    """Return the bookable days up to `reach` before and after; near today, more days after."""
    first = max(check_in - timedelta(reach), today)
    last = min(first + timedelta(2 * reach), today + timedelta(FARTHEST_DAYS))
    return tuple(first + timedelta(n) for n in range((last - first).days + 1))


async def flexible_dates(
    app: App, traveller: Traveller, search_id: int, hotel_id: int | None = None
) -> FlexibleDates:
    """Return what is known, without asking anybody. Raises NotFound.

    With filters only very recent answers count, as the price memory ignores filters. A budget hides
    nothing here: the question is what days cost.
    """
    search = await load_search(app.pool, traveller, search_id)
    name = None if hotel_id is None else await hotel_name(hotel_id)
    now = app.clock.now()
    days = days_around(search.stay.check_in, today_in(search.destination.time_zone, now))
    view = FlexibleDates(search, days, hotel_id=hotel_id, hotel_name=name)
    prices: dict[date, DayPrice] = {}
    if days and (hotel_id is not None or search.filters.is_empty):
        known = await known_prices(
            app.pool, search, search.nationality, (days[0], days[-1]), now, hotel_id
        )
        prices = {
            day: DayPrice(one.total, one.observed_at, worth=worth_of(one))
            for day, one in known.items()
        }
    answers = await _answers(app, view)
    true = await still_true(app, search, answers, hotel_id)
    return replace(view, prices=prices | {day: true[day] for day in days if day in true})


async def still_true(
    app: App,
    search: SearchView,
    answers: Mapping[date, DayPrice],
    hotel_id: int | None = None,
) -> dict[date, DayPrice]:
    """Return the stored answers that nothing newer contradicts."""
    if not answers:
        return {}
    since = min(price.observed_at for price in answers.values())
    days = min(answers), max(answers)
    words = await words_of_days(app.pool, search, search.nationality, days, since, hotel_id)
    rates = await exchange_rates(app.pool, app.clock.now())
    return {
        day: price
        for day, price in answers.items()
        if not price.is_belied_by(
            words.get(day, ()), rates, has_filters=not search.filters.is_empty
        )
    }


async def ask_for_days(app: App, view: FlexibleDates) -> AsyncGenerator[FlexibleDates, None]:
    """Ask for up to `MOST_ASKED` unknown days, and yield the view after each answer.

    Closing the generator stops asking.
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
    """Return a day's price; None if there is none and some supplier could not be asked."""
    search = view.search
    stay = Stay(day, day + timedelta(search.stay.nights), search.stay.rooms)
    question = replace(search.question, stay=stay)
    if view.hotel_id is None:
        price = await ask_destination(app, search, question)
    else:
        price = await _ask_hotel(app, search, view.hotel_id, question)
    if price is not None:
        await _keep_answer(app, view, day, price)
    return price


async def ask_destination(app: App, search: SearchView, question: PriceQuestion) -> DayPrice | None:
    """Return the price of the cheapest hotel that fits; None if nobody could be asked."""
    last: Findings | None = None
    async for findings in find(
        app, search.destination, question, fresh=False, depth=1, priority=Priority.BACKGROUND
    ):
        last = findings
    if last is None:
        return None
    rates = await exchange_rates(app.pool, app.clock.now())
    wishes = Wishes(search.filters, None, search.stay.nights, rates=rates)
    fitting = sift([worthiest(one, question.currency, rates) for one in last.hotels], wishes).hotels
    offered = [
        (hotel.hotel_id, hotel.best.supplier, hotel.best.quote)
        for hotel in fitting
        if hotel.best is not None
    ]
    cheapest = _cheapest(offered, question.currency, rates)
    return cheapest or (DayPrice(None, last.asked_at) if last.is_whole else None)


async def _ask_hotel(
    app: App, search: SearchView, hotel_id: int, question: PriceQuestion
) -> DayPrice | None:
    answers = await rate_sheets(app, search, hotel_id, question, priority=Priority.BACKGROUND)
    rates = await exchange_rates(app.pool, app.clock.now())
    sheets = [sheet for sheet, _report in answers.sheets if sheet is not None]
    offered = [
        (hotel_id, sheet.hotel.supplier, rate.quote) for sheet in sheets for rate in sheet.rates
    ]
    cheapest = _cheapest(offered, question.currency, rates)
    return cheapest or (DayPrice(None, answers.asked_at) if answers.is_whole else None)


def _cheapest(
    offered: Iterable[tuple[int, Supplier, Quote]], currency: str, rates: ExchangeRates
) -> DayPrice | None:
    """Return the cheapest all-in price, by worth."""
    prices = [
        DayPrice(quote.total, quote.observed_at, hotel_id, supplier).counting(currency, rates)
        for hotel_id, supplier, quote in offered
        if is_comparable(quote)
    ]
    counted = [(one.counted, one) for one in prices if one is not None and one.counted is not None]
    return min(counted, key=lambda pair: pair[0], default=(None, None))[1]


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
    """Return suppliers' recent answers for these nights and filters."""
    try:
        kept = await cast("Awaitable[dict[bytes, bytes]]", app.redis.hgetall(_key(view)))
        rates = await exchange_rates(app.pool, app.clock.now())
        answers = {
            date.fromisoformat(day.decode()): read_price(value.decode()).counting(
                view.search.currency, rates
            )
            for day, value in kept.items()
        }
        return {day: price for day, price in answers.items() if price is not None}
    except (RedisError, OSError, ValueError, InvalidOperation) as error:
        log.warning("answers not read", why=type(error).__name__)
        return {}
