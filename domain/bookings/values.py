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

# As `Rate.required_guest_fields` has them.
EVERYBODY = "all_guests"


class Need(StrEnum):
    """What is still to be asked, in the order of asking."""

    NAMES = "names"
    PAN = "pan"
    PASSPORT = "passport"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a room that is to be named: `age` is a child's, as it was searched."""

    room: int
    position: int
    age: int | None = None


def slots(stay: Stay, *, everybody: bool) -> tuple[Slot, ...]:
    """Return who is to be named: everybody, or the one who leads the party."""
    if not everybody:
        return (Slot(0, 0),)
    return tuple(
        Slot(number, position, age)
        for number, room in enumerate(stay.rooms)
        for position, age in enumerate([*[None] * room.adults, *room.child_ages])
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be booked, where, and the terms as the traveller last saw them."""

    hotel: HotelRef
    question: PriceQuestion
    seen: Terms
    place: FullName


@dataclass(frozen=True, slots=True)
class Booking:
    """A hotel booking. `terms` are those agreed to, before that those last seen.

    `guests` hold no documents, only which of them are known; `charged` and `refund` are of one that
    was cancelled. `review` counts the reviews that were shown: only the newest can be confirmed.
    `cause` is why it came to its state, as its last transition has it. `invoice` is our number.
    `paid` is what was paid for it here, `returned` what of that went back or is on its way.
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
        """Return the terms that count."""
        return self.wanted.seen if self.can_change or self.agreed is None else self.agreed

    @property
    def stay(self) -> Stay:
        """Return the nights and the people."""
        return self.wanted.question.stay

    @property
    def named(self) -> tuple[Guest, ...]:
        """Return the guests who are named, the one who leads first."""
        return tuple(guest for room in self.rooms for guest in room.guests)

    @property
    def asked(self) -> frozenset[str]:
        """Return what the rate asks of guests."""
        return frozenset(self.terms.rate.required_guest_fields)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Return who is to be named."""
        return slots(self.stay, everybody=EVERYBODY in self.asked)

    @property
    def needs(self) -> tuple[Need, ...]:
        """Return what is still to be asked."""
        gaps = [] if len(self.named) >= len(self.slots) else [Need.NAMES]
        gaps += [
            Need(kind.value)
            for kind in DocumentKind
            if kind.value in self.asked and kind not in self.documents
        ]
        return tuple(gaps if self.contact else [*gaps, Need.CONTACT])

    @property
    def can_change(self) -> bool:
        """Say whether nothing was sent yet."""
        return self.state in UNSENT

    @property
    def is_confirmed(self) -> bool:
        """Say whether it stands by the supplier's word, and nothing is under way."""
        return self.state is BookingState.CONFIRMED

    @property
    def key(self) -> BookingKey:
        """Return by what the supplier's books are asked."""
        return BookingKey(self.client_ref, self.session or Session(""), self.supplier_ref)

    def order(self, documents: RoomGuests | None = None) -> Order:
        """Return what is sent; `documents` is the first room with its guests' documents."""
        if self.contact is None:
            raise LookupError("an order without a contact")
        rooms = self.rooms if documents is None else (documents, *self.rooms[1:])
        return Order(
            self.wanted.hotel, self.wanted.question, self.terms.rate, rooms, self.contact,
            self.requests,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Review:
    """A booking that can be confirmed, and what is not as it was last seen (`before`)."""

    booking: Booking
    changed: frozenset[Change] = frozenset()
    before: Terms | None = None
    twins: int = field(default=0)
