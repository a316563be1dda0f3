"""TravClan's answers to the steps of booking.

None of these is recorded. The names are from the public guide (for flights, where it does not cover
hotels) and from clients in the field. What they leave open is read leniently, and an unknown status
is UNCLEAR, never "failed".
"""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import AliasChoices, BeforeValidator, Field

from domain.money import Money
from domain.suppliers.booking_outcomes import RecordState
from domain.suppliers.travclan.rates import Instant, TraceDetails, WireRate
from domain.suppliers.travclan.wire import TravclanModel
from domain.suppliers.wire import Amount, AmountOrZero, Currency, Id, Maybe, Readable, Text, Whole

# Assumed, as is the field for the hotel's own changes.
NO_SHOW = "NO_SHOW"
STATES = {
    "CONFIRMED": RecordState.CONFIRMED,
    NO_SHOW: RecordState.CONFIRMED,
    "PENDING": RecordState.PENDING,
    "FAILED": RecordState.FAILED,
    "CANCELLED": RecordState.CANCELLED,
    "CANCELED": RecordState.CANCELLED,
    "CANCELLATION_PENDING": RecordState.CANCEL_PENDING,
    "CANCELLATION_IN_PROGRESS": RecordState.CANCEL_PENDING,
}


def _listed(value: object) -> object:
    """Return results as a list: the hotel steps have one, the flight steps a single object."""
    return [value] if isinstance(value, dict) else value


class Purse(TravclanModel):
    """What the agency's wallet holds."""

    balance: Amount
    currency: Currency


class Wallet(TravclanModel):
    """The wallet's answer. *Assumed*: the address and the names, which are not documented."""

    results: Annotated[list[Purse], BeforeValidator(_listed)] = Field(min_length=1)


class Basket(TravclanModel):
    """The answers of `select-roomrates` and `rooms-allocations`: that it was done."""

    results: Annotated[list[Any], BeforeValidator(_listed)] = Field(min_length=1)


class PriceChange(TravclanModel):
    """The selected rates' total: when they were selected, and now."""

    current_total_amount: Amount
    is_price_changed: bool = False


class CheckedHotel(TravclanModel):
    """The selected rates as they are now; all must be readable."""

    rates: list[WireRate] = Field(min_length=1)


class CheckedPrice(TravclanModel):
    """A price check."""

    trace_id_details: Maybe[TraceDetails] = None
    price_change_data: PriceChange
    data: list[CheckedHotel] = Field(min_length=1)


class PriceCheck(TravclanModel):
    """A price check's envelope."""

    results: Annotated[list[CheckedPrice], BeforeValidator(_listed)] = Field(min_length=1)


class Status(TravclanModel):
    """A booking's status; its code has two names in the field."""

    code: Id = Field(validation_alias=AliasChoices("bmsBookingCode", "bookingRefId", "bookingCode"))
    booking_status: Text
    provider_confirmation_number: Maybe[Text] = None

    @property
    def state(self) -> RecordState:
        """Return the state in this product's words."""
        word = self.booking_status.upper().replace(" ", "_")
        return STATES.get(word, RecordState.UNCLEAR)


class Booked(TravclanModel):
    """The result of `book` for an itinerary: one entry, as it has one hotel."""

    details: list[Status] = Field(min_length=1)


class Booking(TravclanModel):
    """The envelope of `book`."""

    results: Annotated[list[Booked], BeforeValidator(_listed)] = Field(min_length=1)


class Hold(TravclanModel):
    """The result of `hold` for an itinerary: its code, and until when. All assumed."""

    hold_code: Id
    hold_until: Instant


class Holding(TravclanModel):
    """The envelope of `hold`."""

    results: Annotated[list[Hold], BeforeValidator(_listed)] = Field(min_length=1)


class OpenedItinerary(TravclanModel):
    """An itinerary read back: empty if it was not booked."""

    booking_details: Whole[Status] = Field(default_factory=list)


class Opened(TravclanModel):
    """The envelope of an itinerary read back."""

    results: Annotated[list[OpenedItinerary], BeforeValidator(_listed)] = Field(min_length=1)


class BookedHotel(TravclanModel):
    """The rates of a booking with their current terms, where given."""

    rates: Readable[WireRate] = Field(default_factory=list)


class Details(Status):
    """A booking in full."""

    trace_id: Maybe[Id] = None
    total_amount: Maybe[Amount] = None
    currency: Maybe[Currency] = None
    cancellation_charges: Maybe[AmountOrZero] = None
    changed_by_hotel: Maybe[Text] = None
    data: Readable[BookedHotel] = Field(default_factory=list)

    @property
    def rates(self) -> list[WireRate]:
        """Return its rates."""
        return [rate for hotel in self.data for rate in hotel.rates]

    @property
    def total(self) -> Money | None:
        """Return its total, as given or as its rates add up."""
        if self.total_amount is not None and self.currency is not None:
            return Money.of(self.total_amount, self.currency)
        currencies = {rate.currency for rate in self.rates}
        if len(currencies) != 1:
            return None
        return Money.of(sum((r.final_rate for r in self.rates), Decimal(0)), currencies.pop())

    def money(self, amount: Decimal | None) -> Money | None:
        """Return an amount in the booking's currency."""
        total = self.total
        return None if amount is None or total is None else Money.of(amount, total.currency)

    @property
    def no_show(self) -> bool:
        """Return whether the hotel says that nobody came."""
        return self.booking_status.upper().replace(" ", "_") == NO_SHOW


class BookingDetails(TravclanModel):
    """The envelope of a booking in full."""

    results: Annotated[list[Details], BeforeValidator(_listed)] = Field(min_length=1)


class CancelledBooking(Status):
    """The booking after `cancel`."""

    cancellation_charges: Maybe[AmountOrZero] = None
    refund_amount: Maybe[AmountOrZero] = None
    currency: Maybe[Currency] = None

    def money(self, amount: Decimal | None) -> Money | None:
        """Return an amount if its currency is given."""
        return None if amount is None or self.currency is None else Money.of(amount, self.currency)


class Cancelling(TravclanModel):
    """The envelope of `cancel`."""

    results: Annotated[list[CancelledBooking], BeforeValidator(_listed)] = Field(min_length=1)
