"""Methods about the topics of forums."""

from typing import Any

from sandbox.telegram.methods.appearance import clean_name
from sandbox.telegram.methods.chats import pinnable
from sandbox.telegram.params import Params
from sandbox.telegram.people import Room
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.topics import COLOURS, DEFAULT_COLOUR, close_topic, new_topic
from sandbox.telegram.world import TelegramState

LONGEST_NAME = 128


def forum(telegram: TelegramState, params: Params, wish: str) -> Room:
    """Return a forum in which the bot may do what it wishes. Raises Telegram's 400s."""
    room = telegram.writable(params.values.get("chat_id"))
    if not room.is_forum:
        raise bad_request("the chat is not a forum")
    if not telegram.administers(room):
        raise bad_request(f"not enough rights to {wish}")
    return room


def pinnable_forum(telegram: TelegramState, params: Params) -> Room:
    """Return a forum in which the bot may pin. Raises Telegram's 400s."""
    room = pinnable(telegram, params)
    if not room.is_forum:
        raise bad_request("chat doesn't have topics")
    return room


def _topic(room: Room, params: Params) -> int:
    number = params.integer("message_thread_id") or 0
    if number <= 0:
        raise bad_request("invalid forum topic identifier specified")
    if number not in room.topics:
        raise bad_request("TOPIC_ID_INVALID")
    return number


async def create_topic(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Open a topic."""
    room = forum(telegram, params, "create a topic")
    name = clean_name(params.text("name"), LONGEST_NAME)
    colour = params.integer("icon_color") or DEFAULT_COLOUR
    if colour not in COLOURS:
        raise bad_request("TOPIC_ICON_COLOR_INVALID")
    opened = new_topic(telegram, room, telegram.profile.user(), name, colour)
    return {"message_thread_id": opened.id, "name": name, "icon_color": colour}


async def edit_topic(telegram: TelegramState, params: Params) -> bool:
    """Give a topic another name."""
    room = forum(telegram, params, "edit the topic")
    number = _topic(room, params)
    if not params.text("name"):
        return True
    name = clean_name(params.text("name"), LONGEST_NAME)
    if name == room.topics[number]:
        raise bad_request("TOPIC_NOT_MODIFIED")
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
    room = forum(telegram, params, "close or open the topic")
    number = _topic(room, params)
    if (number in room.closed_topics) == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    close_topic(telegram, room, telegram.profile.user(), number, closed=closed)
    return True


async def delete_topic(telegram: TelegramState, params: Params) -> bool:
    """Remove a topic with all that was said in it."""
    room = forum(telegram, params, "delete the topic")
    number = _topic(room, params)
    del room.topics[number]
    room.closed_topics.discard(number)
    for stored in list(room.messages.values()):
        if number in {stored.id, stored.body.get("message_thread_id")}:
            telegram.remove(room, stored.id)
    return True


async def unpin_topic(telegram: TelegramState, params: Params) -> bool:
    """Take the pins of a topic away."""
    room = pinnable_forum(telegram, params)
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
