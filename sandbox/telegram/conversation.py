"""What people do in chats: write, press buttons, and see what happens."""

import base64
import binascii
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Response
from pydantic import BaseModel, Field
from starlette.responses import StreamingResponse

from sandbox.telegram.detection import find_entities
from sandbox.telegram.members import status_of
from sandbox.telegram.people import Message, Person, Room, StoredMessage
from sandbox.telegram.pressing import NewPress, press_button
from sandbox.telegram.refusals import Refusal
from sandbox.telegram.rights import missing_for, seconds_to_wait
from sandbox.telegram.user_side import find_person, find_room
from sandbox.telegram.world import TelegramState

DATA_URL = "data:image/"
LONGEST_TEXT = 4096
# How long a request for more messages is held before the current ones are returned.
NEWS_SECONDS = 0.25
ANONYMOUS = {
    "id": 1_087_968_824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}


class Venue(BaseModel):
    """A place with a name."""

    location: dict[str, float]
    title: str
    address: str


class NewDocument(BaseModel):
    """A file that a person sends: its name, and its content as text."""

    file_name: str
    content: str
    mime_type: str = "application/octet-stream"


class NewMessage(BaseModel):
    """What a person sends; a photo is a file_id or a data: URL.

    A venue is a place with a name, as the app's search around offers it.
    """

    from_user: int
    text: str | None = None
    photo: str | None = None
    document: NewDocument | None = None
    location: dict[str, float] | None = None
    venue: Venue | None = None
    contact: dict[str, Any] | None = None
    reply_to: int | None = None
    topic: int | None = None


class AppData(BaseModel):
    """What a Mini App that a reply keyboard has opened sends to the bot."""

    from_user: int
    button_text: str
    data: Annotated[str, Field(min_length=1, max_length=4096)]


class RawUpdate(BaseModel):
    """An update to be sent as it is: as text, or in Base64 where its bytes are not text."""

    raw: str = ""
    base64: str = ""

    def content(self) -> bytes:
        """Return its bytes. 422 for what is not Base64."""
        try:
            return self.raw.encode() or base64.b64decode(self.base64, validate=True)
        except binascii.Error:
            raise HTTPException(422, "base64 cannot be read.") from None


def router(telegram: TelegramState) -> APIRouter:
    """Return the routes under /sandbox that concern messages, presses and events."""
    routes = APIRouter(prefix="/sandbox")
    _add_messages(routes, telegram)
    _add_events(routes, telegram)
    return routes


def _add_messages(routes: APIRouter, telegram: TelegramState) -> None:
    @routes.get("/chats/{chat_id}/messages")
    async def messages(
        answer: Response, chat_id: int, after: int = 0, beyond: int = -1
    ) -> list[dict[str, Any]]:
        """Return a chat; one who names what `X-Happened` told last waits a moment for more."""
        room = find_room(telegram, chat_id)
        await telegram.events.more_than(beyond, chat_id, NEWS_SECONDS)
        answer.headers["X-Happened"] = str(telegram.events.happened(chat_id))
        return [stored.shown() for stored in room.messages.values() if stored.id > after]

    @routes.post("/chats/{chat_id}/messages")
    async def write(chat_id: int, message: NewMessage) -> dict[str, Any]:
        room, person = find_place(telegram, chat_id, message.from_user)
        return _write(telegram, room, person, message).body

    @routes.post("/chats/{chat_id}/web_app_data")
    async def app_data(chat_id: int, sent: AppData) -> dict[str, Any]:
        room, person = find_place(telegram, chat_id, sent.from_user)
        told = {"button_text": sent.button_text, "data": sent.data}
        return _say(telegram, room, person, {"web_app_data": told}).body

    @routes.post("/chats/{chat_id}/press")
    async def press(chat_id: int, pressed: NewPress) -> dict[str, Any]:
        room, person = find_place(telegram, chat_id, pressed.from_user)
        stored = room.messages.get(pressed.message_id)
        if stored is None:
            raise HTTPException(404, f"No message has the id {pressed.message_id}.")
        return await press_button(telegram, (room, person, stored), pressed, _say)


def find_place(telegram: TelegramState, chat_id: int, user_id: int) -> tuple[Room, Person]:
    """Return the chat and the person who acts in it, or say why that cannot be."""
    room, person = find_room(telegram, chat_id), find_person(telegram, user_id)
    if room.migrated_to is not None:
        raise HTTPException(409, f"This group became the supergroup {room.migrated_to}.")
    if person.id not in room.members:
        raise HTTPException(403, "This user is not in this chat.")
    if room.person is person and room.blocked:
        raise HTTPException(409, "This user has blocked the bot: unblock it first.")
    return room, person


