"""Bookings through everything that can go wrong: every fault at every call, and a kill around each.

The cases are made, not written: each story (book, cancel, rebook) names the calls that it makes at
its supplier, and each call meets every fault of the sandbox on its line, and the death of the
process before and after it. Whoever adds a story (paying, say) adds it to `STORIES` with its calls
and with what must be true of it at the end, and gets its cases with it.

Afterwards the jobs run as after a restart, hours pass, and the suppliers' books are compared with
ours: they agree, or a person has the case; one confirm has made one booking at most, and no
rebooking has left anybody with none.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import partial
from itertools import product
from typing import Any

from rich.table import Table

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App, open_app
from domain.bookings.cancellation import CancelOffer, cancel_booking, quote_cancelling
from domain.bookings.drafts import add_guests, begin_booking, books, set_contact
from domain.bookings.lifecycle import UNSENT
from domain.bookings.models import BookingState
from domain.bookings.price_watches.saving import hindrance
from domain.bookings.queries import load_any
from domain.bookings.rebooking.agreeing import confirm_rebooking
from domain.bookings.rebooking.carrying import carry_on_due
from domain.bookings.rebooking.offering import offer_rebooking
from domain.bookings.rebooking.values import RebookOffer
from domain.bookings.reconciling import look_up_due
from domain.bookings.reviewing import review_booking
from domain.bookings.submitting import confirm_booking
from domain.bookings.values import Booking, Review
from domain.catalog.destinations import resolve_destination
from domain.search.hotel_pages import hotel_page
from domain.search.service import begin_search, find_hotels
from domain.search.understanding import view_of
from domain.search.values import Draft
from domain.suppliers.booking_contract import Contact, Guest
from domain.suppliers.contract import SupplierError
from tests.chaos.ground import Ground, open_ground
from tests.journeys.product import ROOT

CONTACT = Contact("asha@example.com", "+919876543210")
STANDING = {"pending", "confirmed", "cancel_pending"}
# Every look and every try falls within this, in steps that are shorter than the longest pause.
HOURS, STEP = 9, timedelta(minutes=10)
# A machine under load takes its time to start a process.
CHILD_SECONDS = 180.0


class When(StrEnum):
    """Where the process dies."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a story: the gateway's operation, its place among those, and part of its path."""

    operation: str
    nth: int
    path: str


@dataclass(frozen=True, slots=True)
class Case:
    """A story with one thing going wrong: the death of the process, or a fault of the line."""

    story: str
    call: Call
    when: When | None = None
    fault: str | None = None
    status: int | None = None

    @property
    def name(self) -> str:
        """Return how it is told."""
        wrong = f"killed {self.when}" if self.when else f"{self.fault} {self.status or ''}".strip()
        line = "" if self.when else f" at {self.call.path}"
        return f"{self.story}: {self.call.operation} {self.call.nth + 1}{line}, {wrong}"


@dataclass
class Around:
    """A gateway that something happens around: before and after the N-th call of an operation."""

    gateway: Any
    operation: str
    nth: int
    before: Callable[[], Awaitable[None]] | None = None
    after: Callable[[], Awaitable[None]] | None = None
    calls: int = 0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method: Callable[..., Any] = getattr(self.gateway, name)
        return self._around(method) if name == self.operation else method

    def _around(self, method: Callable[..., Any]) -> Callable[..., Any]:
        async def call(*values: Any) -> Any:
            is_it, self.calls = self.calls == self.nth, self.calls + 1
            if is_it and self.before is not None:
                await self.before()
            answer = await method(*values)
            if is_it and self.after is not None:
                await self.after()
            return answer

        return call


FAULTS: tuple[tuple[str, int | None], ...] = (
    *[("status", status) for status in (400, 401, 403, 404, 429, 500, 502, 503, 504)],
    ("timeout", None), ("drop_before_processing", None), ("drop_after_processing", None),
    ("garbage", None),
)  # fmt: skip
BOOK, DETAILS, CANCEL = "/book", "/itineraries/bookings/", "/cancel"
ITINERARY, CHECK = "/hotels/itineraries", "/check-price"


