"""Booking at a supplier: what is sent, and what can be asked of it.

Two kinds of calls. **Reading** (`recheck`, `find`, `details`, `quote_cancellation`) books nothing:
it returns what it found, raises a `SupplierError` when it could not, and may be repeated.
**Acting** (`book`, `cancel`, `hold` and their like) may have happened although no answer came:
such a call is sent once, raises nothing, and returns an outcome of `booking_outcomes`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from domain.money import Money
from domain.stay import Room
from domain.suppliers.booking_outcomes import (
    BookingRecord,
    BookOutcome,
    CancellationQuote,
    CancelOutcome,
    Held,
    HoldOutcome,
    NameOutcome,
)
from domain.suppliers.contract import HotelRef, PriceQuestion, Rate, Supplier


class DocumentKind(StrEnum):
    """What a rate may ask of its guests, as `Rate.required_guest_fields` names it."""

    PAN = "pan"
    PASSPORT = "passport"


class Title(StrEnum):
    """How a guest is addressed at the desk, where a supplier insists on it."""

    MR = "mr"
    MS = "ms"
    MRS = "mrs"


@dataclass(frozen=True, slots=True)
class Document:
    """A guest's document. A PAN has a number alone; it is never shown whole nor logged."""

    kind: DocumentKind
    number: str = field(repr=False)
    country: str | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who stays, named as on the passport, in any script; `age` is a child's alone."""

    first_name: str
    last_name: str
    title: Title | None = None
    age: int | None = None
    documents: tuple[Document, ...] = ()

    @property
    def is_child(self) -> bool:
        """Return whether a child's age was given."""
        return self.age is not None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the hotel reaches: `phone` with its country code, "+919876543210"."""

    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class RoomGuests:
    """Who sleeps in one room of the stay; only the leader of the party need be named in full.

    `guests` are in the order adults, children; those that nobody named are missing from it, and a
    gateway fills in what its supplier insists on. `guests[0]` of the first room leads the party.
    """

    room: Room
    guests: tuple[Guest, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What a traveller wants to book: `rate` as it was seen, with the supplier's token for it.

    `requests` are the traveller's own words to the hotel, which it may grant or not.
    """

    hotel: HotelRef
    question: PriceQuestion
    rate: Rate
    rooms: tuple[RoomGuests, ...]
    contact: Contact
    requests: str = ""

    @property
    def lead(self) -> Guest:
        """Return who leads the party."""
        return self.rooms[0].guests[0]


@dataclass(frozen=True, slots=True)
class Session:
    """A price that the supplier keeps ready: opaque text of the gateway's own, kept with the order.

    It must be enough for `book` and `find` in another process, after a restart: what it needs of
    itineraries, traces and prebook ids is in `token`.
    """

    token: str
    expires_at: datetime | None = None


class Difference(StrEnum):
    """What a supplier itself says has changed since the rate was shown."""

    PRICE = "price"
    BOARD = "board"
    TERMS = "terms"


@dataclass(frozen=True, slots=True)
class Rechecked:
    """The rate as it can be booked now, whole: total, taxes, room, board and all cancel rules.

    Comparing it with what was seen is the caller's; `differences` are those the supplier told of,
    which the values may not show. `fees` are paid at the hotel on top of the total, each with the
    supplier's name for it.
    """

    rate: Rate
    session: Session
    differences: frozenset[Difference] = frozenset()
    fees: tuple[tuple[str, Money], ...] = ()


@dataclass(frozen=True, slots=True)
class Gone:
    """Nothing like the rate is still sold: an answer, not a failure."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What `book` sends. `client_ref` is ours, was saved before, and names this one attempt.

    `total` is what the traveller agreed to: a gateway whose supplier takes a bound sends it, and
    one that gets another price in the answer reports that price.
    """

    client_ref: str
    order: Order
    session: Session
    total: Money


@dataclass(frozen=True, slots=True)
class BookingKey:
    """By what a booking is looked up: our reference, the session, and theirs once it is known.

    A supplier that finds nothing by a reference of ours looks in the session (an itinerary).
    """

    client_ref: str
    session: Session
    supplier_ref: str | None = None


@dataclass(frozen=True, slots=True)
class Cancellation:
    """What `cancel` sends. The supplier charges by its own clock: `most_penalty` was agreed to.

    A gateway reads the penalty once more right before, and returns `PenaltyAbove` instead of
    sending when it is higher.
    """

    key: BookingKey
    supplier_ref: str
    most_penalty: Money


class BookingGateway(Protocol):
    """One supplier that books. Which calls raise and which do not: see the module."""

    @property
    def supplier(self) -> Supplier:
        """Say who this is."""

    async def recheck(self, order: Order) -> Rechecked | Gone:
        """Make the order ready to book and return it as it can be booked now.

        A token whose session is over is not an error: the same rate (room, board, refundability,
        payment) is found again in a fresh answer, at whatever price it has now. Raises a
        `SupplierError` when the supplier could not be asked.
        """

    async def book(self, submission: Submission) -> BookOutcome:
        """Send the order, once, within 70 seconds. Raises nothing."""

    async def find(self, key: BookingKey) -> BookingRecord | None:
        """Return the booking under a key, None where the supplier's books hold none at present.

        None is not proof that none will come: an order may still be on its way. Raises a
        `SupplierError` when the supplier could not be asked.
        """

    async def details(self, supplier_ref: str) -> BookingRecord:
        """Return a booking as it stands at the supplier. Raises a `SupplierError`."""

    async def quote_cancellation(self, supplier_ref: str) -> CancellationQuote:
        """Return what cancelling would cost now. Raises a `SupplierError`."""

    async def cancel(self, cancellation: Cancellation) -> CancelOutcome:
        """Cancel, once. One that is cancelled already is `Cancelled`. Raises nothing."""

    async def aclose(self) -> None:
        """Close connections."""


@runtime_checkable
class HoldingGateway(Protocol):
    """What a supplier can do that keeps a room before it is paid for: asked for by isinstance."""

    def can_hold(self, session: Session) -> bool:
        """Return whether what a session made ready can be kept: asks nobody, raises nothing."""

    async def hold(self, submission: Submission) -> HoldOutcome:
        """Keep the room, once; `Duplicate` and `Unknown` are settled by `find`. Raises nothing."""

    async def confirm_hold(self, submission: Submission, held: Held) -> BookOutcome:
        """Turn a hold into a booking, once. Raises nothing."""

    async def release_hold(self, key: BookingKey, held: Held) -> CancelOutcome:
        """Give the room back, once; a hold that has run out is `Cancelled`. Raises nothing."""


@dataclass(frozen=True, slots=True)
class NameCorrection:
    """The lead guest of a booking, named as it should be."""

    supplier_ref: str
    lead: Guest
    contact: Contact


@runtime_checkable
class NamingGateway(Protocol):
    """What a supplier can do that corrects a lead guest's name: asked for by isinstance."""

    async def correct_name(self, correction: NameCorrection) -> NameOutcome:
        """Correct the name. It may be said again: the same name twice is one. Raises nothing."""


@runtime_checkable
class WalletGateway(Protocol):
    """A supplier that is paid from money that lies with it, and tells how much: by isinstance."""

    async def wallet_balance(self) -> Money:
        """Return what is left. Raises a `SupplierError`."""


BookingGateways = dict[Supplier, BookingGateway]
