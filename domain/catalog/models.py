"""Places, hotels as suppliers list them, airports, flights and clusters.

Country → Destination → Area → Hotel → Room.
"""

from enum import StrEnum

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.json_field import JSONField
from domain.suppliers.contract import Supplier


class Country(Model):
    """A country by its ISO 3166-1 alpha-2 code."""

    code = fields.CharField(max_length=2, primary_key=True)
    name = fields.CharField(max_length=128)
    currency = fields.CharField(max_length=3, null=True)

    class Meta:
        """Table and order."""

        table = "countries"


class DestinationKind(StrEnum):
    """The size of a place."""

    CITY = "city"
    REGION = "region"


class Destination(Model):
    """A place to stay. `key` identifies its row in the data package that it came from."""

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=64, unique=True)
    country: fields.ForeignKeyRelation[Country] = fields.ForeignKeyField(
        "models.Country", related_name="destinations", db_index=True, on_delete=fields.RESTRICT
    )
    kind = fields.CharEnumField(DestinationKind, max_length=16)
    name = fields.CharField(max_length=200)
    subdivision = fields.CharField(max_length=128, null=True)
    latitude = fields.FloatField()
    longitude = fields.FloatField()
    population = fields.BigIntField(default=0)
    time_zone = fields.CharField(max_length=64)

    class Meta:
        """Table and order."""

        table = "destinations"


class DestinationName(Model):
    """A folded name that finds a destination: its own or another spelling.

    `weight` is how likely the place is meant: its population times how widely it is known.
    """

    id = fields.BigIntField(primary_key=True)
    destination: fields.ForeignKeyRelation[Destination] = fields.ForeignKeyField(
        "models.Destination", related_name="names", on_delete=fields.CASCADE
    )
    name = fields.CharField(max_length=200)
    is_own = fields.BooleanField(default=False)
    weight = fields.BigIntField(default=0, db_default=0)

    class Meta:
        """Table and order."""

        table = "destination_names"


class CatalogueSeed(Model):
    """The version of the seed data in the catalogue."""

    version = fields.CharField(max_length=32, primary_key=True)
    seeded_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "catalogue_seeds"


class Area(Model):
    """A part of a destination, under its suppliers' name."""

    id = fields.BigIntField(primary_key=True)
    destination: fields.ForeignKeyRelation[Destination] = fields.ForeignKeyField(
        "models.Destination", related_name="areas", on_delete=fields.CASCADE
    )
    name = fields.CharField(max_length=200)

    class Meta:
        """Table and order."""

        table = "areas"
        unique_together = (("destination", "name"),)


class Hotel(Model):
    """A hotel as travellers know it, whichever suppliers list it."""

    id = fields.BigIntField(primary_key=True)
    destination: fields.ForeignKeyRelation[Destination] = fields.ForeignKeyField(
        "models.Destination", related_name="hotels", db_index=True, on_delete=fields.RESTRICT
    )
    area: fields.ForeignKeyNullableRelation[Area] = fields.ForeignKeyField(
        "models.Area", related_name="hotels", db_index=True, null=True, on_delete=fields.SET_NULL
    )
    name = fields.CharField(max_length=300)
    address = fields.CharField(max_length=500, null=True)
    latitude = fields.FloatField(null=True)
    longitude = fields.FloatField(null=True)
    stars = fields.SmallIntField(null=True)
    rating = fields.FloatField(null=True, description="Guests' rating out of 5")
    review_count = fields.IntField(null=True)
    property_type = fields.CharField(max_length=64, null=True)
    photos = JSONField[list[str]](default=list)
    amenities = JSONField[list[str]](default=list)
    created_at = fields.DatetimeField()
    seen_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "hotels"


class HotelListing(Model):
    """One supplier's entry for a hotel. `match_score` (0-100) is how certain the match is."""

    id = fields.BigIntField(primary_key=True)
    hotel: fields.ForeignKeyRelation[Hotel] = fields.ForeignKeyField(
        "models.Hotel", related_name="listings", db_index=True, on_delete=fields.CASCADE
    )
    supplier = fields.CharEnumField(Supplier, max_length=16)
    supplier_id = fields.CharField(max_length=300)
    name = fields.CharField(max_length=300)
    match_score = fields.SmallIntField(default=100)
    seen_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "hotel_listings"
        unique_together = (("supplier", "supplier_id"),)


