"""What each run found."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.prices.models import Trackable


class TrackerResult(Model):
    """What a run found for a tracker: one where something changed, and one a day otherwise."""

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
