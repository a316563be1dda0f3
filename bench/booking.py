"""From a rate to its review, from the confirmation to the receipt, and a crowd at the last room.

The supplier is the sandbox's TravClan over HTTP. Its own time is that which passes inside the
gateway's calls; the rest is ours: checking, writing down, telling. The receipt counts as there when
it is in the outbox, committed with the booking. Its voucher is drawn next to a beating heart.
"""

import asyncio
import os
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from bench.pictures import timed as measured
from bench.press_to_edit import PATIENCE_SECONDS, figures
from bench.scale import scaled
from bench.startup import quiet_stack
from bot.bookings.files.sheets import voucher
from bot.locales import translator
from bot.papers.sheet import sheet_pdf
from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App, open_app
from domain.bookings.drafts import begin_booking, books, set_contact
from domain.bookings.guests import add_guests
from domain.bookings.models import BookingState
from domain.bookings.operator import operator_of
from domain.bookings.queries.bookings import load_booking
from domain.bookings.review import review_booking
from domain.bookings.submission import confirm_booking
from domain.bookings.values import Review
from domain.catalog.destinations import resolve_destination
from domain.configuration import load_settings
from domain.search.hotel_pages import hotel_page
from domain.search.interpretation import view_of
from domain.search.service import begin_search, find_hotels
from domain.search.values import Draft
from domain.suppliers.booking_contract import Contact, Gone, Guest, Order, Rechecked, Submission
from domain.suppliers.booking_outcomes import BookOutcome
from domain.suppliers.contract import Supplier

BOOKINGS = scaled(100, short=2)
CROWD = scaled(200, short=4)
# This many prepare their reviews at once: the supplier's emulator is one process.
AT_ONCE = 8
CONTACT = Contact("asha@example.com", "+919876543210")


class Timed:
    """A booking gateway that notes how long its supplier took."""

    def __init__(self, gateway: Any) -> None:
        self._gateway = gateway
        self.seconds: dict[str, list[float]] = {"recheck": [], "book": []}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._gateway, name)

    async def recheck(self, order: Order) -> Rechecked | Gone:
        """Ask, and note how long it took."""
        begun = time.perf_counter()
        found: Rechecked | Gone = await self._gateway.recheck(order)
        self.seconds["recheck"].append(time.perf_counter() - begun)
        return found

    async def book(self, submission: Submission) -> BookOutcome:
        """Send, and note how long it took."""
        begun = time.perf_counter()
        outcome: BookOutcome = await self._gateway.book(submission)
        self.seconds["book"].append(time.perf_counter() - begun)
        return outcome


async def measure() -> dict[str, Any]:
    """Book one after the other, then let a crowd confirm one room."""
    with tempfile.TemporaryDirectory(prefix="often-bench-") as name:
        os.chmod(name, 0o755)  # noqa: PTH101, S103 - the server's account must get through
        stack = quiet_stack(Path(name) / "state")
        await stack.start()
        try:
            settings = load_settings(stack.environment, Path("/nonexistent/.env"))
            async with (
                open_app(settings) as app,
                httpx.AsyncClient(
                    base_url=stack.plan.sandbox_url, timeout=PATIENCE_SECONDS
                ) as client,
            ):
                return {**await _one_by_one(app), "crowd": await _crowd(app, client)}
        finally:
            await stack.stop()


async def _reviewed(app: App, number: int, days: int) -> tuple[Traveller, Review]:
    """Return somebody's review of a room in Jaipur, and how it was come to before the clock."""
    now = datetime.now(UTC)
    traveller = await meet_traveller(900_000 + number, "Asha", "en-IN", now)
    jaipur = view_of(await resolve_destination(app.pool, "Jaipur"))
    first = now.date() + timedelta(days=days)
    draft = Draft(destination=jaipur, check_in=first, check_out=first + timedelta(days=2))
    search = await begin_search(app, traveller, draft)
    for hotel in (await find_hotels(app, traveller, search.search_id)).hotels:
        page = await hotel_page(app, traveller, search.search_id, hotel.hotel_id)
        offered = next((one for one in page.rates if _is_travclans(app, one)), None)
        if offered is not None:
            break
    else:
        raise AssertionError("nothing in Jaipur can be booked")
    booking = await begin_booking(app, traveller, page, offered)
    await add_guests(app, traveller, booking.booking_id, [Guest("Asha", "Rao")])
    await set_contact(app, traveller, booking.booking_id, CONTACT)
    found = await review_booking(app, traveller, booking.booking_id)
    assert isinstance(found, Review), f"no review: {found.state}, {found.needs}"
    return traveller, found


