"""Topics of forums: each is the thread behind the service message that opened it."""

from typing import Any

from sandbox.telegram.people import Room, StoredMessage
from sandbox.telegram.world import TelegramState

DEFAULT_COLOUR = 7_322_096
COLOURS = frozenset({7_322_096, 16_766_590, 13_338_331, 9_367_192, 16_749_490, 16_478_047})


def new_topic(
    telegram: TelegramState,
    room: Room,
    user: dict[str, Any],
    name: str,
    colour: int = DEFAULT_COLOUR,
) -> StoredMessage:
    """Open a topic and return the service message that says so; its number is the topic's."""
    number = room.last_message_id + 1
    place = {"message_thread_id": number, "is_topic_message": True}
    room.topics[number] = name
    made = {"name": name, "icon_color": colour}
    return telegram.serve(room, user, {**place, "forum_topic_created": made})


def close_topic(
    telegram: TelegramState, room: Room, user: dict[str, Any], number: int, *, closed: bool
) -> None:
    """Close a topic to members who do not administer the forum, or open it again."""
    (room.closed_topics.add if closed else room.closed_topics.discard)(number)
    place = {"message_thread_id": number, "is_topic_message": True}
    said = "forum_topic_closed" if closed else "forum_topic_reopened"
    telegram.serve(room, user, {**place, said: {}})
