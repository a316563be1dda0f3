"""Bookings that stand, looked at every day."""

from dataclasses import replace
from datetime import timedelta

from domain.bookings.lifecycle import Actor
from domain.bookings.models import BookingState as State
from domain.bookings.notes import notes_of
from domain.bookings.queries.bookings import load_booking
from domain.bookings.standing_checks import changed_terms
from domain.bookings.terms import Terms
from domain.money import Money
from domain.suppliers.booking_outcomes import BookingRecord, RecordState
from domain.suppliers.contract import CancelRule, Refundability
from tests.bookings.conftest import Desk
from tests.bookings.test_terms import COSTLY, FREE, NOW, RATE

HARSH = replace(COSTLY, starts=NOW + timedelta(days=1))


def record(**values: object) -> BookingRecord:
    return replace(BookingRecord("T1", RecordState.CONFIRMED), **values)  # type: ignore[arg-type]


def test_what_is_not_told_is_no_change() -> None:
    assert changed_terms(Terms(RATE), record(), NOW) is None
    same = record(cancel_rules=(COSTLY, FREE), refundable=Refundability.YES)
    assert changed_terms(Terms(RATE), same, NOW) is None


def test_other_rules_and_lost_refunds_are_told() -> None:
    rules: tuple[CancelRule, ...] = (replace(FREE, ends=HARSH.starts), HARSH)
    changed = changed_terms(Terms(RATE), record(cancel_rules=rules), NOW)
    assert changed is not None
    assert changed.rate.cancel_rules == rules
    lost = changed_terms(Terms(RATE), record(refundable=Refundability.NO), NOW)
    assert lost is not None
    assert lost.penalty(NOW) == Money.of(9000, "INR")


async def test_terms_that_changed_are_told_once_to_traveller_and_people(desk: Desk) -> None:
    asha = await desk.scene.meet()
    booking = await desk.book(asha)
    now = desk.scene.clock.now()
    rule = CancelRule(now, None, Money.of(2500, "INR"))
    held = desk.booker.books[booking.client_ref]
    desk.booker.books[booking.client_ref] = replace(held, cancel_rules=(rule,))
    await desk.pass_time(timedelta(days=4), steps=8)
    assert await desk.told() == ["booking_confirmed", "booking_terms_changed"]
    assert await desk.cases() == ["terms_changed"]
    agreed = (await load_booking(asha, booking.booking_id)).terms
    assert agreed.rate.cancel_rules != (rule,)


async def test_what_the_supplier_cancels_by_itself_is_told(desk: Desk) -> None:
    asha = await desk.scene.meet()
    booking = await desk.book(asha)
    desk.booker.set_state(booking.client_ref, RecordState.CANCELLED)
    await desk.pass_time(timedelta(minutes=10))
    assert (await load_booking(asha, booking.booking_id)).state is State.CANCELLED
    assert await desk.told() == ["booking_confirmed", "booking_cancelled_there"]
    assert await desk.cases() == ["cancelled_there"]


async def test_one_order_that_stands_twice_comes_to_a_person(desk: Desk) -> None:
    asha = await desk.scene.meet()
    booking = await desk.book(asha)
    held = desk.booker.books[booking.client_ref]
    desk.booker.books[booking.client_ref] = replace(held, twins=("TC00099",))
    await desk.pass_time(timedelta(minutes=10))
    assert await desk.cases() == ["booked_twice"]
    assert (await load_booking(asha, booking.booking_id)).state is State.CONFIRMED


async def test_a_booking_is_looked_at_once_a_day_and_not_after_the_stay_began(desk: Desk) -> None:
    await desk.book(await desk.scene.meet())
    await desk.pass_time(timedelta(days=3), steps=36)
    looks = desk.booker.calls.count("details")
    assert 3 <= looks <= 4
    await desk.pass_time(timedelta(days=30), steps=60)
    # The last one is the day after arrival: hotels report then who has not come.
    assert desk.booker.calls.count("details") < 40
    rows = await desk.scene.rows("SELECT look_at FROM universal_bookings")
    assert rows[0]["look_at"] is None


async def test_deadlines_and_check_in_are_told_before_them_once(desk: Desk) -> None:
    asha = await desk.scene.meet()
    now = desk.scene.clock.now()
    ends = now + timedelta(days=9)
    rules = (
        CancelRule(None, ends, Money.of(0, "INR")),
        CancelRule(ends, None, Money.of(5000, "INR")),
    )
    desk.booker.rate = lambda rate: replace(rate, cancel_rules=rules)
    await desk.book(asha)
    kinds = []
    for _ in range(30):
        await desk.pass_time(timedelta(days=1), steps=12)
        kinds = [kind for kind in await desk.told() if kind.endswith("_near")]
    assert kinds == [*["booking_deadline_near"] * 3, "booking_check_in_near"]
    told = await desk.scene.rows(
        "SELECT created_at FROM outbox_messages WHERE kind LIKE '%_near' ORDER BY id"
    )
    shown = ends - timedelta(hours=2)
    for row, days in zip(told, (7, 3, 1), strict=False):
        late = row["created_at"] - (shown - timedelta(days=days))
        assert timedelta(0) <= late <= timedelta(hours=4)


async def test_what_the_hotel_reports_is_noted_and_told_once(desk: Desk) -> None:
    asha = await desk.scene.meet()
    booking = await desk.book(asha)
    held = desk.booker.books[booking.client_ref]
    words = "We moved you to the <b>garden</b> wing."
    desk.booker.books[booking.client_ref] = replace(held, changed_by_hotel=words)
    await desk.pass_time(timedelta(days=3), steps=6)
    desk.booker.books[booking.client_ref] = replace(held, no_show=True)
    await desk.pass_time(timedelta(days=40), steps=80)
    assert [kind for kind in await desk.told() if "near" not in kind] == [
        "booking_confirmed",
        "booking_changed_by_hotel",
        "booking_no_show",
    ]
    noted = await notes_of(booking.booking_id)
    assert [(note.kind.value, note.text) for note in noted] == [
        ("changed_by_hotel", words),
        ("no_show", ""),
    ]
    assert {note.actor for note in noted} == {Actor.SUPPLIER}