class Room(Model):
    """A kind of room of a hotel."""

    id = fields.BigIntField(primary_key=True)
    hotel: fields.ForeignKeyRelation[Hotel] = fields.ForeignKeyField(
        "models.Hotel", related_name="rooms", on_delete=fields.CASCADE
    )
    name = fields.CharField(max_length=300)
    most_guests = fields.SmallIntField(null=True)

    class Meta:
        """Table and order."""

        table = "rooms"
        unique_together = (("hotel", "name"),)


class Airport(Model):
    """An airport by its IATA code."""

    iata = fields.CharField(max_length=3, primary_key=True)
    country: fields.ForeignKeyRelation[Country] = fields.ForeignKeyField(
        "models.Country", related_name="airports", db_index=True, on_delete=fields.RESTRICT
    )
    name = fields.CharField(max_length=200)
    city = fields.CharField(max_length=200, db_index=True)
    latitude = fields.FloatField()
    longitude = fields.FloatField()
    time_zone = fields.CharField(max_length=64)

    class Meta:
        """Table and order."""

        table = "airports"


class AirportName(Model):
    """A name that finds an airport, folded and without the word for airport."""

    id = fields.BigIntField(primary_key=True)
    airport: fields.ForeignKeyRelation[Airport] = fields.ForeignKeyField(
        "models.Airport", related_name="names", on_delete=fields.CASCADE
    )
    name = fields.CharField(max_length=200, db_index=True)

    class Meta:
        """Table and order."""

        table = "airport_names"


class Flight(Model):
    """A flight on a day, as a supplier lists it. Times are local to the airports, as printed."""

    id = fields.BigIntField(primary_key=True)
    origin: fields.ForeignKeyRelation[Airport] = fields.ForeignKeyField(
        "models.Airport", related_name="departures", on_delete=fields.RESTRICT
    )
    destination: fields.ForeignKeyRelation[Airport] = fields.ForeignKeyField(
        "models.Airport", related_name="arrivals", on_delete=fields.RESTRICT
    )
    number = fields.CharField(max_length=16)
    airline = fields.CharField(max_length=100)
    departs_on = fields.DateField()
    departs_at = fields.CharField(max_length=5)
    arrives_at = fields.CharField(max_length=5)
    minutes = fields.IntField()

    class Meta:
        """Table and order."""

        table = "flights"
        unique_together = (("number", "departs_on", "origin"),)
        indexes = (Index(fields=("origin_id", "destination_id", "departs_on")),)


class ClusterKind(StrEnum):
    """What a cluster's hotels have in common; a dynamic cluster follows its rules automatically."""

    GEOGRAPHIC = "geographic"
    THEMATIC = "thematic"
    DYNAMIC = "dynamic"


class Cluster(Model):
    """A named set of hotels that admins put together ("Goa beach four-stars").

    `rules` are in the language of `domain.clusters.rules`; without rules, hotels are added by hand.
    """

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=200, unique=True)
    destination: fields.ForeignKeyNullableRelation[Destination] = fields.ForeignKeyField(
        "models.Destination", related_name="clusters", null=True, on_delete=fields.SET_NULL
    )
    hotels: fields.ManyToManyRelation[Hotel] = fields.ManyToManyField(
        "models.Hotel", related_name="clusters", through="cluster_hotels"
    )
    kind = fields.CharEnumField(
        ClusterKind, max_length=16, default=ClusterKind.THEMATIC, db_default=ClusterKind.THEMATIC
    )
    rules = JSONField[dict[str, object]](null=True)
    is_public = fields.BooleanField(default=False, db_default=False)
    hotel_count = fields.IntField(default=0, db_default=0)
    refreshed_at = fields.DatetimeField(null=True)
    refresh_error = fields.CharField(max_length=64, null=True)
    created_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "clusters"
