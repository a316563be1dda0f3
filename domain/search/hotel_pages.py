"""One hotel's rates at every supplier that lists it, stored as long as they are valid."""

import asyncio
import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import structlog
from pydantic import TypeAdapter, ValidationError
from redis.asyncio import Redis
from redis.exceptions import RedisError

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.catalog.models import Hotel, HotelListing
from domain.errors import NotFound
from domain.exchange_rates.queries import exchange_rates
from domain.exchange_rates.rates import ExchangeRates
from domain.money import Money
from domain.search.answer_cache import LIFE
from domain.search.findings import kept_findings
from domain.search.inquiry import ask_one
from domain.search.overlay import cheapest_rate
from domain.search.price_memory import remember, sightings_on
from domain.search.queries.newest_prices import note, words_on
from domain.search.queries.searches import load_search
from domain.search.ranking import choose_best
from domain.search.rate_sheets import Sheet, Sheets
from domain.search.values import (
    FoundHotel,
    HotelPage,
    PricedOffer,
    SearchView,
    SupplierRate,
)
from domain.suppliers.contract import (
    Capability,
    Coordinates,
    HotelRef,
    PriceQuestion,
    Priority,
    Supplier,
    SupplierGateway,
    identity_of,
)
from domain.suppliers.single_flight import SingleFlight

log = structlog.get_logger(__name__)

_SHEETS = TypeAdapter(Sheets)


class RateQuestions(SingleFlight[Sheets]):
    """This process's open questions for hotels' rates."""


async def hotel_page(
    app: App, traveller: Traveller, search_id: int, hotel_id: int, *, fresh: bool = False
) -> HotelPage:
    """Return a hotel's page, asking every supplier that lists it.

    Valid rates are not asked for again unless `fresh`. Raises NotFound for somebody else's search
    or an unknown hotel.
    """
    search = await load_search(app.pool, traveller, search_id)
    question = search.question
    kept = await kept_findings(app, search.destination.destination_id, question)
    listed = next((h for h in kept.hotels if h.hotel_id == hotel_id), None) if kept else None
    hotel = listed or await _from_catalogue(hotel_id)
    rates = await exchange_rates(app.pool, app.clock.now())
    sheets = await rate_sheets(app, search, hotel_id, question, fresh=fresh)
    return _page(search, hotel, sheets, rates)


async def hotel_name(hotel_id: int) -> str:
    """Return a hotel's name. Raises NotFound."""
    row = await Hotel.get_or_none(id=hotel_id)
    if row is None:
        raise NotFound("hotel")
    return row.name


async def rate_sheets(
    app: App,
    search: SearchView,
    hotel_id: int,
    question: PriceQuestion,
    *,
    fresh: bool = False,
    priority: Priority = Priority.LIVE,
) -> Sheets:
    """Return what the suppliers offer at a hotel: valid stored answers, or new ones.

    Rates that newer words contradict are asked for again; if the supplier's answer is missing or
    still older (from its cache), the words are laid over it. Background work shares questions only
    with other background work, as it may be refused what people are not.
    """
    text = repr((hotel_id, search.destination.destination_id, question))
    key = f"rates:{hashlib.sha256(text.encode()).hexdigest()[:32]}"
    kept = None if fresh else await _kept(app.redis, key, app.clock.now())
    if kept is not None:
        words = await words_on(app.pool, question, hotel_id)
        if not kept.is_belied_by(words, question.currency):
            return kept.under(words, question.currency, app.clock.now())

    async def ask() -> Sheets:
        sheets = Sheets(await _ask(app, search, hotel_id, question, priority), app.clock.now())
        whole = [sheet for sheet, _report in sheets.sheets if sheet is not None]
        await note(app.pool, sheets.said(search.destination.destination_id, question, hotel_id))
        seen = sightings_on(hotel_id, whole, question.currency)
        await remember(app.pool, search.destination.destination_id, question, seen)
        await _keep(app.redis, key, sheets)
        return sheets

    asked = await app.one(RateQuestions).run((key, priority), ask)
    if kept is not None:
        asked = asked.with_gaps_filled(kept)
    words = await words_on(app.pool, question, hotel_id)
    return asked.under(words, question.currency, app.clock.now())


async def _kept(redis: Redis, key: str, now: datetime) -> Sheets | None:
    try:
        kept = await redis.get(key)
        sheets = None if kept is None else _SHEETS.validate_json(kept)
    except (RedisError, OSError, ValidationError) as error:
        log.warning("rates not read", why=type(error).__name__)
        return None
    return sheets if sheets is not None and now < sheets.holds_until else None


