"""Everything that Telegram remembers: people, chats, messages, presses, files, the bot itself."""

import asyncio
import itertools
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx

from sandbox.payments.provider import CardProvider
from sandbox.telegram.checkout import CheckoutDesk
from sandbox.telegram.events import EventBroker
from sandbox.telegram.files import FileStore
from sandbox.telegram.flood import FloodGate
from sandbox.telegram.inline import InlineBoard
from sandbox.telegram.mini_app import WebAppQuery
from sandbox.telegram.people import Person, Room, StoredMessage
from sandbox.telegram.profile import USERNAME, BotProfile
from sandbox.telegram.refusals import Refusal, bad_request, forbidden, migrated
from sandbox.telegram.updates import UpdateQueue
from sandbox.telegram.webhook import RETRY_WAITS

FIRST_USER_ID = 700_000_001
FIRST_GROUP_ID = 500_000_001
# So many people come with the chat page.
CAST = 4
# A supergroup's id is this much below minus its own number.
SUPERGROUP_OFFSET = -1_000_000_000_000
# Assumed: Telegram does not say how long a press may go unanswered.
ANSWER_SECONDS = 15.0
UNANSWERED = {"answered": False, "text": None, "show_alert": False, "url": None}


@dataclass(slots=True)
class Press:
    """A pressed button that waits for the bot's answer."""

    id: str
    chat_id: int
    message_id: int
    pressed_at: float
    answered: asyncio.Future[dict[str, Any]]

    def answer(self, answer: dict[str, Any]) -> None:
        """Let those who wait for the answer have it."""
        if not self.answered.done():
            self.answered.set_result(answer)

    def give_up(self) -> None:
        """Let those who wait know that nobody will answer."""
        self.answer(dict(UNANSWERED))


