"""Methods about the topics of forums."""

from typing import Any

from sandbox.telegram.params import Params
from sandbox.telegram.people import Room
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.topics import COLOURS, DEFAULT_COLOUR, close_topic, new_topic
from sandbox.telegram.world import TelegramState

LONGEST_NAME = 128


def _forum(telegram: TelegramState, params: Params) -> Room:
    """Return a forum that the bot administers. Raises Telegram's 400s."""
    room = telegram.writable(params.values.get("chat_id"))
    if not room.is_forum:
        raise bad_request("the chat is not a forum")
    if not telegram.administers(room):
        raise bad_request("not enough rights to create a topic")
    return room


def _topic(room: Room, params: Params) -> int:
    number = params.integer("message_thread_id") or 0
    if number not in room.topics:
        raise bad_request("TOPIC_ID_INVALID")
    return number


async def create_topic(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Open a topic."""
    room = _forum(telegram, params)
    name, colour = params.text("name"), params.integer("icon_color") or DEFAULT_COLOUR
    if not 0 < len(name) <= LONGEST_NAME:
        raise bad_request("TOPIC_TITLE_EMPTY" if not name else "topic name is too long")
    if colour not in COLOURS:
        raise bad_request("TOPIC_ICON_COLOR_INVALID")
    opened = new_topic(telegram, room, telegram.profile.user(), name, colour)
    return {"message_thread_id": opened.id, "name": name, "icon_color": colour}


async def edit_topic(telegram: TelegramState, params: Params) -> bool:
    """Give a topic another name."""
    room = _forum(telegram, params)
    number, name = _topic(room, params), params.text("name")
    if len(name) > LONGEST_NAME:
        raise bad_request("topic name is too long")
    if name == room.topics[number]:
        raise bad_request("TOPIC_NOT_MODIFIED")
    if name:
        room.topics[number] = name
        place = {"message_thread_id": number, "is_topic_message": True}
        edited = {**place, "forum_topic_edited": {"name": name}}
        telegram.serve(room, telegram.profile.user(), edited)
    return True


async def close(telegram: TelegramState, params: Params) -> bool:
    """Close a topic: members write there no more."""
    return _close(telegram, params, closed=True)


async def reopen(telegram: TelegramState, params: Params) -> bool:
    """Open a closed topic again."""
    return _close(telegram, params, closed=False)


def _close(telegram: TelegramState, params: Params, *, closed: bool) -> bool:
    room = _forum(telegram, params)
    number = _topic(room, params)
    if (number in room.closed_topics) == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    close_topic(telegram, room, telegram.profile.user(), number, closed=closed)
    return True


async def delete_topic(telegram: TelegramState, params: Params) -> bool:
    """Remove a topic with all that was said in it."""
    room = _forum(telegram, params)
    number = _topic(room, params)
    del room.topics[number]
    room.closed_topics.discard(number)
    for stored in list(room.messages.values()):
        if number in {stored.id, stored.body.get("message_thread_id")}:
            telegram.remove(room, stored.id)
    return True


async def unpin_topic(telegram: TelegramState, params: Params) -> bool:
    """Take the pins of a topic away."""
    room = _forum(telegram, params)
    number = _topic(room, params)
    pinned = room.messages.get(room.pinned or 0)
    if pinned is not None and pinned.body.get("message_thread_id") == number:
        room.pinned = None
    return True


METHODS = {
    "createForumTopic": create_topic,
    "editForumTopic": edit_topic,
    "closeForumTopic": close,
    "reopenForumTopic": reopen,
    "deleteForumTopic": delete_topic,
    "unpinAllForumTopicMessages": unpin_topic,
}