async def _keep(redis: Redis, key: str, sheets: Sheets) -> None:
    try:
        await redis.set(key, _SHEETS.dump_json(sheets), ex=LIFE)
    except (RedisError, OSError) as error:
        log.warning("rates not kept", why=type(error).__name__)


async def _from_catalogue(hotel_id: int) -> FoundHotel:
    row = await Hotel.get_or_none(id=hotel_id).select_related("area")
    if row is None:
        raise NotFound("hotel")
    point = (
        Coordinates(row.latitude, row.longitude)
        if row.latitude is not None and row.longitude is not None
        else None
    )
    return FoundHotel(
        row.id,
        row.name,
        row.area.name if row.area else None,
        row.address,
        point,
        row.stars,
        row.rating,
        row.review_count,
        row.property_type,
        tuple(row.photos),
        tuple(row.amenities),
        best=None,
    )


async def _ask(
    app: App, search: SearchView, hotel_id: int, question: PriceQuestion, priority: Priority
) -> tuple[Sheet, ...]:
    listings = await HotelListing.filter(hotel_id=hotel_id)
    asked: list[tuple[SupplierGateway, HotelRef]] = [
        (
            gateway,
            HotelRef(
                Supplier(listing.supplier), listing.supplier_id, listing.name,
                search.destination.place,
            ),
        )
        for listing in listings
        if (gateway := app.suppliers.get(Supplier(listing.supplier))) is not None
        and Capability.RATES in gateway.capabilities
    ]  # fmt: skip

    async def ask(gateway: SupplierGateway, hotel: HotelRef) -> Sheet:
        return await ask_one(
            gateway,
            app.settings.supplier_deadline,
            lambda: gateway.rates(hotel, question, priority),
            lambda sheet: len(sheet.rates),
        )

    return tuple(await asyncio.gather(*(ask(gateway, hotel) for gateway, hotel in asked)))


def each_once(rates: Iterable[SupplierRate]) -> list[SupplierRate]:
    """Return rates in the same order, without those indistinguishable from an earlier one.

    A seller's rate without a room is a repetition if it also sells a room at that price.
    """
    kept: dict[tuple[str, ...], SupplierRate] = {}
    for offered in rates:
        key = identity_of(offered.supplier, offered.rate.named_quote).key
        kept.setdefault((*key, offered.rate.quote.total.currency), offered)
    named = {_seller_and_price(one) for one in kept.values() if one.rate.room_name.strip()}
    return [
        one
        for one in kept.values()
        if one.rate.room_name.strip() or _seller_and_price(one) not in named
    ]


def _seller_and_price(offered: SupplierRate) -> tuple[Supplier, str | None, Money]:
    return offered.supplier, offered.rate.seller, offered.rate.quote.total


def _page(
    search: SearchView, hotel: FoundHotel, answers: Sheets, rates: ExchangeRates
) -> HotelPage:
    """Combine the suppliers' sheets; their content fills the hotel's gaps."""
    whole = [sheet for sheet, _report in answers.sheets if sheet is not None]
    offered = sorted(
        (SupplierRate(sheet.hotel.supplier, rate) for sheet in whole for rate in sheet.rates),
        key=lambda one: _place(one.rate.quote.total, search.currency, rates),
    )
    offers = [
        PricedOffer(sheet.hotel.supplier, rate.named_quote)
        for sheet in whole
        if (rate := cheapest_rate(sheet.rates, search.currency)) is not None
    ]
    best = choose_best(offers, search.currency, rates)
    contents = [sheet.hotel for sheet in whole]
    usual = next((sheet for sheet in whole if sheet.usual_range), None)
    updated = replace(
        hotel,
        doubt=answers.doubt,
        best=best[0] if best else None,
        reference=best[1] if len(best) > 1 else None,
        address=hotel.address or next((c.address for c in contents if c.address), None),
        photos=max([hotel.photos, *(c.photos for c in contents)], key=len),
        amenities=max([hotel.amenities, *(c.amenities for c in contents)], key=len),
    )
    return HotelPage(
        search,
        updated,
        next((sheet.description for sheet in whole if sheet.description), None),
        next((c.website for c in contents if c.website), None),
        tuple(each_once(offered)),
        tuple(report for _sheet, report in answers.sheets),
        usual.usual_range if usual else None,
        answers.asked_at,
        usual.hotel.supplier if usual else None,
    )


def _place(total: Money, currency: str, rates: ExchangeRates) -> tuple[bool, Decimal]:
    """Return a price's sort key: by its worth in a currency, last without an exchange rate."""
    worth = rates.worth(total, currency)
    return worth is None, total.amount if worth is None else worth
