"""The stories: each one's calls in their order, how it is prepared, acted and judged."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from domain.bookings.values import Booking
from domain.suppliers.contract import Supplier
from tests.chaos.bookings.acts import (
    Hands,
    ask,
    book,
    booked,
    cancel,
    cheaper,
    cheaper_kept,
    cheaper_unpaid,
    draft,
    draft_of_kept,
    pay,
    pay_too_late,
    rebook,
    sold_out_when_paid,
)
from tests.chaos.bookings.judging import (
    judge_both,
    judge_money,
    judge_money_of_new,
    judge_one,
)
from tests.chaos.bookings.matrix import Call, Case, cases_of
from tests.chaos.bookings.scene import Scene

REFUND_TRICKS = (
    "silent_before", "silent_after", "doubles_refund", "lies_done", "lies_failed", "refuses",
)  # fmt: skip
PAY_TRICKS = ("doubles_charge", "tells_twice", "tells_nothing")
Judge = Callable[[Scene, Booking], Awaitable[list[str]]]


@dataclass(frozen=True, slots=True)
class Story:
    """What a traveller does at a supplier. `prepare` returns the booking that `act` is about.

    `meanwhile` is what happens outside the product as it acts (somebody pays, say), until `over`;
    `judge` returns what is wrong in the end, by everybody's books.
    """

    supplier: Supplier
    calls: tuple[Call, ...]
    prepare: Callable[[Scene], Awaitable[Booking]]
    act: Callable[[Hands], Awaitable[None]]
    judge: tuple[Judge, ...]
    meanwhile: Callable[[Scene, asyncio.Event], Awaitable[None]] | None = None
    is_paid: bool = False
    moves_price: bool = False
    tricks: tuple[str, ...] = ()


# Of a line, the step that the sandbox's books can take a turn at.
STEPS: Mapping[str, str] = {
    "/select-roomrates": "select",
    "/rooms-allocations": "guests",
    "/check-price": "check",
    "/rates/prebook": "check",
    "/book": "book",
    "/rates/book": "book",
    "/confirm-hold": "book",
    "/hold": "hold",
    "/itineraries/bookings/": "details",
    "GET /book/v3.0/bookings/": "details",
    "/cancel": "cancel",
    "PUT /book/v3.0/bookings/": "cancel",
}


@dataclass(frozen=True, slots=True)
class Lines:
    """A supplier's lines: part of each call's path."""

    supplier: Supplier
    recheck: tuple[str, ...]
    book: str
    details: str
    cancel: str

    def rechecked(self, nth: int, *, is_whole: bool = True) -> tuple[Call, ...]:
        """Return a recheck at each of its lines, or at the last one alone."""
        paths = self.recheck if is_whole else self.recheck[-1:]
        return tuple(self.call("recheck", nth, path) for path in paths)

    def call(self, operation: str, nth: int = 0, path: str | None = None) -> Call:
        """Return a call that has one line; its path, unless it reads a booking."""
        path = self.details if path is None else path
        return Call(operation, nth, self.supplier.value, path, STEPS.get(path, ""))

    @property
    def cancelled(self) -> tuple[Call, ...]:
        """Return the cancelling, which reads the booking once more first."""
        return self.call("cancel"), self.call("cancel", path=self.cancel)


TRAVCLAN = Lines(
    Supplier.TRAVCLAN,
    ("/hotels/itineraries", "/select-roomrates", "/rooms-allocations", "/check-price"),
    "/book", "/itineraries/bookings/", "/cancel",
)  # fmt: skip
LITEAPI = Lines(
    Supplier.LITEAPI, ("/rates/prebook",), "/rates/book", "GET /book/v3.0/bookings/",
    "PUT /book/v3.0/bookings/",
)  # fmt: skip
REFUNDED = (
    Call("refund", 0, "provider", "/provider/refunds"),
    Call("refund", 0, "provider", "/provider/charges"),
)
INVOICED = Call("sendInvoice", 0, "telegram", "sendInvoice")
ANSWERED = Call("answerPreCheckoutQuery", 0, "telegram", "answerPreCheckoutQuery")


def _booking(at: Lines) -> Story:
    calls = (*at.rechecked(0), at.call("book", path=at.book))
    return Story(at.supplier, calls, draft, book, (judge_one,))


def _cancelling(at: Lines) -> Story:
    calls = (at.call("quote_cancellation"), *at.cancelled)
    return Story(at.supplier, calls, booked, cancel, (judge_one,))


def _rebooking_calls(at: Lines) -> tuple[Call, ...]:
    return (
        *(at.call("details", n) for n in range(3)),
        *(at.call("quote_cancellation", n) for n in range(3)),
        *(call for n in range(2) for call in at.rechecked(n, is_whole=False)),
        at.call("book", path=at.book), *at.cancelled,
    )  # fmt: skip


def _keeping_calls(at: Lines) -> tuple[Call, ...]:
    held = (at.call("hold", path="/hold"), at.call("confirm_hold", path="/confirm-hold"))
    return (
        *(at.call("details", n) for n in range(4)),
        *(at.call("quote_cancellation", n) for n in range(4)),
        *(call for n in range(2) for call in at.rechecked(n, is_whole=False)),
        *held, *at.cancelled,
    )  # fmt: skip


def _rebooking(at: Lines) -> Story:
    calls = _rebooking_calls(at)
    return Story(at.supplier, calls, cheaper, rebook, (judge_both,), moves_price=True)


def _paying(at: Lines) -> Story:
    calls = (
        Call("recheck"), INVOICED, *at.rechecked(1, is_whole=False), ANSWERED, Call("take"),
        Call("handle"), at.call("book", path=at.book),
    )  # fmt: skip
    judges = (judge_one, judge_money)
    return Story(at.supplier, calls, draft, ask, judges, pay, is_paid=True, tricks=PAY_TRICKS)


def _refunding(at: Lines) -> Story:
    calls = (at.call("quote_cancellation"), *at.cancelled, *REFUNDED)
    judges = (judge_one, judge_money)
    return Story(at.supplier, calls, booked, cancel, judges, is_paid=True, tricks=REFUND_TRICKS)


STORIES: Mapping[str, Story] = {
    "book": _booking(TRAVCLAN),
    "book at liteapi": _booking(LITEAPI),
    "cancel": _cancelling(TRAVCLAN),
    "cancel at liteapi": _cancelling(LITEAPI),
    "rebook": _rebooking(TRAVCLAN),
    "rebook at liteapi": _rebooking(LITEAPI),
    "rebook kept": Story(
        Supplier.TRAVCLAN, _keeping_calls(TRAVCLAN), cheaper_kept, rebook, (judge_both,),
        moves_price=True,
    ),
    "pay": _paying(TRAVCLAN),
    "pay at liteapi": _paying(LITEAPI),
    # The room is kept from the invoice on, so the checkout asks for no price.
    "pay kept": Story(
        Supplier.TRAVCLAN,
        (Call("recheck"), TRAVCLAN.call("hold", path="/hold"), INVOICED, ANSWERED, Call("take"),
         Call("handle"), TRAVCLAN.call("confirm_hold", path="/confirm-hold")),
        draft_of_kept, ask, (judge_one, judge_money), pay, is_paid=True, tricks=PAY_TRICKS,
    ),
    "refund": _refunding(TRAVCLAN),
    "refund at liteapi": _refunding(LITEAPI),
    # Paid, and sold out when it was to be booked.
    "unbooked": Story(
        Supplier.TRAVCLAN,
        (Call("recheck"), Call("recheck", 1), Call("sendInvoice"), Call("answerPreCheckoutQuery"),
         Call("take"), Call("handle"), TRAVCLAN.call("book", path=TRAVCLAN.book), *REFUNDED),
        sold_out_when_paid, ask, (judge_one, judge_money), pay, is_paid=True,
        tricks=REFUND_TRICKS,
    ),
    # Refused at the checkout, and charged all the same.
    "refused": Story(
        Supplier.TRAVCLAN,
        (Call("recheck"), Call("sendInvoice"), *TRAVCLAN.rechecked(1, is_whole=False), ANSWERED,
         Call("take"), Call("handle"), *REFUNDED),
        draft, ask, (judge_one, judge_money), pay_too_late, is_paid=True, tricks=REFUND_TRICKS,
    ),
    # The old one was not paid for here: the new one is, before it is booked.
    "rebook to pay": Story(
        Supplier.TRAVCLAN,
        (*(TRAVCLAN.call("details", n) for n in range(2)),
         *(TRAVCLAN.call("quote_cancellation", n) for n in range(2)),
         *(call for n in range(2) for call in TRAVCLAN.rechecked(n, is_whole=False)),
         INVOICED, *TRAVCLAN.rechecked(2, is_whole=False), ANSWERED, Call("take"), Call("handle"),
         TRAVCLAN.call("book", path=TRAVCLAN.book)),
        cheaper_unpaid, rebook, (judge_both, judge_money_of_new), pay, is_paid=True,
        tricks=PAY_TRICKS, moves_price=True,
    ),
    # What was paid for the old one pays for the new one, and the rest goes back.
    "rebook paid": Story(
        Supplier.TRAVCLAN, (*_rebooking_calls(TRAVCLAN), *REFUNDED), cheaper, rebook,
        (judge_both, judge_money), is_paid=True, tricks=REFUND_TRICKS, moves_price=True,
    ),
}  # fmt: skip


def all_cases() -> list[Case]:
    """Return every case there is."""
    return [
        case
        for name, story in STORIES.items()
        for case in cases_of(name, story.calls, story.tricks)
    ]
