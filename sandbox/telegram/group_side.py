"""What people do besides writing: edit, delete, react, vote, open topics, post in channels."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field

from sandbox.telegram.conversation import find_place
from sandbox.telegram.detection import find_entities
from sandbox.telegram.members import status_of
from sandbox.telegram.people import Person, Room, StoredMessage
from sandbox.telegram.polls import count
from sandbox.telegram.reactions import EMOJI, react
from sandbox.telegram.topics import new_topic
from sandbox.telegram.user_side import find_room
from sandbox.telegram.world import TelegramState


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
    _add_topics(routes, telegram)
    _add_messages(routes, telegram)
    _add_opinions(routes, telegram)
    _add_posts(routes, telegram)
    return routes


def _add_topics(routes: APIRouter, telegram: TelegramState) -> None:
    @routes.post("/topics")
    async def open_topic(chat_id: int, topic: NewTopic) -> dict[str, int]:
        room, person = find_place(telegram, chat_id, topic.from_user)
        if room.type != "supergroup":
            raise HTTPException(409, "Only a supergroup has topics.")
        room.is_forum = True
        return {"message_thread_id": new_topic(telegram, room, person.to_json(), topic.name).id}


def _add_messages(routes: APIRouter, telegram: TelegramState) -> None:
    @routes.put("/messages/{message_id}")
    async def edit(chat_id: int, message_id: int, wish: Edit) -> dict[str, Any]:
        room, person = find_place(telegram, chat_id, wish.from_user)
        stored = _own(room, person, message_id)
        _say_anew(telegram, room, stored, wish.text)
        for bot in telegram.present(room):
            if bot.concerns(room, stored.body):
                bot.hear("edited_message", room, stored.for_bot())
        return stored.body

    @routes.delete("/messages/{message_id}")
    async def delete(chat_id: int, message_id: int, from_user: int) -> dict[str, bool]:
        """Take a message away: one's own, any in the private chat; bots are not told."""
        room, person = find_place(telegram, chat_id, from_user)
        stored = _message(room, message_id)
        is_member = status_of(room, person.id) == "member" and room.person is None
        if is_member and stored.author != person.id:
            raise HTTPException(403, "Members delete what they wrote themselves.")
        telegram.remove(room, message_id)
        return {"deleted": True}


def _add_opinions(routes: APIRouter, telegram: TelegramState) -> None:
    @routes.post("/messages/{message_id}/react")
    async def react_to(chat_id: int, message_id: int, wish: Reaction) -> dict[str, Any]:
        room, person = find_place(telegram, chat_id, wish.from_user)
        stored = _message(room, message_id)
        if wish.emoji and wish.emoji not in EMOJI:
            raise HTTPException(422, f"Nobody can react with {wish.emoji!r}.")
        react(telegram, room, person, stored, wish.emoji)
        return {"reactions": list(stored.reactions.values())}

    @routes.post("/messages/{message_id}/vote")
    async def vote(chat_id: int, message_id: int, wish: Vote) -> dict[str, Any]:
        room, person = find_place(telegram, chat_id, wish.from_user)
        stored = _message(room, message_id)
        poll = _open_poll(stored, person.id, wish.options)
        count(stored, person.id, wish.options)
        telegram.publish(room, "voted", stored.shown())
        owner = telegram.owner(stored)
        if not poll["is_anonymous"]:
            answer = {
                "poll_id": poll["id"],
                "user": person.to_json(),
                "option_ids": wish.options,
                "option_persistent_ids": list(map(str, wish.options)),
            }
            owner.hear("poll_answer", room, answer)
        owner.hear("poll", room, poll)
        return dict(poll)


def _open_poll(stored: StoredMessage, person_id: int, options: list[int]) -> dict[str, Any]:
    """Return the poll of a message, or say why these options cannot be chosen."""
    poll: dict[str, Any] | None = stored.body.get("poll")
    if poll is None or poll["is_closed"]:
        raise HTTPException(409, "Nobody can vote on this message.")
    if any(not 0 <= n < len(poll["options"]) for n in options):
        raise HTTPException(422, "There is no such option.")
    if poll["type"] == "quiz" and person_id in stored.votes:
        raise HTTPException(409, "A quiz is answered once.")
    if len(set(options)) > 1 and not poll["allows_multiple_answers"]:
        raise HTTPException(422, "This poll takes one answer.")
    return poll


def _add_posts(routes: APIRouter, telegram: TelegramState) -> None:
    @routes.post("/posts")
    async def post(chat_id: int, wish: Post) -> dict[str, Any]:
        room = _channel(telegram, chat_id)
        head = {"message_id": room.next_message_id(), "sender_chat": room.to_json()}
        body = {**head, "chat": room.to_json(), "date": telegram.now(), "text": wish.text}
        stored = telegram.keep(room, body)
        telegram.tell(room, "channel_post", stored.for_bot())
        return stored.body

    @routes.put("/posts/{message_id}")
    async def edit_post(chat_id: int, message_id: int, wish: Post) -> dict[str, Any]:
        room = _channel(telegram, chat_id)
        stored = _message(room, message_id)
        _say_anew(telegram, room, stored, wish.text)
        telegram.tell(room, "edited_channel_post", stored.for_bot())
        return stored.body


def _message(room: Room, message_id: int) -> StoredMessage:
    stored = room.messages.get(message_id)
    if stored is None:
        raise HTTPException(404, f"No message has the id {message_id}.")
    return stored


def _own(room: Room, person: Person, message_id: int) -> StoredMessage:
    """Return somebody's own text, or say why it cannot be edited."""
    stored = _message(room, message_id)
    if stored.author != person.id:
        raise HTTPException(403, "People edit what they wrote themselves.")
    if not {"text", "photo", "document"} & stored.body.keys():
        raise HTTPException(409, "This message has no text.")
    return stored


def _say_anew(telegram: TelegramState, room: Room, stored: StoredMessage, text: str) -> None:
    name, marks = ("text", "entities") if "text" in stored.body else ("caption", "caption_entities")
    stored.body[name] = text
    stored.body.pop(marks, None)
    entities = find_entities(text, [])
    if entities:
        stored.body[marks] = entities
    telegram.changed(room, stored)


def _channel(telegram: TelegramState, chat_id: int) -> Room:
    room = find_room(telegram, chat_id)
    if room.type != "channel":
        raise HTTPException(409, "This is no channel.")
    return room
