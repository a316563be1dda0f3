"""What Telegram is to one bot: its chats, presses, updates and words about itself.

People, groups and files are the same for all bots (`cloud`); `bots` knows the others by their id.
"""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import httpx

from sandbox.telegram.chats import Chats
from sandbox.telegram.checkout import CheckoutDesk
from sandbox.telegram.cloud import Cloud
from sandbox.telegram.events import EventBroker
from sandbox.telegram.flood import FloodGate
from sandbox.telegram.inline import InlineBoard, Result
from sandbox.telegram.members import PRESENT, member_json, status_of
from sandbox.telegram.mini_app import WebAppQuery
from sandbox.telegram.people import Person, Room, StoredMessage
from sandbox.telegram.presses import Press
from sandbox.telegram.profile import OFTEN_HOTELS, BotProfile, Identity
from sandbox.telegram.updates import UpdateQueue
from sandbox.telegram.webhook import RETRY_WAITS

# Assumed: Telegram does not say how long a press may go unanswered.
ANSWER_SECONDS = 15.0


class TelegramState(Chats):
    """One bot's Telegram. `time` gives Unix seconds; what Telegram does not say can be set.

    The first one makes the cloud, others are made `beside` it.
    """

    def __init__(
        self,
        time: Callable[[], float] = time.time,
        *,
        answer_seconds: float = ANSWER_SECONDS,
        webhook_waits: tuple[float, ...] = RETRY_WAITS,
        identity: Identity = OFTEN_HOTELS,
        beside: "TelegramState | None" = None,
    ) -> None:
        super().__init__(identity.id)
        self.time = time
        self.answer_seconds = answer_seconds
        self.webhook_waits = webhook_waits
        self.cloud: Cloud = Cloud(time) if beside is None else beside.cloud
        self.bots: dict[int, TelegramState] = {} if beside is None else beside.bots
        self.bots[identity.id] = self
        self.files = self.cloud.files
        self.provider = self.cloud.provider
        self.people = self.cloud.people
        self.events = EventBroker()
        self.profile = BotProfile(identity)
        self.updates = UpdateQueue(time)
        self.flood = FloodGate(time)
        self.inline = InlineBoard(time)
        self.checkout = CheckoutDesk(time)
        self.presses: dict[str, Press] = {}
        self.web_app_queries: dict[str, WebAppQuery] = {}
        # Messages that people may send from a Mini App, by id.
        self.prepared: dict[str, Result] = {}
        self.is_logged_out = False
        # Called with a webhook's answer, in which the bot may call a method.
        self.on_webhook_reply: Callable[[httpx.Response], Awaitable[None]] = _unread
        for person in self.people.values():
            self.meet(person)

    def now(self) -> int:
        """Return the present in whole Unix seconds, as messages carry it."""
        return int(self.time())

    def reset(self) -> None:
        """Forget people, chats, updates and flood limits; the bot's profile and webhook stay."""
        self.cloud.reset()
        self.flood.set_limits(None)
        self.rooms.clear()
        for press in self.presses.values():
            press.give_up()
        self.presses.clear()
        self.web_app_queries.clear()
        self.checkout.clear()
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
        """Add a user and the private chat with each bot."""
        person = self.cloud.add_person(first_name, last_name, username, language_code)
        for bot in self.bots.values():
            bot.meet(person)
        return person

    def meet(self, person: Person) -> None:
        """Add the private chat with a person, still empty."""
        room = Room(person.id, "private", members={person.id}, person=person)
        room.bots[self.id] = "member"
        self.rooms[person.id] = room

    def add_group(self, kind: str, title: str, members: set[int]) -> Room:
        """Add a group, supergroup or channel with the bot in it; channels have it administer."""
        room = self.cloud.add_group(kind, title, members)
        self.rooms[room.id] = room
        room.bots[self.id] = "administrator" if kind == "channel" else "member"
        return room

    def upgrade(self, group: Room) -> Room:
        """Turn a group into a supergroup; the old id then only tells the new one."""
        room = self.cloud.add_group("supergroup", group.title or "", set(group.members))
        room.creator = group.creator
        room.admins = dict(group.admins)
        room.bots = dict(group.bots)
        for bot in self.present(group):
            bot.rooms[room.id] = room
        group.migrated_to = room.id
        for chat, news in (
            (group, {"migrate_to_chat_id": room.id}),
            (room, {"migrate_from_chat_id": group.id}),
        ):
            head = {"message_id": chat.next_message_id(), "date": self.now()}
            self.say(chat, {**head, "chat": chat.to_json(), **news}, from_bot=False)
        return room

    def present(self, room: Room) -> Iterator["TelegramState"]:
        """Yield the bots that are in a chat."""
        for bot_id, status in list(room.bots.items()):
            if status in PRESENT and bot_id in self.bots:
                yield self.bots[bot_id]

    def user(self, user_id: int | None) -> dict[str, Any] | None:
        """Return a person or a bot as a User, None when there is none."""
        if user_id is None:
            return None
        if user_id in self.bots:
            return self.bots[user_id].profile.user()
        return self.people[user_id].to_json() if user_id in self.people else None

    def say(
        self, room: Room, body: dict[str, Any], *, from_bot: bool, author: int | None = None
    ) -> StoredMessage:
        """Put a message into a chat and tell the listeners.

        A person's goes to the bots that may see it as well: none sees another's.
        """
        stored = self.keep(room, body, from_bot=from_bot, author=author)
        if not from_bot:
            for bot in self.present(room):
                if bot.concerns(room, body):
                    bot.hear("message", room, stored.for_bot())
        return stored

    def keep(
        self,
        room: Room,
        body: dict[str, Any],
        *,
        from_bot: bool = False,
        author: int | None = None,
    ) -> StoredMessage:
        """Put a message into a chat and tell the listeners; no bot hears anything of it."""
        stored = StoredMessage(body, self.id if from_bot else None, author)
        room.messages[stored.id] = stored
        self.publish(room, "new", stored.shown())
        return stored

    def serve(self, room: Room, user: dict[str, Any] | None, news: dict[str, Any]) -> StoredMessage:
        """Put a service message into a chat: bots see those whatever their privacy mode is."""
        head: dict[str, Any] = {"message_id": room.next_message_id()}
        if user is not None:
            head["from"] = user
        stored = self.keep(room, {**head, "chat": room.to_json(), "date": self.now(), **news})
        self.tell(room, "message", stored.for_bot())
        return stored

    def hear(self, kind: str, room: Room, body: dict[str, Any]) -> None:
        """Queue an update for this bot, behind the others of its chat."""
        self.updates.put(kind, body, lane=f"chat:{room.id}")

    def tell(self, room: Room, kind: str, body: dict[str, Any], *, who: str = "all") -> None:
        """Queue an update for the bots in a chat; for `who` "admins", those that administer it."""
        for bot in self.present(room):
            if who == "all" or bot.administers(room):
                bot.hear(kind, room, body)

    def publish(self, room: Room, name: str, data: Any) -> None:
        """Send an event to everybody who looks at a chat, on any bot's side."""
        for bot in self.present(room):
            bot.events.publish(room.id, name, data)
        if not self.is_in(room):
            self.events.publish(room.id, name, data)

    def concerns(self, room: Room, body: dict[str, Any]) -> bool:
        """Return whether the bot gets to see a message: in groups, its privacy mode may be on.

        Then it sees service messages, commands, replies to it, what mentions it, and what people
        send by its inline mode. One that administers the group sees all.
        """
        if room.person is not None or "from" not in body:
            return True
        if not self.profile.is_private or self.administers(room):
            return True
        username = self.profile.identity.username
        text = body.get("text", body.get("caption", "")).lower()
        replied = body.get("reply_to_message", {}).get("from", {})
        if text.startswith("/"):
            addressee = text.split()[0].partition("@")[2]
            return addressee in {"", username.lower()}
        via = body.get("via_bot", {}).get("id")
        return self.id in {replied.get("id"), via} or f"@{username.lower()}" in text

    def changed(self, room: Room, stored: StoredMessage) -> None:
        """Count an edit and tell the listeners."""
        stored.version += 1
        stored.body["edit_date"] = self.now()
        self.publish(room, "edited", stored.shown())

    def remove(self, room: Room, message_id: int) -> None:
        """Take a message out of a chat and tell the listeners."""
        del room.messages[message_id]
        self.publish(room, "deleted", {"chat_id": room.id, "message_id": message_id})

    def press(self, room: Room, person: Person, stored: StoredMessage, data: str) -> Press:
        """Send a press to the bot whose button it is and return it, to be waited for."""
        answered = asyncio.get_running_loop().create_future()
        press = Press(str(secrets.randbits(62)), room.id, stored.id, self.time(), answered)
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
        owner = self.owner(stored)
        owner.presses[press.id] = press
        owner.updates.put("callback_query", query, lane=f"user:{person.id}")
        return press

    def owner(self, stored: StoredMessage) -> "TelegramState":
        """Return the bot that a message is from, or through which it was sent."""
        bot_id = stored.bot_id or stored.body.get("via_bot", {}).get("id")
        return self.bots.get(bot_id, self)

    def membership(self, room: Room, user: dict[str, Any], *, old: str, new: str) -> None:
        """Tell the bot, and those who administer, that it has become something else in `room`."""
        bot = self.profile.user()
        change = {
            "chat": room.to_json(),
            "from": user,
            "date": self.now(),
            "old_chat_member": member_json(room, bot, old),
            "new_chat_member": member_json(room, bot, new),
        }
        self.hear("my_chat_member", room, change)
        for other in self.present(room):
            if other is not self and room.person is None and other.administers(room):
                other.hear("chat_member", room, change)

    def become(self, room: Room, user: dict[str, Any], status: str) -> None:
        """Change the bot's role in a group, as done by `user`, and inform it."""
        old = status_of(room, self.id)
        room.bots[self.id] = status
        if status != "restricted":
            room.restricted.pop(self.id, None)
        self.rooms[room.id] = room
        if old != status or status == "restricted":
            self.membership(room, user, old=old, new=status)


async def _unread(_answer: httpx.Response) -> None:
    """Leave a webhook's answer unread."""
