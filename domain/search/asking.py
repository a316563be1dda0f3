"""Putting one question to every supplier at once, and what comes of it."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import structlog

from domain.app import App
from domain.catalog.hotels import Group, keep_hotels, merged
from domain.search.merging import group_offers
from domain.search.ranking import choose_best
from domain.search.values import FoundHotel, PricedOffer, SupplierReport
from domain.suppliers.contract import (
    Capability,
    HotelOffer,
    NoAvailability,
    Place,
    PriceQuestion,
    SupplierError,
    SupplierGateway,
)
from domain.suppliers.status import SupplierStatus, status_of

log = structlog.get_logger(__name__)

T = TypeVar("T")

# Enough for a good choice; a supplier with small pages is asked for a second one.
ENOUGH_OFFERS = 40
MOST_PAGES = 2


@dataclass(frozen=True, slots=True)
class Findings:
    """What a question brought, whoever asked it: the hotels and how each supplier's part went."""

    hotels: tuple[FoundHotel, ...]
    reports: tuple[SupplierReport, ...]
    asked_at: datetime

    @property
    def is_whole(self) -> bool:
        """Say whether every supplier could be asked."""
        return all(report.answered for report in self.reports)


async def ask_one(
    gateway: SupplierGateway,
    deadline: float,
    call: Callable[[], Awaitable[T]],
    count: Callable[[T], int],
) -> tuple[T | None, SupplierReport]:
    """Ask one supplier within `deadline` seconds; what goes wrong becomes its report."""
    began = time.monotonic()
    answer: T | None = None
    status = SupplierStatus.OK
    try:
        async with asyncio.timeout(deadline):
            answer = await call()
    except NoAvailability:
        status = SupplierStatus.NO_AVAILABILITY
    except SupplierError as error:
        status = status_of(error)
        log.warning(
            "supplier failed", supplier=gateway.supplier.value, status=status.value,
            operation=error.operation, error=type(error).__name__,
        )  # fmt: skip
    except TimeoutError:
        status = SupplierStatus.UNAVAILABLE
        log.warning("supplier too slow", supplier=gateway.supplier.value)
    offers = 0 if answer is None else count(answer)
    seconds = time.monotonic() - began
    return answer, SupplierReport(gateway.supplier, status.value, offers, seconds)


async def _offers_of(
    gateway: SupplierGateway, place: Place, question: PriceQuestion
) -> list[HotelOffer]:
    """Return a supplier's offers of up to `MOST_PAGES` pages."""
    page = await gateway.search(place, question)
    offers = list(page.offers)
    for _ in range(MOST_PAGES - 1):
        if page.next_cursor is None or len(offers) >= ENOUGH_OFFERS:
            break
        try:
            page = await gateway.search(place, question, page.next_cursor)
        except SupplierError as error:
            log.info("no second page", supplier=gateway.supplier.value, why=type(error).__name__)
            break
        offers += page.offers
    return list({offer.supplier_id: offer for offer in offers}.values())


async def ask_suppliers(
    app: App, destination_id: int, place: Place, question: PriceQuestion
) -> Findings:
    """Ask all suppliers at once under one deadline; merge and keep what they list."""
    deadline = app.settings.supplier_deadline

    async def ask(gateway: SupplierGateway) -> tuple[list[HotelOffer] | None, SupplierReport]:
        return await ask_one(gateway, deadline, lambda: _offers_of(gateway, place, question), len)

    gateways = app.suppliers.able_to(Capability.SEARCH)
    answers = await asyncio.gather(*map(ask, gateways))
    groups = group_offers(offers or [] for offers, _report in answers)
    now = app.clock.now()
    ids = await keep_hotels(app.pool, destination_id, groups, now)
    hotels = found_hotels(groups, ids, question.currency)
    return Findings(hotels, tuple(report for _offers, report in answers), now)


def found_hotels(
    groups: Sequence[Group], ids: Sequence[int], currency: str
) -> tuple[FoundHotel, ...]:
    """Return each group as one hotel. Two groups that the catalogue knows as one hotel join."""
    by_hotel: dict[int, list[tuple[HotelOffer, int]]] = {}
    for group, hotel_id in zip(groups, ids, strict=True):
        by_hotel.setdefault(hotel_id, []).extend(group)
    return tuple(_found(hotel_id, tuple(group), currency) for hotel_id, group in by_hotel.items())


def _found(hotel_id: int, group: Group, currency: str) -> FoundHotel:
    offer = merged(group)
    priced = choose_best(
        (
            PricedOffer(o.supplier, o.supplier_id, o.quote)
            for o, _score in group
            if o.quote is not None
        ),
        currency,
    )
    return FoundHotel(
        hotel_id=hotel_id,
        name=offer.name,
        area=offer.area,
        address=offer.address,
        coordinates=offer.coordinates,
        stars=offer.stars,
        rating=offer.rating,
        review_count=offer.review_count,
        property_type=offer.property_type,
        photos=offer.photos,
        amenities=offer.amenities,
        best=priced[0] if priced else None,
        reference=next((p for p in priced[1:] if p.supplier is not priced[0].supplier), None),
    )
