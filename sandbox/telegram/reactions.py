"""What can be said to a message with one emoji."""

from typing import Any

from sandbox.telegram.people import Person, Room, StoredMessage
from sandbox.telegram.world import TelegramState

# Those that Telegram gives to everybody, as the Bot API lists them under ReactionTypeEmoji.
EMOJI = frozenset(
    [
        "❤",
        "👍",
        "👎",
        "🔥",
        "🥰",
        "👏",
        "😁",
        "🤔",
        "🤯",
        "😱",
        "🤬",
        "😢",
        "🎉",
        "🤩",
        "🤮",
        "💩",
        "🙏",
        "👌",
        "🕊",
        "🤡",
        "🥱",
        "🥴",
        "😍",
        "🐳",
        "❤\u200d🔥",
        "🌚",
        "🌭",
        "💯",
        "🤣",
        "⚡",
        "🍌",
        "🏆",
        "💔",
        "🤨",
        "😐",
        "🍓",
        "🍾",
        "💋",
        "🖕",
        "😈",
        "😴",
        "😭",
        "🤓",
        "👻",
        "👨\u200d💻",
        "👀",
        "🎃",
        "🙈",
        "😇",
        "😨",
        "🤝",
        "✍",
        "🤗",
        "🫡",
        "🎅",
        "🎄",
        "☃",
        "💅",
        "🤪",
        "🗿",
        "🆒",
        "💘",
        "🙉",
        "🦄",
        "😘",
        "💊",
        "🙊",
        "😎",
        "👾",
        "🤷\u200d♂",
        "🤷",
        "🤷\u200d♀",
        "😡",
    ]
)


def react(
    telegram: TelegramState, room: Room, person: Person, stored: StoredMessage, emoji: str
) -> None:
    """Have a person react, "" to take it back; the bots that may know get an update.

    Nobody sees who reacts in a channel: there, the bots get the counts.
    """
    old = stored.reactions.pop(person.id, "")
    if emoji:
        stored.reactions[person.id] = emoji
    telegram.publish(room, "reacted", stored.shown())
    change = {"chat": room.to_json(), "message_id": stored.id, "date": telegram.now()}
    if room.type == "channel":
        change["reactions"] = counted(stored)
        telegram.tell(room, "message_reaction_count", change, who="admins")
        return
    is_anonymous = room.admins.get(person.id, False)
    change |= {"actor_chat": room.to_json()} if is_anonymous else {"user": person.to_json()}
    change |= {"old_reaction": listed(old), "new_reaction": listed(emoji)}
    telegram.tell(room, "message_reaction", change, who="admins")


def listed(emoji: str) -> list[dict[str, str]]:
    """Return a reaction as Telegram tells it, an empty list for none."""
    return [{"type": "emoji", "emoji": emoji}] if emoji else []


def counted(stored: StoredMessage) -> list[dict[str, Any]]:
    """Return how many reacted with what, the first one first."""
    given = list(stored.reactions.values())
    return [
        {"type": {"type": "emoji", "emoji": emoji}, "total_count": given.count(emoji)}
        for emoji in dict.fromkeys(given)
    ]
