"""What every booking gateway keeps to, played against the suppliers' emulators over HTTP.

The emulators' books are the truth: after each fault at each step, what the gateway says is compared
with what was sold.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from importlib.util import find_spec
from typing import Any

import httpx
import pytest

from domain.clock import SystemClock
from domain.money import Money
from domain.stay import Room
from domain.suppliers.assembly import build_registry
from domain.suppliers.booking_contract import (
    Difference,
    Gone,
    Guest,
    HoldingGateway,
    NameCorrection,
    NamingGateway,
    Rechecked,
    Session,
)
from domain.suppliers.booking_outcomes import (
    BookOutcome,
    Cancelled,
    CancelNotSent,
    CancelPending,
    CancelRefused,
    CancelUnknown,
    Confirmed,
    Duplicate,
    Held,
    MayBeBooked,
    MayBeCancelled,
    NameCorrected,
    NameOpen,
    NothingBooked,
    NothingCancelled,
    NotSent,
    NotSentReason,
    PenaltyAbove,
    Pending,
    RecordState,
    SessionEnded,
    SoldOut,
    Unknown,
)
from domain.suppliers.contract import Refundability, Supplier, SupplierError
from domain.suppliers.registry import SupplierRegistry
from tests.suppliers.booking_desk import ANYTHING, Desk, with_rate
from tests.suppliers.emulators import in_three_weeks, settings_of

if find_spec("sandbox") is None:
    pytest.skip("the sandbox is not here", allow_module_level=True)

BOOKABLE = (Supplier.TRAVCLAN, Supplier.LITEAPI)
# The last part of the path that books.
BOOK = "/book"


@pytest.fixture
async def registry(sandbox: httpx.AsyncClient) -> AsyncIterator[SupplierRegistry]:
    """All gateways, asking the sandbox; an order is given up after two seconds, a read is not."""
    built = build_registry(settings_of(sandbox, supplier_deadline=30), SystemClock())
    yield built
    await built.aclose()


@pytest.fixture(params=BOOKABLE)
async def desk(
    request: pytest.FixtureRequest, registry: SupplierRegistry, sandbox: httpx.AsyncClient
) -> Desk:
    """One supplier after the other, in a market whose prices wait for somebody to move them."""
    (await sandbox.post("/sandbox/market", json={"drift": 0})).raise_for_status()
    return Desk(request.param, registry, sandbox)


async def test_an_order_is_checked_booked_found_and_read(desk: Desk) -> None:
    order = await desk.order(in_three_weeks())
    found = await desk.ready(order)
    assert found.rate.quote.total == order.rate.quote.total
    assert found.rate.cancel_rules == order.rate.cancel_rules
    assert (found.rate.room_name, found.differences) == (order.rate.room_name, frozenset())
    booked = await desk.gateway.book(desk.submission(order, found))
    assert isinstance(booked, Confirmed)
    [sale] = await desk.books()
    assert sale["code"] == booked.record.supplier_ref
    assert sale["requests"] == "a quiet room"
    assert sale["guests"][0]["lastName"] == "Rao"
    for record in (
        await desk.gateway.find(desk.key(found)),
        await desk.gateway.details(sale["code"]),
    ):
        assert record is not None
        assert (record.supplier_ref, record.state) == (sale["code"], RecordState.CONFIRMED)
        assert record.total == found.rate.quote.total
        assert record.refundable is Refundability.YES
        assert record.hotel_ref


async def test_several_rooms_are_one_booking(desk: Desk) -> None:
    order = await desk.order(in_three_weeks(Room(2), Room(1, (7,))))
    found = await desk.ready(order)
    booked = await desk.gateway.book(desk.submission(order, found))
    assert isinstance(booked, Confirmed)
    [sale] = await desk.books()
    assert sale["rooms"] == 2
    assert Money.of(sale["total"], sale["currency"]) == found.rate.quote.total


async def test_before_anything_is_sent_nothing_is_found(desk: Desk) -> None:
    order = await desk.order(in_three_weeks())
    found = await desk.ready(order)
    assert await desk.gateway.find(desk.key(found)) is None
    assert await desk.books() == []


async def test_a_token_that_is_gone_finds_the_same_rate_again(desk: Desk) -> None:
    order = await desk.order(in_three_weeks())
    found = await desk.ready(with_rate(order, token="gone"))
    assert found.rate.quote.total == order.rate.quote.total
    assert found.rate.room_name == order.rate.room_name


async def test_what_is_not_sold_any_more_is_gone(desk: Desk) -> None:
    order = await desk.order(in_three_weeks())
    other = with_rate(order, token="gone", room_name="Igloo")
    assert await desk.gateway.recheck(other) == Gone()
    close = f"/sandbox/market/hotels/{order.hotel.supplier_id}/availability"
    (await desk.sandbox.post(close, json={"available": False})).raise_for_status()
    assert await desk.gateway.recheck(order) == Gone()


async def test_a_moved_price_shows_in_the_recheck(desk: Desk) -> None:
    order = await desk.order(in_three_weeks())
    move = f"/sandbox/market/hotels/{order.hotel.supplier_id}/price"
    (await desk.sandbox.post(move, json={"percent": 25})).raise_for_status()
    found = await desk.ready(order)
    assert found.rate.quote.total > order.rate.quote.total


@pytest.mark.parametrize(
    ("turn", "difference"),
    [
        ("price_changed", Difference.PRICE),
        ("terms_changed", Difference.TERMS),
        ("board_changed", Difference.BOARD),
    ],
)
async def test_every_change_at_the_check_can_be_seen(
    desk: Desk, turn: str, difference: Difference
) -> None:
    order = await desk.order(in_three_weeks())
    await desk.twist("check", turn)
    found = await desk.ready(order)
    seen, now = order.rate.quote, found.rate.quote
    shows = {
        Difference.PRICE: now.total != seen.total,
        Difference.TERMS: now.refundable != seen.refundable,
        Difference.BOARD: now.board != seen.board,
    }
    assert shows[difference]
    assert found.differences <= {difference}


async def test_two_travellers_do_not_share_a_session(desk: Desk) -> None:
    order = await desk.order(in_three_weeks())
    one, other = await asyncio.gather(desk.ready(order), desk.ready(order))
    assert one.session != other.session
    outcomes = await asyncio.gather(
        desk.gateway.book(desk.submission(order, one, "OH-1")),
        desk.gateway.book(desk.submission(order, other, "OH-2")),
    )
    assert all(isinstance(outcome, Confirmed) for outcome in outcomes)
    assert len({sale["code"] for sale in await desk.books()}) == 2


async def test_the_last_room_is_sold_once(desk: Desk) -> None:
    order = await desk.order(in_three_weeks())
    found = [await desk.ready(order) for _ in range(4)]
    rooms = {"hotel_id": order.hotel.supplier_id, "rooms": 1}
    (await desk.sandbox.post("/sandbox/bookings/rooms", json=rooms)).raise_for_status()
    outcomes = await asyncio.gather(
        *(
            desk.gateway.book(desk.submission(order, one, f"OH-{number}"))
            for number, one in enumerate(found)
        )
    )
    assert sum(isinstance(outcome, Confirmed) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, SoldOut | MayBeBooked) for outcome in outcomes) == 3
    assert await desk.states() == ["confirmed"]


async def test_an_order_sent_again_is_a_duplicate_and_found(desk: Desk) -> None:
    order = await desk.order(in_three_weeks())
    found = await desk.ready(order)
    await desk.gateway.book(desk.submission(order, found))
    assert await desk.gateway.book(desk.submission(order, found)) == Duplicate()
    record = await desk.gateway.find(desk.key(found))
    assert record is not None
    assert [sale["code"] for sale in await desk.books()] == [record.supplier_ref]


async def test_a_session_that_is_none_books_nothing(desk: Desk) -> None:
    order = await desk.order(in_three_weeks())
    found = await desk.ready(order)
    broken = Rechecked(found.rate, Session("not a session"))
    assert await desk.gateway.book(desk.submission(order, broken)) == SessionEnded()
    assert await desk.books() == []


Case = tuple[str, dict[str, Any], type[BookOutcome], bool]
# A fault of the line while an order is sent: kind, details, outcome, and whether it was done.
LINE_FAULTS: list[Case] = [
    ("drop_before_processing", {}, Unknown, False),
    ("drop_after_processing", {}, Unknown, True),
    ("timeout", {"seconds": 2.3}, Unknown, False),
    ("slow", {"seconds": 0.2}, Confirmed, True),
    ("garbage", {}, Unknown, False),
    ("status", {"status": 500}, Unknown, False),
    ("status", {"status": 502}, Unknown, False),
    ("status", {"status": 503}, Unknown, False),
    ("status", {"status": 504}, Unknown, False),
    ("status", {"status": 408}, Unknown, False),
    ("status", {"status": 409}, Unknown, False),
    ("status", {"status": 429, "retry_after": 1}, Unknown, False),
    ("status", {"status": 403}, NotSent, False),
    ("large", {}, Confirmed, True),
]


@pytest.mark.parametrize(("kind", "more", "expected", "is_done"), LINE_FAULTS)
async def test_a_fault_of_the_line_is_never_taken_for_a_refusal(
    desk: Desk, kind: str, more: dict[str, Any], expected: type[BookOutcome], is_done: bool
) -> None:
    order = await desk.order(in_three_weeks())
    found = await desk.ready(order)
    await desk.fault(BOOK, kind, times=1, **more)
    outcome = await desk.gateway.book(desk.submission(order, found))
    assert isinstance(outcome, expected)
    assert await desk.asked_at_last(BOOK) == 1  # it was never sent again
    assert len(await desk.books()) == is_done
    record = await desk.gateway.find(desk.key(found))
    assert (record is not None) is is_done
    if is_done:
        assert not isinstance(outcome, NothingBooked)


async def test_an_order_can_arrive_after_it_was_given_up(desk: Desk) -> None:
    order = await desk.order(in_three_weeks())
    found = await desk.ready(order)
    await desk.fault(BOOK, "slow", times=1, seconds=2.5)
    assert isinstance(await desk.gateway.book(desk.submission(order, found)), Unknown)
    assert await desk.gateway.find(desk.key(found)) is None
    assert await desk.asked_at_last(BOOK) == 1
    record = await desk.gateway.find(desk.key(found))
    assert record is not None
    assert record.state is RecordState.CONFIRMED


Turn = tuple[str, dict[str, Any], tuple[type[BookOutcome], ...], list[str]]
# A turn that the supplier takes itself, with what may be said of it and what its books then hold.
TURNS: list[Turn] = [
    ("sold_out", {}, (SoldOut, Unknown), []),
    ("session_expired", {}, (SessionEnded,), []),
    ("no_funds", {}, (NothingBooked,), []),  # type: ignore[list-item] # any of its leaves
    ("pending", {"seconds": 60}, (Pending,), ["pending"]),
    ("refused", {}, (Pending, Unknown), ["failed"]),
    ("unknown", {}, (Unknown,), ["confirmed"]),
    ("doubled", {}, (Confirmed,), ["confirmed", "confirmed"]),
]


@pytest.mark.parametrize(("turn", "more", "expected", "books"), TURNS)
async def test_every_turn_at_the_booking_has_its_outcome(
    desk: Desk,
    turn: str,
    more: dict[str, Any],
    expected: tuple[type[BookOutcome], ...],
    books: list[str],
) -> None:
    order = await desk.order(in_three_weeks())
    found = await desk.ready(order)
    await desk.twist("book", turn, **more)
    outcome = await desk.gateway.book(desk.submission(order, found))
    assert isinstance(outcome, expected)
    held = await desk.states()
    assert held == books or (turn == "refused" and held == [])
    record = await desk.gateway.find(desk.key(found))
    if "confirmed" in held:
        assert record is not None
        assert record.state is RecordState.CONFIRMED


@pytest.mark.parametrize(("fails", "ends"), [(False, "CONFIRMED"), (True, "FAILED")])
async def test_what_is_pending_is_read_as_it_settles(desk: Desk, fails: bool, ends: str) -> None:
    order = await desk.order(in_three_weeks())
    found = await desk.ready(order)
    await desk.twist("book", "pending", seconds=0, fails=fails)
    outcome = await desk.gateway.book(desk.submission(order, found))
    assert isinstance(outcome, Pending)
    assert outcome.supplier_ref is not None
    record = await desk.gateway.details(outcome.supplier_ref)
    assert record.state is RecordState[ends]


async def test_without_a_connection_nothing_was_sent(
    desk: Desk, sandbox: httpx.AsyncClient
) -> None:
    order = await desk.order(in_three_weeks())
    found = await desk.ready(order)
    nowhere = "http://127.0.0.1:9"
    settings = settings_of(
        sandbox, travclan_hotel_url=nowhere, liteapi_book_url=nowhere, booking_deadline=0.5
    )
    away = build_registry(settings, SystemClock())
    outcome = await away.booking[desk.supplier].book(desk.submission(order, found))
    assert outcome == NotSent(NotSentReason.UNREACHABLE)
    await away.aclose()


STEPS = {
    Supplier.TRAVCLAN: ("itineraries", "select-roomrates", "rooms-allocations", "check-price"),
    Supplier.LITEAPI: ("rates/prebook",),
}


async def test_lasting_faults_before_an_order_are_errors_and_book_nothing(desk: Desk) -> None:
    order = await desk.order(in_three_weeks())
    for step in STEPS[desk.supplier]:
        for kind, more in (("status", {"status": 500}), ("garbage", {})):
            await desk.fault(step, kind, **more)
            with pytest.raises(SupplierError):
                await desk.gateway.recheck(order)
            await desk.sandbox.delete("/sandbox/faults")
    assert await desk.books() == []


async def test_passing_faults_before_an_order_are_not_noticed(desk: Desk) -> None:
    order = await desk.order(in_three_weeks())
    for step in STEPS[desk.supplier]:
        for kind in ("drop_before_processing", "drop_after_processing"):
            await desk.fault(step, kind, times=1)
            assert isinstance(await desk.gateway.recheck(order), Rechecked)
    assert await desk.books() == []


@pytest.mark.parametrize(("turn", "times"), [("session_expired", 1), ("sold_out", 9)])
async def test_turns_before_an_order(desk: Desk, turn: str, times: int) -> None:
    order = await desk.order(in_three_weeks())
    steps = ("select", "guests", "check") if desk.supplier is Supplier.TRAVCLAN else ("check",)
    for step in steps:
        await desk.twist(step, turn, times=times)
        found = await desk.gateway.recheck(order)
        # What ran out between two steps is begun again; what is sold is gone.
        assert isinstance(found, Rechecked if turn == "session_expired" else Gone)
        await desk.sandbox.delete("/sandbox/bookings/twists")
    assert await desk.books() == []


async def test_what_cannot_be_looked_up_is_an_error_and_not_nothing(desk: Desk) -> None:
    order = await desk.order(in_three_weeks())
    found = await desk.ready(order)
    path = "itineraries/itr" if desk.supplier is Supplier.TRAVCLAN else "GET /book"
    for kind, more in (("status", {"status": 500}), ("garbage", {})):
        await desk.fault(path, kind, **more)
        with pytest.raises(SupplierError):
            await desk.gateway.find(desk.key(found))
        await desk.sandbox.delete("/sandbox/faults")


async def booked(
    desk: Desk, refundable: Refundability = Refundability.YES
) -> tuple[Rechecked, str]:
    """Return a confirmed booking, with the session that it came from."""
    order = await desk.order(in_three_weeks(), refundable)
    found = await desk.ready(order)
    outcome = await desk.gateway.book(desk.submission(order, found))
    assert isinstance(outcome, Confirmed)
    return found, outcome.record.supplier_ref


async def test_cancelling_costs_what_was_quoted(desk: Desk) -> None:
    found, ref = await booked(desk)
    quote = await desk.gateway.quote_cancellation(ref)
    total = found.rate.quote.total
    assert quote.penalty.amount == 0
    assert (quote.refund, quote.is_online) == (total, True)
    outcome = await desk.gateway.cancel(desk.cancellation(found, ref, quote.penalty))
    assert outcome == Cancelled(quote.penalty, total)
    assert await desk.states() == ["cancelled"]
    again = await desk.gateway.cancel(desk.cancellation(found, ref, quote.penalty))
    assert isinstance(again, Cancelled)
    assert (await desk.gateway.details(ref)).state is RecordState.CANCELLED


async def test_what_costs_more_than_was_agreed_to_is_not_sent(desk: Desk) -> None:
    found, ref = await booked(desk)
    body = {
        "rules": [
            {"starts": "2020-01-01T00:00:00Z", "ends": "2099-01-01T00:00:00Z", "penalty": "777"}
        ]
    }
    change = f"/sandbox/bookings/{desk.supplier.value}/{ref}"
    (await desk.sandbox.post(change, json=body)).raise_for_status()
    quote = await desk.gateway.quote_cancellation(ref)
    assert 770 < quote.penalty.amount <= 777
    nothing = Money(quote.penalty.amount * 0, quote.penalty.currency)
    outcome = await desk.gateway.cancel(desk.cancellation(found, ref, nothing))
    assert outcome == PenaltyAbove(quote.penalty)
    assert await desk.states() == ["confirmed"]
    assert isinstance(
        await desk.gateway.cancel(desk.cancellation(found, ref, quote.penalty)), Cancelled
    )


@pytest.mark.parametrize(
    ("kind", "more", "is_done"),
    [
        ("drop_before_processing", {}, False),
        ("drop_after_processing", {}, True),
        ("garbage", {}, False),
        ("status", {"status": 500}, False),
        ("status", {"status": 503}, False),
        ("status", {"status": 429}, False),
    ],
)
async def test_a_lost_cancellation_is_read_and_never_sent_again(
    desk: Desk, kind: str, more: dict[str, Any], is_done: bool
) -> None:
    found, ref = await booked(desk)
    await desk.twist("cancel", "charged", percent=0)
    await desk.fault(cancel_path(desk, ref), kind, times=1, **more)
    outcome = await desk.gateway.cancel(desk.cancellation(found, ref, found.rate.quote.total))
    assert isinstance(outcome, CancelUnknown)
    state = RecordState.CANCELLED if is_done else RecordState.CONFIRMED
    assert (await desk.gateway.details(ref)).state is state


def cancel_path(desk: Desk, ref: str) -> str:
    """Return what meets the call that cancels, and not the one that reads before it."""
    return f"{ref}/cancel" if desk.supplier is Supplier.TRAVCLAN else "PUT "


async def test_a_cancellation_can_wait_and_can_be_undone(desk: Desk) -> None:
    found, ref = await booked(desk)
    await desk.twist("cancel", "pending", seconds=60)
    agreed = desk.cancellation(found, ref, found.rate.quote.total)
    outcome = await desk.gateway.cancel(agreed)
    assert isinstance(outcome, CancelPending | MayBeCancelled)
    assert (await desk.gateway.details(ref)).state is RecordState.CANCEL_PENDING
    assert await desk.gateway.cancel(agreed) == CancelPending()


async def test_a_booking_that_is_unknown_is_not_cancelled(desk: Desk) -> None:
    found, _ref = await booked(desk)
    outcome = await desk.gateway.cancel(desk.cancellation(found, "none", ANYTHING))
    assert isinstance(outcome, NothingCancelled)
    with pytest.raises(SupplierError):
        await desk.gateway.details("none")


async def test_what_is_not_refundable_costs_all_of_it(desk: Desk) -> None:
    found, ref = await booked(desk, Refundability.NO)
    quote = await desk.gateway.quote_cancellation(ref)
    assert quote.penalty == found.rate.quote.total
    if quote.is_online:
        nothing = Money(quote.penalty.amount * 0, quote.penalty.currency)
        outcome = await desk.gateway.cancel(desk.cancellation(found, ref, nothing))
        assert outcome == PenaltyAbove(quote.penalty)


async def test_what_cannot_be_read_is_not_cancelled(desk: Desk) -> None:
    found, ref = await booked(desk)
    await desk.fault("bookings/", "status", status=500, times=1)
    outcome = await desk.gateway.cancel(desk.cancellation(found, ref, ANYTHING))
    assert isinstance(outcome, CancelNotSent)
    assert await desk.states() == ["confirmed"]


async def test_travclan_keeps_some_refundable_rates_from_being_cancelled_online(
    registry: SupplierRegistry, sandbox: httpx.AsyncClient
) -> None:
    desk = Desk(Supplier.TRAVCLAN, registry, sandbox)
    found, ref = await booked(desk)
    change = f"/sandbox/bookings/travclan/{ref}"
    (await sandbox.post(change, json={"cancels_online": False})).raise_for_status()
    assert not (await desk.gateway.quote_cancellation(ref)).is_online
    outcome = await desk.gateway.cancel(desk.cancellation(found, ref, ANYTHING))
    assert isinstance(outcome, CancelRefused)
    assert await desk.states() == ["confirmed"]


async def test_a_name_is_corrected_where_the_supplier_can(desk: Desk) -> None:
    order = await desk.order(in_three_weeks())
    found = await desk.ready(order)
    booked = await desk.gateway.book(desk.submission(order, found))
    assert isinstance(booked, Confirmed)
    if not isinstance(desk.gateway, NamingGateway):
        assert desk.gateway.supplier is Supplier.TRAVCLAN
        return
    ref, lead = booked.record.supplier_ref, Guest("Ashá", "Rão")
    assert order.contact is not None
    correction = NameCorrection(ref, lead, order.contact)
    for _again in range(2):
        assert await desk.gateway.correct_name(correction) == NameCorrected()
    [sale] = await desk.books()
    assert (sale["guests"][0]["firstName"], sale["guests"][0]["lastName"]) == ("Ashá", "Rão")
    assert isinstance(
        await desk.gateway.correct_name(replace(correction, supplier_ref="nobody")), NameOpen
    )
    nameless = replace(correction, lead=Guest("", ""))
    assert isinstance(await desk.gateway.correct_name(nameless), NameOpen)


async def test_rooms_are_kept_booked_and_given_back_where_that_is_offered(
    registry: SupplierRegistry, sandbox: httpx.AsyncClient
) -> None:
    (await sandbox.post("/sandbox/market", json={"drift": 0})).raise_for_status()
    desk = Desk(Supplier.TRAVCLAN, registry, sandbox)
    gateway = desk.gateway
    assert isinstance(gateway, HoldingGateway)
    assert not isinstance(registry.booking[Supplier.LITEAPI], HoldingGateway)
    assert not gateway.can_hold(Session("nothing of ours"))
    order = await desk.holdable(in_three_weeks())
    found = await desk.ready(order)
    assert gateway.can_hold(found.session)
    held = await gateway.hold(desk.submission(order, found))
    assert isinstance(held, Held)
    assert held.until > SystemClock().now()
    assert await desk.states() == ["held"]
    # What is kept is no booking, and is kept once.
    assert await gateway.find(desk.key(found)) is None
    assert isinstance(await gateway.hold(desk.submission(order, found)), Duplicate)
    booked = await gateway.confirm_hold(desk.submission(order, found), held)
    assert isinstance(booked, Confirmed)
    assert await desk.states() == ["confirmed"]
    other = await desk.ready(order)
    kept = await gateway.hold(desk.submission(order, other))
    assert isinstance(kept, Held)
    assert isinstance(await gateway.release_hold(desk.key(other), kept), Cancelled)
    assert await desk.states() == ["confirmed", "released"]
    assert isinstance(
        await gateway.confirm_hold(desk.submission(order, other), kept), NothingBooked
    )


async def test_a_lost_answer_to_a_hold_is_no_hold_and_keeps_nothing_from_being_booked(
    registry: SupplierRegistry, sandbox: httpx.AsyncClient
) -> None:
    desk = Desk(Supplier.TRAVCLAN, registry, sandbox)
    gateway = desk.gateway
    assert isinstance(gateway, HoldingGateway)
    order = await desk.holdable(in_three_weeks())
    found = await desk.ready(order)
    await desk.fault("/hold", "drop_after_processing", times=1)
    assert isinstance(await gateway.hold(desk.submission(order, found)), Unknown)
    assert isinstance(await gateway.book(desk.submission(order, found)), Confirmed)
    assert await desk.states() == ["released", "confirmed"]
