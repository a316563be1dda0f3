"""Methods about the general topic of forums: it has no number, and it is never deleted."""

from typing import Any

from sandbox.telegram.methods.appearance import clean_name
from sandbox.telegram.methods.topics import LONGEST_NAME, forum, pinnable_forum
from sandbox.telegram.params import Params
from sandbox.telegram.people import Room
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import TelegramState

NOT_MODIFIED = "TOPIC_NOT_MODIFIED"
CLOSE = "close or open the topic"


def _serve(telegram: TelegramState, room: Room, news: dict[str, Any]) -> bool:
    telegram.serve(room, telegram.profile.user(), news)
    return True


async def edit(telegram: TelegramState, params: Params) -> bool:
    """Call the general topic something else."""
    room = forum(telegram, params, "edit the topic")
    name = clean_name(params.text("name"), LONGEST_NAME)
    if name == room.general.name:
        raise bad_request(NOT_MODIFIED)
    room.general.name = name
    return _serve(telegram, room, {"forum_topic_edited": {"name": name}})


async def close(telegram: TelegramState, params: Params) -> bool:
    """Close the general topic: members write there no more."""
    room = forum(telegram, params, CLOSE)
    if room.general.is_closed:
        raise bad_request(NOT_MODIFIED)
    room.general.is_closed = True
    return _serve(telegram, room, {"forum_topic_closed": {}})


async def reopen(telegram: TelegramState, params: Params) -> bool:
    """Open the general topic again, and show it."""
    room = forum(telegram, params, CLOSE)
    if not room.general.is_closed:
        raise bad_request(NOT_MODIFIED)
    room.general.is_closed = room.general.is_hidden = False
    return _serve(telegram, room, {"forum_topic_reopened": {}})


async def hide(telegram: TelegramState, params: Params) -> bool:
    """Hide the general topic, which closes it."""
    room = forum(telegram, params, CLOSE)
    if room.general.is_hidden:
        raise bad_request(NOT_MODIFIED)
    room.general.is_closed = room.general.is_hidden = True
    return _serve(telegram, room, {"general_forum_topic_hidden": {}})


async def unhide(telegram: TelegramState, params: Params) -> bool:
    """Show the general topic again; it stays closed."""
    room = forum(telegram, params, CLOSE)
    if not room.general.is_hidden:
        raise bad_request(NOT_MODIFIED)
    room.general.is_hidden = False
    return _serve(telegram, room, {"general_forum_topic_unhidden": {}})


async def unpin_all(telegram: TelegramState, params: Params) -> bool:
    """Take the pins of the general topic away."""
    room = pinnable_forum(telegram, params)
    pinned = room.messages.get(room.pinned or 0)
    if pinned is not None and not pinned.body.get("is_topic_message"):
        room.pinned = None
    return True


METHODS = {
    "editGeneralForumTopic": edit,
    "closeGeneralForumTopic": close,
    "reopenGeneralForumTopic": reopen,
    "hideGeneralForumTopic": hide,
    "unhideGeneralForumTopic": unhide,
    "unpinAllGeneralForumTopicMessages": unpin_all,
}
