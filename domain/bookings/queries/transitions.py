"""A booking's history and guests."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from domain.bookings.models import BookingState
from domain.sealing import Sealed
from domain.unit_of_work import Database


class Transition(NamedTuple):
    """An event in a booking's life, and the states before and after."""

    booking_id: int
    event: str
    from_state: str
    to_state: str
    at: datetime
    actor: str
    cause: str


class StoredStep(NamedTuple):
    """A transition: the event, and the resulting state."""

    event: str
    to_state: str
    actor: str
    cause: str
    at: datetime


class Titled(NamedTuple):
    """A booking's subject, and its owner."""

    user_id: int
    kind: str
    title: str


async def change_lead(database: Database, booking_id: int, first_name: str, last_name: str) -> None:
    """Change the name of a booking's lead guest."""
    await database.execute(
        "UPDATE booking_guests SET first_name = $2, last_name = $3"
        " WHERE booking_id = $1 AND room = 0 AND position = 0",
        booking_id,
        first_name,
        last_name,
    )


async def note_transition(database: Database, transition: Transition) -> None:
    """Record a transition."""
    await database.execute(
        """
        INSERT INTO booking_transitions (booking_id, event, from_state, to_state, at, actor, cause)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        *transition,
    )


async def transitions_of(database: Database, booking_id: int) -> list[StoredStep]:
    """Return a booking's transitions, the first one first."""
    return await database.fetch_as(
        StoredStep,
        "SELECT event, to_state, actor, cause, at FROM booking_transitions"
        " WHERE booking_id = $1 ORDER BY id",
        booking_id,
    )


async def last_transition(database: Database, booking_id: int) -> int | None:
    """Return the number of a booking's last transition."""
    last: int | None = await database.fetchval(
        "SELECT max(id) FROM booking_transitions WHERE booking_id = $1", booking_id
    )
    return last


async def titled(database: Database, booking_id: int) -> Titled:
    """Return what a booking that exists is of."""
    (found,) = await database.fetch_as(
        Titled, "SELECT user_id, kind, title FROM universal_bookings WHERE id = $1", booking_id
    )
    return found


async def claim_looks(
    database: Database, now: datetime, held_for: timedelta, most: int
) -> list[int]:
    """Claim bookings that are due for a look-up, and return them."""
    return await database.fetch_column(
        """
        UPDATE universal_bookings b SET look_at = $1 + $2::interval
        FROM (SELECT id FROM universal_bookings WHERE look_at <= $1 AND supplier <> 'outside'
              ORDER BY look_at LIMIT $3 FOR UPDATE SKIP LOCKED) due
        WHERE b.id = due.id RETURNING b.id
        """,
        now,
        held_for,
        most,
    )


async def settle_attempt(
    database: Database,
    supplier: str,
    client_ref: str,
    outcome: tuple[str, str],
    now: datetime,
) -> None:
    """Record an order's outcome: name and detail."""
    await database.execute(
        """
        UPDATE booking_attempts SET outcome = $3, detail = $4, settled_at = $5
        WHERE supplier = $1 AND client_ref = $2
        """,
        supplier,
        client_ref,
        *outcome,
        now,
    )


async def lock_booking(connection: Database, booking_id: int) -> None:
    """Lock a booking."""
    await connection.execute(
        "SELECT 1 FROM universal_bookings WHERE id = $1 FOR UPDATE", booking_id
    )


async def stays_over(database: Database, before: date) -> list[int]:
    """Return confirmed bookings whose last day is before the given one."""
    return await database.fetch_column(
        "SELECT id FROM universal_bookings WHERE state = $1 AND coalesce(ends_on, starts_on) < $2"
        " AND (kind = 'hotel' OR supplier = 'outside')",
        BookingState.CONFIRMED.value,
        before,
    )


async def drop_noted(database: Database, before: date) -> None:
    """Remove bookings made elsewhere that ended before a day."""
    await database.execute(
        "DELETE FROM universal_bookings WHERE supplier = 'outside'"
        " AND coalesce(ends_on, starts_on) < $1",
        before,
    )


async def drop_drafts(database: Database, states: list[str], before: datetime) -> None:
    """Remove drafts untouched since a moment."""
    await database.execute(
        "DELETE FROM universal_bookings WHERE state = ANY($1::text[]) AND changed_at < $2",
        states,
        before,
    )


async def sealed_documents(database: Database) -> list[Sealed]:
    """Return guests' documents as they are kept, by the guests' ids."""
    return await database.fetch_as(
        Sealed,
        "SELECT id AS key, documents AS text FROM booking_guests WHERE documents IS NOT NULL",
    )


async def replace_documents(database: Database, guest_id: int, before: str, after: str) -> None:
    """Keep a guest's documents in another form, unless they have changed."""
    await database.execute(
        "UPDATE booking_guests SET documents = $3 WHERE id = $1 AND documents = $2",
        guest_id,
        before,
        after,
    )


async def drop_documents(database: Database, before: date) -> None:
    """Remove documents of guests whose stay ended before a day."""
    await database.execute(
        """
        UPDATE booking_guests g SET documents = NULL FROM universal_bookings b
        WHERE b.id = g.booking_id AND g.documents IS NOT NULL AND b.ends_on < $1
        """,
        before,
    )
