"""What goes in and out of the routes for bookings and saved travellers."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, Field

from domain.bookings.models import BookingKind
from domain.bookings.noted_bookings.values import (
    LONGEST_REFERENCE,
    LONGEST_SELLER,
    LONGEST_TITLE,
    Days,
    FreeUntil,
    Noted,
    NotedDraft,
    Part,
    Total,
)
from domain.bookings.queries.bookings import BookedFlight, BookedHotel, BookingLine
from domain.bookings.values import Booking
from domain.suppliers.booking_contract import Guest
from webhooks.api.values import NO_CONTROLS, Amount, Body, Day, Id, Moment, Price


class BookingItem(BaseModel):
    """A booking: made here, or noted as made elsewhere with its seller and deadline."""

    kind: Annotated[BookingKind, Field(examples=["hotel"])]
    id: Annotated[int | None, Field(examples=[42])] = None
    made_here: Annotated[bool, Field(examples=[True])] = False
    title: Annotated[str | None, Field(examples=["Lotus Beach Resort"])] = None
    state: Annotated[str | None, Field(examples=["confirmed"])] = None
    starts_on: Day
    ends_on: date | None
    price: Price | None
    number: Annotated[str | None, Field(examples=["AI 123"])] = None
    origin: str | None = None
    destination: str | None = None
    seller: Annotated[str | None, Field(examples=["Agoda"])] = None
    free_until: Annotated[
        datetime | None, Field(description="Of one made elsewhere, as its traveller told")
    ] = None
    reference: Annotated[str | None, Field(examples=["ABC123"])] = None
    beside: Annotated[int | None, Field(description="The booking that it belongs to")] = None

    @classmethod
    def of(cls, booking: BookingLine) -> "BookingItem":
        """Return a booking in the API's form."""
        days = {"starts_on": booking.starts_on, "ends_on": booking.ends_on}
        price = Price.maybe(booking.price)
        match booking:
            case BookedHotel(booking_id, state, title):
                return cls(
                    kind=BookingKind.HOTEL, id=booking_id, made_here=True, title=title,
                    state=state.value, price=price, **days,
                )  # fmt: skip
            case Noted():
                return cls(
                    kind=booking.kind, id=booking.booking_id, title=booking.title,
                    state=booking.state.value, price=price, seller=booking.seller,
                    free_until=booking.free_until, reference=booking.reference,
                    beside=booking.beside_id, **days,
                )  # fmt: skip
            case BookedFlight():
                return cls(
                    kind=BookingKind.FLIGHT, id=booking.booking_id or None,
                    title=booking.title or None, price=price, number=booking.number,
                    origin=booking.origin, destination=booking.destination, **days,
                )  # fmt: skip


class GuestItem(BaseModel):
    """Somebody who stays; documents are never told."""

    first_name: Annotated[str, Field(examples=["Asha"])]
    last_name: Annotated[str, Field(examples=["Rao"])]
    age: Annotated[int | None, Field(examples=[6], description="Of a child")] = None

    @classmethod
    def of(cls, guest: Guest) -> "GuestItem":
        """Return a guest in the API's form."""
        return cls(first_name=guest.first_name, last_name=guest.last_name, age=guest.age)


class BookingDetail(BookingItem):
    """A booking with all that is known of it; of one made elsewhere that is what was noted."""

    guests: list[GuestItem] = []
    room: Annotated[str | None, Field(examples=["Deluxe Room"])] = None
    supplier_reference: Annotated[str | None, Field(examples=["TC00001"])] = None
    hotel_reference: str | None = None
    our_reference: Annotated[str | None, Field(examples=["OH-1A2B-3C4D-5E6F-7G8H"])] = None
    invoice: Annotated[str | None, Field(examples=["OH-2026-000001"])] = None
    cancelling_costs: Annotated[Price | None, Field(description="At this moment")] = None
    due_at_hotel: Price | None = None

    @classmethod
    def made(cls, booking: Booking, now: datetime) -> "BookingDetail":
        """Return a booking that was made here."""
        deadline, terms = booking.terms.deadline(now), booking.terms
        return cls(
            kind=BookingKind.HOTEL, id=booking.booking_id, made_here=True, title=booking.title,
            state=booking.state.value, starts_on=booking.stay.check_in,
            ends_on=booking.stay.check_out, price=Price.of(terms.total),
            free_until=deadline and deadline.shown,
            guests=[GuestItem.of(guest) for guest in booking.named], room=terms.rate.room_name,
            supplier_reference=booking.supplier_ref, hotel_reference=booking.hotel_ref,
            our_reference=booking.client_ref, invoice=booking.invoice,
            cancelling_costs=Price.of(terms.penalty(now)),
            due_at_hotel=Price.maybe(terms.rate.due_at_property),
        )  # fmt: skip

    @classmethod
    def noted(cls, noted: Noted) -> "BookingDetail":
        """Return a booking that was made elsewhere."""
        return cls(**BookingItem.of(noted).model_dump())


Words = Annotated[str, Field(min_length=1, pattern=NO_CONTROLS)]


class NewBooking(Body):
    """What was booked elsewhere: a stay, flight, activity, transfer or insurance."""

    kind: Annotated[
        Literal["hotel", "flight", "activity", "transfer", "insurance"],
        Field(examples=["transfer"]),
    ]
    title: Annotated[Words, Field(max_length=LONGEST_TITLE, examples=["Airport transfer"])]
    starts_on: Day
    ends_on: Annotated[date | None, Field(description="A stay's departure")] = None
    price: Annotated[
        Amount | None, Field(description="With `currency`, or in that of the settings")
    ] = None
    currency: Annotated[str | None, Field(pattern="^[A-Z]{3}$", examples=["INR"])] = None
    seller: Annotated[Words | None, Field(max_length=LONGEST_SELLER, examples=["Agoda"])] = None
    free_until: Annotated[
        AwareDatetime | None, Field(description="The last moment to cancel a stay for free")
    ] = None
    reference: Annotated[Words | None, Field(max_length=LONGEST_REFERENCE, examples=["ABC123"])] = (
        None
    )

    def draft(self, currency: str, zone: str) -> NotedDraft:
        """Return it as it would have been noted in the chat of somebody in a time zone."""
        there = self.free_until.astimezone(ZoneInfo(zone)) if self.free_until else None
        return NotedDraft(
            kind=BookingKind(self.kind),
            title=self.title.strip(),
            days=Days(self.starts_on, self.ends_on),
            total=self._total(currency),
            deadline=FreeUntil(there.date(), there.time()) if there else None,
            seller=self.seller,
            reference=self.reference,
            settled=frozenset(Part),
        )

    def _total(self, currency: str) -> Total | None:
        return None if self.price is None else Total(Decimal(self.price), self.currency or currency)


class SavedTravellerItem(BaseModel):
    """Somebody whom you booked for before: offered when the next booking asks who travels."""

    id: Id
    first_name: Annotated[str, Field(examples=["Asha"])]
    last_name: Annotated[str, Field(examples=["Rao"])]
    used_at: Moment
