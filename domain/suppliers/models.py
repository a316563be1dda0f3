"""The table of administrators' decisions on suppliers."""

from tortoise import fields
from tortoise.models import Model


class SupplierControl(Model):
    """A supplier's pause, and the credentials that replace those in the settings.

    `credentials` are JSON, sealed with SECRET_KEY.
    """

    supplier = fields.CharField(max_length=16, primary_key=True)
    paused_at = fields.DatetimeField(null=True)
    paused_by = fields.CharField(max_length=64, null=True)
    credentials = fields.TextField(null=True)
    credentials_at = fields.DatetimeField(null=True)

    class Meta:
        """Table."""

        table = "supplier_controls"
