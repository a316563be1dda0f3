"""Bookings made elsewhere in the database: written, read and removed in one place."""

from datetime import date, datetime
from typing import Any

from domain.accounts.travellers import Traveller
from domain.bookings.lifecycle import Actor
from domain.bookings.models import BookingKind, BookingState
from domain.bookings.noted_bookings.values import Companion, Noted
from domain.bookings.queries.transitions import Transition, note_transition
from domain.errors import NotFound
from domain.money import Money
from domain.unit_of_work import Database

OUTSIDE = "outside"
MOST_IN_CALENDAR = 100
NOTED = "noted"
COLUMNS = (
    "id", "user_id", "chat_id", "kind", "state", "title", "starts_on", "ends_on", "changed_at",
    "total", "currency", "seller", "free_until", "supplier_ref", "time_zone", "beside_id",
    "watched_by",
)  # fmt: skip
_COLUMNS = ", ".join(COLUMNS)
# Flights noted before they had a title have no page.
_NOTED = "supplier = 'outside' AND title <> ''"
# How a stay and its flight are matched: attached to each other, or by their dates.
_TOGETHER = """
    o.user_id = b.user_id AND o.id <> b.id AND o.title <> ''
    AND o.state IN ('confirmed', 'pending')
    AND ((b.kind = 'hotel' AND o.kind = 'flight'
          AND (o.beside_id = b.id OR o.starts_on BETWEEN b.starts_on - 1 AND b.starts_on))
         OR (b.kind = 'flight' AND o.kind = 'hotel'
             AND (b.beside_id = o.id OR o.starts_on BETWEEN b.starts_on AND b.starts_on + 1)))
"""
# The same thing on the same dates is stored once; the latest information wins.
_NOTE = """
    INSERT INTO universal_bookings AS b
        (user_id, chat_id, kind, state, supplier, client_ref, title, starts_on, ends_on, total,
         currency, seller, free_until, supplier_ref, time_zone, beside_id, created_at,
         changed_at)
    VALUES ($1, $2, $3, $4, 'outside', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
            $16)
    ON CONFLICT (supplier, client_ref) DO UPDATE SET
        total = coalesce(excluded.total, b.total),
        currency = CASE WHEN excluded.total IS NULL THEN b.currency ELSE excluded.currency END,
        seller = coalesce(excluded.seller, b.seller),
        free_until = coalesce(excluded.free_until, b.free_until),
        supplier_ref = coalesce(excluded.supplier_ref, b.supplier_ref),
        changed_at = excluded.changed_at
    RETURNING id, (xmax = 0) AS is_new
"""


async def insert_noted(
    database: Database, traveller: Traveller, noted: Noted, client_ref: str, now: datetime
) -> tuple[int, bool]:
    """Store a booking; return its id and whether it is new.

    The same thing on the same dates is stored once; the latest information wins. Joins the open
    transaction.
    """
    ((booking_id, is_new),) = await database.fetch(
        _NOTE,
        traveller.user_id,
        traveller.chat_id,
        noted.kind.value,
        BookingState.CONFIRMED.value,
        client_ref,
        noted.title,
        noted.starts_on,
        noted.ends_on,
        noted.price.amount if noted.price else None,
        noted.price.currency if noted.price else traveller.currency,
        noted.seller,
        noted.free_until,
        noted.reference,
        noted.time_zone,
        noted.beside_id,
        now,
    )
    if is_new:
        states = BookingState.DRAFT.value, BookingState.CONFIRMED.value
        await note_transition(
            database,
            Transition(booking_id, NOTED, *states, now, Actor.TRAVELLER.value, "booked elsewhere"),
        )
    return booking_id, is_new


async def count_noted(database: Database, user_id: int) -> int:
    """Return how many bookings made elsewhere a traveller has."""
    count: int = await database.fetchval(
        f"SELECT count(*) FROM universal_bookings WHERE user_id = $1 AND {_NOTED}",
        user_id,
    )
    return count


async def load_noted(database: Database, user_id: int, booking_id: int) -> Noted:
    """Return a traveller's booking made elsewhere. Raises NotFound for any other."""
    row = await database.fetchrow(
        f"SELECT {_COLUMNS} FROM universal_bookings WHERE id = $1 AND user_id = $2 AND {_NOTED}",
        booking_id,
        user_id,
    )
    if row is None:
        raise NotFound("booking")
    return noted_of(row)


async def list_noted(database: Database, user_id: int, since: date) -> list[Noted]:
    """Return the bookings made elsewhere whose last day is not before `since`, the last first."""
    rows = await database.fetch(
        f"""
        SELECT {_COLUMNS} FROM universal_bookings
        WHERE user_id = $1 AND {_NOTED} AND coalesce(ends_on, starts_on) >= $2
        ORDER BY starts_on DESC, id DESC LIMIT {MOST_IN_CALENDAR}
        """,
        user_id,
        since,
    )
    return [noted_of(row) for row in rows]


