"""The tables of forecasting: runs of closes, models, silenced sources, the record.

The forecasts themselves are rows of `price_forecasts`, which has no model: some forty bytes each,
partitioned by month of `day`, written and read in bulk by `domain.prices.queries.forecasts`. A row
forecasts a fall of 5 % or more within 7 days, shown or withheld, with its outcome once known.
"""

from enum import IntEnum

from tortoise import fields
from tortoise.models import Model

from domain.json_field import JSONField
from domain.prices.models import Trackable, TrackableKind
from domain.suppliers.contract import Supplier


class ForecastKind(IntEnum):
    """The kinds of thing, stored compactly."""

    HOTEL = 1
    FLIGHT = 2
    PACKAGE = 3

    @property
    def word(self) -> str:
        """Return the kind's name in models."""
        return self.name.lower()


KINDS = {
    TrackableKind.HOTEL_STAY.value: ForecastKind.HOTEL,
    TrackableKind.FLIGHT.value: ForecastKind.FLIGHT,
    TrackableKind.PACKAGE.value: ForecastKind.PACKAGE,
}


class PriceRun(Model):
    """A trackable's closes at one rate, packed: see `domain.prices.closes.Run`."""

    id = fields.BigIntField(primary_key=True)
    trackable: fields.ForeignKeyRelation[Trackable] = fields.ForeignKeyField(
        "models.Trackable", related_name=None, on_delete=fields.CASCADE, db_index=False
    )
    rate_id = fields.BigIntField(description="The closes are of this one of `priced_rates`")
    day = fields.DateField(description="The last close's")
    packed = fields.BinaryField()

    class Meta:
        """Table."""

        table = "price_runs"
        unique_together = (("trackable", "rate_id"),)


class ForecastModel(Model):
    """A fitted model, and its basis; the newest one is in use."""

    id = fields.BigIntField(primary_key=True)
    fitted_at = fields.DatetimeField()
    as_of = fields.DateField(description="What was known at the end of this day")
    outcomes = fields.IntField(description="How many it was fitted on")
    is_synthetic = fields.BooleanField(description="Some of them were made up")
    model = JSONField[dict[str, object]]()

    class Meta:
        """Table."""

        table = "forecast_models"


class SilencedSource(Model):
    """A source whose forecasts were wrong too often: it is silent until they are right again."""

    id = fields.BigIntField(primary_key=True)
    source = fields.CharEnumField(Supplier, max_length=16)
    kind = fields.SmallIntField(description="A `ForecastKind`")
    since = fields.DatetimeField()
    error = fields.FloatField()
    outcomes = fields.IntField()

    class Meta:
        """Table."""

        table = "silenced_sources"
        unique_together = (("source", "kind"),)


class ForecastRecord(Model):
    """How good the forecasts were as of a day: see `domain.prices.forecast_record`."""

    day = fields.DateField(primary_key=True)
    record = JSONField[dict[str, object]]()

    class Meta:
        """Table."""

        table = "forecast_records"


class SyntheticClose(Model):
    """A close from a made-up market's past, for trying the product: never in the record."""

    id = fields.BigIntField(primary_key=True)
    source = fields.CharEnumField(Supplier, max_length=16)
    supplier_id = fields.CharField(max_length=255, description="The hotel's at the source")
    check_in = fields.DateField()
    nights = fields.SmallIntField()
    day = fields.DateField()
    total = fields.DecimalField(max_digits=16, decimal_places=3)
    currency = fields.CharField(max_length=3)

    class Meta:
        """Table and order."""

        table = "synthetic_closes"
        unique_together = (("source", "supplier_id", "check_in", "nights", "day"),)
