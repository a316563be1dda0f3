"""The savings ledger: what was told, what was saved by it, what was missed, and what held."""

from dataclasses import dataclass
from datetime import datetime

from domain.bookings.price_watches.models import SavingKind
from domain.money import Money
from domain.unit_of_work import Database


async def note(
    database: Database,
    booking_id: int,
    kind: SavingKind,
    saved: Money,
    now: datetime,
    *,
    by_word: bool = False,
) -> None:
    """Write a line, or put the higher amount into the one that there is."""
    await database.execute(
        """
        INSERT INTO savings (booking_id, kind, amount, currency, by_word, noted_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (booking_id, kind) DO UPDATE SET
            amount = greatest(savings.amount, excluded.amount), noted_at = excluded.noted_at
        """,
        booking_id, kind.value, saved.amount, saved.currency, by_word, now,
    )  # fmt: skip


async def note_alerted(database: Database, booking_id: int, saved: Money, now: datetime) -> None:
    """Write down what a traveller was told that could be saved."""
    await note(database, booking_id, SavingKind.ALERTED, saved, now)


async def note_realised(
    database: Database, booking_id: int, saved: Money, now: datetime, *, by_word: bool = False
) -> None:
    """Write down what was saved. What had been counted as missed is so no longer."""
    await note(database, booking_id, SavingKind.REALISED, saved, now, by_word=by_word)
    await database.execute(
        "DELETE FROM savings WHERE booking_id = $1 AND kind = $2",
        booking_id,
        SavingKind.MISSED.value,
    )


async def settle(
    database: Database, booking_id: int, paid: Money, now: datetime, *, has_held: bool
) -> SavingKind | None:
    """Write down how a watch ended of which nothing was saved: missed, or held.

    Returns REALISED where something was, None where what was cheaper was too little to be told.
    """
    rows = await database.fetch(
        "SELECT kind, amount, currency FROM savings WHERE booking_id = $1", booking_id
    )
    lines = {SavingKind(row["kind"]): Money.of(row["amount"], row["currency"]) for row in rows}
    if SavingKind.REALISED in lines:
        return SavingKind.REALISED
    told = lines.get(SavingKind.ALERTED)
    if told is None and not has_held:
        return None
    kind = SavingKind.HELD if told is None else SavingKind.MISSED
    nothing = Money.of(0, paid.currency)
    await note(database, booking_id, kind, told or nothing, now)
    return kind


@dataclass(frozen=True, slots=True)
class Sum:
    """What bookings in one currency came to: how many, and how much in all."""

    kind: SavingKind
    bookings: int
    total: Money


@dataclass(frozen=True, slots=True)
class SavingsRecord:
    """This instance's record: `watched` are all bookings whose price was or is watched.

    `by_word` counts savings that are known by the traveller's own word.
    """

    watched: int
    sums: tuple[Sum, ...]
    by_word: int = 0

    def of(self, kind: SavingKind) -> tuple[Sum, ...]:
        """Return the sums of a kind, a currency each."""
        return tuple(one for one in self.sums if one.kind is kind)

    def bookings(self, kind: SavingKind) -> int:
        """Return how many bookings came to this."""
        return sum(one.bookings for one in self.of(kind))


async def read_savings(database: Database) -> SavingsRecord:
    """Return the record over everybody's bookings, the misses included."""
    watched: int = await database.fetchval(
        """
        SELECT (SELECT count(*) FROM booking_watches WHERE trackable_id IS NOT NULL)
             + (SELECT count(*) FROM universal_bookings WHERE watched_by IS NOT NULL)
        """
    )
    rows = await database.fetch(
        """
        SELECT kind, currency, count(*) AS bookings, sum(amount) AS total FROM savings
        GROUP BY kind, currency ORDER BY kind, count(*) DESC, currency
        """
    )
    sums = tuple(
        Sum(SavingKind(r["kind"]), r["bookings"], Money.of(r["total"], r["currency"])) for r in rows
    )
    by_word: int = await database.fetchval(
        "SELECT count(*) FROM savings WHERE by_word AND kind = 'realised'"
    )
    return SavingsRecord(watched, sums, by_word)
