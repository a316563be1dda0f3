"""The parts of a booking made elsewhere, and those still to be asked for."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from domain.bookings.models import BookingKind, BookingState
from domain.money import Money

# Limits of what is stored.
LONGEST_TITLE, LONGEST_SELLER, LONGEST_REFERENCE = 120, 60, 40
MOST_OPTIONS = 4


class Part(StrEnum):
    """The parts of a booking made elsewhere, in the order of asking."""

    TITLE = "title"
    DAYS = "days"
    TOTAL = "total"
    DEADLINE = "deadline"
    SELLER = "seller"
    REFERENCE = "reference"


# A stay has its hotel, dates, total, deadline and seller, and nothing else.
STAY_PARTS = (Part.TITLE, Part.DAYS, Part.TOTAL, Part.DEADLINE, Part.SELLER)
ITEM_PARTS = (Part.TITLE, Part.DAYS, Part.TOTAL, Part.REFERENCE)


@dataclass(frozen=True, slots=True)
class Days:
    """A first and a last day; for a stay the days of arrival and departure."""

    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """The total paid."""

    amount: Decimal
    currency: str

    @property
    def money(self) -> Money:
        """Return it as Money."""
        return Money.of(self.amount, self.currency)


@dataclass(frozen=True, slots=True)
class FreeUntil:
    """The last moment to cancel for free, in the hotel's local time; `day` None: never free.

    Without a time, the whole day counts.
    """

    day: date | None
    at: time | None = None

    @property
    def moment(self) -> datetime | None:
        """Return it as a naive datetime."""
        return None if self.day is None else datetime.combine(self.day, self.at or time(23, 59))


Kind = TypeVar("Kind")
Value = str | Days | Total | FreeUntil


@dataclass(frozen=True, slots=True)
class NotedDraft:
    """A booking being noted: `None` is not known yet; `settled` parts were answered, even with
    "unknown".

    `unsure` holds the possible values of a part, likeliest first, if the text leaves several.
    """

    kind: BookingKind = BookingKind.HOTEL
    title: str | None = None
    days: Days | None = None
    total: Total | None = None
    deadline: FreeUntil | None = None
    seller: str | None = None
    reference: str | None = None
    settled: frozenset[Part] = frozenset()
    unsure_titles: tuple[str, ...] = ()
    unsure_days: tuple[Days, ...] = ()
    unsure_totals: tuple[Total, ...] = ()
    unsure_deadlines: tuple[FreeUntil, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return what is kept of such a booking."""
        return STAY_PARTS if self.kind is BookingKind.HOTEL else ITEM_PARTS

    @property
    def next_part(self) -> Part | None:
        """Return the next part to ask for."""
        return next((one for one in self.parts if one not in self.settled), None)

    def options(self, part: Part) -> tuple[Value, ...]:
        """Return a part's possible values, for buttons."""
        told: dict[Part, tuple[Value, ...]] = {
            Part.TITLE: self.unsure_titles,
            Part.DAYS: self.unsure_days,
            Part.TOTAL: self.unsure_totals,
            Part.DEADLINE: self.unsure_deadlines,
        }
        return told.get(part, ())

    def with_part(self, part: Part, value: Value | None) -> "NotedDraft":
        """Return the draft with a part settled; None: unknown."""
        settled = self.settled | {part}
        match part:
            case Part.TITLE:
                return replace(self, title=_as(str, value), settled=settled)
            case Part.DAYS:
                return replace(self, days=_as(Days, value), settled=settled)
            case Part.TOTAL:
                return replace(self, total=_as(Total, value), settled=settled)
            case Part.DEADLINE:
                return replace(self, deadline=_as(FreeUntil, value), settled=settled)
            case Part.SELLER:
                return replace(self, seller=_as(str, value), settled=settled)
            case _:
                return replace(self, reference=_as(str, value), settled=settled)

    def reopened(self, part: Part) -> "NotedDraft":
        """Return the draft with a part to be asked for again."""
        return replace(self, settled=self.settled - {part})


def _as(kind: type[Kind], value: object) -> Kind | None:
    return value if isinstance(value, kind) else None


@dataclass(frozen=True, slots=True)
class Companion:
    """A stay or flight that belongs with another: in one package, or by its dates."""

    booking_id: int
    kind: BookingKind
    title: str
    starts_on: date


@dataclass(frozen=True, slots=True)
class Noted:
    """A stored booking made elsewhere. `free_until` is an instant."""

    booking_id: int
    user_id: int
    chat_id: int
    kind: BookingKind
    state: BookingState
    title: str
    starts_on: date
    ends_on: date | None
    changed_at: datetime
    price: Money | None = None
    seller: str | None = None
    free_until: datetime | None = None
    reference: str | None = None
    time_zone: str | None = None
    beside_id: int | None = None
    watched_by: int | None = None
