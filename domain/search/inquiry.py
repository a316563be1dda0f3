"""Puts one question to every supplier at once, and merges the answers as they arrive."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

import structlog

from domain.app import App
from domain.catalog.hotels import keep_hotels
from domain.search.merging import found_hotels, group_offers, words_of
from domain.search.values import AWAITED, FoundHotel, SupplierReport
from domain.suppliers.contract import (
    Capability,
    HotelOffer,
    NoAvailability,
    Place,
    PriceQuestion,
    Priority,
    SessionExpired,
    Supplier,
    SupplierError,
    SupplierGateway,
)
from domain.suppliers.status import SupplierStatus, status_of

log = structlog.get_logger(__name__)

T = TypeVar("T")

# Enough offers for a good choice; each further depth asks for as many again.
ENOUGH_OFFERS = 40
# The most pages to ask of a supplier at a time, however small they are.
MOST_PAGES_A_DEPTH = 2
# After this time partial answers are shown while slow suppliers are still awaited.
PARTIAL_AFTER = 2.0
# Answers this close together are shown together.
TOGETHER = 0.3


@dataclass(frozen=True, slots=True)
class Listed:
    """What one supplier has listed: `next_cursor` asks for more, None if that is all."""

    supplier: Supplier
    offers: tuple[HotelOffer, ...]
    pages: int
    next_cursor: str | None
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Findings:
    """The results of a question, whoever asked it: the hotels, and each supplier's report.

    `asked_at` is when the oldest price was asked for, `found_at` when all was merged. `depth`
    counts the rounds of asking, from 1; `has_more`: another round is possible.
    """

    hotels: tuple[FoundHotel, ...]
    reports: tuple[SupplierReport, ...]
    asked_at: datetime
    found_at: datetime
    depth: int = 1
    has_more: bool = False

    @property
    def is_whole(self) -> bool:
        """Return whether every supplier could be asked."""
        return all(report.answered for report in self.reports)

    @property
    def is_partial(self) -> bool:
        """Return whether a supplier has yet to answer."""
        return any(report.is_awaited for report in self.reports)


Tell = Callable[[Findings], Awaitable[None]]


async def ask_one(
    gateway: SupplierGateway,
    deadline: float,
    call: Callable[[], Awaitable[T]],
    count: Callable[[T], int],
) -> tuple[T | None, SupplierReport]:
    """Ask one supplier within `deadline` seconds; failures become its report."""
    began = time.monotonic()
    answer: T | None = None
    status = SupplierStatus.OK
    told_at: datetime | None = None
    try:
        async with asyncio.timeout(deadline):
            answer = await call()
    except NoAvailability as error:
        status, told_at = SupplierStatus.NO_AVAILABILITY, error.told_at
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
    return answer, SupplierReport(gateway.supplier, status.value, offers, seconds, told_at)


@dataclass(frozen=True, slots=True)
class Asking:
    """A question to the suppliers, with what they listed before, which is not asked for again."""

    destination_id: int
    place: Place
    question: PriceQuestion
    depth: int = 1
    known: tuple[Listed, ...] = ()
    priority: Priority = Priority.LIVE


@dataclass(slots=True)
class _Listing:
    """One supplier's part while it is asked: received pages stay, whatever fails later."""

    gateway: SupplierGateway
    asking: Asking
    asked_at: datetime
    news: asyncio.Event
    offers: dict[str, HotelOffer] = field(default_factory=dict)
    pages: int = 0
    cursor: str | None = None
    report: SupplierReport | None = None
    is_cut_short: bool = False

    def take_up(self, known: Listed) -> None:
        """Continue from what was listed before."""
        self.offers = {offer.supplier_id: offer for offer in known.offers}
        self.pages, self.cursor, self.asked_at = known.pages, known.next_cursor, known.asked_at

    @property
    def is_over(self) -> bool:
        """Return whether the last page was received."""
        return self.pages > 0 and self.cursor is None

    def has_enough(self, depth: int) -> bool:
        """Return whether no further page is needed."""
        return (
            self.is_over
            or len(self.offers) >= depth * ENOUGH_OFFERS
            or self.pages >= depth * MOST_PAGES_A_DEPTH
        )

    async def ask(self, depth: int, deadline: float) -> None:
        """Ask until there is enough. A failure after the first page shortens the list."""
        try:
            _answer, report = await ask_one(
                self.gateway, deadline, lambda: self._read_pages(depth), lambda _none: 0
            )
            self.is_cut_short = not report.answered
            status = SupplierStatus.OK.value if self.offers else report.status
            self.report = replace(report, status=status, offers=len(self.offers))
        finally:
            self.news.set()

    async def _read_pages(self, depth: int) -> None:
        while not self.has_enough(depth):
            try:
                await self._read_page()
            except SessionExpired:
                # The supplier's search session has expired: fetch the known pages again.
                await self._walk_again(self.pages)
            self.news.set()

    async def _walk_again(self, pages: int) -> None:
        self.pages, self.cursor = 0, None
        await self._read_page()
        while self.pages <= pages and not self.is_over:
            await self._read_page()

    async def _read_page(self) -> None:
        try:
            page = await self.gateway.search(
                self.asking.place, self.asking.question, self.cursor, self.asking.priority
            )
        except NoAvailability:
            self.pages, self.cursor = self.pages + 1, None
            if not self.offers:
                raise
            return
        self.offers |= {offer.supplier_id: offer for offer in page.offers}
        self.pages, self.cursor = self.pages + 1, page.next_cursor

    def so_far(self) -> SupplierReport:
        """Return the report, or one saying that the answer is still awaited."""
        return self.report or SupplierReport(self.gateway.supplier, AWAITED, len(self.offers), 0.0)

    def listed(self) -> Listed:
        """Return what has been listed so far."""
        offers = tuple(self.offers.values())
        return Listed(self.gateway.supplier, offers, self.pages, self.cursor, self.asked_at)


