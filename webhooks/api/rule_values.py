"""What goes in and out of the routes for trackers' rules."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, Field

from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms
from domain.trackers.values import RuleView
from webhooks.api.price_values import BacktestItem
from webhooks.api.values import Amount, Body, Id, Price


class RuleTermsItem(Body):
    """What makes a price news.

    `percent` or `amount` for a drop or rise (both: both have to hold), `target` for a target price
    or the most that a new option may cost; amounts are in the tracker's `rules_currency`.
    """

    kind: RuleKind
    percent: Annotated[
        Decimal | None, Field(gt=0, le=90, max_digits=5, decimal_places=2, examples=["5"])
    ] = None
    amount: Amount | None = None
    target: Amount | None = None

    def terms(self) -> RuleTerms:
        """Return them in the domain's words."""
        return RuleTerms(self.kind, self.percent, self.amount, self.target)


class RuleChange(RuleTermsItem):
    """A rule, in place of another where that is named."""

    instead_of: Id | None = None


class RuleItem(BaseModel):
    """A rule of a tracker. One that `is_set_aside` tells nothing until it is changed."""

    id: Id
    kind: RuleKind
    percent: Annotated[str | None, Field(examples=["5.00"])]
    amount: Price | None
    target: Price | None
    is_set_aside: bool

    @classmethod
    def of(cls, rule: RuleView) -> "RuleItem":
        """Return a rule in the API's form."""
        return cls(
            id=rule.rule_id, kind=rule.kind,
            percent=None if rule.percent is None else str(rule.percent),
            amount=Price.maybe(rule.amount), target=Price.maybe(rule.target),
            is_set_aside=rule.is_set_aside,
        )  # fmt: skip


class BacktestResult(BaseModel):
    """What a rule would have told lately; null where too little is known."""

    backtest: BacktestItem | None
