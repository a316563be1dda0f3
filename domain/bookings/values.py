"""A booking as services and screens see it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.bookings.lifecycle import UNSENT
from domain.bookings.models import BookingState
from domain.bookings.terms import Change, Terms
from domain.full_names import FullName
from domain.money import Money
from domain.stay import Stay
from domain.suppliers.booking_contract import (
    BookingKey,
    Contact,
    DocumentKind,
    Guest,
    Order,
    RoomGuests,
    Session,
)
from domain.suppliers.contract import HotelRef, PriceQuestion, Supplier

# As in `Rate.required_guest_fields`.
EVERYBODY = "all_guests"


class Need(StrEnum):
    """What is still missing, in the order of asking."""

    NAMES = "names"
    PAN = "pan"
    PASSPORT = "passport"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a room that needs a name: `age` is a child's, as searched."""

    room: int
    position: int
    age: int | None = None


def slots(stay: Stay, *, everybody: bool) -> tuple[Slot, ...]:
    """Return the places to be named: all, or only the lead guest's."""
    if not everybody:
        return (Slot(0, 0),)
    return tuple(
        Slot(number, position, age)
        for number, room in enumerate(stay.rooms)
        for position, age in enumerate([*[None] * room.adults, *room.child_ages])
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to book, where, and the terms as the traveller last saw them."""

    hotel: HotelRef
    question: PriceQuestion
    seen: Terms
    place: FullName


@dataclass(frozen=True, slots=True)
class Booking:
    """A hotel booking. `terms` are the agreed ones, or before that those last seen.

    `guests` hold no documents, only which ones are known; `charged` and `refund` belong to a
    cancelled booking. `review` counts the reviews shown: only the newest can be confirmed. `cause`
    is why it reached its state, from its last transition. `invoice` is our number. `paid` was paid
    for it here, `returned` is how much of that was refunded or is on its way.
    """

    booking_id: int
    user_id: int
    chat_id: int
    state: BookingState
    supplier: Supplier
    client_ref: str
    hotel_id: int
    search_id: int
    title: str
    time_zone: str
    wanted: Wanted
    review: int
    created_at: datetime
    changed_at: datetime
    agreed: Terms | None = None
    session: Session | None = None
    rooms: tuple[RoomGuests, ...] = ()
    documents: frozenset[DocumentKind] = frozenset()
    contact: Contact | None = None
    requests: str = ""
    supplier_ref: str | None = None
    hotel_ref: str | None = None
    quoted_penalty: Money | None = None
    penalty: Money | None = None
    refund: Money | None = None
    looks: int = 0
    cause: str = ""
    invoice: str | None = None
    paid: Money | None = None
    returned: Money | None = None

    @property
    def terms(self) -> Terms:
        """Return the terms that apply."""
        return self.wanted.seen if self.can_change or self.agreed is None else self.agreed

    @property
    def stay(self) -> Stay:
        """Return the dates and guests."""
        return self.wanted.question.stay

    @property
    def named(self) -> tuple[Guest, ...]:
        """Return the named guests, the lead guest first."""
        return tuple(guest for room in self.rooms for guest in room.guests)

    @property
    def asked(self) -> frozenset[str]:
        """Return what the rate requires of guests."""
        return frozenset(self.terms.rate.required_guest_fields)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Return the places to be named."""
        return slots(self.stay, everybody=EVERYBODY in self.asked)

    @property
    def needs(self) -> tuple[Need, ...]:
        """Return what is still missing."""
        gaps = [] if len(self.named) >= len(self.slots) else [Need.NAMES]
        gaps += [
            Need(kind.value)
            for kind in DocumentKind
            if kind.value in self.asked and kind not in self.documents
        ]
        return tuple(gaps if self.contact else [*gaps, Need.CONTACT])

    @property
    def can_change(self) -> bool:
        """Return whether nothing was sent yet."""
        return self.state in UNSENT

    @property
    def is_confirmed(self) -> bool:
        """Return whether the supplier confirmed it, and nothing is in progress."""
        return self.state is BookingState.CONFIRMED

    @property
    def key(self) -> BookingKey:
        """Return the key for the supplier's books."""
        return BookingKey(self.client_ref, self.session or Session(""), self.supplier_ref)

    def order(self, documents: RoomGuests | None = None) -> Order:
        """Return the order; `documents` is the first room with its guests' documents."""
        if self.contact is None:
            raise LookupError("an order without a contact")
        rooms = self.rooms if documents is None else (documents, *self.rooms[1:])
        return Order(
            self.wanted.hotel, self.wanted.question, self.terms.rate, rooms, self.contact,
            self.requests,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Review:
    """A booking that can be confirmed, and what differs from what was last seen (`before`)."""

    booking: Booking
    changed: frozenset[Change] = frozenset()
    before: Terms | None = None
    twins: int = field(default=0)
