"""Things with a price, and their price history.

A `Trackable` is one thing with a price, shared by everyone who watches it; it carries its own
schedule, lease and last known state, because it (and not the tracker) is what is polled.
"""

from enum import StrEnum

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.catalog.models import Destination, Flight, Hotel
from domain.json_field import JSONField
from domain.suppliers.contract import Board, Payment, Refundability, Supplier, TaxInclusion


class TrackableKind(StrEnum):
    """The kinds of thing that have a price."""

    HOTEL_STAY = "hotel_stay"
    FLIGHT = "flight"
    PACKAGE = "package"
    SEARCH = "search"
    TRIP = "trip"


class Availability(StrEnum):
    """Whether it is available: a state in its own right, never a price of 0.

    WITHDRAWN is a rate that its seller no longer offers while others still sell the hotel.
    """

    AVAILABLE = "available"
    SOLD_OUT = "sold_out"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"

    @property
    def is_gone(self) -> bool:
        """Return whether it is known to be unavailable."""
        return self in {Availability.SOLD_OUT, Availability.WITHDRAWN}

    @property
    def opposite(self) -> "Availability":
        """Return the opposite availability."""
        if self.is_gone:
            return Availability.AVAILABLE
        return Availability.SOLD_OUT if self is Availability.AVAILABLE else self


class Trackable(Model):
    """One thing with a price, unique by its fingerprint.

    `due_at` is None while nobody watches. A claim sets `leased_until` and `lease`; an expired lease
    is free. `last_total` is the last price that counted.
    """

    id = fields.BigIntField(primary_key=True)
    fingerprint = fields.CharField(max_length=64, unique=True)
    kind = fields.CharEnumField(TrackableKind, max_length=16)
    hotel: fields.ForeignKeyNullableRelation[Hotel] = fields.ForeignKeyField(
        "models.Hotel",
        related_name="trackables",
        db_index=True,
        null=True,
        on_delete=fields.CASCADE,
    )
    flight: fields.ForeignKeyNullableRelation[Flight] = fields.ForeignKeyField(
        "models.Flight",
        related_name="trackables",
        db_index=False,
        null=True,
        on_delete=fields.CASCADE,
    )
    destination: fields.ForeignKeyNullableRelation[Destination] = fields.ForeignKeyField(
        "models.Destination",
        related_name="trackables",
        db_index=False,
        null=True,
        on_delete=fields.CASCADE,
    )
    hotel_id: int | None
    destination_id: int | None
    check_in = fields.DateField()
    check_out = fields.DateField(null=True)
    rooms = JSONField[list[list[object]]]()
    nationality = fields.CharField(max_length=2)
    currency = fields.CharField(max_length=3)
    asked_currency = fields.CharField(
        max_length=3, null=True, description="Asked for, where prices come in another"
    )
    terms = JSONField[dict[str, object]](default=dict, description="Rate fingerprint")
    question_key = fields.CharField(
        max_length=64, description="Equal where one supplier call can answer for several"
    )
    watchers = fields.IntField(default=0)
    due_at = fields.DatetimeField(null=True)
    due_reason = fields.CharField(max_length=32, default="new")
    interval_seconds = fields.IntField(default=0, description="The fastest fixed wish; 0: none")
    is_smart = fields.BooleanField(
        default=True, db_default=True, description="Someone leaves the pace to the service"
    )
    value = fields.FloatField(
        default=1.0, db_default=1.0, description="Its share of the suppliers' quotas"
    )
    volatility = fields.FloatField(null=True, description="Mean daily (high - low) / low")
    free_cancel_until = fields.DatetimeField(null=True)
    lease = fields.UUIDField(null=True)
    leased_until = fields.DatetimeField(null=True)
    supplier_status = fields.CharField(max_length=32, default="ok")
    failures = fields.IntField(default=0)
    own_failures = fields.IntField(
        default=0, db_default=0, description="In a row, and no supplier's fault"
    )
    last_error = fields.CharField(max_length=255, null=True)
    set_aside_at = fields.DatetimeField(
        null=True, description="Since when it is not checked, because it only fails"
    )
    availability = fields.CharEnumField(Availability, max_length=16, default=Availability.UNKNOWN)
    last_total = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    lowest_total = fields.DecimalField(
        max_digits=16, decimal_places=3, null=True, description="Of all that counted"
    )
    typical_low = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    typical_high = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    observations = fields.IntField(default=0, db_default=0, description="How many counted")
    priced_days = fields.IntField(
        default=0, db_default=0, description="On how many days (UTC) a price counted"
    )
    last_priced_on = fields.DateField(null=True, description="The last of those days")
    first_observed_at = fields.DatetimeField(null=True)
    last_source = fields.CharEnumField(Supplier, max_length=16, null=True)
    last_rate: fields.ForeignKeyNullableRelation["PricedRate"] = fields.ForeignKeyField(
        "models.PricedRate", related_name=None, null=True, db_constraint=False, db_index=False,
        on_delete=fields.SET_NULL, description="What the last price was of",
    )  # fmt: skip
    last_hotel: fields.ForeignKeyNullableRelation[Hotel] = fields.ForeignKeyField(
        "models.Hotel", related_name=None, null=True, db_index=False, on_delete=fields.SET_NULL,
        description="Of a search: whose price the last one was",
    )  # fmt: skip
    alternative = JSONField[dict[str, object]](
        null=True, description="Of a rate withdrawn: the cheapest same room elsewhere"
    )
    last_checked_at = fields.DatetimeField(null=True)
    last_observed_at = fields.DatetimeField(null=True)
    suspect_total = fields.DecimalField(
        max_digits=16, decimal_places=3, null=True, description="An outlier to be confirmed"
    )
    created_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "trackables"