def _is_travclans(app: App, offered: Any) -> bool:
    return offered.supplier is Supplier.TRAVCLAN and books(app, offered)


async def _one_by_one(app: App) -> dict[str, Any]:
    timed = Timed(app.suppliers.booking[Supplier.TRAVCLAN])
    app.suppliers.booking[Supplier.TRAVCLAN] = timed
    to_review, to_receipt = list[float](), list[float]()
    for number in range(BOOKINGS):
        traveller, review = await _reviewed(app, number, 20)
        booking_id = review.booking.booking_id
        begun = time.perf_counter()
        again = await review_booking(app, traveller, booking_id)
        to_review.append(time.perf_counter() - begun)
        newest = again.booking.review if isinstance(again, Review) else again.review
        begun = time.perf_counter()
        await confirm_booking(app, traveller, booking_id, newest)
        to_receipt.append(time.perf_counter() - begun)
        booked = await load_booking(traveller, booking_id)
        if booked.state is not BookingState.CONFIRMED:
            raise AssertionError(f"not booked: {booked.state}, {booked.cause}")
    rechecks = timed.seconds["recheck"][1::2]
    paper = voucher(booked, operator_of(app.settings), app.clock.now(), "UTC", translator("hi"))
    return {
        "bookings": BOOKINGS,
        "recheck_to_review": figures(to_review),
        "of_it_the_supplier": figures(rechecks),
        "confirm_to_receipt": figures(to_receipt),
        "of_that_the_supplier": figures(timed.seconds["book"]),
        "voucher": await measured(lambda _number: sheet_pdf(paper)),
    }


async def _crowd(app: App, client: httpx.AsyncClient) -> dict[str, Any]:
    """Let many confirm the last room of a kind at the same moment."""
    places = asyncio.Semaphore(AT_ONCE)

    async def prepare(number: int) -> tuple[Traveller, Review]:
        async with places:
            return await _reviewed(app, 10_000 + number, 40)

    ready = await asyncio.gather(*map(prepare, range(CROWD)))
    hotel_id = ready[0][1].booking.wanted.hotel.supplier_id
    answer = await client.post("/sandbox/bookings/rooms", json={"hotel_id": hotel_id, "rooms": 1})
    answer.raise_for_status()
    begun = time.perf_counter()
    seconds = await asyncio.gather(*(_confirm(app, *one) for one in ready))
    whole = time.perf_counter() - begun
    states = [await _state(one) for one in ready]
    if states.count(BookingState.CONFIRMED) != 1:
        raise AssertionError(f"the last room was booked {states.count(BookingState.CONFIRMED)} ×")
    return {
        "confirming": CROWD,
        "confirmed": 1,
        "answered": _answered(states),
        "all_answered_seconds": round(whole, 2),
        "each": figures(seconds),
    }


async def _confirm(app: App, traveller: Traveller, review: Review) -> float:
    begun = time.perf_counter()
    booking = review.booking
    await confirm_booking(app, traveller, booking.booking_id, booking.review)
    return time.perf_counter() - begun


async def _state(one: tuple[Traveller, Review]) -> BookingState:
    return (await load_booking(one[0], one[1].booking.booking_id)).state


def _answered(states: Sequence[BookingState]) -> int:
    """Return how many have heard how it ended."""
    over = {BookingState.CONFIRMED, BookingState.FAILED}
    return sum(state in over for state in states)
