"""What people do in groups and channels beside writing: come, go, edit, react, vote, open topics.

Some writes come from nobody in particular: anonymous administrators write as their group, through
one account that Telegram has for all of them, and channels post without any.
"""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field

from sandbox.telegram.conversation import find_place
from sandbox.telegram.detection import find_entities
from sandbox.telegram.people import Person, Room, StoredMessage
from sandbox.telegram.user_side import find_group, find_person, find_room
from sandbox.telegram.world import TelegramState


class Doer(BaseModel):
    """Who does it; `by` is who has somebody come or go, if not they themselves."""

    from_user: int
    by: int | None = None


class Promotion(BaseModel):
    """Who becomes an administrator, and whether they write as the group."""

    from_user: int
    anonymous: bool = False


class Edit(BaseModel):
    """What a message says from now on."""

    from_user: int
    text: Annotated[str, Field(min_length=1, max_length=4096)]


class Reaction(BaseModel):
    """An emoji, empty to take it back."""

    from_user: int
    emoji: str = ""


class NewTopic(BaseModel):
    """A topic of a forum."""

    from_user: int
    name: Annotated[str, Field(min_length=1, max_length=128)]


class Vote(BaseModel):
    """Which options of a poll somebody chooses; none takes the vote back."""

    from_user: int
    options: list[int]


class Post(BaseModel):
    """What a channel says."""

    text: Annotated[str, Field(min_length=1, max_length=4096)]


def router(telegram: TelegramState) -> APIRouter:
    """Return the routes under /sandbox that concern groups and channels."""
    routes = APIRouter(prefix="/sandbox/chats/{chat_id}")
    _add_members(routes, telegram)
    _add_messages(routes, telegram)
    _add_posts(routes, telegram)
    return routes


def _add_members(routes: APIRouter, telegram: TelegramState) -> None:
    @routes.post("/join")
    async def join(chat_id: int, doer: Doer) -> dict[str, bool]:
        room, person = find_group(telegram, chat_id), find_person(telegram, doer.from_user)
        if person.id not in room.members:
            room.members.add(person.id)
            by = find_person(telegram, doer.by or person.id)
            _serve(telegram, room, by, {"new_chat_members": [person.to_json()]})
            _moved(telegram, room, by, person, "left", "member")
        return {"member": True}

    @routes.post("/leave")
    async def leave(chat_id: int, doer: Doer) -> dict[str, bool]:
        room, person = find_place(telegram, chat_id, doer.from_user)
        by = find_person(telegram, doer.by or person.id)
        old = telegram.status_of(room, person.id)
        _serve(telegram, room, by, {"left_chat_member": person.to_json()})
        room.members.discard(person.id)
        room.admins.pop(person.id, None)
        _moved(telegram, room, by, person, old, "left" if by is person else "kicked")
        return {"member": False}

    @routes.post("/promote")
    async def promote(chat_id: int, wish: Promotion) -> dict[str, bool]:
        room, person = find_place(telegram, chat_id, wish.from_user)
        old = telegram.status_of(room, person.id)
        room.admins[person.id] = wish.anonymous
        _moved(telegram, room, person, person, old, telegram.status_of(room, person.id))
        return {"administrator": True}

    @routes.post("/topics")
    async def open_topic(chat_id: int, topic: NewTopic) -> dict[str, int]:
        room, person = find_place(telegram, chat_id, topic.from_user)
        if room.type != "supergroup":
            raise HTTPException(409, "Only a supergroup has topics.")
        room.is_forum = True
        made = {"name": topic.name, "icon_color": 7322096}
        stored = _serve(telegram, room, person, {"forum_topic_created": made})
        stored.body |= {"message_thread_id": stored.id, "is_topic_message": True}
        room.topics.add(stored.id)
        return {"message_thread_id": stored.id}


