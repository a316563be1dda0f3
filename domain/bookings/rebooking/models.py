"""Rebookings and their steps, recorded before each is taken."""

from enum import StrEnum

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.bookings.models import UniversalBooking


class RebookingStep(StrEnum):
    """Where a rebooking stands, see `lifecycle`."""

    OFFERED = "offered"
    BOOKING = "booking"
    CANCELLING = "cancelling"
    DONE = "done"
    STOPPED = "stopped"
    BOTH_STAND = "both_stand"


class Rebooking(Model):
    """A booking that replaces another.

    `most_penalty` is the most that cancelling the old one may cost, `saving` the saving shown, both
    in the old one's currency. `look_at` is when anybody may carry it on; `leased_until` keeps two
    from doing so at the same time.
    """

    id = fields.BigIntField(primary_key=True)
    old: fields.ForeignKeyRelation[UniversalBooking] = fields.ForeignKeyField(
        "models.UniversalBooking", related_name="rebookings", on_delete=fields.CASCADE
    )
    new: fields.ForeignKeyRelation[UniversalBooking] = fields.OneToOneField(
        "models.UniversalBooking", related_name="rebooked_from", on_delete=fields.CASCADE
    )
    step = fields.CharEnumField(RebookingStep, max_length=16, default=RebookingStep.OFFERED)
    review = fields.SmallIntField(default=0)
    most_penalty = fields.DecimalField(max_digits=16, decimal_places=3, default=0)
    saving = fields.DecimalField(max_digits=16, decimal_places=3, default=0)
    currency = fields.CharField(max_length=3)
    tries = fields.SmallIntField(default=0)
    cause = fields.CharField(max_length=64, default="")
    created_at = fields.DatetimeField()
    changed_at = fields.DatetimeField()
    look_at = fields.DatetimeField(null=True)
    leased_until = fields.DatetimeField(null=True)

    class Meta:
        """Table; one in progress per booking, by an index that its migration creates."""

        table = "rebookings"
        indexes = (Index(fields=("look_at",)), Index(fields=("old_id", "id")))


class RebookingEvent(Model):
    """One step of a rebooking: when, and why. Written once, never changed."""

    id = fields.BigIntField(primary_key=True)
    rebooking: fields.ForeignKeyRelation[Rebooking] = fields.ForeignKeyField(
        "models.Rebooking", related_name="events", on_delete=fields.CASCADE
    )
    event = fields.CharField(max_length=16)
    from_step = fields.CharField(max_length=16)
    to_step = fields.CharField(max_length=16)
    at = fields.DatetimeField()
    cause = fields.CharField(max_length=64, default="")

    class Meta:
        """Table and order."""

        table = "rebooking_events"
        indexes = (Index(fields=("rebooking_id", "id")),)
