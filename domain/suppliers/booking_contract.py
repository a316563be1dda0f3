"""The port for booking at a supplier.

Two kinds of calls. **Reading** (`recheck`, `find`, `details`, `quote_cancellation`) books nothing:
it returns what it found, raises a `SupplierError` when it could not, and may be repeated.
**Acting** (`book`, `cancel`, `hold` and the like) may have been carried out even if no answer came:
such a call is sent once, raises nothing, and returns an outcome from `booking_outcomes`.
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
    """What a rate may require of its guests, as named in `Rate.required_guest_fields`."""

    PAN = "pan"
    PASSPORT = "passport"


class Title(StrEnum):
    """A guest's title, where a supplier requires one."""

    MR = "mr"
    MS = "ms"
    MRS = "mrs"


@dataclass(frozen=True, slots=True)
class Document:
    """A guest's document. A PAN is just a number; it is never shown in full or logged."""

    kind: DocumentKind
    number: str = field(repr=False)
    country: str | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Guest:
    """A guest, named as on the passport, in any script; only children have an `age`."""

    first_name: str
    last_name: str
    title: Title | None = None
    age: int | None = None
    documents: tuple[Document, ...] = ()

    @property
    def is_child(self) -> bool:
        """Return whether this is a child, who has an age."""
        return self.age is not None


@dataclass(frozen=True, slots=True)
class Contact:
    """The hotel's contact: `phone` with its country code, "+919876543210"."""

    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class RoomGuests:
    """The guests of one room; only the lead guest must be named in full.

    `guests` are first adults, then children, without unnamed ones; a gateway fills in what its
    supplier requires. `guests[0]` of the first room is the lead guest.
    """

    room: Room
    guests: tuple[Guest, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What a traveller wants to book: `rate` as it was seen, with the supplier's token.

    `requests` are the traveller's own words to the hotel, without a promise.
    """

    hotel: HotelRef
    question: PriceQuestion
    rate: Rate
    rooms: tuple[RoomGuests, ...]
    contact: Contact
    requests: str = ""

    @property
    def lead(self) -> Guest:
        """Return the lead guest."""
        return self.rooms[0].guests[0]


@dataclass(frozen=True, slots=True)
class Session:
    """A price that the supplier keeps ready: the gateway's opaque text, stored with the order.

    It must suffice for `book` and `find` in another process, after a restart: `token` contains the
    itineraries, traces and prebook ids that they need.
    """

    token: str
    expires_at: datetime | None = None


class Difference(StrEnum):
    """A change since the rate was shown, according to the supplier."""

    PRICE = "price"
    BOARD = "board"
    TERMS = "terms"


@dataclass(frozen=True, slots=True)
class Rechecked:
    """The rate as it can be booked now, whole: total, taxes, room, board and all cancel rules.

    The caller compares it with what was seen; `differences` are reported by the supplier and may
    not show in the values. `fees` are paid at the hotel on top of the total, under the supplier's
    names.
    """

    rate: Rate
    session: Session
    differences: frozenset[Difference] = frozenset()
    fees: tuple[tuple[str, Money], ...] = ()


@dataclass(frozen=True, slots=True)
class Gone:
    """Nothing like the rate is sold any more: an answer, not a failure."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What `book` sends. `client_ref` is our reference for this attempt, saved beforehand.

    `total` is what the traveller agreed to: a gateway sends it if its supplier accepts a limit, and
    reports any other price in the answer.
    """

    client_ref: str
    order: Order
    session: Session
    total: Money


@dataclass(frozen=True, slots=True)
class BookingKey:
    """The keys to look up a booking: our reference, the session, and theirs once known.

    A supplier without our reference is searched by the session (an itinerary).
    """

    client_ref: str
    session: Session
    supplier_ref: str | None = None


@dataclass(frozen=True, slots=True)
class Cancellation:
    """What `cancel` sends. The supplier charges by its own clock; `most_penalty` was agreed to.

    A gateway reads the penalty again right before, and returns `PenaltyAbove` instead of sending if
    it is higher.
    """

    key: BookingKey
    supplier_ref: str
    most_penalty: Money


class BookingGateway(Protocol):
    """One supplier that books. See the module for which calls raise."""

    @property
    def supplier(self) -> Supplier:
        """Say who this is."""

    async def recheck(self, order: Order) -> Rechecked | Gone:
        """Prepare the order, and return it as it can be booked now.

        An expired token is not an error: the same rate (room, board, refundability, payment) is
        found again in a fresh answer, at its current price. Raises a `SupplierError` if the
        supplier could not be asked.
        """

    async def book(self, submission: Submission) -> BookOutcome:
        """Send the order, once, within 70 seconds. Raises nothing."""

    async def find(self, key: BookingKey) -> BookingRecord | None:
        """Return the booking under a key, None if the supplier's books have none at present.

        None does not prove that none will appear: an order may still be on its way. Raises a
        `SupplierError` if the supplier could not be asked.
        """

    async def details(self, supplier_ref: str) -> BookingRecord:
        """Return a booking as it stands at the supplier. Raises a `SupplierError`."""

    async def quote_cancellation(self, supplier_ref: str) -> CancellationQuote:
        """Return what cancelling would cost now. Raises a `SupplierError`."""

    async def cancel(self, cancellation: Cancellation) -> CancelOutcome:
        """Cancel, once. If already cancelled, return `Cancelled`. Raises nothing."""

    async def aclose(self) -> None:
        """Close connections."""


@runtime_checkable
class HoldingGateway(Protocol):
    """A supplier that can keep a room unpaid. Check with isinstance."""

    def can_hold(self, session: Session) -> bool:
        """Return whether a session's room can be held. Asks nobody, raises nothing."""

    async def hold(self, submission: Submission) -> HoldOutcome:
        """Hold the room, once; `find` settles `Duplicate` and `Unknown`. Raises nothing."""

    async def confirm_hold(self, submission: Submission, held: Held) -> BookOutcome:
        """Turn a hold into a booking, once. Raises nothing."""

    async def release_hold(self, key: BookingKey, held: Held) -> CancelOutcome:
        """Release the room, once; an expired hold is `Cancelled`. Raises nothing."""


@dataclass(frozen=True, slots=True)
class NameCorrection:
    """A booking's lead guest with the corrected name."""

    supplier_ref: str
    lead: Guest
    contact: Contact


@runtime_checkable
class NamingGateway(Protocol):
    """A supplier that can correct a lead guest's name. Check with isinstance."""

    async def correct_name(self, correction: NameCorrection) -> NameOutcome:
        """Correct the name. Repeating it is harmless. Raises nothing."""


@runtime_checkable
class WalletGateway(Protocol):
    """A supplier that is paid from a wallet, and tells its balance. Check with isinstance."""

    async def wallet_balance(self) -> Money:
        """Return the balance. Raises a `SupplierError`."""


BookingGateways = dict[Supplier, BookingGateway]
