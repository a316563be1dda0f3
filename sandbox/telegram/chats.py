"""The chats that one bot knows, and what it may do in each."""

from typing import Any

from sandbox.telegram.members import PRESENT
from sandbox.telegram.people import Room, StoredMessage
from sandbox.telegram.refusals import Refusal, bad_request, forbidden, migrated

# The right without which an administrator of a channel says nothing there.
POSTS = "can_post_messages"


class Chats:
    """Chats by their id: private ones are the bot's own, the others are shared with other bots."""

    def __init__(self, bot_id: int) -> None:
        self.id = bot_id
        self.rooms: dict[int, Room] = {}

    def room(self, chat_id: Any) -> Room:
        """Return the chat that a method names. Raises Telegram's `chat not found`.

        People are not to be had by their names: those are for groups and channels that have one.
        """
        text = str(chat_id if chat_id is not None else "")
        if not text:
            raise bad_request("chat_id is empty")
        if text.startswith("@"):
            for room in self.rooms.values():
                if room.username and f"@{room.username}".lower() == text.lower():
                    return room
            raise bad_request("chat not found")
        try:
            return self.rooms[int(text)]
        except (KeyError, ValueError):
            raise bad_request("chat not found") from None

    def known_room(self, chat_id: Any) -> Room | None:
        """Return the chat that a method names, None when there is none."""
        try:
            return self.room(chat_id)
        except Refusal:
            return None

    def writable(self, chat_id: Any) -> Room:
        """Return the chat if the bot may write to it; else the refusal that says why not."""
        room = self.room(chat_id)
        if room.migrated_to is not None:
            raise migrated(room.migrated_to)
        if not self.is_in(room):
            how = "kicked from" if room.bots.get(self.id) == "kicked" else "not a member of"
            raise forbidden(f"bot {'was' if 'kicked' in how else 'is'} {how} the {room.type} chat")
        is_mute = not self.administers(room) or POSTS in room.lacking.get(self.id, ())
        if room.type == "channel" and is_mute:
            raise bad_request("need administrator rights in the channel chat")
        if room.person is not None and room.blocked:
            raise forbidden("bot was blocked by the user")
        if room.person is not None and room.person.deactivated:
            raise forbidden("user is deactivated")
        if room.person is not None and not room.has_written:
            raise forbidden("bot can't initiate conversation with a user")
        return room

    def is_in(self, room: Room) -> bool:
        """Return whether the bot is in a chat."""
        return room.bots.get(self.id) in PRESENT

    def administers(self, room: Room) -> bool:
        """Return whether the bot may do in a chat what administrators do; all in a private one."""
        return room.person is not None or room.bots.get(self.id) == "administrator"

    def message(self, room: Room, message_id: int | None, act: str) -> StoredMessage:
        """Return a message of `room`, or refuse with `message to <act> not found`."""
        if not message_id:
            raise bad_request("message identifier is not specified")
        stored = room.messages.get(message_id)
        if stored is None:
            raise bad_request(f"message to {act} not found")
        return stored

    def inline_message(self, inline_message_id: str) -> tuple[Room, StoredMessage]:
        """Return a message that was sent by inline mode, and where. Raises a 400 for none."""
        for room in self.rooms.values():
            for stored in room.messages.values():
                if stored.inline_message_id == inline_message_id:
                    return room, stored
        raise bad_request("MESSAGE_ID_INVALID")