class TelegramState:
    """One bot's Telegram. `time` gives Unix seconds; what Telegram does not say can be set."""

    def __init__(
        self,
        time: Callable[[], float] = time.time,
        *,
        answer_seconds: float = ANSWER_SECONDS,
        webhook_waits: tuple[float, ...] = RETRY_WAITS,
    ) -> None:
        self.time = time
        self.answer_seconds = answer_seconds
        self.webhook_waits = webhook_waits
        self.events = EventBroker()
        self.files = FileStore()
        self.profile = BotProfile()
        self.updates = UpdateQueue(time)
        self.flood = FloodGate(time)
        self.inline = InlineBoard(time)
        self.checkout = CheckoutDesk(time)
        self.provider = CardProvider()
        self.people: dict[int, Person] = {}
        self.rooms: dict[int, Room] = {}
        self.presses: dict[str, Press] = {}
        self.web_app_queries: dict[str, WebAppQuery] = {}
        # By which the bot was called last: its Mini Apps' data is signed with it.
        self.token = ""
        # Called with a webhook's answer, in which the bot may call a method.
        self.on_webhook_reply: Callable[[httpx.Response], Awaitable[None]] = _unread
        # The product's database outlives this world: the page's own travellers are the same in each
        # run, and nobody who comes later may be taken for somebody of a run before.
        begun = int(time())
        self._user_ids = itertools.chain(
            range(FIRST_USER_ID, FIRST_USER_ID + CAST), itertools.count(FIRST_USER_ID + begun)
        )
        self._group_ids = itertools.count(FIRST_GROUP_ID + begun)

    def now(self) -> int:
        """Return the present in whole Unix seconds, as messages carry it."""
        return int(self.time())

    def reset(self) -> None:
        """Forget people, chats, updates and flood limits; the bot's profile and webhook stay."""
        self.flood.set_limits(None)
        self.people.clear()
        self.rooms.clear()
        for press in self.presses.values():
            press.give_up()
        self.presses.clear()
        self.web_app_queries.clear()
        self.checkout.clear()
        self.provider.reset()
        self.inline.clear()
        self.updates.clear()

    async def close(self) -> None:
        """End everything that waits: polls, deliveries, inline queries, event streams."""
        self.inline.clear()
        await self.updates.close()
        self.events.close()

    def add_person(
        self,
        first_name: str,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
    ) -> Person:
        """Add a user and the private chat with the bot."""
        person = Person(next(self._user_ids), first_name, last_name, username, language_code)
        self.people[person.id] = person
        self.rooms[person.id] = Room(person.id, "private", members={person.id}, person=person)
        return person

    def add_group(self, kind: str, title: str, members: set[int]) -> Room:
        """Add a group or supergroup that the bot is a member of."""
        number = next(self._group_ids)
        room_id = -number if kind == "group" else SUPERGROUP_OFFSET - number
        self.rooms[room_id] = room = Room(room_id, kind, title, members)
        return room

    def upgrade(self, group: Room) -> Room:
        """Turn a group into a supergroup; the old id then only tells the new one."""
        room = self.add_group("supergroup", group.title or "", set(group.members))
        room.creator = group.creator
        group.migrated_to = room.id
        for chat, news in (
            (group, {"migrate_to_chat_id": room.id}),
            (room, {"migrate_from_chat_id": group.id}),
        ):
            head = {"message_id": chat.next_message_id(), "date": self.now()}
            self.say(chat, {**head, "chat": chat.to_json(), **news}, from_bot=False)
        return room

    def room(self, chat_id: Any) -> Room:
        """Return the chat that a method names. Raises Telegram's `chat not found`."""
        text = str(chat_id if chat_id is not None else "")
        if text.startswith("@"):
            for person in self.people.values():
                if person.username and f"@{person.username}".lower() == text.lower():
                    return self.rooms[person.id]
            raise bad_request("chat not found")
        if not text:
            raise bad_request("chat_id is empty")
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
        if room.bot_removed:
            raise forbidden(f"bot was kicked from the {room.type} chat")
        if room.person is not None and room.person.blocked:
            raise forbidden("bot was blocked by the user")
        if room.person is not None and room.person.deactivated:
            raise forbidden("user is deactivated")
        if room.person is not None and not room.person.has_written:
            raise forbidden("bot can't initiate conversation with a user")
        return room

    def message(self, room: Room, message_id: int | None, act: str) -> StoredMessage:
        """Return a message of `room`, or refuse with `message to <act> not found`."""
        stored = room.messages.get(message_id or 0)
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

    def say(self, room: Room, body: dict[str, Any], *, from_bot: bool) -> StoredMessage:
        """Put a message into a chat and tell the listeners; a person's goes to the bot as well."""
        stored = self.keep(room, body, from_bot=from_bot)
        if not from_bot and self.concerns_bot(room, body):
            self.updates.put("message", stored.for_bot(), lane=f"chat:{room.id}")
        return stored

    def keep(self, room: Room, body: dict[str, Any], *, from_bot: bool = False) -> StoredMessage:
        """Put a message into a chat and tell the listeners; the bot hears nothing of it."""
        stored = StoredMessage(body, from_bot)
        room.messages[stored.id] = stored
        self.events.publish(room.id, "new", stored.shown())
        return stored

    def status_of(self, room: Room, user_id: int) -> str:
        """Return what somebody is in a group."""
        if user_id == room.creator:
            return "creator"
        if user_id in room.admins:
            return "administrator"
        return "member" if user_id in room.members else "left"

    def member_json(self, room: Room, person: Person, status: str) -> dict[str, Any]:
        """Return the ChatMember object."""
        member = _member(person.to_json(), status)
        if status == "creator":
            member["is_anonymous"] = room.admins.get(person.id, False)
        if status == "administrator":
            member |= {"is_anonymous": room.admins.get(person.id, False), **ADMIN_RIGHTS}
        return member

    def concerns_bot(self, room: Room, body: dict[str, Any]) -> bool:
        """Say whether the bot gets to see a message: in groups, its privacy mode is on.

        Then it sees service messages, commands, replies to it, what mentions it, and what people
        send by its inline mode.
        """
        if room.person is not None or "from" not in body:
            return True
        if room.bot_removed:
            return False
        text = body.get("text", "").lower()
        replied = body.get("reply_to_message", {}).get("from", {})
        if text.startswith("/"):
            addressee = text.split()[0].partition("@")[2]
            return addressee in {"", USERNAME}
        return replied.get("is_bot", False) or "via_bot" in body or f"@{USERNAME}" in text

    def changed(self, room: Room, stored: StoredMessage) -> None:
        """Count an edit and tell the listeners."""
        stored.version += 1
        stored.body["edit_date"] = self.now()
        self.events.publish(room.id, "edited", stored.shown())

    def remove(self, room: Room, message_id: int) -> None:
        """Take a message out of a chat and tell the listeners."""
        del room.messages[message_id]
        self.events.publish(room.id, "deleted", {"chat_id": room.id, "message_id": message_id})

    def press(self, room: Room, person: Person, stored: StoredMessage, data: str) -> Press:
        """Send a press to the bot and return it, to be waited for."""
        answered = asyncio.get_running_loop().create_future()
        press = Press(str(secrets.randbits(62)), room.id, stored.id, self.time(), answered)
        self.presses[press.id] = press
        query = {
            "id": press.id,
            "from": person.to_json(),
            "chat_instance": str(abs(room.id) * 7919),
            "data": data,
        }
        if stored.inline_message_id is None:
            query["message"] = stored.for_bot()
        else:
            query["inline_message_id"] = stored.inline_message_id
        self.updates.put("callback_query", query, lane=f"user:{person.id}")
        return press

    def membership(self, room: Room, person: Person, *, old: str, new: str) -> None:
        """Tell the bot that `person` changed what it is in `room`: blocked, removed, added."""
        bot = self.profile.user()
        change = {
            "chat": room.to_json(),
            "from": person.to_json(),
            "date": self.now(),
            "old_chat_member": _member(bot, old),
            "new_chat_member": _member(bot, new),
        }
        self.updates.put("my_chat_member", change, lane=f"chat:{room.id}")


async def _unread(_answer: httpx.Response) -> None:
    """Leave a webhook's answer unread."""


# What an administrator of the sandbox's groups may do.
ADMIN_RIGHTS = dict.fromkeys(
    ("can_be_edited", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
     "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users",
     "can_post_stories", "can_edit_stories", "can_delete_stories",
     "can_send_welcome_messages"),
    False,
)  # fmt: skip


def _member(bot: dict[str, Any], status: str) -> dict[str, Any]:
    member: dict[str, Any] = {"user": bot, "status": status}
    if status == "kicked":
        member["until_date"] = 0
    return member
