"""Checks standing bookings daily: are they still there, once, on the agreed terms?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from domain.app import App
from domain.bookings.cases import has_case, open_case
from domain.bookings.lifecycle import Actor, Event
from domain.bookings.notes import note_words
from domain.bookings.notices import NoticeKind, tell
from domain.bookings.queries.bookings import TERMS, load_any, set_columns
from domain.bookings.queries.cases import CaseKind
from domain.bookings.reminders import due, next_after
from domain.bookings.steps import step
from domain.bookings.terms import Terms, rules_to_come
from domain.bookings.values import Booking
from domain.suppliers.booking_outcomes import BookingRecord, RecordState
from domain.suppliers.contract import CancelRule, Refundability

DAILY = timedelta(days=1)
# After midnight of the day of arrival.
REPORTED_AFTER = timedelta(hours=36)


async def check_standing(
    app: App, booking: Booking, record: BookingRecord | None, now: datetime
) -> None:
    """Record what differs from the agreement, notify the traveller, and plan tomorrow's check."""
    async with app.pool.transaction():
        if record is not None and record.state is RecordState.CANCELLED:
            await _gone(app, booking, now)
            return
        if record is not None:
            await _compare(app, booking, record, now)
            await note_words(app.pool, booking, record, now)
        reminder = due(booking, now)
        if reminder is not None:
            await tell(app.pool, reminder.told, booking, now, reminder.name)
        await set_columns(
            app.pool, booking.booking_id, looks=booking.looks + 1, look_at=_next(booking, now)
        )


def _next(booking: Booking, now: datetime) -> datetime | None:
    """Return the next check: in a day or at a reminder.

    Once the stay has begun there is one last check: hotels report no-shows then.
    """
    begins = datetime.combine(booking.stay.check_in, time(0), UTC)
    following = min(now + DAILY, next_after(booking, now) or now + DAILY)
    if following < begins:
        return following
    last = begins + REPORTED_AFTER
    return last if now < last else None


async def note_afterwards(
    app: App, booking: Booking, record: BookingRecord | None, now: datetime
) -> None:
    """Record what is reported about a past stay, and stop checking."""
    async with app.pool.transaction():
        if record is not None:
            await note_words(app.pool, booking, record, now)
        await set_columns(app.pool, booking.booking_id, look_at=None)


async def _gone(app: App, booking: Booking, now: datetime) -> None:
    await step(
        app.pool, booking.booking_id, Event.CANCELLED, Actor.SUPPLIER, now, "by the supplier",
        look_at=None, penalty=0, quoted_penalty=None,
    )  # fmt: skip
    await tell(app.pool, NoticeKind.CANCELLED_THERE, await load_any(booking.booking_id), now)
    await open_case(app.pool, CaseKind.CANCELLED_THERE, booking, now)


async def _compare(app: App, booking: Booking, record: BookingRecord, now: datetime) -> None:
    if record.twins:
        await open_case(
            app.pool, CaseKind.BOOKED_TWICE, booking, now,
            also=", ".join(record.twins),
        )  # fmt: skip
    changed = changed_terms(booking.terms, record, now)
    if changed is None:
        return
    said = _said(changed.rate.cancel_rules)
    if await has_case(app.pool, booking.booking_id, CaseKind.TERMS_CHANGED, says=said):
        return
    await open_case(
        app.pool, CaseKind.TERMS_CHANGED, booking, now,
        agreed=_said(booking.terms.rate.cancel_rules), says=said,
    )  # fmt: skip
    await tell(
        app.pool,
        NoticeKind.TERMS_CHANGED,
        booking,
        now,
        terms=TERMS.dump_python(changed, mode="json"),
    )


def changed_terms(agreed: Terms, record: BookingRecord, now: datetime) -> Terms | None:
    """Return the supplier's current terms, None if they are as agreed: pure.

    Anything not reported counts as unchanged.
    """
    rules = agreed.rate.cancel_rules if record.cancel_rules is None else record.cancel_rules
    told = record.refundable is not Refundability.UNKNOWN
    refundable = record.refundable if told else agreed.rate.quote.refundable
    is_same = refundable is agreed.rate.quote.refundable
    if is_same and rules_to_come(rules, now) == rules_to_come(agreed.rate.cancel_rules, now):
        return None
    quote = replace(agreed.rate.quote, refundable=refundable)
    return replace(agreed, rate=replace(agreed.rate, cancel_rules=rules, quote=quote))


def _said(rules: Sequence[CancelRule]) -> str:
    """Return rules in words for operators."""
    return "; ".join(
        f"{rule.starts or '…'} – {rule.ends or '…'}: {rule.penalty.amount}" for rule in rules
    )
