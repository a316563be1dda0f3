"""Packages as rows: a hotel search and a flight search that belong together."""

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import User
from domain.flights.models import FlightSearch
from domain.json_field import JSONField
from domain.search.models import Search


class PackageSearch(Model):
    """A stay and the flights to it, searched by one traveller."""

    id = fields.BigIntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="packages", db_index=True, on_delete=fields.CASCADE
    )
    search: fields.ForeignKeyRelation[Search] = fields.ForeignKeyField(
        "models.Search", related_name="packages", db_index=True, on_delete=fields.CASCADE
    )
    search_id: int
    flight_search: fields.ForeignKeyRelation[FlightSearch] = fields.ForeignKeyField(
        "models.FlightSearch", related_name="packages", db_index=True, on_delete=fields.CASCADE
    )
    flight_search_id: int
    created_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "package_searches"


class Tour(Model):
    """Several places in a row, with any start date in a window.

    `places` is a list of [destination id, nights]; `rooms` as in a search.
    """

    id = fields.BigIntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="tours", db_index=True, on_delete=fields.CASCADE
    )
    places = JSONField[list[list[int]]]()
    first_start = fields.DateField()
    last_start = fields.DateField()
    rooms = JSONField[list[list[object]]]()
    filters = JSONField[dict[str, object]](default=dict, db_default={})
    with_flights = fields.BooleanField(default=False)
    currency = fields.CharField(max_length=3)
    nationality = fields.CharField(max_length=2)
    created_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "tours"
