"""What a traveller has booked, of any kind, under one lifecycle."""

from enum import StrEnum
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.accounts.models import User
from domain.catalog.models import Flight, Hotel
from domain.json_field import JSONField
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
    """The lifecycle, see `lifecycle`. `unknown` is settled by asking, never by sending again."""

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
    COMPLETED = "completed"


class UniversalBooking(Model):
    """A booking. `client_ref` is saved before the supplier is called and never reused."""

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
    chat_id = fields.BigIntField(null=True, description="Where it is told of")
    search_id = fields.BigIntField(null=True, description="Where its rate was found")
    title = fields.CharField(max_length=255, default="", db_default="")
    time_zone = fields.CharField(max_length=64, null=True, description="The hotel's")
    order = JSONField[dict[str, Any]](null=True, description="Hotel, question, terms as seen")
    agreed = JSONField[dict[str, Any]](null=True, description="The terms that were agreed to")
    review = fields.SmallIntField(default=0, db_default=0)
    session = fields.TextField(null=True, description="The supplier's, opaque")
    session_ends = fields.DatetimeField(null=True)
    email = fields.CharField(max_length=254, null=True)
    phone = fields.CharField(max_length=16, null=True)
    requests = fields.CharField(max_length=300, default="", db_default="")
    hotel_ref = fields.CharField(max_length=128, null=True)
    quoted_penalty = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    penalty = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    refund = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    look_at = fields.DatetimeField(null=True, description="When the supplier is asked about it")
    looks = fields.SmallIntField(default=0, db_default=0)
    seller = fields.CharField(max_length=60, null=True, description="Of one made elsewhere")
    free_until = fields.DatetimeField(null=True, description="As its traveller told")
    beside: fields.ForeignKeyNullableRelation["UniversalBooking"] = fields.ForeignKeyField(
        "models.UniversalBooking",
        related_name="companions",
        db_index=True,
        null=True,
        on_delete=fields.SET_NULL,
        description="The stay or flight that it belongs to",
    )
    watched_by = fields.BigIntField(null=True, description="The tracker of its price")
    invoice = fields.CharField(max_length=24, null=True, unique=True)

    class Meta:
        """Table and order; bookings to be looked up are found by an index that its migration
        creates.
        """

        table = "universal_bookings"
        unique_together = (("supplier", "client_ref"),)
        indexes = (Index(fields=("user_id", "starts_on")), Index(fields=("state", "changed_at")))


class InvoiceYear(Model):
    """The last invoice number of a year."""

    year = fields.SmallIntField(primary_key=True, generated=False)
    numbered = fields.IntField()

    class Meta:
        """Table; one row a year."""

        table = "invoice_years"


class BookingTransition(Model):
    """One step of a booking: when, who, why. Written once, never changed."""

    id = fields.BigIntField(primary_key=True)
    booking: fields.ForeignKeyRelation[UniversalBooking] = fields.ForeignKeyField(
        "models.UniversalBooking", related_name="transitions", on_delete=fields.CASCADE
    )
    event = fields.CharField(max_length=16)
    from_state = fields.CharField(max_length=16)
    to_state = fields.CharField(max_length=16)
    at = fields.DatetimeField()
    actor = fields.CharField(max_length=16)
    cause = fields.CharField(max_length=64, default="")

    class Meta:
        """Table and order."""

        table = "booking_transitions"
        indexes = (Index(fields=("booking_id", "id")),)


class BookingAttempt(Model):
    """An order that was, or was about to be, sent: written before the call, settled after it."""

    id = fields.BigIntField(primary_key=True)
    booking: fields.ForeignKeyRelation[UniversalBooking] = fields.ForeignKeyField(
        "models.UniversalBooking", related_name="attempts", on_delete=fields.CASCADE
    )
    supplier = fields.CharField(max_length=32)
    client_ref = fields.CharField(max_length=28)
    session = fields.TextField()
    total = fields.DecimalField(max_digits=16, decimal_places=3)
    currency = fields.CharField(max_length=3)
    sent_at = fields.DatetimeField()
    outcome = fields.CharField(max_length=32, null=True)
    detail = fields.CharField(max_length=255, default="")
    settled_at = fields.DatetimeField(null=True)

    class Meta:
        """Table and order."""

        table = "booking_attempts"
        unique_together = (("supplier", "client_ref"),)
        indexes = (Index(fields=("booking_id", "id")),)


