"""Alerts as messages that a channel takes: kinds, and values that hold until the call alone.

What is told is what is true right then, so its values are the domain's own, not JSON: they are
looked up after the claim and never kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.alerts.bundles import Bundle
from domain.alerts.digests import ClaimedDigest
from domain.alerts.living import Course, LivingAlert
from domain.outbox.values import ChannelName, Message
from domain.prices.forecast_telling import Told

ALERT, DIGEST, LIVING = "alert", "digest", "living alert"
# By what the values are found.
TOLD = "told"


@dataclass(frozen=True, slots=True)
class AlertTold:
    """One alert with its further reasons; `forecast` is what may be said of its future."""

    bundle: Bundle
    forecast: Told | None


@dataclass(frozen=True, slots=True)
class DigestTold:
    """Several alerts, the most important first; `forecasts` by trackable."""

    digest: ClaimedDigest
    bundles: tuple[Bundle, ...]
    forecasts: Mapping[int, Told]
    now: datetime


@dataclass(frozen=True, slots=True)
class LivingTold:
    """A sent alert as it is true now."""

    living: LivingAlert
    course: Course
    now: datetime


def alert_message(bundle: Bundle, forecast: Told | None) -> Message:
    """Return an alert as a message to its tracker's chat."""
    return _message(ALERT, bundle, AlertTold(bundle, forecast))


def digest_message(
    digest: ClaimedDigest,
    bundles: Sequence[Bundle],
    forecasts: Mapping[int, Told],
    now: datetime,
) -> Message:
    """Return a digest as a message; of a single line it is an ordinary alert."""
    lead = bundles[0]
    if len(bundles) == 1:
        return alert_message(lead, forecasts.get(lead.lead.stored.trackable_id))
    return _message(DIGEST, lead, DigestTold(digest, tuple(bundles), forecasts, now))


def living_message(living: LivingAlert, course: Course, now: datetime) -> Message:
    """Return what a sent alert says now."""
    return Message(
        living.stored.alert.alert_id, ChannelName.TELEGRAM, str(living.stored.alert.chat_id),
        LIVING, {TOLD: LivingTold(living, course, now)}, living.stored.alert.language,
        living.stored.alert.region, living.stored.created_at, None,
        living.stored.alert.topic_id, 0, maybe_sent=False, trace=living.stored.trace,
    )  # fmt: skip


def _message(kind: str, bundle: Bundle, told: AlertTold | DigestTold) -> Message:
    stored, alert = bundle.lead.stored, bundle.lead.alert
    return Message(
        alert.alert_id, ChannelName.TELEGRAM, str(alert.chat_id), kind, {TOLD: told},
        alert.language, alert.region, stored.created_at, None, alert.topic_id, alert.attempts,
        maybe_sent=False, user_id=bundle.lead.reader.user_id, trace=stored.trace,
    )  # fmt: skip
