"""Unprompted notices about bookings, put into the outbox with the change that they report.

Money and deadlines are reported even during quiet hours; savings wait for their end.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from domain.bookings.noted_bookings.queries import companions
from domain.bookings.noted_bookings.values import Companion
from domain.bookings.queries.people import reader_of
from domain.bookings.queries.transitions import last_transition
from domain.bookings.values import Booking
from domain.outbox.queries.messages import put_messages
from domain.outbox.values import ChannelName, NewMessage
from domain.unit_of_work import Database

BOOKING: TypeAdapter[Booking] = TypeAdapter(Booking)
COMPANIONS: TypeAdapter[tuple[Companion, ...]] = TypeAdapter(tuple[Companion, ...])
ADMIN_CASE = "booking_case"


class NoticeKind(StrEnum):
    """The notices a traveller gets about a booking."""

    CONFIRMED = "booking_confirmed"
    TAKEN = "booking_taken"
    FAILED = "booking_failed"
    WITH_PEOPLE = "booking_with_people"
    CANCELLED = "booking_cancelled"
    NOT_CANCELLED = "booking_not_cancelled"
    CANCELLED_THERE = "booking_cancelled_there"
    TERMS_CHANGED = "booking_terms_changed"
    DEADLINE_NEAR = "booking_deadline_near"
    CHECK_IN_NEAR = "booking_check_in_near"
    NAME_CORRECTED = "booking_name_corrected"
    NO_SHOW = "booking_no_show"
    CHANGED_BY_HOTEL = "booking_changed_by_hotel"
    CHEAPER = "booking_cheaper"
    PRICE_HELD = "booking_price_held"
    REBOOKED = "booking_rebooked"
    REBOOK_STOPPED = "booking_rebook_stopped"
    BOTH_STAND = "booking_both_stand"


# These can wait for the end of quiet hours.
PATIENT = frozenset({NoticeKind.CHEAPER, NoticeKind.PRICE_HELD})


# Items attached to a stay that is gone still stand, and are mentioned.
GIVEN_UP = frozenset({NoticeKind.CANCELLED, NoticeKind.CANCELLED_THERE})


async def tell(
    database: Database,
    told: NoticeKind,
    booking: Booking,
    now: datetime,
    name: str = "",
    expires_at: datetime | None = None,
    **values: Any,
) -> None:
    """Notify the traveller, once each time a booking reaches such a point.

    `name` tells apart several notices at the same point. After `expires_at` the notice is useless.
    """
    reader = await reader_of(database, booking.user_id, booking.chat_id)
    if reader is None:
        return
    moment = await last_transition(database, booking.booking_id)
    quiet = [reader.quiet_from, reader.quiet_until] if told in PATIENT else [None, None]
    if told in GIVEN_UP:
        others = await companions(database, booking.user_id, booking.booking_id)
        values["others"] = COMPANIONS.dump_python(others, mode="json")
    message = NewMessage(
        ChannelName.TELEGRAM,
        str(booking.chat_id),
        told.value,
        f"{told.value}:{booking.booking_id}:{moment}:{name}",
        reader.language,
        reader.region,
        {
            "booking": BOOKING.dump_python(booking, mode="json"),
            "zone": reader.time_zone,
            "quiet": [*quiet, reader.time_zone],
            **values,
        },
        booking.user_id,
        expires_at,
    )
    await put_messages(database, [message], now)
