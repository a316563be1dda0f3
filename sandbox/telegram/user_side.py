"""The travellers' side of Telegram: what people do, and what they see."""

import asyncio
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query
from pydantic import BaseModel, Field
from starlette.responses import Response, StreamingResponse

from sandbox.telegram.entities import find_entities
from sandbox.telegram.people import Person, Room
from sandbox.telegram.world import ANSWER_SECONDS, TelegramState

UNANSWERED = {"answered": False, "text": None, "show_alert": False, "url": None}


class NewUser(BaseModel):
    """A person to be."""

    first_name: Annotated[str, Field(min_length=1, max_length=64)]
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None


class NewChat(BaseModel):
    """A group to be."""

    type: Literal["group", "supergroup"]
    title: Annotated[str, Field(min_length=1, max_length=128)]
    members: list[int]


class NewMessage(BaseModel):
    """What a person sends; a photo is a file_id that the sandbox knows."""

    from_user: int
    text: str | None = None
    photo: str | None = None
    location: dict[str, float] | None = None
    contact: dict[str, Any] | None = None
    reply_to: int | None = None


class NewPress(BaseModel):
    """A press on a button, named by its data or by its text."""

    from_user: int
    message_id: int
    data: str | None = None
    text: str | None = None


def router(telegram: TelegramState) -> APIRouter:
    """Return the routes under /sandbox that concern people, chats and messages."""
    routes = APIRouter(prefix="/sandbox")
    _add_people(routes, telegram)
    _add_chats(routes, telegram)
    _add_messages(routes, telegram)
    _add_events(routes, telegram)
    return routes


def _person(telegram: TelegramState, user_id: int) -> Person:
    person = telegram.people.get(user_id)
    if person is None:
        raise HTTPException(404, f"No user has the id {user_id}.")
    return person


def _room(telegram: TelegramState, chat_id: int) -> Room:
    room = telegram.rooms.get(chat_id)
    if room is None:
        raise HTTPException(404, f"No chat has the id {chat_id}.")
    return room


def _add_people(routes: APIRouter, telegram: TelegramState) -> None:
    @routes.post("/users")
    async def add_user(user: NewUser) -> dict[str, int]:
        person = telegram.add_person(**user.model_dump())
        return {"id": person.id, "chat_id": person.id}

    @routes.get("/users")
    async def users() -> list[dict[str, Any]]:
        return [
            {**person.to_json(), "chat_id": person.id, "blocked": person.blocked}
            for person in telegram.people.values()
        ]

    @routes.post("/users/{user_id}/block")
    async def block(user_id: int) -> dict[str, bool]:
        person = _person(telegram, user_id)
        if not person.blocked:
            person.blocked = True
            telegram.membership(person, old="member", new="kicked")
        return {"blocked": True}

    @routes.post("/users/{user_id}/unblock")
    async def unblock(user_id: int) -> dict[str, bool]:
        person = _person(telegram, user_id)
        if person.blocked:
            person.blocked = False
            telegram.membership(person, old="kicked", new="member")
        return {"blocked": False}

    @routes.get("/bot")
    async def bot(chat_id: int | None = None, language_code: str = "") -> dict[str, Any]:
        profile = telegram.profile
        private = chat_id is None or chat_id > 0
        return {
            **profile.user(),
            "description": profile.text("description", language_code),
            "short_description": profile.text("short_description", language_code),
            "commands": profile.commands_for(chat_id, private=private, language=language_code),
            "menu_button": profile.menu_buttons.get(chat_id)
            or profile.menu_buttons.get(None, {"type": "commands"}),
        }

    @routes.get("/files/{file_id}")
    async def file(file_id: str) -> Response:
        stored = telegram.files.get(file_id)
        if stored is None:
            raise HTTPException(404, "No file has this id.")
        headers = {"Cache-Control": "max-age=86400", "X-Content-Type-Options": "nosniff"}
        return Response(stored.content, media_type=stored.content_type, headers=headers)


def _add_chats(routes: APIRouter, telegram: TelegramState) -> None:
    @routes.post("/chats")
    async def add_chat(chat: NewChat) -> dict[str, int]:
        for member in chat.members:
            _person(telegram, member)
        return {"id": telegram.add_group(chat.type, chat.title, set(chat.members)).id}

    @routes.get("/chats")
    async def chats() -> list[dict[str, Any]]:
        return [
            {
                **room.to_json(),
                "members": sorted(room.members),
                "last_message": list(room.messages.values())[-1].shown() if room.messages else None,
            }
            for room in telegram.rooms.values()
            if room.migrated_to is None
        ]

    @routes.post("/chats/{chat_id}/migrate")
    async def migrate(chat_id: int) -> dict[str, int]:
        room = _room(telegram, chat_id)
        if room.type != "group" or room.migrated_to is not None:
            raise HTTPException(409, "Only a group can become a supergroup, and only once.")
        return {"id": telegram.upgrade(room).id}


