"""Which trackers watch which things, and what each check found for them."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.prices.models import Trackable


class TrackedItem(Model):
    """A trackable within a tracker, with the price at which tracking began."""

    id = fields.BigIntField(primary_key=True)
    tracker: fields.ForeignKeyRelation[Model] = fields.ForeignKeyField(
        "models.Tracker", related_name="items", on_delete=fields.CASCADE
    )
    trackable: fields.ForeignKeyRelation[Trackable] = fields.ForeignKeyField(
        "models.Trackable", related_name="tracked_items", on_delete=fields.CASCADE
    )
    first_total = fields.DecimalField(max_digits=16, decimal_places=3, null=True)

    class Meta:
        """Table and order."""

        table = "tracked_items"
        unique_together = (("tracker", "trackable"),)
        indexes = (Index(fields=("trackable_id",)),)


class TrackerResult(Model):
    """A check's result for a tracker: stored on changes, otherwise once a day."""

    id = fields.BigIntField(primary_key=True)
    tracker: fields.ForeignKeyRelation[Model] = fields.ForeignKeyField(
        "models.Tracker", related_name="results", on_delete=fields.CASCADE
    )
    trackable: fields.ForeignKeyRelation[Trackable] = fields.ForeignKeyField(
        "models.Trackable", related_name="results", on_delete=fields.CASCADE
    )
    ran_at = fields.DatetimeField()
    total = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    previous_total = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    currency = fields.CharField(max_length=3)
    supplier_status = fields.CharField(max_length=32)

    class Meta:
        """Table and order."""

        table = "tracker_results"
        indexes = (Index(fields=("tracker_id", "ran_at")),)
