"""Alerts as channel messages: kinds, and values that are valid only until the call.

Messages report the state at the moment of sending, so their values are domain objects rather than
JSON: looked up after the claim and never stored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.alerts.bundles import Bundle
from domain.alerts.digests import ClaimedDigest
from domain.alerts.edits import ClaimedEdit
from domain.alerts.living_alerts import Course, LivingAlert
from domain.alerts.outbox_keys import ALERT, DIGEST, EDIT
from domain.alerts.values import StoredAlert
from domain.outbox.values import Message
from domain.prices.forecast_views import ForecastView

# The keys of the values.
TOLD = "told"


@dataclass(frozen=True, slots=True)
class AlertTold:
    """An alert with its further reasons; `forecast` is what may be said about its future."""

    bundle: Bundle
    forecast: ForecastView | None


@dataclass(frozen=True, slots=True)
class DigestTold:
    """Several alerts, the most important first; `forecasts` by trackable."""

    digest: ClaimedDigest
    bundles: tuple[Bundle, ...]
    forecasts: Mapping[int, ForecastView]
    now: datetime


@dataclass(frozen=True, slots=True)
class LivingTold:
    """A sent alert in its current state."""

    living: LivingAlert
    course: Course
    now: datetime


def alert_message(bundle: Bundle, forecast: ForecastView | None) -> Message:
    """Return an alert as a message to its tracker's chat."""
    return _message(ALERT, bundle.lead.message, bundle.lead.stored, AlertTold(bundle, forecast))


def digest_message(
    digest: ClaimedDigest,
    bundles: Sequence[Bundle],
    forecasts: Mapping[int, ForecastView],
    now: datetime,
) -> Message:
    """Return a digest as a message; one with a single line is an ordinary alert."""
    lead = bundles[0].lead
    if len(bundles) == 1:
        told = AlertTold(bundles[0], forecasts.get(lead.stored.trackable_id))
        return _message(ALERT, digest.message, lead.stored, told)
    several = DigestTold(digest, tuple(bundles), forecasts, now)
    return _message(DIGEST, digest.message, lead.stored, several)


def edit_message(edit: ClaimedEdit, course: Course, now: datetime) -> Message:
    """Return what a sent alert says now."""
    told = LivingTold(edit.living, course, now)
    return _message(EDIT, edit.message, edit.living.stored, told)


def _message(kind: str, message: Message, stored: StoredAlert, told: object) -> Message:
    """Return an outbox message with current values and the chat's current address."""
    alert = stored.alert
    return replace(
        message, kind=kind, address=str(alert.chat_id), topic_id=alert.topic_id,
        language=alert.language, region=alert.region, values={TOLD: told},
    )  # fmt: skip
