"""What one check found for one trackable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from domain.checks.answers import Answer
from domain.checks.cadence import NextCheck
from domain.prices.judging import Judgement, Verdict
from domain.prices.models import Availability
from domain.prices.terms import Alternative
from domain.search.newest_prices import Said
from domain.suppliers.contract import RateIdentity, Supplier, identity_of

# Known after a verdict; after any other the previous value stays.
AVAILABILITIES = {
    Verdict.COUNTS: Availability.AVAILABLE,
    Verdict.SOLD_OUT: Availability.SOLD_OUT,
    Verdict.WITHDRAWN: Availability.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Check:
    """What one check found for one trackable, and when the next one is.

    `value` is its share of the suppliers' quotas. `options` are the hotels that a search brought,
    with their totals and `sellers`, and `hotel_id` is the one whose price it is. `alternative` is
    what stands in for a rate that is withdrawn. `error` names a failure that is not a supplier's.
    `said` is each supplier's report on the hotel. `gone_at` is when it was first reported sold out,
    if that was before this check. `answers` are the suppliers' own.
    """

    trackable_id: int
    currency: str
    previous_total: Decimal | None
    judgement: Judgement
    status: str
    failures: int
    latency_ms: int | None
    following: NextCheck
    checked_at: datetime
    value: float = 1.0
    options: Mapping[int, Decimal] = field(default_factory=dict)
    error: str | None = None
    said: tuple[Said, ...] = ()
    hotel_id: int | None = None
    alternative: Alternative | None = None
    sellers: Mapping[int, Supplier] = field(default_factory=dict)
    gone_at: datetime | None = None
    answers: tuple[Answer, ...] = ()

    @property
    def total(self) -> Decimal | None:
        """Return the total if it counts."""
        quote = self.judgement.quote
        return quote.total.amount if quote and self.judgement.verdict is Verdict.COUNTS else None

    @property
    def seen_at(self) -> datetime:
        """Return when the supplier saw it: a cached answer is older."""
        quote = self.judgement.quote
        told_at = self.gone_at if quote is None else quote.observed_at
        return min(told_at or self.checked_at, self.checked_at)

    @property
    def rate(self) -> RateIdentity | None:
        """Return the rate that its price is for, None without a price."""
        judged = self.judgement
        if judged.quote is None or judged.source is None:
            return None
        return identity_of(judged.source, judged.quote)

    @property
    def availability(self) -> Availability | None:
        """Return whether it is available, None if the check did not tell."""
        return AVAILABILITIES.get(self.judgement.verdict)
