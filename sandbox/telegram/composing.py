"""Messages as Telegram builds them from a method's parameters."""

from typing import Any

from sandbox.telegram.detection import find_entities
from sandbox.telegram.entities import Entity, checked_entities, trimmed, without_overlaps
from sandbox.telegram.html_text import parse_html
from sandbox.telegram.keyboards import checked_markup
from sandbox.telegram.markdown_text import parse_markdown_v2
from sandbox.telegram.params import Params
from sandbox.telegram.people import Room, StoredMessage
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import TelegramState

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
PARSERS = {"html": parse_html, "markdownv2": parse_markdown_v2}


def read_text(params: Params, name: str, entities_name: str) -> tuple[str, list[Entity]]:
    """Return a text parameter and its entities, parsed by `parse_mode`.

    Lengths are those of what is left after parsing, in code points.
    """
    source = params.text(name)
    mode = params.text("parse_mode").lower()
    if mode in {"", "none"}:
        text, entities = source, checked_entities(params.array(entities_name), source)
    elif mode in PARSERS:
        text, entities = PARSERS[mode](source)
    else:
        raise bad_request("unsupported parse_mode")
    text, entities = trimmed(text, without_overlaps(entities))
    return text, find_entities(text, entities)


def text_content(params: Params) -> dict[str, Any]:
    """Return the `text` part of a message. Raises for an empty or too long text."""
    if not params.text("text"):
        raise bad_request("message text is empty")
    text, entities = read_text(params, "text", "entities")
    if not text:
        raise bad_request("text must be non-empty")
    if len(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    content: dict[str, Any] = {"text": text}
    if entities:
        content["entities"] = entities
    options = params.fields("link_preview_options") or None
    if options is None and params.flag("disable_web_page_preview"):
        options = {"is_disabled": True}
    if options:
        content["link_preview_options"] = options
    return content


def caption_content(params: Params) -> dict[str, Any]:
    """Return the `caption` part of a message, empty when there is none."""
    caption, entities = read_text(params, "caption", "caption_entities")
    if len(caption) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    content: dict[str, Any] = {}
    if caption:
        content["caption"] = caption
        if entities:
            content["caption_entities"] = entities
        if params.flag("show_caption_above_media"):
            content["show_caption_above_media"] = True
    return content


def send(
    telegram: TelegramState, room: Room, params: Params, content: dict[str, Any]
) -> StoredMessage:
    """Put a message of the bot into a chat."""
    replied = _replied_to(params, room)
    markup = checked_markup(params.structure("reply_markup"), private=room.person is not None)
    body = {
        "message_id": room.next_message_id(),
        "from": telegram.profile.user(),
        "chat": room.to_json(),
        "date": telegram.now(),
        **content,
    }
    body |= _topic(params, room)
    if replied is not None:
        body["reply_to_message"] = replied.quoted()
    if params.flag("protect_content"):
        body["has_protected_content"] = True
    if markup is not None:
        body["reply_markup"] = markup
    return telegram.say(room, body, from_bot=True)


def _topic(params: Params, room: Room) -> dict[str, Any]:
    """Return in which topic of a forum a message stands. Raises a 400 for one that is not there."""
    number = params.integer("message_thread_id") if room.is_forum else None
    if not number:
        return {}
    if number not in room.topics:
        raise bad_request("message thread not found")
    return {"message_thread_id": number, "is_topic_message": True}


def _replied_to(params: Params, room: Room) -> StoredMessage | None:
    reply = params.fields("reply_parameters")
    if reply and "message_id" not in reply:
        raise bad_request('can\'t find field "message_id"')
    number = reply.get("message_id") or params.integer("reply_to_message_id")
    if not number:
        return None
    stored = room.messages.get(int(number))
    lenient = reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")
    if stored is None and not lenient:
        raise bad_request("message to be replied not found")
    return stored