async def list_beside(database: Database, user_id: int, booking_id: int) -> list[Noted]:
    """Return what is attached to a booking, and what it is attached to, by date."""
    rows = await database.fetch(
        f"""
        SELECT {_COLUMNS} FROM universal_bookings
        WHERE user_id = $1 AND {_NOTED} AND beside_id = $2
        ORDER BY starts_on, id
        """,
        user_id,
        booking_id,
    )
    return [noted_of(row) for row in rows]


async def companions(database: Database, user_id: int, booking_id: int) -> tuple[Companion, ...]:
    """Return a stay's flights, or a flight's stays, that stand on their own."""
    rows = await database.fetch(
        f"""
        SELECT o.id, o.kind, o.title, o.starts_on
        FROM universal_bookings b JOIN universal_bookings o ON {_TOGETHER}
        WHERE b.id = $2 AND b.user_id = $1 ORDER BY o.starts_on, o.id LIMIT 5
        """,
        user_id,
        booking_id,
    )
    return tuple(
        Companion(row["id"], BookingKind(row["kind"]), row["title"], row["starts_on"])
        for row in rows
    )


async def remove_noted(database: Database, user_id: int, booking_id: int) -> bool:
    """Remove a booking made elsewhere; return whether there was one."""
    removed = await database.fetchval(
        "DELETE FROM universal_bookings WHERE id = $1 AND user_id = $2 AND supplier = 'outside'"
        " RETURNING id",
        booking_id,
        user_id,
    )
    return removed is not None


async def set_look(database: Database, booking_id: int, look_at: datetime | None) -> None:
    """Plan when the next reminder of a booking made elsewhere is due."""
    await database.execute(
        "UPDATE universal_bookings SET look_at = $2 WHERE id = $1 AND supplier = 'outside'",
        booking_id,
        look_at,
    )


async def claim_due(database: Database, now: datetime, until: datetime, most: int) -> list[Noted]:
    """Claim bookings made elsewhere with a due reminder, exclusively until `until`."""
    rows = await database.fetch(
        f"""
        UPDATE universal_bookings SET look_at = $2
        WHERE id IN (SELECT id FROM universal_bookings
                     WHERE look_at <= $1 AND supplier = 'outside'
                     ORDER BY look_at LIMIT $3 FOR UPDATE SKIP LOCKED)
        RETURNING {_COLUMNS}
        """,
        now,
        until,
        most,
    )
    return [noted_of(row) for row in rows]


async def set_watch(
    database: Database, booking_id: int, tracker_id: int | None, hotel_id: int | None
) -> None:
    """Set the tracker and hotel for the price of a stay booked elsewhere."""
    await database.execute(
        """
        UPDATE universal_bookings SET watched_by = $2, hotel_id = coalesce($3, hotel_id)
        WHERE id = $1 AND supplier = 'outside'
        """,
        booking_id,
        tracker_id,
        hotel_id,
    )


async def overlapping(
    database: Database, user_id: int, first: date, last: date
) -> list[tuple[int, str]]:
    """Return a traveller's stays and flights that overlap these dates: id and title."""
    rows = await database.fetch(
        """
        SELECT b.id, b.title FROM universal_bookings b
        WHERE b.user_id = $1 AND b.kind IN ('hotel', 'flight') AND b.starts_on <= $3
              AND coalesce(b.ends_on, b.starts_on) >= $2 AND b.state = ANY($4::text[])
              AND b.title <> ''
        ORDER BY b.kind DESC, b.starts_on, b.id LIMIT 6
        """,
        user_id,
        first,
        last,
        [BookingState.CONFIRMED.value, BookingState.PENDING.value],
    )
    return [(row["id"], row["title"]) for row in rows]


async def set_beside(
    database: Database, user_id: int, booking_id: int, beside_id: int | None
) -> None:
    """Attach a noted booking to another of the same traveller's, or to none."""
    await database.execute(
        """
        UPDATE universal_bookings SET beside_id = $3
        WHERE id = $1 AND user_id = $2 AND supplier = 'outside'
              AND ($3::bigint IS NULL OR EXISTS
                   (SELECT FROM universal_bookings o WHERE o.id = $3 AND o.user_id = $2))
        """,
        booking_id,
        user_id,
        beside_id,
    )


def noted_of(row: Any) -> Noted:
    """Return a row as a value."""
    total = row["total"]
    return Noted(
        booking_id=row["id"],
        user_id=row["user_id"],
        chat_id=row["chat_id"] or 0,
        kind=BookingKind(row["kind"]),
        state=BookingState(row["state"]),
        title=row["title"],
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        changed_at=row["changed_at"],
        price=None if total is None else Money.of(total, row["currency"]),
        seller=row["seller"],
        free_until=row["free_until"],
        reference=row["supplier_ref"],
        time_zone=row["time_zone"],
        beside_id=row["beside_id"],
        watched_by=row["watched_by"],
    )
