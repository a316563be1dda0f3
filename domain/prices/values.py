"""An observed price, and a series of them."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal

from domain.money import Money
from domain.prices.ranges import LEAST_PRICES

# The dates of the flights out and back; one way has no return.
FlightDays = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class PricePoint:
    """One counted observation: the all-in total of the stay; None while sold out."""

    observed_at: datetime
    total: Decimal | None


@dataclass(frozen=True, slots=True)
class PriceSeries:
    """Observations of one trackable in one currency, oldest first.

    `is_synthetic`: some of them come from a made-up market, for trying the product.
    """

    trackable_id: int
    currency: str
    points: tuple[PricePoint, ...]
    is_synthetic: bool = False

    def since(self, start: datetime) -> "PriceSeries":
        """Return the series from `start` on, beginning with the price that was current then."""
        later = tuple(point for point in self.points if point.observed_at >= start)
        before = self.points[: len(self.points) - len(later)]
        is_told = bool(later) and later[0].observed_at == start
        held = (PricePoint(start, before[-1].total),) if before and not is_told else ()
        return replace(self, points=(*held, *later))

    @property
    def is_history(self) -> bool:
        """Return whether its lowest price means something: there were prices on enough days."""
        days = {p.observed_at.astimezone(UTC).date() for p in self.points if p.total is not None}
        return len(days) >= LEAST_PRICES

    def lowest(self) -> Money | None:
        """Return the lowest total seen, or None when there was none."""
        totals = [point.total for point in self.points if point.total is not None]
        return Money.of(min(totals), self.currency) if totals else None
