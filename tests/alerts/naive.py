"""The rules written the straightforward way: at every price, from the whole story, no intervals.

It shares the arithmetic of percentages with the product and nothing else.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from domain.alerts.lines import HYSTERESIS_PERCENT, STEP_PERCENT, less, more
from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms
from domain.prices.models import Availability

ENOUGH = 5


@dataclass
class Naive:
    """One rule that looks at everything, every time."""

    terms: RuleTerms
    totals: list[Decimal] = field(default_factory=list)
    told: list[tuple[Decimal | None, Decimal | None]] = field(default_factory=list)
    start: Decimal | None = None
    last_told: Decimal | None = None
    available: Availability | None = None
    last_priced: Decimal | None = None

    def see(self, total: Decimal | None, typical_low: Decimal | None) -> None:
        """Look at a price that counts; None is sold out."""
        if self.terms.kind is RuleKind.AVAILABILITY:
            self._see_availability(total)
        elif total is not None:
            self._see_price(total, typical_low)
            self.totals.append(total)

    def _see_availability(self, total: Decimal | None) -> None:
        now = Availability.SOLD_OUT if total is None else Availability.AVAILABLE
        if self.available not in {None, now}:
            self.told.append((self.last_priced, total))
            self.last_priced = total or self.last_priced
        self.available = now

    def _see_price(self, total: Decimal, typical_low: Decimal | None) -> None:
        if self.terms.kind is RuleKind.BEST_DEAL:
            self.start = typical_low
            if typical_low is None:
                return
        elif self.start is None:
            self.start = total
        line, up = self._line(), self.terms.kind is RuleKind.PRICE_RISE
        if self.last_told is not None:
            told = self.last_told
            if up:
                deeper = total >= more(told, STEP_PERCENT) and total - told >= 1
                back = total <= less(min(line, told), HYSTERESIS_PERCENT)
            else:
                deeper = total <= less(told, STEP_PERCENT) and told - total >= 1
                back = total >= more(max(line, told), HYSTERESIS_PERCENT)
            if deeper:
                self._tell(told, total)
            elif back:
                self._come_back(total)
        elif (total >= line) if up else (total <= line):
            if self.terms.kind is RuleKind.ALL_TIME_LOW and len(self.totals) < ENOUGH:
                self.start = total
            else:
                self._tell(self.start, total)

    def _line(self) -> Decimal:
        start = self.start or Decimal(0)
        percent, amount = self.terms.percent or Decimal(0), self.terms.amount or Decimal(0)
        if self.terms.kind is RuleKind.TARGET_PRICE:
            return self.terms.target or Decimal(0)
        if self.terms.kind is RuleKind.PRICE_RISE:
            steps = (more(start, percent), start + amount, more(start, Decimal(1)), start + 1)
            return max(steps)
        return min(less(start, percent), start - amount, less(start, Decimal(1)), start - 1)

    def _tell(self, previous: Decimal | None, total: Decimal) -> None:
        self.told.append((previous, total))
        self.last_told = total

    def _come_back(self, total: Decimal) -> None:
        self.last_told = None
        if self.terms.kind is RuleKind.TARGET_PRICE:
            self.start = total
        if self.terms.kind is RuleKind.ALL_TIME_LOW:
            self.start = min(self.totals)
