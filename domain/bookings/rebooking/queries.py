"""Rebookings in the database: reads, and the one statement that changes a step."""

from datetime import datetime, timedelta
from typing import Any

from domain.accounts.travellers import Traveller
from domain.bookings.models import BookingState
from domain.bookings.rebooking.lifecycle import UNDER_WAY, Event, next_step
from domain.bookings.rebooking.models import Rebooking, RebookingStep
from domain.bookings.rebooking.values import RebookingView
from domain.errors import NotFound
from domain.money import Money
from domain.unit_of_work import Database

MOST_CLAIMED = 20
# How long only the rebooking touches its bookings; after that a person has it anyway.
UNDISTURBED = timedelta(minutes=15)


class OtherOffer(Exception):
    """Another review was shown since."""


def view_of(row: Any) -> RebookingView:
    """Return a row as a rebooking."""
    return RebookingView(
        row["id"], row["old_id"], row["new_id"], RebookingStep(row["step"]), row["review"],
        Money.of(row["most_penalty"], row["currency"]), Money.of(row["saving"], row["currency"]),
        row["tries"], row["cause"], row["changed_at"],
    )  # fmt: skip


async def load_rebooking(database: Database, rebooking_id: int) -> RebookingView:
    """Return anybody's rebooking. Raises NotFound."""
    row = await database.fetchrow("SELECT * FROM rebookings WHERE id = $1", rebooking_id)
    if row is None:
        raise NotFound("rebooking")
    return view_of(row)


async def own_rebooking(
    database: Database, traveller: Traveller, rebooking_id: int
) -> RebookingView:
    """Return a traveller's own rebooking. Raises NotFound for any other."""
    row = await database.fetchrow(
        """
        SELECT r.* FROM rebookings r JOIN universal_bookings b ON b.id = r.old_id
        WHERE r.id = $1 AND b.user_id = $2
        """,
        rebooking_id,
        traveller.user_id,
    )
    if row is None:
        raise NotFound("rebooking")
    return view_of(row)


async def open_rebooking(database: Database, old_id: int) -> RebookingView | None:
    """Return a booking's unfinished rebooking, or None."""
    row = await database.fetchrow(
        """
        SELECT * FROM rebookings WHERE old_id = $1 AND step NOT IN ('done', 'stopped')
        ORDER BY id DESC LIMIT 1
        """,
        old_id,
    )
    return None if row is None else view_of(row)


async def insert_rebooking(
    database: Database, old_id: int, new_id: int, currency: str, now: datetime
) -> RebookingView:
    """Store a rebooking that is about to be offered."""
    row = await Rebooking.create(
        old_id=old_id, new_id=new_id, currency=currency, created_at=now, changed_at=now
    )
    return await load_rebooking(database, row.id)


async def move(
    database: Database,
    rebooking_id: int,
    event: Event,
    now: datetime,
    cause: str = "",
    expected_review: int | None = None,
    **columns: Any,
) -> RebookingStep:
    """Apply an event to a rebooking, and set `columns` with its step; return the new step.

    Joins the open transaction and locks the row until its end. Raises WrongStep if the step does
    not accept the event, OtherReview if another review was shown since, and NotFound.
    """
    row = await database.fetchrow(
        "SELECT step, review FROM rebookings WHERE id = $1 FOR UPDATE", rebooking_id
    )
    if row is None:
        raise NotFound("rebooking")
    step = RebookingStep(row["step"])
    after = next_step(step, event)
    if expected_review is not None and row["review"] != expected_review:
        raise OtherOffer
    named = {
        "step": after.value, "changed_at": now, "cause": cause[:64], "tries": 0, **columns
    }  # fmt: skip
    await set_rebooking(database, rebooking_id, **named)
    await database.execute(
        """
        INSERT INTO rebooking_events (rebooking_id, event, from_step, to_step, at, cause)
        VALUES ($1, $2, $3, $4, $5, $6)
        """,
        rebooking_id, event.value, step.value, after.value, now, cause[:64],
    )  # fmt: skip
    return after


async def set_rebooking(database: Database, rebooking_id: int, **columns: Any) -> None:
    """Set columns other than the step."""
    assigned = ", ".join(f'"{name}" = ${n}' for n, name in enumerate(columns, start=2))
    await database.execute(
        f"UPDATE rebookings SET {assigned} WHERE id = $1", rebooking_id, *columns.values()
    )


async def claim_rebookings(database: Database, now: datetime, lease: timedelta) -> list[int]:
    """Claim due rebookings that nobody is carrying on; return their ids."""
    rows = await database.fetch(
        f"""
        UPDATE rebookings r SET leased_until = $1 + $2::interval
        FROM (SELECT id FROM rebookings
              WHERE look_at <= $1 AND coalesce(leased_until, '-infinity') <= $1
              ORDER BY look_at LIMIT {MOST_CLAIMED} FOR UPDATE SKIP LOCKED) due
        WHERE r.id = due.id RETURNING r.id
        """,
        now,
        lease,
    )
    return [row["id"] for row in rows]


async def is_being_rebooked(
    database: Database, booking_id: int, now: datetime, but: int | None = None
) -> bool:
    """Return whether a rebooking other than `but` needs a booking unchanged.

    Within a transaction its row stays locked until the end, so that it does not go on meanwhile.
    """
    row = await database.fetchrow(
        """
        SELECT r.changed_at, r.new_id, b.state FROM rebookings r
        JOIN universal_bookings b ON b.id = r.old_id
        WHERE (r.old_id = $1 OR r.new_id = $1) AND r.step = ANY($2::text[]) AND r.id <> $3
        FOR UPDATE OF r
        """,
        booking_id,
        [step.value for step in UNDER_WAY],
        but or 0,
    )
    if row is None:
        return False
    leaves_none = row["new_id"] == booking_id and row["state"] in {
        BookingState.CANCELLING, BookingState.CANCEL_PENDING,
    }  # fmt: skip
    return leaves_none or now < row["changed_at"] + UNDISTURBED


async def is_given_up(database: Database, booking_id: int) -> bool:
    """Return whether a booking is being cancelled because another replaces it."""
    found: bool = await database.fetchval(
        "SELECT EXISTS (SELECT FROM rebookings WHERE old_id = $1 AND step = 'cancelling')",
        booking_id,
    )
    return found


async def new_one_stands(database: Database, rebooking_id: int) -> bool:
    """Return whether a rebooking's new booking stands, locked until the transaction ends."""
    row = await database.fetchrow(
        """
        SELECT b.state FROM rebookings r JOIN universal_bookings b ON b.id = r.new_id
        WHERE r.id = $1 FOR UPDATE OF r, b
        """,
        rebooking_id,
    )
    return row is not None and row["state"] == BookingState.CONFIRMED


async def take_turn(database: Database, rebooking_id: int, now: datetime, lease: timedelta) -> bool:
    """Claim the turn among concurrent presses; False if another has it."""
    taken = await database.fetchval(
        """
        UPDATE rebookings SET leased_until = $2::timestamptz + $3::interval
        WHERE id = $1 AND step = 'offered' AND coalesce(leased_until, '-infinity') <= $2
        RETURNING id
        """,
        rebooking_id,
        now,
        lease,
    )
    return taken is not None


async def has_turn(database: Database, rebooking_id: int, now: datetime) -> bool:
    """Return whether somebody is working on a rebooking right now."""
    found: bool = await database.fetchval(
        """
        SELECT coalesce(leased_until, '-infinity') > $2 AND step NOT IN ('done', 'stopped')
        FROM rebookings WHERE id = $1
        """,
        rebooking_id,
        now,
    )
    return found
