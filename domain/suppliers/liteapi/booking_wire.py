"""LiteAPI's answers to prebook, book, retrieve and cancel.

`GET /bookings` is documented in two spellings; both read.
"""

from decimal import Decimal

from pydantic import AliasChoices, Field

from domain.money import Money
from domain.suppliers.booking_contract import Difference
from domain.suppliers.booking_outcomes import BookingRecord, RecordState
from domain.suppliers.contract import Refundability
from domain.suppliers.liteapi.hotel_wire import LiteapiModel
from domain.suppliers.liteapi.wire import NOT_REFUNDABLE, Policies, WireRate
from domain.suppliers.wire import Amount, AmountOrZero, Currency, Id, Maybe, Text

# The documented words, in both spellings. Pending, failed, no-show and the field for the hotel's
# own changes are assumed.
NO_SHOW = "NO_SHOW"
STATES = {
    "CONFIRMED": RecordState.CONFIRMED,
    NO_SHOW: RecordState.CONFIRMED,
    "CANCELED": RecordState.CANCELLED,
    "CANCELLED": RecordState.CANCELLED,
    "CANCELLED_WITH_CHARGES": RecordState.CANCELLED,
    "CANCELED_WITH_CHARGES": RecordState.CANCELLED,
    "PENDING": RecordState.PENDING,
    "PENDING_CANCELLATION": RecordState.CANCEL_PENDING,
    "FAILED": RecordState.FAILED,
}


def state_of(word: str) -> RecordState:
    """Return a booking's state; an unknown word is UNCLEAR."""
    return STATES.get(word.upper(), RecordState.UNCLEAR)


class Prebooked(LiteapiModel):
    """The rooms of a prebook."""

    rates: list[WireRate] = Field(min_length=1)


class Prebook(LiteapiModel):
    """A confirmed price, and the changes that LiteAPI reports."""

    prebook_id: Id
    price: Amount
    currency: Currency
    room_types: list[Prebooked] = Field(min_length=1)
    price_difference_percent: Maybe[Decimal] = None
    cancellation_changed: bool | None = None
    board_changed: bool | None = None

    @property
    def total(self) -> Money:
        """Return the total for all rooms."""
        return Money.of(self.price, self.currency)

    @property
    def differences(self) -> frozenset[Difference]:
        """Return the reported changes."""
        told = {
            Difference.PRICE: self.price_difference_percent,
            Difference.TERMS: self.cancellation_changed,
            Difference.BOARD: self.board_changed,
        }
        return frozenset(difference for difference, changed in told.items() if changed)


class PrebookAnswer(LiteapiModel):
    """The envelope of a prebook."""

    data: Prebook


class Booking(LiteapiModel):
    """A booking as it stands."""

    booking_id: Id = Field(validation_alias=AliasChoices("bookingId", "booking_Id", "booking_id"))
    status: Text
    client_reference: Maybe[Text] = Field(
        None, validation_alias=AliasChoices("clientReference", "client_reference")
    )
    hotel_confirmation_code: Maybe[Text] = Field(
        None, validation_alias=AliasChoices("hotelConfirmationCode", "hotel_confirmation_code")
    )
    price: Maybe[Amount] = None
    currency: Maybe[Currency] = None
    cancellation_policies: Maybe[Policies] = None
    tag: Maybe[Text] = None
    amount_refunded: Maybe[AmountOrZero] = None
    changed_by_hotel: Maybe[Text] = Field(None, alias="changedByHotel")

    @property
    def state(self) -> RecordState:
        """Return its state."""
        return state_of(self.status)

    @property
    def total(self) -> Money | None:
        """Return what it costs."""
        if self.price is None or self.currency is None:
            return None
        return Money.of(self.price, self.currency)

    @property
    def charged(self) -> Money | None:
        """Return what a cancelled booking cost: what was not paid back."""
        if self.state is not RecordState.CANCELLED or self.total is None:
            return None
        if self.amount_refunded is None:
            return None
        kept = max(self.total.amount - self.amount_refunded, Decimal(0))
        return Money.of(kept, self.total.currency)

    def to_record(self) -> BookingRecord:
        """Return it in this product's words. Raises ValueError for terms in another currency."""
        total, policies = self.total, self.cancellation_policies
        is_told = total is not None and policies is not None
        tag = (policies.refundable_tag if policies else None) or self.tag
        refundable = Refundability.UNKNOWN
        if tag is not None:
            refundable = Refundability.NO if tag == NOT_REFUNDABLE else Refundability.YES
        return BookingRecord(
            supplier_ref=self.booking_id,
            state=self.state,
            total=total,
            hotel_ref=self.hotel_confirmation_code,
            client_ref=self.client_reference,
            cancel_rules=policies.rules(total) if is_told and policies and total else None,
            refundable=refundable,
            charged=self.charged,
            no_show=self.status.upper() == NO_SHOW,
            changed_by_hotel=self.changed_by_hotel or "",
        )


class BookingAnswer(LiteapiModel):
    """The envelope of a booking."""

    data: Booking


class BookingList(LiteapiModel):
    """The bookings under a reference."""

    data: list[object]


class Cancelled(LiteapiModel):
    """A booking after cancelling."""

    status: Text
    cancellation_fee: Maybe[AmountOrZero] = Field(None, alias="cancellation_fee")
    refund_amount: Maybe[AmountOrZero] = Field(None, alias="refund_amount")
    currency: Maybe[Currency] = None

    def money(self, amount: Decimal | None) -> Money | None:
        """Return an amount if its currency is given."""
        return None if amount is None or self.currency is None else Money.of(amount, self.currency)


class CancelAnswer(LiteapiModel):
    """The envelope of a cancellation."""

    data: Cancelled
