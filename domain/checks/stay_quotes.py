"""Hotel stays: one batch question per supplier, and a hotel's own rates if terms require it.

A batch gives only each hotel's cheapest rate. If that one does not match a trackable's terms, the
hotel's rates are asked for, at most `MOST_RATE_QUESTIONS` per question: the longest waiting first,
the others next time. One very rate is sold by one supplier, which alone is asked; others only when
it is gone, for the same room.
"""

import asyncio
import time
from collections.abc import Iterable, Mapping, Sequence

from domain.app import App
from domain.catalog.queries.places import destinations_by_id
from domain.checks.queries.listings import listings_of
from domain.checks.queries.planning import Claimed
from domain.checks.quotes import Found
from domain.checks.stay_answers import Answers, elsewhere, found_for, wanting
from domain.prices.terms import RateTerms
from domain.prices.trackables import asked_currency
from domain.search.newest_prices import Held
from domain.search.queries.newest_prices import newer_words
from domain.suppliers.contract import (
    Capability,
    HotelRef,
    NoAvailability,
    NotSold,
    PriceQuestion,
    Priority,
    Quote,
    Supplier,
    SupplierError,
    SupplierGateway,
)
from domain.suppliers.status import SupplierStatus, status_of

# How many hotels are grouped for a supplier that answers for one hotel at a time.
ONE_BY_ONE = 8
MOST_RATE_QUESTIONS = 10


async def quote_stays(app: App, rows: Sequence[Claimed]) -> Mapping[int, Found]:
    """Return suppliers' answers for hotel stays that share dates, people and currency."""
    refs = await _listings(app, rows)
    stay = rows[0].stay
    is_awaited = any(row.is_awaited for row in rows)
    question = PriceQuestion(stay, rows[0].nationality, asked_currency(rows[0]), is_awaited)
    answers = Answers()
    asked: dict[Supplier, dict[str, HotelRef]] = {}
    for row in rows:
        is_exact = RateTerms.from_json(row.terms).exact is not None
        for ref in () if is_exact else refs.get(row.hotel, ()):
            asked.setdefault(ref.supplier, {})[ref.supplier_id] = ref
    await asyncio.gather(
        *(
            _ask_supplier(gateway, list(hotels.values()), question, answers, app)
            for supplier, hotels in asked.items()
            if (gateway := app.suppliers.get(supplier)) is not None
        )
    )
    await _heed_newer_words(app, rows, refs, question, answers)
    await _ask_rates(app, wanting(rows, refs, answers), question, answers)
    await _ask_rates(app, elsewhere(rows, refs, answers), question, answers)
    return {row.id: found_for(row, refs.get(row.hotel, ()), question, answers) for row in rows}


async def _listings(app: App, rows: Sequence[Claimed]) -> dict[int, list[HotelRef]]:
    """Return the hotels under their suppliers' ids."""
    listed = await listings_of(app.pool, [row.hotel for row in rows])
    destinations = await destinations_by_id(app.pool, [rows[0].place])
    place = destinations[rows[0].place].place
    refs: dict[int, list[HotelRef]] = {}
    for one in listed:
        ref = HotelRef(one.supplier, one.supplier_id, one.name, place)
        refs.setdefault(one.hotel_id, []).append(ref)
    return refs


async def _ask_supplier(
    gateway: SupplierGateway,
    hotels: list[HotelRef],
    question: PriceQuestion,
    answers: Answers,
    app: App,
) -> None:
    """Ask for all the hotels' prices together; errors become a status."""
    began = time.monotonic()
    answers.asked_at[gateway.supplier] = app.clock.now()
    answers.quotes.setdefault(gateway.supplier, {})
    try:
        async with asyncio.timeout(app.settings.supplier_deadline):
            for together in _slices(gateway, hotels):
                answered = await _quote(gateway, together, question)
                for supplier_id, told in answered.items():
                    _keep(gateway.supplier, supplier_id, told, answers)
    except SupplierError as error:
        answers.failures[gateway.supplier] = status_of(error)
    except TimeoutError:
        answers.failures[gateway.supplier] = SupplierStatus.UNAVAILABLE
    answers.latency_ms[gateway.supplier] = round((time.monotonic() - began) * 1000)


def _keep(
    supplier: Supplier, supplier_id: str, told: Quote | NotSold | None, answers: Answers
) -> None:
    """Store a supplier's report on one of its hotels."""
    if isinstance(told, NotSold):
        answers.sold_out_at[supplier, supplier_id] = told.told_at
    answers.quotes[supplier][supplier_id] = None if isinstance(told, NotSold) else told


def _slices(gateway: SupplierGateway, hotels: list[HotelRef]) -> Iterable[list[HotelRef]]:
    """Return all together for a batch supplier, else a few at a time.

    Answers before a failure are kept this way.
    """
    size = len(hotels) if Capability.BATCH_QUOTE in gateway.capabilities else ONE_BY_ONE
    return (hotels[start : start + size] for start in range(0, len(hotels), size))


async def _quote(
    gateway: SupplierGateway, hotels: list[HotelRef], question: PriceQuestion
) -> Mapping[str, Quote | NotSold | None]:
    try:
        return await gateway.quote_many(hotels, question)
    except NoAvailability as nothing:
        told = None if nothing.told_at is None else NotSold(nothing.told_at)
        return dict.fromkeys((hotel.supplier_id for hotel in hotels), told)


async def _heed_newer_words(
    app: App,
    rows: Sequence[Claimed],
    refs: Mapping[int, Sequence[HotelRef]],
    question: PriceQuestion,
    answers: Answers,
) -> None:
    """Replace cached answers with what others have learnt since."""
    old: dict[tuple[int, Supplier], HotelRef] = {}
    held = []
    for hotel_id in {row.hotel for row in rows}:
        for ref in refs.get(hotel_id, ()):
            told_at = answers.told_at(ref)
            if told_at is not None and told_at < answers.asked_at[ref.supplier]:
                old[hotel_id, ref.supplier] = ref
                quote = answers.quotes[ref.supplier][ref.supplier_id]
                held.append(Held(hotel_id, ref.supplier, quote))
    for word in await newer_words(app.pool, question, held, {}):
        listing = old.get((word.hotel_id, word.supplier))
        if listing is None or word.doubt is not None:
            continue
        told_at = answers.told_at(listing)
        if told_at is not None and word.at >= told_at:
            answers.hear(listing, word.quote, word.at)


async def _ask_rates(
    app: App, hotels: Sequence[HotelRef], question: PriceQuestion, answers: Answers
) -> None:
    """Ask for the rates of the first hotels; a failing one is left out."""

    async def ask(hotel: HotelRef) -> None:
        gateway = app.suppliers.get(hotel.supplier)
        if gateway is None or Capability.RATES not in gateway.capabilities:
            answers.rates[hotel] = ()
            return
        answers.asked_at.setdefault(hotel.supplier, app.clock.now())
        try:
            async with asyncio.timeout(app.settings.supplier_deadline):
                sheet = await gateway.rates(hotel, question, Priority.BACKGROUND)
                answers.rates[hotel] = sheet.rates
        except NoAvailability as nothing:
            answers.rates[hotel] = ()
            if nothing.told_at is not None:
                answers.sold_out_at[hotel.supplier, hotel.supplier_id] = nothing.told_at
        except SupplierError as error:
            answers.failures[hotel.supplier] = status_of(error)
        except TimeoutError:
            answers.failures[hotel.supplier] = SupplierStatus.UNAVAILABLE

    await asyncio.gather(*(ask(hotel) for hotel in hotels[:MOST_RATE_QUESTIONS]))
