"""Buttons under alerts and digests."""

from collections.abc import Sequence
from typing import Annotated

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import Field

from bot.buttons.callbacks import (
    AlertAction,
    AlertButton,
    Go,
    Id,
    TrackerAction,
    TrackerButton,
    Where,
)
from bot.buttons.keyboards import button, forecast_button, home_button, in_rows, keyboard
from bot.locales import Translator
from domain.alerts.values import OutgoingAlert
from domain.prices.models import TrackableKind

MUTE_DAYS = (3, 7, 30)
MOST_DIGEST_BUTTONS = 8


class MuteButton(CallbackData, prefix="am1"):
    """Mute the tracker behind an alert for this many days."""

    alert_id: Id
    days: Annotated[int, Field(ge=0, le=999)]


def _press(
    alert_id: int, label: str, what: AlertAction, style: ButtonStyle | None = None
) -> InlineKeyboardButton:
    return button(label, AlertButton(alert_id=alert_id, action=what), style)


def alert_keyboard(
    alert: OutgoingAlert, t: Translator, *, is_snoozed: bool = False
) -> InlineKeyboardMarkup:
    """Return what can be done about an alert, what leads to where it is sold first."""
    number = alert.alert_id
    quiet = (
        _press(number, t.gettext("⏰ Unsnooze"), AlertAction.WAKE)
        if is_snoozed
        else _press(number, t.gettext("😴 Snooze 24 h"), AlertAction.SNOOZE)
    )
    return keyboard(
        [_press(number, t.gettext("🛏 The same room now"), AlertAction.SAME_ROOM)]
        if alert.alternative is not None
        else [],
        [
            _press(number, _watched_label(alert, t), AlertAction.HOTEL, ButtonStyle.PRIMARY),
            _press(number, t.gettext("📈 Chart"), AlertAction.CHART),
            _press(number, t.gettext("❓ Why"), AlertAction.WHY),
        ],
        [
            _press(number, t.gettext("🎯 New target"), AlertAction.TARGET),
            quiet,
            _press(number, t.gettext("🔕 Stop"), AlertAction.STOP),
        ],
        [
            _press(number, "👍", AlertAction.HELPFUL),
            _press(number, "👎", AlertAction.UNHELPFUL),
        ],
    )


def _watched_label(alert: OutgoingAlert, t: Translator) -> str:
    if alert.flight_days is not None:
        return t.gettext("✈️ Flights")
    if alert.tracked is TrackableKind.TRIP:
        return t.gettext("🗺 Trip")
    return t.gettext("🔍 Results") if alert.hotel_id is None else t.gettext("🏨 Hotel")


def stopped_alert_keyboard(alert_id: int, t: Translator) -> InlineKeyboardMarkup:
    """Return the buttons under an alert that stopped its tracker."""
    return keyboard([_press(alert_id, t.gettext("🔕 Stopped · ↩️ Undo"), AlertAction.UNDO)])


def snoozed_alert_keyboard(alert_id: int, t: Translator) -> InlineKeyboardMarkup:
    """Return the keyboard under a snoozed alert: undo, or longer and stricter."""
    mutes = (
        button(
            t.ngettext("🔇 Mute {count} day", "🔇 Mute {count} days", days),
            MuteButton(alert_id=alert_id, days=days),
        )
        for days in MUTE_DAYS
    )
    return keyboard(
        [_press(alert_id, t.gettext("😴 Snoozed · ↩️ Undo"), AlertAction.WAKE)],
        *in_rows(mutes, 3),
        [_press(alert_id, t.gettext("⬅️ Back"), AlertAction.BACK)],
    )


def muted_alert_keyboard(alert_id: int, t: Translator) -> InlineKeyboardMarkup:
    """Return the buttons under an alert that muted its tracker."""
    return keyboard([_press(alert_id, t.gettext("🔇 Muted · ↩️ Undo"), AlertAction.UNMUTE)])


def unhelpful_alert_keyboard(alert_id: int, t: Translator) -> InlineKeyboardMarkup:
    """Return what may be better for somebody who found an alert unhelpful."""
    return keyboard(
        [
            _press(alert_id, t.gettext("🐢 Less often"), AlertAction.LESS_OFTEN),
            _press(alert_id, t.gettext("📉 Bigger drops only"), AlertAction.BIGGER_DROPS),
        ],
        [
            _press(alert_id, t.gettext("🔕 Stop"), AlertAction.STOP),
            _press(alert_id, t.gettext("⬅️ Back"), AlertAction.BACK),
        ],
    )


def evidence_keyboard(tracker_id: int, t: Translator) -> InlineKeyboardMarkup:
    """Return where to go from the reasons for an alert."""
    tracker = TrackerButton(tracker_id=tracker_id, action=TrackerAction.SHOW)
    return keyboard(
        [forecast_button(t)], [button(t.gettext("🔔 Tracker"), tracker), home_button(t)]
    )


def digest_keyboard(tracker_ids: Sequence[int], t: Translator) -> InlineKeyboardMarkup:
    """Return a button per line of a digest, by its number, and the list of all trackers."""
    numbered = (
        button(t.number(number), TrackerButton(tracker_id=one, action=TrackerAction.SHOW))
        for number, one in enumerate(tracker_ids[:MOST_DIGEST_BUTTONS], start=1)
    )
    trackers = button(t.gettext("🔔 My trackers"), Go(to=Where.TRACKERS))
    return keyboard(*in_rows(numbered, 4), [trackers, home_button(t)])
