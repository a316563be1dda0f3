"""Price watches in the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from domain.accounts.travellers import Traveller
from domain.bookings.models import BookingState
from domain.bookings.price_watches.models import BookingWatch
from domain.bookings.price_watches.saving import NoClaim
from domain.checks.queries.watchers import refresh_watch
from domain.errors import NotFound
from domain.money import Money
from domain.prices.judging import Verdict
from domain.unit_of_work import Database

MOST_OPENED, MOST_WEIGHED, MOST_CLOSED = 100, 500, 100


@dataclass(frozen=True, slots=True)
class WatchView:
    """A watch as shown: `price` is the same rate's now, `lowest` since the watch began."""

    is_on: bool
    hindrance: NoClaim | None
    least_percent: int
    ends_at: datetime | None
    price: Money | None
    lowest: Money | None
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Price:
    """The newest price of one trackable that bookings watch, seen at `seen_at`.

    `total` is None while it is unavailable. `is_partial`: taxes or fees come on top, so that checks
    keep no price; the rates themselves tell.
    """

    trackable_id: int
    seen_at: datetime
    total: Money | None
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class LastTold:
    """A booking's last alert."""

    saving: Money
    at: datetime


@dataclass(frozen=True, slots=True)
class Weighing:
    """A watch whose price was looked at since it was last judged.

    `told_saving` is the saving last reported, if it still holds.
    """

    watch_id: int
    booking_id: int
    paid: Money
    least_percent: int
    told_saving: Money | None
    ends_at: datetime
    price: Price
    last_told: LastTold | None = None

    @property
    def may_be_cheaper(self) -> bool:
        """Return whether it is worth a closer look."""
        total = self.price.total
        if self.price.is_partial:
            return True
        if total is None or total.currency != self.paid.currency:
            return False
        return total < self.paid


async def unwatched(database: Database) -> list[int]:
    """Return confirmed bookings without a decision whether they are watched."""
    rows = await database.fetch(
        f"""
        SELECT b.id FROM universal_bookings b LEFT JOIN booking_watches w ON w.booking_id = b.id
        WHERE b.state = 'confirmed' AND b.kind = 'hotel' AND b."order" IS NOT NULL AND w.id IS NULL
        ORDER BY b.id LIMIT {MOST_OPENED}
        """
    )
    return [row["id"] for row in rows]


async def watch_of(traveller: Traveller, booking_id: int) -> WatchView | None:
    """Return the watch on a traveller's own booking, or None."""
    row = (
        await BookingWatch.filter(booking_id=booking_id, booking__user_id=traveller.user_id)
        .select_related("trackable", "booking")
        .first()
    )
    if row is None:
        return None
    thing, currency = row.trackable, row.booking.currency
    is_sold = thing is not None and thing.availability == "available"
    return WatchView(
        row.is_on,
        None if row.hindrance is None else NoClaim(row.hindrance),
        row.least_percent,
        row.ends_at,
        _money(thing.last_total, thing.currency) if thing is not None and is_sold else None,
        _money(row.lowest_total, currency),
        None if thing is None else thing.last_observed_at,
    )


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money.of(amount, currency)


async def change_watch(database: Database, booking_id: int, **columns: Any) -> None:
    """Change a watch and its trackable within the open transaction.

    Raises NotFound if the booking has none that can be changed.
    """
    row = await database.fetchrow(
        "SELECT id, trackable_id FROM booking_watches WHERE booking_id = $1", booking_id
    )
    if row is None or row["trackable_id"] is None:
        raise NotFound("watch")
    # Trackables are locked before their watchers, as everywhere.
    await database.execute("SELECT 1 FROM trackables WHERE id = $1 FOR UPDATE", row["trackable_id"])
    await BookingWatch.filter(id=row["id"]).update(**columns)
    await refresh_watch(database, [row["trackable_id"]], columns.get("began_at"))