def _write(
    telegram: TelegramState, room: Room, person: Person, message: NewMessage
) -> StoredMessage:
    """Put a person's words into a chat. 422 when they hold nothing."""
    content = _content(telegram, message)
    _require_may_write(telegram, room, person, content)
    replied = room.messages.get(message.reply_to or 0)
    if message.reply_to is not None and replied is None:
        raise HTTPException(404, f"No message has the id {message.reply_to}.")
    if replied is not None:
        content["reply_to_message"] = replied.quoted()
    if message.topic is not None:
        if message.topic not in room.topics:
            raise HTTPException(404, f"No topic has the id {message.topic}.")
        if message.topic in room.closed_topics and status_of(room, person.id) == "member":
            raise HTTPException(403, "This topic is closed.")
        content |= {"message_thread_id": message.topic, "is_topic_message": True}
    elif room.general.is_closed and status_of(room, person.id) == "member":
        raise HTTPException(403, "The general topic is closed.")
    return _say(telegram, room, person, content)


def _require_may_write(
    telegram: TelegramState, room: Room, person: Person, content: dict[str, Any]
) -> None:
    """Refuse what somebody may not send into a group, or not yet."""
    if room.person is not None or status_of(room, person.id) not in {"member", "restricted"}:
        return
    sort = missing_for(room, person.id, content)
    if sort is not None:
        raise HTTPException(403, f"This user may not send {sort} to this chat.")
    wait = seconds_to_wait(room, person.id, telegram.time())
    if wait:
        raise HTTPException(429, f"Slow mode: this user may write again in {wait} s.")
    room.last_words[person.id] = telegram.time()


def _say(
    telegram: TelegramState, room: Room, person: Person, content: dict[str, Any]
) -> StoredMessage:
    room.has_written = True
    body: Message = {
        "message_id": room.next_message_id(),
        **_author(room, person),
        "chat": room.to_json(),
        "date": telegram.now(),
        **content,
    }
    return telegram.say(room, body, from_bot=False, author=person.id)


def _author(room: Room, person: Person) -> dict[str, Any]:
    """Return from whom a message is: an anonymous administrator's is the group's, by Telegram's
    own account for all of them.
    """
    if room.admins.get(person.id):
        return {"from": ANONYMOUS, "sender_chat": room.to_json()}
    return {"from": person.to_json()}


def _content(telegram: TelegramState, message: NewMessage) -> dict[str, Any]:
    text = (message.text or "").strip()
    if len(text) > LONGEST_TEXT:
        raise HTTPException(422, f"Telegram's apps split messages over {LONGEST_TEXT} characters.")
    if message.photo is not None:
        content: dict[str, Any] = {"photo": _photo(telegram, message.photo)}
        return content | _marked("caption", "caption_entities", text)
    if message.document is not None:
        sent = message.document
        kept = telegram.files.add_document(sent.file_name, sent.content.encode(), sent.mime_type)
        return {"document": kept} | _marked("caption", "caption_entities", text)
    if message.venue is not None:
        return {"location": message.venue.location, "venue": message.venue.model_dump()}
    if message.location is not None:
        return {"location": message.location}
    if message.contact is not None:
        return {"contact": message.contact}
    if not text:
        raise HTTPException(422, "Telegram does not send empty messages.")
    return _marked("text", "entities", text)


def _marked(name: str, entities_name: str, text: str) -> dict[str, Any]:
    content: dict[str, Any] = {name: text} if text else {}
    entities = find_entities(text, [])
    if entities:
        content[entities_name] = entities
    return content


def _photo(telegram: TelegramState, photo: str) -> list[dict[str, Any]]:
    sizes = telegram.files.sizes_of(photo)
    if sizes is not None:
        return sizes
    if not photo.startswith(DATA_URL):
        raise HTTPException(422, "A photo is the file_id of a known one or a data: URL.")
    try:
        return telegram.files.add_photo(base64.b64decode(photo.partition(",")[2], validate=True))
    except (binascii.Error, Refusal) as problem:
        raise HTTPException(422, f"This is no photo: {problem}") from None


def _add_events(routes: APIRouter, telegram: TelegramState) -> None:
    def stream(chat_id: int | None) -> StreamingResponse:
        return StreamingResponse(
            telegram.events.listen(chat_id),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store"},
        )

    @routes.get("/events")
    async def all_events() -> StreamingResponse:
        return stream(None)

    @routes.get("/chats/{chat_id}/events")
    async def chat_events(chat_id: int) -> StreamingResponse:
        return stream(find_room(telegram, chat_id).id)

    @routes.post("/updates")
    async def put_raw(update: RawUpdate) -> dict[str, int]:
        return {"id": telegram.updates.put_raw(update.content())}

    @routes.post("/updates/{update_kind}/repeat")
    async def repeat(update_kind: str, same_id: Annotated[bool, Query()] = False) -> dict[str, int]:
        """Send the last update of a kind once more, under a new id or its own."""
        update = telegram.updates.repeat(update_kind, same_id=same_id)
        if update is None:
            raise HTTPException(404, f"There was no update of the kind {update_kind}.")
        return {"update_id": update.id}
