"""Searches, so that a button from last month still works, and prices seen."""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.accounts.models import User
from domain.catalog.models import Destination
from domain.json_field import JSONField
from domain.suppliers.contract import Supplier


class Search(Model):
    """A traveller's search. `rooms` is a list of [adults, [child ages]]."""

    id = fields.BigIntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="searches", db_index=True, on_delete=fields.CASCADE
    )
    destination: fields.ForeignKeyRelation[Destination] = fields.ForeignKeyField(
        "models.Destination", related_name="searches", db_index=True, on_delete=fields.CASCADE
    )
    destination_id: int
    check_in = fields.DateField()
    check_out = fields.DateField()
    rooms = JSONField[list[list[object]]]()
    currency = fields.CharField(max_length=3)
    nationality = fields.CharField(max_length=2)
    most_total = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    most_currency = fields.CharField(max_length=3, null=True)
    most_in_all = fields.BooleanField(
        default=False, db_default=False, description="The most was set for the stay, not a night"
    )
    filters = JSONField[dict[str, Any]](default=dict, db_default={})
    near_name = fields.CharField(max_length=200, null=True)
    near_latitude = fields.FloatField(null=True)
    near_longitude = fields.FloatField(null=True)
    chosen = JSONField[list[int]](
        default=list, db_default=[], description="Ids of the hotels chosen to be compared"
    )
    saved_at = fields.DatetimeField(null=True, description="Set while the traveller keeps it")
    saved_name = fields.CharField(max_length=100, null=True)
    created_at = fields.DatetimeField(db_index=True)
    asked_at = fields.DatetimeField(description="When the suppliers were last asked")

    class Meta:
        """Table and order."""

        table = "searches"


class SeenPrice(Model):
    """A supplier's all-in total on one day; see `domain.search.price_memory`."""

    id = fields.BigIntField(primary_key=True)
    destination_id = fields.BigIntField()
    hotel_id = fields.BigIntField()
    check_in = fields.DateField()
    nights = fields.SmallIntField()
    people = fields.CharField(max_length=200)
    currency = fields.CharField(max_length=3)
    supplier = fields.CharEnumField(Supplier, max_length=16)
    seen_on = fields.DateField()
    total = fields.DecimalField(max_digits=16, decimal_places=3)
    observed_at = fields.DatetimeField()

    class Meta:
        """Table, order and what is looked up."""

        table = "seen_prices"
        unique_together = (
            ("hotel_id", "check_in", "nights", "people", "currency", "supplier", "seen_on"),
        )
        indexes = (
            Index(fields=("destination_id", "people", "currency", "check_in")),
            Index(fields=("seen_on",)),
        )


class NewestQuote(Model):
    """A supplier's newest word on a stay at a hotel; see `domain.search.newest_prices`.

    `currency` is the price's own, or the one asked for if nothing is sold (no `quote`).
    """

    id = fields.BigIntField(primary_key=True)
    hotel_id = fields.BigIntField()
    check_in = fields.DateField()
    nights = fields.SmallIntField()
    people = fields.CharField(max_length=200)
    nationality = fields.CharField(max_length=2)
    supplier = fields.CharEnumField(Supplier, max_length=16)
    currency = fields.CharField(max_length=3)
    terms = fields.CharField(max_length=64, description="What the rate must offer; empty: anything")
    destination_id = fields.BigIntField()
    observed_at = fields.DatetimeField(description="The supplier's own moment")
    total = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    is_comparable = fields.BooleanField(description="The total is what is paid in all")
    quote = JSONField[dict[str, Any]](null=True)
    doubted_total = fields.DecimalField(
        max_digits=16, decimal_places=3, null=True, description="An outlier to be confirmed"
    )
    doubted_at = fields.DatetimeField(null=True)

    class Meta:
        """Table, order and what is looked up."""

        table = "newest_quotes"
        unique_together = (
            (
                "hotel_id", "check_in", "nights", "people", "nationality", "supplier", "currency",
                "terms",
            ),
        )  # fmt: skip
        indexes = (Index(fields=("destination_id", "people", "currency", "check_in")),)