@dataclass(frozen=True, slots=True)
class Story:
    """What a traveller does. `prepare` returns the booking that `act` is about.

    `judge` returns what is wrong in the end, by what the supplier's books have of the traveller.
    """

    calls: tuple[Call, ...]
    prepare: Callable[["Scene"], Awaitable[Booking]]
    act: Callable[[App, Traveller, int], Awaitable[Any]]
    judge: Callable[["Scene", Booking], Awaitable[list[str]]]


@dataclass
class Scene:
    """One case's traveller at the sandbox's suppliers."""

    ground: Ground
    app: App
    traveller: Traveller
    surname: str

    @property
    def sandbox(self) -> Any:
        """Return the hand on the sandbox."""
        return self.ground.sandbox

    async def sales(self) -> list[dict[str, Any]]:
        """Return what stands in the supplier's books of this traveller."""
        sold = await self.sandbox.call("GET", "bookings", supplier="travclan")
        mine = [
            one
            for one in sold
            if any(guest.get("lastName") == self.surname for guest in one["guests"])
        ]
        return [one for one in mine if one["state"] in STANDING]

    async def cases(self) -> int:
        """Return how many open cases people have of this traveller."""
        found: int = await self.app.pool.fetchval(
            """
            SELECT count(*) FROM booking_cases c JOIN universal_bookings b ON b.id = c.booking_id
            WHERE b.user_id = $1 AND c.closed_at IS NULL
            """,
            self.traveller.user_id,
        )
        return found


async def draft(scene: Scene) -> Booking:
    """Return a draft of a refundable room in Goa whose terms are all known."""
    app, asha = scene.app, scene.traveller
    goa = view_of(await resolve_destination(app.pool, "Goa"))
    check_in = datetime.now(UTC).date() + timedelta(weeks=5)
    wish = Draft(destination=goa, check_in=check_in, check_out=check_in + timedelta(days=2))
    search = await begin_search(app, asha, wish)
    for hotel in (await find_hotels(app, asha, search.search_id)).hotels:
        page = await hotel_page(app, asha, search.search_id, hotel.hotel_id)
        for offered in page.rates:
            if not books(app, offered) or offered.rate.cancels_online is False:
                continue
            booking = await begin_booking(app, asha, page, offered)
            if hindrance(booking.terms, app.clock.now()) is None:
                await add_guests(
                    app, asha, booking.booking_id,
                    [Guest("Asha", scene.surname)] * len(booking.slots),
                )  # fmt: skip
                return await set_contact(app, asha, booking.booking_id, CONTACT)
    raise LookupError("no such room in Goa")


async def booked(scene: Scene) -> Booking:
    """Return a confirmed booking, with its price lowered by a fifth since."""
    begun = await draft(scene)
    await book(scene.app, scene.traveller, begun.booking_id)
    booking = await load_any(begun.booking_id)
    if booking.state is not BookingState.CONFIRMED:
        raise LookupError(f"not booked: {booking.state} {booking.cause}")
    return booking


async def cheaper(scene: Scene) -> Booking:
    """Return a confirmed booking whose hotel sells for a fifth less by now."""
    booking = await booked(scene)
    hotels = await scene.sandbox.call("GET", "market/hotels", destination="Goa")
    wanted = booking.wanted.hotel.supplier_id
    market_id = next(one["id"] for one in hotels if one["travclan_id"] == wanted)
    await scene.sandbox.call("POST", f"market/hotels/{market_id}/price", {"percent": -20})
    return booking


async def book(app: App, asha: Traveller, booking_id: int) -> None:
    """Review and confirm."""
    reviewed = await review_booking(app, asha, booking_id)
    if isinstance(reviewed, Review):
        await confirm_booking(app, asha, booking_id, reviewed.booking.review)