def _add_messages(routes: APIRouter, telegram: TelegramState) -> None:
    @routes.get("/chats/{chat_id}/messages")
    async def messages(chat_id: int, after: int = 0) -> list[dict[str, Any]]:
        room = _room(telegram, chat_id)
        return [stored.shown() for stored in room.messages.values() if stored.id > after]

    @routes.post("/chats/{chat_id}/messages")
    async def write(chat_id: int, message: NewMessage) -> dict[str, Any]:
        room, person = _room(telegram, chat_id), _person(telegram, message.from_user)
        if person.id not in room.members:
            raise HTTPException(403, "This user is not in this chat.")
        person.has_written = person.has_written or room.person is person
        return telegram.say(room, _body(telegram, room, person, message), from_bot=False).body

    @routes.post("/chats/{chat_id}/press")
    async def press(chat_id: int, pressed: NewPress) -> dict[str, Any]:
        room, person = _room(telegram, chat_id), _person(telegram, pressed.from_user)
        if person.id not in room.members:
            raise HTTPException(403, "This user is not in this chat.")
        return await _press(telegram, room, person, pressed)


def _body(
    telegram: TelegramState, room: Room, person: Person, message: NewMessage
) -> dict[str, Any]:
    """Return the Message that a person's words make. 422 when they hold nothing."""
    body: dict[str, Any] = {
        "message_id": room.next_message_id(),
        "from": person.to_json(),
        "chat": room.to_json(),
        "date": telegram.now(),
    }
    if message.reply_to is not None and message.reply_to in room.messages:
        body["reply_to_message"] = room.messages[message.reply_to].body
    if message.photo is not None:
        body["photo"] = telegram.files.sizes_of(message.photo)
        if body["photo"] is None:
            raise HTTPException(422, "No photo has this file_id.")
        if message.text:
            body["caption"] = message.text
    elif message.location is not None:
        body["location"] = message.location
    elif message.contact is not None:
        body["contact"] = message.contact
    elif message.text and message.text.strip():
        body["text"] = message.text.strip()
        entities = find_entities(body["text"], [])
        if entities:
            body["entities"] = entities
    else:
        raise HTTPException(422, "Telegram does not send empty messages.")
    return body


async def _press(
    telegram: TelegramState, room: Room, person: Person, pressed: NewPress
) -> dict[str, Any]:
    """Press a button and wait for the bot's answer, as the app does."""
    stored = room.messages.get(pressed.message_id)
    if stored is None:
        raise HTTPException(404, "No message has this id.")
    markup = stored.body.get("reply_markup", {})
    buttons = [b for row in markup.get("inline_keyboard", []) for b in row]
    for button in buttons:
        by_data = pressed.data is not None and button.get("callback_data") == pressed.data
        by_text = pressed.text is not None and button["text"] == pressed.text
        if not (by_data or by_text):
            continue
        if "callback_data" not in button:
            return {**UNANSWERED, "answered": True, "url": button.get("url")}
        waiting = telegram.press(room, person, stored, button["callback_data"])
        try:
            return await asyncio.wait_for(waiting.answered, ANSWER_SECONDS)
        except TimeoutError:
            return dict(UNANSWERED)
    if any(b.get("text") == pressed.text for row in markup.get("keyboard", []) for b in row):
        message = NewMessage(from_user=person.id, text=pressed.text)
        telegram.say(room, _body(telegram, room, person, message), from_bot=False)
        return {**UNANSWERED, "answered": True}
    labels = ", ".join(repr(b["text"]) for b in buttons) or "none"
    raise HTTPException(
        404, f"No button {pressed.text or pressed.data!r}; the message has: {labels}."
    )


def _add_events(routes: APIRouter, telegram: TelegramState) -> None:
    headers = {"Cache-Control": "no-store"}

    @routes.get("/events")
    async def all_events() -> StreamingResponse:
        stream = telegram.events.listen(None)
        return StreamingResponse(stream, media_type="text/event-stream", headers=headers)

    @routes.get("/chats/{chat_id}/events")
    async def chat_events(chat_id: int) -> StreamingResponse:
        stream = telegram.events.listen(_room(telegram, chat_id).id)
        return StreamingResponse(stream, media_type="text/event-stream", headers=headers)

    @routes.post("/updates/{update_kind}/repeat")
    async def repeat(update_kind: str, same_id: Annotated[bool, Query()] = False) -> dict[str, int]:
        """Send the last update of a kind once more, under a new id or its own."""
        queue = telegram.queue
        update = queue.last.get(update_kind)
        if update is None:
            raise HTTPException(404, "There was no such update.")
        if same_id:
            queue.redeliver(update)
            return {"update_id": update.id}
        return {"update_id": queue.repeat(update).id}
