"""The savings ledger: what was reported, saved, missed and held."""

from dataclasses import dataclass
from datetime import datetime

from domain.bookings.price_watches.models import SavingKind
from domain.bookings.queries.savings import (
    Sum,
    count_by_word,
    count_watched,
    drop_saving,
    put_saving,
    savings_of,
    sums_of_savings,
)
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
    """Write a line, or raise the amount in the existing one."""
    await put_saving(database, booking_id, kind, saved, by_word=by_word, now=now)


async def note_alerted(database: Database, booking_id: int, saved: Money, now: datetime) -> None:
    """Record the saving that a traveller was told about."""
    await note(database, booking_id, SavingKind.ALERTED, saved, now)


async def note_realised(
    database: Database, booking_id: int, saved: Money, now: datetime, *, by_word: bool = False
) -> None:
    """Record a realised saving, which replaces one that was counted as missed."""
    await note(database, booking_id, SavingKind.REALISED, saved, now, by_word=by_word)
    await drop_saving(database, booking_id, SavingKind.MISSED)


async def settle(
    database: Database, booking_id: int, paid: Money, now: datetime, *, has_held: bool
) -> SavingKind | None:
    """Record how a watch ended without a saving: missed, or held.

    Returns REALISED if there was a saving, None if the cheaper price was not worth reporting.
    """
    lines = await savings_of(database, booking_id)
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
class SavingsRecord:
    """This instance's record: `watched` counts all bookings whose price was or is watched.

    `by_word` counts savings reported by travellers.
    """

    watched: int
    sums: tuple[Sum, ...]
    by_word: int = 0

    def of(self, kind: SavingKind) -> tuple[Sum, ...]:
        """Return the sums of a kind, one per currency."""
        return tuple(one for one in self.sums if one.kind is kind)

    def bookings(self, kind: SavingKind) -> int:
        """Return how many bookings had this result."""
        return sum(one.bookings for one in self.of(kind))


async def read_savings(database: Database) -> SavingsRecord:
    """Return the record over everybody's bookings, misses included."""
    watched = await count_watched(database)
    sums = tuple(await sums_of_savings(database))
    return SavingsRecord(watched, sums, await count_by_word(database))