def _add_messages(routes: APIRouter, telegram: TelegramState) -> None:
    @routes.put("/messages/{message_id}")
    async def edit(chat_id: int, message_id: int, wish: Edit) -> dict[str, Any]:
        room, person = find_place(telegram, chat_id, wish.from_user)
        stored = _own(room, person, message_id)
        _say_anew(telegram, room, stored, wish.text)
        if telegram.concerns_bot(room, stored.body):
            telegram.updates.put("edited_message", stored.for_bot(), lane=f"chat:{room.id}")
        return stored.body

    @routes.post("/messages/{message_id}/react")
    async def react(chat_id: int, message_id: int, wish: Reaction) -> dict[str, Any]:
        room, person = find_place(telegram, chat_id, wish.from_user)
        stored = _message(room, message_id)
        old = stored.reactions.pop(person.id, "")
        if wish.emoji:
            stored.reactions[person.id] = wish.emoji
        change = {
            "chat": room.to_json(),
            "message_id": stored.id,
            "user": person.to_json(),
            "date": telegram.now(),
            "old_reaction": _emoji(old),
            "new_reaction": _emoji(wish.emoji),
        }
        telegram.updates.put("message_reaction", change, lane=f"chat:{room.id}")
        return {"reactions": list(stored.reactions.values())}

    @routes.post("/messages/{message_id}/vote")
    async def vote(chat_id: int, message_id: int, wish: Vote) -> dict[str, Any]:
        room, person = find_place(telegram, chat_id, wish.from_user)
        stored = _message(room, message_id)
        poll = stored.body.get("poll")
        if poll is None or poll["is_closed"]:
            raise HTTPException(409, "Nobody can vote on this message.")
        if any(not 0 <= n < len(poll["options"]) for n in wish.options):
            raise HTTPException(422, "There is no such option.")
        _count(stored, person, wish.options)
        lane = f"chat:{room.id}"
        if not poll["is_anonymous"]:
            answer = {
                "poll_id": poll["id"],
                "user": person.to_json(),
                "option_ids": wish.options,
                "option_persistent_ids": list(map(str, wish.options)),
            }
            telegram.updates.put("poll_answer", answer, lane)
        telegram.updates.put("poll", poll, lane)
        return dict(poll)


def _add_posts(routes: APIRouter, telegram: TelegramState) -> None:
    @routes.post("/posts")
    async def post(chat_id: int, wish: Post) -> dict[str, Any]:
        room = _channel(telegram, chat_id)
        head = {"message_id": room.next_message_id(), "sender_chat": room.to_json()}
        body = {**head, "chat": room.to_json(), "date": telegram.now(), "text": wish.text}
        stored = telegram.keep(room, body)
        telegram.updates.put("channel_post", stored.for_bot(), lane=f"chat:{room.id}")
        return stored.body

    @routes.put("/posts/{message_id}")
    async def edit_post(chat_id: int, message_id: int, wish: Post) -> dict[str, Any]:
        room = _channel(telegram, chat_id)
        stored = _message(room, message_id)
        _say_anew(telegram, room, stored, wish.text)
        telegram.updates.put("edited_channel_post", stored.for_bot(), lane=f"chat:{room.id}")
        return stored.body


def _serve(
    telegram: TelegramState, room: Room, person: Person, news: dict[str, Any]
) -> StoredMessage:
    """Put a service message into a group: the bot sees those whatever its privacy mode is."""
    head = {"message_id": room.next_message_id(), "from": person.to_json()}
    body = {**head, "chat": room.to_json(), "date": telegram.now(), **news}
    stored = telegram.keep(room, body)
    telegram.updates.put("message", stored.for_bot(), lane=f"chat:{room.id}")
    return stored


def _moved(
    telegram: TelegramState, room: Room, by: Person, person: Person, old: str, new: str
) -> None:
    """Tell the bot that a member has become something else, if it asked to be told."""
    change = {
        "chat": room.to_json(),
        "from": by.to_json(),
        "date": telegram.now(),
        "old_chat_member": telegram.member_json(room, person, old),
        "new_chat_member": telegram.member_json(room, person, new),
    }
    telegram.updates.put("chat_member", change, lane=f"chat:{room.id}")


def _message(room: Room, message_id: int) -> StoredMessage:
    stored = room.messages.get(message_id)
    if stored is None:
        raise HTTPException(404, f"No message has the id {message_id}.")
    return stored


def _own(room: Room, person: Person, message_id: int) -> StoredMessage:
    """Return somebody's own text, or say why it cannot be edited."""
    stored = _message(room, message_id)
    if stored.from_bot or stored.body.get("from", {}).get("id") != person.id:
        raise HTTPException(403, "People edit what they wrote themselves.")
    if "text" not in stored.body:
        raise HTTPException(409, "This message has no text.")
    return stored


def _say_anew(telegram: TelegramState, room: Room, stored: StoredMessage, text: str) -> None:
    stored.body["text"] = text
    stored.body.pop("entities", None)
    entities = find_entities(text, [])
    if entities:
        stored.body["entities"] = entities
    telegram.changed(room, stored)


def _emoji(emoji: str) -> list[dict[str, str]]:
    return [{"type": "emoji", "emoji": emoji}] if emoji else []


def _count(stored: StoredMessage, person: Person, options: list[int]) -> None:
    poll = stored.body["poll"]
    stored.votes[person.id] = options
    cast = [n for chosen in stored.votes.values() for n in chosen]
    for number, option in enumerate(poll["options"]):
        option["voter_count"] = cast.count(number)
    poll["total_voter_count"] = sum(bool(chosen) for chosen in stored.votes.values())


def _channel(telegram: TelegramState, chat_id: int) -> Room:
    room = find_room(telegram, chat_id)
    if room.type != "channel":
        raise HTTPException(409, "This is no channel.")
    return room
