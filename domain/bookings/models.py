"""What a traveller has booked, of any kind, under one lifecycle; and its price alerts."""

from enum import StrEnum

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.accounts.models import User
from domain.alerts.models import DeliveryState
from domain.catalog.models import Flight, Hotel
from domain.prices.models import Trackable


class BookingKind(StrEnum):
    """What can be booked here or recorded from elsewhere."""

    HOTEL = "hotel"
    FLIGHT = "flight"
    PACKAGE = "package"
    ACTIVITY = "activity"
    TRANSFER = "transfer"
    INSURANCE = "insurance"


class BookingState(StrEnum):
    """The lifecycle. `unknown` is settled by asking the supplier, never by sending again."""

    DRAFT = "draft"
    RECHECKED = "rechecked"
    SUBMITTING = "submitting"
    CONFIRMED = "confirmed"
    PENDING = "pending"
    UNKNOWN = "unknown"
    FAILED = "failed"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"
    CANCEL_PENDING = "cancel_pending"


class UniversalBooking(Model):
    """A booking. `client_ref` is saved before the supplier is called and never used twice."""

    id = fields.BigIntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="bookings", on_delete=fields.RESTRICT
    )
    kind = fields.CharEnumField(BookingKind, max_length=16)
    state = fields.CharEnumField(BookingState, max_length=16, default=BookingState.DRAFT)
    supplier = fields.CharField(max_length=32)
    client_ref = fields.CharField(max_length=64)
    supplier_ref = fields.CharField(max_length=128, null=True)
    hotel: fields.ForeignKeyNullableRelation[Hotel] = fields.ForeignKeyField(
        "models.Hotel", related_name="bookings", null=True, on_delete=fields.RESTRICT
    )
    flight: fields.ForeignKeyNullableRelation[Flight] = fields.ForeignKeyField(
        "models.Flight", related_name="bookings", null=True, on_delete=fields.RESTRICT
    )
    trackable: fields.ForeignKeyNullableRelation[Trackable] = fields.ForeignKeyField(
        "models.Trackable", related_name="bookings", null=True, on_delete=fields.SET_NULL
    )
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)
    total = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    currency = fields.CharField(max_length=3)
    created_at = fields.DatetimeField()
    changed_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "universal_bookings"
        unique_together = (("supplier", "client_ref"),)
        indexes = (Index(fields=("user_id", "starts_on")), Index(fields=("state", "changed_at")))


class UniversalPriceAlert(Model):
    """The price of something booked has moved: like a `TrackerAlert`, for a booking."""

    id = fields.BigIntField(primary_key=True)
    dedupe_key = fields.CharField(max_length=128, unique=True)
    booking: fields.ForeignKeyRelation[UniversalBooking] = fields.ForeignKeyField(
        "models.UniversalBooking", related_name="price_alerts", on_delete=fields.CASCADE
    )
    paid_total = fields.DecimalField(max_digits=16, decimal_places=3)
    total = fields.DecimalField(max_digits=16, decimal_places=3)
    net_saving = fields.DecimalField(max_digits=16, decimal_places=3)
    currency = fields.CharField(max_length=3)
    observed_at = fields.DatetimeField()
    state = fields.CharEnumField(DeliveryState, max_length=8, default=DeliveryState.PENDING)
    due_at = fields.DatetimeField()
    message_id = fields.BigIntField(null=True)
    created_at = fields.DatetimeField()
    sent_at = fields.DatetimeField(null=True)

    class Meta:
        """Table and order."""

        table = "universal_price_alerts"
        indexes = (Index(fields=("state", "due_at")),)