async def cancel(app: App, asha: Traveller, booking_id: int) -> None:
    """Quote and cancel."""
    offer = await quote_cancelling(app, asha, booking_id)
    if isinstance(offer, CancelOffer):
        await cancel_booking(app, asha, booking_id, offer.quote.penalty)


async def rebook(app: App, asha: Traveller, booking_id: int) -> None:
    """Compare both and book anew."""
    offer = await offer_rebooking(app, asha, booking_id)
    if isinstance(offer, RebookOffer):
        found = offer.rebooking
        await confirm_rebooking(app, asha, found.rebooking_id, found.review)


async def judge_one(scene: Scene, booking: Booking) -> list[str]:
    """Compare one booking with the supplier's books."""
    sales, after = await scene.sales(), await load_any(booking.booking_id)
    if await scene.cases():
        return [] if len(sales) <= 1 else [f"{len(sales)} stand from one confirm"]
    stands = {
        BookingState.CONFIRMED: 1, BookingState.CANCELLED: 0, BookingState.FAILED: 0,
        BookingState.PENDING: 1,
    }  # fmt: skip
    expected = 0 if after.state in UNSENT else stands.get(after.state)
    if expected is None:
        return [f"{after.state} and nobody has it"]
    return [] if len(sales) == expected else [f"{after.state} and {len(sales)} in the books"]


async def judge_both(scene: Scene, booking: Booking) -> list[str]:
    """Compare a rebooking with the supplier's books: never none, and two only with a case."""
    sales, cases = await scene.sales(), await scene.cases()
    rows = await scene.app.pool.fetch(
        "SELECT step, new_id FROM rebookings WHERE old_id = $1", booking.booking_id
    )
    old = await load_any(booking.booking_id)
    wrong = []
    if not sales:
        wrong.append("left with none")
    if len(sales) > 1 and not cases:
        wrong.append("two stand and nobody has it")
    ours = {old.state}
    for row in rows:
        new = await load_any(row["new_id"])
        ours.add(new.state)
        if row["step"] in {"booking", "cancelling"} and not cases:
            wrong.append(f"{row['step']} for hours and nobody has it")
    standing = sum(state is BookingState.CONFIRMED for state in ours)
    if not cases and standing != len(sales):
        wrong.append(f"{sorted(ours)} with us, {len(sales)} in the books")
    return wrong


STORIES: Mapping[str, Story] = {
    "book": Story(
        (Call("recheck", 0, ITINERARY), Call("recheck", 0, CHECK), Call("book", 0, BOOK)),
        draft, book, judge_one,
    ),
    "cancel": Story(
        (Call("quote_cancellation", 0, DETAILS), Call("cancel", 0, CANCEL)),
        booked, cancel, judge_one,
    ),
    "rebook": Story(
        (
            *(Call("details", n, DETAILS) for n in range(3)),
            *(Call("quote_cancellation", n, DETAILS) for n in range(3)),
            *(Call("recheck", n, CHECK) for n in range(2)),
            Call("book", 0, BOOK), Call("cancel", 0, CANCEL),
        ),
        cheaper, rebook, judge_both,
    ),
}  # fmt: skip


def cases() -> list[Case]:
    """Return every case there is."""
    found = []
    for name, story in STORIES.items():
        kills = {(call.operation, call.nth): call for call in story.calls}.values()
        found += [Case(name, call, when=when) for call, when in product(kills, When)]
        found += [
            Case(name, call, fault=fault, status=status)
            for call, (fault, status) in product(story.calls, FAULTS)
        ]
    return found


