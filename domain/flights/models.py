"""Flight searches as rows, so that a button from last month still works."""

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import User
from domain.json_field import JSONField
from domain.suppliers.flight_contract import Cabin


class FlightSearch(Model):
    """A traveller's flight search.

    Each end is a name and its airports' codes, separated by commas.
    """

    id = fields.BigIntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="flight_searches", db_index=True, on_delete=fields.CASCADE
    )
    origin_name = fields.CharField(max_length=200)
    origin_codes = fields.CharField(max_length=64)
    destination_name = fields.CharField(max_length=200)
    destination_codes = fields.CharField(max_length=64)
    outbound = fields.DateField()
    inbound = fields.DateField(null=True)
    adults = fields.SmallIntField()
    child_ages = JSONField[list[int]](default=list)
    cabin = fields.CharEnumField(Cabin, max_length=16)
    currency = fields.CharField(max_length=3)
    nationality = fields.CharField(max_length=2)
    created_at = fields.DatetimeField(db_index=True)
    asked_at = fields.DatetimeField(description="When the supplier was last asked")

    class Meta:
        """Table and order."""

        table = "flight_searches"