async def ask_suppliers(
    app: App, asking: Asking, tell: Tell
) -> tuple[Findings, tuple[Listed, ...]]:
    """Ask all suppliers at once under one deadline; merge and store what they list.

    After `PARTIAL_AFTER` seconds, `tell` gets the findings so far whenever more arrives.
    """
    news = asyncio.Event()
    listings = [
        _Listing(gateway, asking, app.clock.now(), news)
        for gateway in app.suppliers.able_to(Capability.SEARCH)
    ]
    known = {one.supplier: one for one in asking.known}
    for listing in listings:
        if (before := known.get(listing.gateway.supplier)) is not None:
            listing.take_up(before)
    deadline = app.settings.supplier_deadline
    tasks = [asyncio.create_task(one.ask(asking.depth, deadline)) for one in listings]
    try:
        await _tell_meanwhile(app, asking, listings, tasks, tell)
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
    answered = tuple(one.listed() for one in listings if one.so_far().answered)
    return await _findings(app, asking, listings), answered


async def _tell_meanwhile(
    app: App,
    asking: Asking,
    listings: Sequence[_Listing],
    tasks: Sequence["asyncio.Task[None]"],
    tell: Tell,
) -> None:
    """Report partial findings until every supplier has answered."""
    told = 0
    if tasks:
        await asyncio.wait(tasks, timeout=PARTIAL_AFTER)
    while any(not task.done() for task in tasks):
        listings[0].news.clear()
        known = sum(len(one.offers) for one in listings)
        if known > told:
            told = known
            await tell(await _findings(app, asking, listings))
        await listings[0].news.wait()
        await asyncio.wait(tasks, timeout=TOGETHER)


async def _findings(app: App, asking: Asking, listings: Sequence[_Listing]) -> Findings:
    """Merge what was received so far, store it in the catalogue, and return it."""
    now = app.clock.now()
    reports = tuple(one.so_far() for one in listings)
    groups = group_offers((tuple(one.offers.values()) for one in listings), asking.place)
    hotels = await keep_hotels(app.pool, asking.destination_id, groups, now, words_of(asking.place))
    is_cut_short = any(one.is_cut_short for one in listings) and asking.depth > 1
    return Findings(
        found_hotels(hotels, asking.question.currency),
        reports,
        min((one.asked_at for one in listings), default=now),
        now,
        asking.depth - is_cut_short,
        any(one.cursor is not None for one in listings),
    )
