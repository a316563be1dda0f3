"""Replies: to a message of the same chat or of another one, to all of it or to a part."""

from typing import Any

from sandbox.telegram.entities import Entity, utf16_length
from sandbox.telegram.params import Params
from sandbox.telegram.parsers import parsed
from sandbox.telegram.people import Room, StoredMessage
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import TelegramState

LONGEST_QUOTE = 1024
# What of a message another chat's reply shows.
SHOWN_ELSEWHERE = (
    "animation", "audio", "contact", "dice", "document", "invoice", "location", "photo", "poll",
    "sticker", "venue", "video", "video_note", "voice", "link_preview_options",
)  # fmt: skip
# Marks that a quotation keeps.
QUOTED_MARKS = {"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji"}


def reply_content(telegram: TelegramState, room: Room, params: Params) -> dict[str, Any]:
    """Return what of a message says to what it replies. Raises Telegram's 400s."""
    reply = params.fields("reply_parameters")
    if reply and "message_id" not in reply:
        raise bad_request('can\'t find field "message_id"')
    inner = Params(reply)
    number = inner.integer("message_id") or params.integer("reply_to_message_id")
    if not number:
        return {}
    elsewhere = reply.get("chat_id") not in (None, "", room.id, str(room.id))
    place = telegram.room(reply["chat_id"]) if elsewhere else room
    stored = place.messages.get(number)
    if stored is None:
        if inner.flag("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    quote = _quote(stored, inner)
    if not elsewhere:
        return {"reply_to_message": stored.quoted()} | quote
    shown = {name: stored.body[name] for name in SHOWN_ELSEWHERE if name in stored.body}
    external = {"origin": origin(place, stored), **shown}
    if place.type in {"supergroup", "channel"}:
        external |= {"chat": place.to_json(), "message_id": stored.id}
    return {"external_reply": external} | quote


def origin(room: Room, stored: StoredMessage) -> dict[str, Any]:
    """Return from whom a message is, as those that repeat it tell."""
    told: dict[str, Any] = {"date": stored.body["date"]}
    if "from" not in stored.body:
        return told | {"type": "channel", "chat": room.to_json(), "message_id": stored.id}
    if "sender_chat" in stored.body:
        return told | {"type": "chat", "sender_chat": stored.body["sender_chat"]}
    return told | {"type": "user", "sender_user": stored.body["from"]}


def _quote(stored: StoredMessage, reply: Params) -> dict[str, Any]:
    """Return the part of a message that is quoted: it must stand there, letter by letter."""
    marked = parsed(reply.text("quote"), reply.text("quote_parse_mode"))
    wanted = reply.text("quote") if marked is None else marked[0]
    if not wanted:
        return {}
    text = str(stored.body.get("text", stored.body.get("caption", "")))
    at = reply.integer("quote_position") or 0
    around = text.encode("utf-16-le")[: 2 * at].decode("utf-16-le", "ignore")
    start = text.find(wanted, len(around))
    start = text.find(wanted) if start < 0 else start
    if start < 0 or len(wanted) > LONGEST_QUOTE:
        raise bad_request("QUOTE_TEXT_INVALID")
    offset, length = utf16_length(text[:start]), utf16_length(wanted)
    quote: dict[str, Any] = {"text": wanted, "position": offset, "is_manual": True}
    marks = stored.body.get("entities") or stored.body.get("caption_entities") or []
    kept = [part for mark in marks if (part := _within(mark, offset, length))]
    if kept:
        quote["entities"] = kept
    return {"quote": quote}


def _within(mark: Entity, offset: int, length: int) -> Entity | None:
    """Return a mark as it stands within a quotation, None if it does not."""
    start = max(mark["offset"], offset)
    end = min(mark["offset"] + mark["length"], offset + length)
    if mark["type"] not in QUOTED_MARKS or start >= end:
        return None
    return {**mark, "offset": start - offset, "length": end - start}
