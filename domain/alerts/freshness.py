"""Whether an alert is still true when its turn comes: pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from domain.alerts.lines import is_rising
from domain.alerts.models import RuleKind, RulePhase
from domain.alerts.values import OutgoingAlert
from domain.money import Money
from domain.prices.models import Availability

# An older price is looked up again before it is reported.
FRESH = timedelta(seconds=60)
# An unavailable supplier holds an alert up no longer than this: then it is sent as it is, with the
# age of its price.
PATIENCE = timedelta(minutes=3)


class Overtaken(StrEnum):
    """Why an alert is not sent after all."""

    SOLD_OUT = "sold out by now"
    BACK_AGAIN = "available again by now"
    CLIMBED_BACK = "the price has climbed back"
    CAME_DOWN = "the price has come down again"
    NEWER_ALERT = "a newer alert tells it"
    KNOWN = "its reader was told so last"
    OTHER_DAY = "another day costs less"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is now known about an alert's price and rule.

    `total` is the last one that counted, from `source` and seen at `observed_at`. `is_latest` means
    that the rule has not fired again since. `known` is the availability that the reader believes,
    None if uncertain.
    """

    total: Decimal
    source: str
    observed_at: datetime
    is_available: bool
    phase: RulePhase
    is_latest: bool
    known: Availability | None = None


def is_fresh(standing: Standing, now: datetime) -> bool:
    """Return whether the price may be reported without asking again."""
    return now - standing.observed_at <= FRESH


def may_wait(sought_since: datetime, now: datetime) -> bool:
    """Return whether an alert with an old price may wait for a new one."""
    return now - sought_since < PATIENCE


def settle(alert: OutgoingAlert, standing: Standing) -> OutgoingAlert | Overtaken:
    """Return the alert with the current price, or why it is not sent."""
    tells_gone = alert.availability is not None and alert.availability.is_gone
    if standing.is_available == tells_gone:
        return Overtaken.BACK_AGAIN if tells_gone else Overtaken.SOLD_OUT
    if alert.kind is RuleKind.NEW_OPTION:
        # Its price is the new hotel's; the search's own is the cheapest of all. A newer alert is
        # about another hotel.
        return alert
    if standing.phase is RulePhase.ARMED:
        return Overtaken.CLIMBED_BACK
    if not standing.is_latest:
        return Overtaken.NEWER_ALERT
    if _is_known(alert.availability, standing.known):
        return Overtaken.KNOWN
    total = Money.of(standing.total, alert.total.currency)
    return _gone_back(alert, total) or replace(
        alert, total=total, source=standing.source, observed_at=standing.observed_at
    )


def _is_known(told: Availability | None, known: Availability | None) -> bool:
    """Return whether the reader already knows that it is available, or not."""
    return told is not None and known is not None and told.is_gone == known.is_gone


def _gone_back(alert: OutgoingAlert, total: Money) -> Overtaken | None:
    """Return whether the price is back on the side of the line where it is not news."""
    if is_rising(alert.kind):
        came_down = alert.previous is not None and total < alert.previous
        return Overtaken.CAME_DOWN if came_down else None
    if alert.kind is RuleKind.AVAILABILITY:
        return None
    limit = alert.target if alert.kind is RuleKind.TARGET_PRICE else alert.previous
    return Overtaken.CLIMBED_BACK if limit is not None and total > limit else None