@dataclass
class Outcome:
    """What came of all cases."""

    ran: int = 0
    killed: int = 0
    with_people: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        """Say whether nothing was wrong."""
        return not self.wrong

    def table(self) -> Table:
        """Return it for people."""
        table = Table("case", "wrong")
        for case, what in self.wrong:
            table.add_row(case, f"[red]{what}[/]")
        table.add_row(
            f"{self.ran} cases, {self.killed} processes killed, {self.with_people} with people",
            "" if self.wrong else "[green]nothing[/]",
        )
        return table


async def run_bookings(
    say: Callable[[str], None], chosen: Callable[[Case], bool] = lambda _case: True
) -> Outcome:
    """Run every case that is chosen."""
    outcome = Outcome()
    async with open_ground(workers=0, interval=3600) as ground:
        await ground.sandbox.call("POST", "market", {"drift": 0})
        for number, case in enumerate(filter(chosen, cases()), start=1):
            wrong = await run_case(ground, case, number, outcome)
            outcome.ran += 1
            outcome.wrong += [(case.name, one) for one in wrong]
            say(f"{number}. {case.name}: {'; '.join(wrong) or 'well'}")
    return outcome


@asynccontextmanager
async def opened(ground: Ground) -> AsyncIterator[App]:
    """Open the product on the ground, as a process that was just started."""
    async with open_app(ground.settings, clock=ground.clock) as app:
        yield app


async def run_case(ground: Ground, case: Case, number: int, outcome: Outcome) -> list[str]:
    """Prepare, let it go wrong, let hours pass, and return what is wrong then."""
    story = STORIES[case.story]
    ground.clock.put(timedelta(0))
    await ground.sandbox.call("DELETE", "faults")
    async with opened(ground) as app:
        asha = await meet_traveller(900_000 + number, "Asha", "en-IN", app.clock.now())
        scene = Scene(ground, app, asha, surname_of(number))
        booking = await story.prepare(scene)
        if case.when is None:
            surround(app, case.call, before=partial(plant, scene, case))
            with suppress(SupplierError):
                await story.act(app, asha, booking.booking_id)
        elif await killed(ground, case, asha, booking):
            outcome.killed += 1
        await ground.sandbox.call("DELETE", "faults")
    async with opened(ground) as app:
        scene = Scene(ground, app, asha, surname_of(number))
        for hour in range(1, HOURS * 6):
            ground.clock.put(STEP * hour)
            while await look_up_due(app) + await carry_on_due(app):
                pass
        outcome.with_people += bool(await scene.cases())
        return await story.judge(scene, booking)


def surname_of(number: int) -> str:
    """Return a name that nobody else has: digits are not for names."""
    return "Rao" + "".join(chr(ord("a") + int(digit)) for digit in str(number))


def surround(
    app: App,
    call: Call,
    before: Callable[[], Awaitable[None]] | None = None,
    after: Callable[[], Awaitable[None]] | None = None,
) -> None:
    """Have something happen around a call at every supplier that books."""
    for supplier, gateway in list(app.suppliers.booking.items()):
        surrounded: Any = Around(gateway, call.operation, call.nth, before, after)
        app.suppliers.booking[supplier] = surrounded


async def plant(scene: Scene, case: Case) -> None:
    """Plant the case's fault for once."""
    body: dict[str, Any] = {
        "target": "travclan", "match": case.call.path, "kind": case.fault, "times": 1
    }  # fmt: skip
    if case.status is not None:
        body["status"] = case.status
    await scene.sandbox.call("POST", "faults", body)


async def killed(ground: Ground, case: Case, asha: Traveller, booking: Booking) -> bool:
    """Act in a process that kills itself at the call; say whether it came so far."""
    call = case.call
    with (ground.folder / "acting.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.chaos.acting", str(ground.folder / "clock"), case.story,
            str(asha.user_id), str(booking.booking_id), call.operation, str(call.nth),
            str(case.when), cwd=ROOT, env={**os.environ, **ground.environment}, stdout=log,
            stderr=log,
        )  # fmt: skip
        async with asyncio.timeout(CHILD_SECONDS):
            code = await process.wait()
    return code < 0