class PricedRate(Model):
    """A `RateIdentity` that some price belongs to, at any hotel; stored once."""

    id = fields.BigIntField(primary_key=True)
    fingerprint = fields.CharField(max_length=64, unique=True)
    source = fields.CharEnumField(Supplier, max_length=16)
    seller = fields.CharField(max_length=250, null=True)
    room = fields.TextField(null=True)
    board = fields.CharEnumField(Board, max_length=8)
    refundable = fields.CharEnumField(Refundability, max_length=8)
    payment = fields.CharEnumField(Payment, max_length=8)

    class Meta:
        """Table."""

        table = "priced_rates"


class UniversalPriceHistory(Model):
    """One observation of one trackable. The table is partitioned by month of `observed_at`."""

    id = fields.BigIntField(primary_key=True)
    trackable: fields.ForeignKeyRelation[Trackable] = fields.ForeignKeyField(
        "models.Trackable", related_name="history", on_delete=fields.CASCADE, db_index=False
    )
    observed_at = fields.DatetimeField()
    total = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    base = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    taxes = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    currency = fields.CharField(max_length=3)
    basis = fields.CharEnumField(TaxInclusion, max_length=16)
    board = fields.CharEnumField(Board, max_length=8)
    refundable = fields.CharEnumField(Refundability, max_length=8)
    availability = fields.CharEnumField(Availability, max_length=16)
    source = fields.CharEnumField(Supplier, max_length=16)
    quote_id = fields.CharField(max_length=300, null=True)
    latency_ms = fields.IntField(null=True)
    counted = fields.BooleanField(default=True, description="False: quarantined or unconfirmed")
    confirmed = fields.BooleanField(default=False)
    # Without a constraint: its target is never deleted, and every row would be checked.
    rate: fields.ForeignKeyNullableRelation[PricedRate] = fields.ForeignKeyField(
        "models.PricedRate",
        related_name=None,
        null=True,
        db_constraint=False,
        db_index=False,
        on_delete=fields.SET_NULL,
    )

    class Meta:
        """Table and order."""

        table = "universal_price_history"
        indexes = (Index(fields=("trackable_id", "observed_at")),)


class DailyPrice(Model):
    """A trackable's UTC day in one row: the observations that counted."""

    id = fields.BigIntField(primary_key=True)
    trackable: fields.ForeignKeyRelation[Trackable] = fields.ForeignKeyField(
        "models.Trackable", related_name="days", on_delete=fields.CASCADE, db_index=False
    )
    day = fields.DateField()
    lowest = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    highest = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    closing = fields.DecimalField(
        max_digits=16, decimal_places=3, null=True, description="None: sold out at its end"
    )
    closing_at = fields.DatetimeField()
    observations = fields.IntField()
    rate: fields.ForeignKeyNullableRelation[PricedRate] = fields.ForeignKeyField(
        "models.PricedRate", related_name=None, null=True, db_constraint=False, db_index=False,
        on_delete=fields.SET_NULL, description="What the closing price was of; None: not told",
    )  # fmt: skip

    class Meta:
        """Table and order."""

        table = "daily_prices"
        unique_together = (("trackable", "day"),)


class SearchOption(Model):
    """A hotel found by a tracked search, with its last price."""

    id = fields.BigIntField(primary_key=True)
    trackable: fields.ForeignKeyRelation[Trackable] = fields.ForeignKeyField(
        "models.Trackable", related_name="options", on_delete=fields.CASCADE, db_index=False
    )
    hotel: fields.ForeignKeyRelation[Hotel] = fields.ForeignKeyField(
        "models.Hotel", related_name="search_options", on_delete=fields.CASCADE
    )
    total = fields.DecimalField(max_digits=16, decimal_places=3)
    first_seen_at = fields.DatetimeField()
    last_seen_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "search_options"
        unique_together = (("trackable", "hotel"),)
