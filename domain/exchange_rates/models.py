"""The sources' latest rates, and when each is asked next."""

from tortoise import fields
from tortoise.models import Model

from domain.exchange_rates.contract import RateSource


class ExchangeRate(Model):
    """A source's latest rate for a currency: how much of it one euro bought, and on which day."""

    id = fields.BigIntField(primary_key=True)
    source = fields.CharEnumField(RateSource, max_length=8)
    currency = fields.CharField(max_length=3)
    per_euro = fields.DecimalField(max_digits=24, decimal_places=10)
    day = fields.DateField()

    class Meta:
        """Table and order."""

        table = "exchange_rates"
        unique_together = (("source", "currency"),)


class ExchangeRateSource(Model):
    """A source: when it is asked next, when it last answered, and its current problem."""

    source = fields.CharEnumField(RateSource, max_length=8, primary_key=True)
    due_at = fields.DatetimeField()
    answered_at = fields.DatetimeField(null=True)
    day = fields.DateField(null=True, description="Of the rates that it told last")
    problem = fields.CharField(max_length=100, null=True)

    class Meta:
        """Table and order."""

        table = "exchange_rate_sources"