class BookingGuest(Model):
    """A guest. `documents` are sealed: see `domain.sealing`."""

    id = fields.BigIntField(primary_key=True)
    booking: fields.ForeignKeyRelation[UniversalBooking] = fields.ForeignKeyField(
        "models.UniversalBooking", related_name="guests", on_delete=fields.CASCADE
    )
    room = fields.SmallIntField()
    position = fields.SmallIntField()
    first_name = fields.CharField(max_length=40)
    last_name = fields.CharField(max_length=40)
    title = fields.CharField(max_length=4, null=True)
    age = fields.SmallIntField(null=True)
    documents = fields.TextField(null=True)

    class Meta:
        """Table and order."""

        table = "booking_guests"
        unique_together = (("booking", "room", "position"),)


class SavedTraveller(Model):
    """A person whom an account has booked for before."""

    id = fields.BigIntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="saved_travellers", on_delete=fields.CASCADE
    )
    first_name = fields.CharField(max_length=40)
    last_name = fields.CharField(max_length=40)
    title = fields.CharField(max_length=4, null=True)
    used_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "saved_travellers"
        unique_together = (("user", "first_name", "last_name"),)


class CalendarFeed(Model):
    """The secret address of an account's calendar; only the secret's hash is kept."""

    id = fields.BigIntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.OneToOneField(
        "models.User", related_name="calendar_feed", on_delete=fields.CASCADE
    )
    secret_hash = fields.CharField(max_length=64, unique=True)
    made_at = fields.DatetimeField()

    class Meta:
        """Table; one an account."""

        table = "calendar_feeds"


class BookingHold(Model):
    """A hold requested from a supplier: written before the call, settled after it."""

    id = fields.BigIntField(primary_key=True)
    booking: fields.ForeignKeyRelation[UniversalBooking] = fields.ForeignKeyField(
        "models.UniversalBooking", related_name="holds", on_delete=fields.CASCADE
    )
    client_ref = fields.CharField(max_length=28, unique=True)
    session = fields.TextField()
    state = fields.CharField(max_length=16)
    supplier_ref = fields.CharField(max_length=128, null=True)
    ends_at = fields.DatetimeField(null=True)
    asked_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "booking_holds"
        indexes = (Index(fields=("booking_id", "id")),)


class BookingNote(Model):
    """An event in a booking's life that is not a state; `text` holds the hotel's words."""

    id = fields.BigIntField(primary_key=True)
    booking: fields.ForeignKeyRelation[UniversalBooking] = fields.ForeignKeyField(
        "models.UniversalBooking", related_name="notes", on_delete=fields.CASCADE
    )
    kind = fields.CharField(max_length=24)
    text = fields.CharField(max_length=300, default="")
    actor = fields.CharField(max_length=16)
    noted_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "booking_notes"
        unique_together = (("booking", "kind", "text"),)


class BookingCase(Model):
    """A case that only a person can settle, with everything needed for it."""

    id = fields.BigIntField(primary_key=True)
    booking: fields.ForeignKeyRelation[UniversalBooking] = fields.ForeignKeyField(
        "models.UniversalBooking", related_name="cases", on_delete=fields.CASCADE
    )
    kind = fields.CharField(max_length=32)
    details = JSONField[dict[str, Any]](default=dict)
    opened_at = fields.DatetimeField()
    closed_at = fields.DatetimeField(null=True)
    closed_by = fields.BigIntField(null=True)
    resolution = fields.CharField(max_length=64, null=True)

    class Meta:
        """Table; one open case of a kind per booking, by an index that its migration creates."""

        table = "booking_cases"
