"""How prices over time, and what is expected of them, are written."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from domain.alerts.backtest import Backtest
from domain.money import Money
from domain.prices.forecast_views import ForecastView
from domain.prices.values import PricePoint, PriceSeries
from webhooks.api.values import Moment


class PointItem(BaseModel):
    """A price as it was seen: the stay's total as a decimal in text, null while sold out."""

    observed_at: Moment
    total: Annotated[str | None, Field(examples=["8000.00"])]

    @classmethod
    def of(cls, point: PricePoint, currency: str) -> "PointItem":
        """Return a point in the API's form."""
        total = None if point.total is None else str(Money.of(point.total, currency).amount)
        return cls(observed_at=point.observed_at, total=total)


class HistoryItem(BaseModel):
    """Prices over time in one currency, oldest first; of days long past the lowest one.

    `is_synthetic`: some of them are made up, for those who try the product.
    """

    currency: Annotated[str, Field(examples=["INR"])]
    points: list[PointItem]
    is_synthetic: bool

    @classmethod
    def of(cls, series: PriceSeries) -> "HistoryItem":
        """Return a series in the API's form."""
        return cls(
            currency=series.currency,
            points=[PointItem.of(p, series.currency) for p in series.points],
            is_synthetic=series.is_synthetic,
        )


class ForecastItem(BaseModel):
    """How likely a fall of `percent` within `days` is, and what that rests on.

    `probability` is null where the forecasts abstain: then `cases` and `fell` are what was seen of
    such prices, and that is all there is.
    """

    percent: Annotated[int, Field(examples=[5])]
    days: Annotated[int, Field(examples=[7])]
    probability: Annotated[float | None, Field(examples=[0.31])]
    cases: Annotated[int, Field(examples=[420])]
    fell: Annotated[int, Field(examples=[126])]
    is_synthetic: bool

    @classmethod
    def of(cls, told: ForecastView) -> "ForecastItem":
        """Return a forecast in the API's form."""
        forecast = told.forecast
        return cls(
            percent=told.percent, days=told.days,
            probability=None if forecast.abstains else forecast.probability,
            cases=forecast.cases, fell=forecast.fell, is_synthetic=told.is_synthetic,
        )  # fmt: skip


class BacktestItem(BaseModel):
    """When a rule would have told within the last `days`.

    `is_synthetic`: some of the prices are made up, for those who try the product.
    """

    days: Annotated[int, Field(examples=[30])]
    fired_at: list[datetime]
    is_synthetic: bool

    @classmethod
    def maybe(cls, tested: Backtest | None) -> "BacktestItem | None":
        """Return a test in the API's form, None where too little is known."""
        if tested is None:
            return None
        return cls(
            days=tested.days, fired_at=list(tested.fired_at), is_synthetic=tested.is_synthetic
        )


class OptionalForecast(BaseModel):
    """A forecast, or null where nothing can be said."""

    forecast: ForecastItem | None

    @classmethod
    def of(cls, told: ForecastView | None) -> "OptionalForecast":
        """Return what may be said."""
        return cls(forecast=None if told is None else ForecastItem.of(told))