async def to_weigh(database: Database) -> list[Weighing]:
    """Return the watches with a price seen since they were last judged, by trackable."""
    rows = await database.fetch(
        f"""
        SELECT w.id, w.booking_id, w.least_percent, w.told_saving, w.ends_at, w.trackable_id,
               b.total, b.currency, a.net_saving, a.created_at AS alerted_at,
               CASE WHEN k.supplier_status = $2 THEN k.last_checked_at
                    ELSE k.last_observed_at END AS seen_at,
               k.supplier_status = $2 AS is_partial, k.currency AS priced_in,
               CASE WHEN k.availability = 'available' AND k.suspect_total IS NULL
                    THEN k.last_total END AS last_total
        FROM booking_watches w
        JOIN trackables k ON k.id = w.trackable_id
        JOIN universal_bookings b ON b.id = w.booking_id AND b.state = $1
        LEFT JOIN LATERAL (
            SELECT net_saving, created_at FROM universal_price_alerts
            WHERE booking_id = w.booking_id ORDER BY id DESC LIMIT 1
        ) a ON true
        WHERE w.is_on AND b.total IS NOT NULL
              AND CASE WHEN k.supplier_status = $2 THEN k.last_checked_at
                       ELSE k.last_observed_at END > coalesce(w.judged_at, '-infinity')
        ORDER BY w.trackable_id, w.id LIMIT {MOST_WEIGHED}
        """,
        BookingState.CONFIRMED.value,
        Verdict.NOT_ALL_IN.value,
    )
    return [_weighing(row) for row in rows]


def _weighing(row: Any) -> Weighing:
    paid, is_partial = row["currency"], row["is_partial"]
    total = None if is_partial else _money(row["last_total"], row["priced_in"])
    price = Price(row["trackable_id"], row["seen_at"], total, is_partial)
    last = row["net_saving"]
    return Weighing(
        row["id"], row["booking_id"], Money.of(row["total"], paid), row["least_percent"],
        _money(row["told_saving"], paid), row["ends_at"], price,
        None if last is None else LastTold(Money.of(last, paid), row["alerted_at"]),
    )  # fmt: skip


async def note_weighed(
    database: Database, watch_id: int, weighed: Weighing, told_saving: Money | None
) -> None:
    """Record what the newest price is worth."""
    await note_all_weighed(database, [(watch_id, weighed, told_saving)])


async def note_all_weighed(
    database: Database, found: Sequence[tuple[int, Weighing, Money | None]]
) -> None:
    """Record for many watches what the newest price is worth."""
    await database.execute(
        """
        UPDATE booking_watches w SET judged_at = f.seen_at, told_saving = f.told,
            lowest_total = least(w.lowest_total, f.total)
        FROM unnest($1::bigint[], $2::timestamptz[], $3::numeric[], $4::numeric[])
            AS f (id, seen_at, told, total)
        WHERE w.id = f.id AND coalesce(w.judged_at, '-infinity') < f.seen_at
        """,
        [watch_id for watch_id, _weighed, _told in found],
        [weighed.price.seen_at for _id, weighed, _told in found],
        [None if told is None else told.amount for _id, _weighed, told in found],
        [_comparable(weighed) for _id, weighed, _told in found],
    )


def _comparable(weighed: Weighing) -> Decimal | None:
    total = weighed.price.total
    return total.amount if total is not None and total.currency == weighed.paid.currency else None


class Closing(NamedTuple):
    """A watch to be ended or settled, and its booking."""

    booking_id: int
    state: BookingState
    currency: str
    total: Decimal
    is_on: bool
    is_over: bool
    is_due: bool
    lowest_total: Decimal | None
    judged_at: datetime | None


async def to_close(database: Database, now: datetime) -> list[Closing]:
    """Return the watches to be ended or settled."""
    return await database.fetch_as(
        Closing,
        f"""
        SELECT w.booking_id, b.state, b.currency, b.total, w.is_on, w.ends_at <= $1 AS is_over,
               w.settled_at IS NULL AND coalesce(w.settles_at, w.ends_at) <= $1 AS is_due,
               w.lowest_total, w.judged_at
        FROM booking_watches w JOIN universal_bookings b ON b.id = w.booking_id
        WHERE w.trackable_id IS NOT NULL AND (
            (w.is_on AND (b.state NOT IN ('confirmed', 'cancelling', 'cancel_pending')
                          OR w.ends_at <= $1))
            OR (w.settled_at IS NULL AND coalesce(w.settles_at, w.ends_at) <= $1))
        ORDER BY w.id LIMIT {MOST_CLOSED}
        """,
        now,
    )


async def watched_by(database: Database, user_ids: Sequence[int]) -> list[int]:
    """Return these people's bookings whose price is watched."""
    return await database.fetch_column(
        """
        SELECT w.booking_id FROM booking_watches w JOIN universal_bookings b ON b.id = w.booking_id
        WHERE w.is_on AND b.user_id = ANY($1::bigint[]) ORDER BY w.trackable_id
        """,
        list(user_ids),
    )
