"""Whether an alert is still true when its turn has come: pure, over what is known by then."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from domain.alerts.models import RuleKind, RulePhase
from domain.alerts.values import OutgoingAlert
from domain.money import Money

# An older price is asked again before it is told.
FRESH = timedelta(seconds=60)
# A supplier that cannot be asked holds an alert up no longer than this: then it is sent as it is,
# with the age of its price on it.
PATIENCE = timedelta(minutes=3)


class Overtaken(StrEnum):
    """Why an alert is not sent after all."""

    SOLD_OUT = "sold out by now"
    CLIMBED_BACK = "the price has climbed back"
    NEWER_ALERT = "a newer alert tells it"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known now of an alert's price and its rule.

    `total` is the last one that counted, from `source` and seen at `observed_at`. `is_latest`
    says that the rule has not fired again since.
    """

    total: Decimal
    source: str
    observed_at: datetime
    is_available: bool
    phase: RulePhase
    is_latest: bool


def is_fresh(standing: Standing, now: datetime) -> bool:
    """Say whether the price may be told without asking again."""
    return now - standing.observed_at <= FRESH


def may_wait(created_at: datetime, now: datetime) -> bool:
    """Say whether an alert with an old price is held until the price could be asked again."""
    return now - created_at < PATIENCE


def settle(alert: OutgoingAlert, standing: Standing) -> OutgoingAlert | Overtaken:
    """Return the alert with the price of now, or why it is not sent."""
    if not standing.is_available:
        return Overtaken.SOLD_OUT
    if standing.phase is RulePhase.ARMED:
        return Overtaken.CLIMBED_BACK
    if not standing.is_latest:
        return Overtaken.NEWER_ALERT
    total = Money.of(standing.total, alert.total.currency)
    limit = alert.target if alert.kind is RuleKind.TARGET_PRICE else alert.previous
    if limit is not None and total > limit:
        return Overtaken.CLIMBED_BACK
    return replace(alert, total=total, source=standing.source, observed_at=standing.observed_at)
