"""Who may press what under an alert."""

from dataclasses import dataclass, replace

from aiogram import Bot
from aiogram.filters import Filter
from aiogram.types import CallbackQuery

from bot.alerts.buttons import (
    MuteButton,
)
from bot.buttons.callbacks import AlertAction, AlertButton
from bot.groups.rights import is_administrator
from bot.sending.screen import topic_of
from domain.accounts.travellers import Traveller
from domain.alerts.queries.stored_alerts import load_told
from domain.alerts.values import OutgoingAlert
from domain.app import App
from domain.trackers.alert_answers import (
    tracker_of_alert,
)
from domain.trackers.errors import TrackerOfAnother


@dataclass(frozen=True, slots=True)
class Alert:
    """The alert whose button was pressed.

    `owner` is the tracker's; `chat_id` and `topic` are where it stands.
    """

    alert_id: int
    tracker_id: int
    owner: Traveller
    chat_id: int
    topic: int | None

    @property
    def is_in_group(self) -> bool:
        """Return whether others read along."""
        return self.chat_id < 0


# What changes nothing is open to everyone who can read the alert.
FOR_EVERYONE = {
    AlertAction.HOTEL,
    AlertAction.SAME_ROOM,
    AlertAction.CHART,
    AlertAction.WHY,
    AlertAction.HELPFUL,
    AlertAction.UNHELPFUL,
}

CHANGES = {
    AlertAction.STOP: "stop",
    AlertAction.UNDO: "stop",
    AlertAction.SNOOZE: "mute",
    AlertAction.WAKE: "mute",
    AlertAction.UNMUTE: "mute",
}


class Allowed(Filter):
    """Hands the pressed `alert` on, and what it `told`.

    Raises NotFound when it is none of the presser's business, and `TrackerOfAnother` for a member
    of its group who may look at it alone.
    """

    async def __call__(
        self,
        callback: CallbackQuery,
        callback_data: AlertButton | MuteButton,
        app: App,
        bot: Bot,
        traveller: Traveller,
    ) -> dict[str, Alert | OutgoingAlert]:
        """Look the alert up together with who presses."""
        chat_id = callback.message.chat.id if callback.message else traveller.chat_id
        number = callback_data.alert_id
        tracker = await tracker_of_alert(app, traveller, number, chat_id)
        change = _change(callback_data)
        is_allowed = change is None or tracker.is_theirs
        if not is_allowed and not await is_administrator(bot, chat_id, callback.from_user.id):
            raise TrackerOfAnother(change or "change")
        owner = replace(traveller, user_id=tracker.owner_id)
        topic = topic_of(callback.message)
        told = (await load_told(app.pool, [number]))[number].alert
        return {"alert": Alert(number, tracker.tracker_id, owner, chat_id, topic), "told": told}


def _change(pressed: AlertButton | MuteButton) -> str | None:
    """Return what a button does to the tracker, None when it only shows something."""
    if isinstance(pressed, MuteButton):
        return "mute"
    if pressed.action in FOR_EVERYONE:
        return None
    return CHANGES.get(pressed.action, "change")
