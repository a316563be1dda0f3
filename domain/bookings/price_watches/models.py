"""Price watches on bookings, their alerts, and their savings."""

from enum import StrEnum
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.bookings.models import UniversalBooking
from domain.json_field import JSONField
from domain.prices.models import Trackable


class BookingWatch(Model):
    """A booking's price watch, or why there is none: one row per booking.

    Without a `trackable` there is nothing to watch (`hindrance` says why). `settles_at` is when
    free cancellation ends, `ends_at` when nothing can be saved any more.
    """

    id = fields.BigIntField(primary_key=True)
    booking: fields.ForeignKeyRelation[UniversalBooking] = fields.OneToOneField(
        "models.UniversalBooking", related_name="watch", on_delete=fields.CASCADE
    )
    trackable: fields.ForeignKeyNullableRelation[Trackable] = fields.ForeignKeyField(
        "models.Trackable", related_name="booking_watches", null=True, on_delete=fields.SET_NULL
    )
    is_on = fields.BooleanField()
    hindrance = fields.CharField(max_length=24, null=True)
    least_percent = fields.SmallIntField(description="Of what was paid: less is not told")
    began_at = fields.DatetimeField()
    settles_at = fields.DatetimeField(null=True)
    settled_at = fields.DatetimeField(null=True, description="When its closing line was due")
    ends_at = fields.DatetimeField(null=True)
    judged_at = fields.DatetimeField(null=True, description="The last price that was weighed")
    told_saving = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    lowest_total = fields.DecimalField(max_digits=16, decimal_places=3, null=True)

    class Meta:
        """Table and order."""

        table = "booking_watches"
        indexes = (Index(fields=("trackable_id",)), Index(fields=("is_on", "ends_at")))


class UniversalPriceAlert(Model):
    """A booking's alert: what was paid, what it costs now, and the saving.

    It is sent through the outbox. `offered` are the terms found.
    """

    id = fields.BigIntField(primary_key=True)
    dedupe_key = fields.CharField(max_length=128, unique=True)
    booking: fields.ForeignKeyRelation[UniversalBooking] = fields.ForeignKeyField(
        "models.UniversalBooking", related_name="price_alerts", on_delete=fields.CASCADE
    )
    paid_total = fields.DecimalField(max_digits=16, decimal_places=3)
    total = fields.DecimalField(max_digits=16, decimal_places=3)
    penalty = fields.DecimalField(max_digits=16, decimal_places=3, default=0, db_default=0)
    net_saving = fields.DecimalField(max_digits=16, decimal_places=3)
    currency = fields.CharField(max_length=3)
    offered = JSONField[dict[str, Any]](null=True)
    observed_at = fields.DatetimeField()
    created_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "universal_price_alerts"
        indexes = (Index(fields=("booking_id", "id")),)


class SavingKind(StrEnum):
    """The outcome of a watch.

    ALERTED is the most that was reported, REALISED what was saved, MISSED what was reported and not
    used, and HELD a price that nobody undercut.
    """

    ALERTED = "alerted"
    REALISED = "realised"
    MISSED = "missed"
    HELD = "held"


class Saving(Model):
    """A line of the savings ledger: one of a kind per booking. `by_word`: reported by the
    traveller.
    """

    id = fields.BigIntField(primary_key=True)
    booking: fields.ForeignKeyRelation[UniversalBooking] = fields.ForeignKeyField(
        "models.UniversalBooking", related_name="savings", on_delete=fields.CASCADE
    )
    kind = fields.CharEnumField(SavingKind, max_length=8)
    amount = fields.DecimalField(max_digits=16, decimal_places=3)
    currency = fields.CharField(max_length=3)
    by_word = fields.BooleanField(default=False, db_default=False)
    noted_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "savings"
        unique_together = (("booking", "kind"),)
