"""Alerts as messages that a channel takes: kinds, and values that hold until the call alone.

What is told is what is true right then, so its values are the domain's own, not JSON: they are
looked up after the claim and never kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.alerts.bundles import Bundle
from domain.alerts.digests import ClaimedDigest
from domain.alerts.edits import ClaimedEdit
from domain.alerts.living import Course, LivingAlert
from domain.alerts.values import StoredAlert
from domain.alerts.waiting import ALERT, DIGEST, EDIT
from domain.outbox.values import Message
from domain.prices.forecast_telling import Told

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
    return _message(ALERT, bundle.lead.message, bundle.lead.stored, AlertTold(bundle, forecast))


def digest_message(
    digest: ClaimedDigest,
    bundles: Sequence[Bundle],
    forecasts: Mapping[int, Told],
    now: datetime,
) -> Message:
    """Return a digest as a message; of a single line it is an ordinary alert."""
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
    """Return a message of the outbox with what is true now, and to where its chat is now."""
    alert = stored.alert
    return replace(
        message, kind=kind, address=str(alert.chat_id), topic_id=alert.topic_id,
        language=alert.language, region=alert.region, values={TOLD: told},
    )  # fmt: skip
