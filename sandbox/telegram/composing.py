"""Messages as Telegram builds them from a method's parameters."""

from typing import Any

from sandbox.telegram.entities import Entity, find_entities, parse_html, trimmed
from sandbox.telegram.keyboards import checked_markup
from sandbox.telegram.params import Params
from sandbox.telegram.people import Room, StoredMessage
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import TelegramState

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024


def read_text(params: Params, name: str, entities_name: str) -> tuple[str, list[Entity]]:
    """Return a text parameter and its entities, parsed by `parse_mode`."""
    source = params.text(name)
    mode = params.text("parse_mode").lower()
    if mode == "html":
        text, entities = parse_html(source)
    elif mode in {"", "none"}:
        text, entities = source, list(params.structure(entities_name) or [])
    else:
        raise bad_request(f"unsupported parse_mode: the sandbox reads HTML, not {mode}")
    text, entities = trimmed(text, entities)
    return text, find_entities(text, entities)


def text_content(params: Params) -> dict[str, Any]:
    """Return the `text` part of a message. Raises for an empty or too long text."""
    text, entities = read_text(params, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if len(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    content: dict[str, Any] = {"text": text}
    if entities:
        content["entities"] = entities
    options = params.structure("link_preview_options")
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


def markup_of(params: Params, room: Room) -> dict[str, Any] | None:
    """Return the checked keyboard that was sent along."""
    return checked_markup(params.structure("reply_markup"), private=room.type == "private")


def send(
    telegram: TelegramState, room: Room, params: Params, content: dict[str, Any]
) -> StoredMessage:
    """Put a message of the bot into a chat."""
    body: dict[str, Any] = {
        "message_id": room.next_message_id(),
        "from": telegram.profile.user(),
        "chat": room.to_json(),
        "date": telegram.now(),
        **content,
    }
    replied = _replied_to(params, room)
    if replied is not None:
        body["reply_to_message"] = {
            k: v for k, v in replied.body.items() if k != "reply_to_message"
        }
    if params.flag("protect_content"):
        body["has_protected_content"] = True
    markup = markup_of(params, room)
    if markup is not None:
        body["reply_markup"] = markup
    return telegram.say(room, body, from_bot=True)


def _replied_to(params: Params, room: Room) -> StoredMessage | None:
    reply = params.structure("reply_parameters") or {}
    number = reply.get("message_id") or params.integer("reply_to_message_id")
    if not number:
        return None
    stored = room.messages.get(int(number))
    lenient = reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")
    if stored is None and not lenient:
        raise bad_request("message to be replied not found")
    return stored


def for_bot(message: dict[str, Any]) -> dict[str, Any]:
    """Return a message as the bot sees it: reply keyboards are the users' own affair."""
    markup = message.get("reply_markup")
    if markup is not None and "inline_keyboard" not in markup:
        return {k: v for k, v in message.items() if k != "reply_markup"}
    return message
