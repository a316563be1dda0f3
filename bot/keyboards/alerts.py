"""Buttons under alerts and digests."""

from collections.abc import Sequence

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.keyboards.buttons import button, home_button, in_rows, keyboard
from bot.keyboards.callbacks import (
    AlertAction,
    AlertButton,
    Go,
    TrackerAction,
    TrackerButton,
    Where,
)
from bot.locales import Translator

MUTE_DAYS = (3, 7, 30)
MOST_DIGEST_BUTTONS = 8


class MuteButton(CallbackData, prefix="am1"):
    """Tell nothing of the tracker that an alert is about, for so many days."""

    alert_id: int
    days: int


def _press(
    alert_id: int, label: str, what: AlertAction, style: ButtonStyle | None = None
) -> InlineKeyboardButton:
    return button(label, AlertButton(alert_id=alert_id, action=what), style)


def alert_keyboard(
    alert_id: int, t: Translator, *, is_snoozed: bool = False
) -> InlineKeyboardMarkup:
    """Return what can be done about an alert."""
    quiet = (
        _press(alert_id, t.gettext("⏰ Wake"), AlertAction.WAKE)
        if is_snoozed
        else _press(alert_id, t.gettext("😴 Snooze 24 h"), AlertAction.SNOOZE)
    )
    return keyboard(
        [
            _press(alert_id, t.gettext("💳 Book (soon)"), AlertAction.BOOK, ButtonStyle.PRIMARY),
            _press(alert_id, t.gettext("📈 Chart"), AlertAction.CHART),
            _press(alert_id, t.gettext("❓ Why"), AlertAction.WHY),
        ],
        [
            _press(alert_id, t.gettext("🎯 New target"), AlertAction.TARGET),
            quiet,
            _press(alert_id, t.gettext("🔕 Stop"), AlertAction.STOP),
        ],
        [
            _press(alert_id, "👍", AlertAction.HELPFUL),
            _press(alert_id, "👎", AlertAction.UNHELPFUL),
        ],
    )


def stopped_alert_keyboard(alert_id: int, t: Translator) -> InlineKeyboardMarkup:
    """Return what stands under an alert whose tracker was stopped from it."""
    return keyboard([_press(alert_id, t.gettext("🔕 Stopped · ↩️ Undo"), AlertAction.UNDO)])


def snoozed_alert_keyboard(alert_id: int, t: Translator) -> InlineKeyboardMarkup:
    """Return what stands under an alert that was snoozed: the way back, or longer and deeper."""
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
    """Return what stands under an alert whose tracker was muted from it."""
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
    return keyboard([button(t.gettext("🔔 Tracker"), tracker), home_button(t)])


def digest_keyboard(tracker_ids: Sequence[int], t: Translator) -> InlineKeyboardMarkup:
    """Return a button per line of a digest, by its number, and the list of all trackers."""
    numbered = (
        button(t.number(number), TrackerButton(tracker_id=one, action=TrackerAction.SHOW))
        for number, one in enumerate(tracker_ids[:MOST_DIGEST_BUTTONS], start=1)
    )
    trackers = button(t.gettext("🔔 My trackers"), Go(to=Where.TRACKERS))
    return keyboard(*in_rows(numbered, 4), [trackers, home_button(t)])
