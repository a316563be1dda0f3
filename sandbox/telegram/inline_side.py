"""What people do with the bot's inline mode: type a query in any chat, choose a result."""

import asyncio
import secrets
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field

from sandbox.telegram.conversation import find_place
from sandbox.telegram.inline import LIFE_SECONDS, InlineQuery, Result
from sandbox.telegram.media import document, photo_sizes
from sandbox.telegram.methods.inline import CACHED, REQUIRED
from sandbox.telegram.methods.recordings import recording
from sandbox.telegram.params import Params
from sandbox.telegram.people import Message, Person, Room
from sandbox.telegram.refusals import Refusal
from sandbox.telegram.user_side import find_person, find_room
from sandbox.telegram.world import TelegramState

LONGEST_QUERY = 256


class NewInlineQuery(BaseModel):
    """What a person types after the bot's name; `chat` is where, if that matters."""

    from_user: int
    query: Annotated[str, Field(max_length=LONGEST_QUERY)] = ""
    offset: Annotated[str, Field(max_length=64)] = ""
    chat: int | None = None


class Choice(BaseModel):
    """The result that a person sends into a chat."""

    from_user: int
    chat: int
    result_id: str


def router(telegram: TelegramState) -> APIRouter:
    """Return the routes under /sandbox/inline."""
    routes = APIRouter(prefix="/sandbox/inline")

    @routes.post("")
    async def ask(typed: NewInlineQuery) -> dict[str, Any]:
        person = find_person(telegram, typed.from_user)
        asked = telegram.inline.ask(person, typed.query, typed.offset)
        if not asked.from_cache:
            kind = _chat_type(telegram, person, typed.chat)
            telegram.updates.put("inline_query", asked.update(kind), lane=f"user:{person.id}")
        return await _answer(asked)

    @routes.post("/{query_id}/choose")
    async def choose(query_id: str, choice: Choice) -> dict[str, Any]:
        asked = telegram.inline.find(query_id)
        answer = asked.answered.result() if asked is not None and asked.answered.done() else None
        if asked is None or answer is None or asked.person.id != choice.from_user:
            raise HTTPException(404, f"This user has no answered query {query_id}.")
        result = answer.result(choice.result_id)
        if result is None:
            raise HTTPException(404, f"The answer has no result {choice.result_id!r}.")
        room, person = find_place(telegram, choice.chat, choice.from_user)
        return await _send(telegram, (room, person), asked, result)

    return routes


def _chat_type(telegram: TelegramState, person: Person, chat_id: int | None) -> str:
    """Return the kind of chat as Telegram tells it: "sender" is the one with the bot."""
    if chat_id is None or chat_id == person.id:
        return "sender"
    return find_room(telegram, chat_id).type


async def _answer(asked: InlineQuery) -> dict[str, Any]:
    """Wait for the bot's answer for as long as Telegram does."""
    done, _late = await asyncio.wait({asked.answered}, timeout=LIFE_SECONDS)
    answer = asked.answered.result() if done else None
    if answer is None:
        return {"id": asked.id, "answered": False, "results": []}
    return {
        "id": asked.id,
        "answered": True,
        "cached": asked.from_cache,
        "results": answer.results,
        "next_offset": answer.next_offset,
        "button": answer.button,
        "cache_time": answer.cache_time,
        "is_personal": answer.is_personal,
    }


async def _file(telegram: TelegramState, result: Result) -> Message:
    """Return the file that a result sends, fetched from its address or known by its id."""
    kind = result["type"]
    value = result.get(CACHED[kind]) or result.get(REQUIRED[kind][0])
    if kind == "document":
        value = result.get(CACHED[kind]) or result["document_url"]
        return {"document": await document(telegram, Params({}), value)}
    if kind == "photo":
        return {"photo": await photo_sizes(telegram, Params({}), value)}
    name = "animation" if kind in {"gif", "mpeg4_gif"} else kind
    return await recording(telegram, Params({}), name, value)


async def _send(
    telegram: TelegramState, place: tuple[Room, Person], asked: InlineQuery, result: Result
) -> dict[str, Any]:
    """Put the message into the chat, and tell the bot which result it was."""
    room, person = place
    content: Message = dict(result["message"])
    if result["type"] in CACHED and "input_message_content" not in result:
        try:
            content |= await _file(telegram, result)
        except Refusal as refusal:
            raise HTTPException(422, refusal.description) from None
    body: Message = {
        "message_id": room.next_message_id(),
        "from": person.to_json(),
        "chat": room.to_json(),
        "date": telegram.now(),
        "via_bot": telegram.profile.user(),
        **content,
    }
    chosen = {"result_id": result["id"], "from": person.to_json(), "query": asked.query}
    inline_message_id = secrets.token_urlsafe(20) if "reply_markup" in content else None
    if inline_message_id is not None:
        chosen["inline_message_id"] = inline_message_id
    stored = telegram.say(room, body, from_bot=False)
    stored.inline_message_id = inline_message_id
    telegram.updates.put("chosen_inline_result", chosen, lane=f"user:{person.id}")
    return stored.body
