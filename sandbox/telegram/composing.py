"""Messages as Telegram builds them from a method's parameters."""

from typing import Any

from sandbox.telegram.detection import find_entities
from sandbox.telegram.entities import Entity, checked_entities, trimmed, without_overlaps
from sandbox.telegram.keyboards import checked_markup
from sandbox.telegram.params import Params
from sandbox.telegram.parsers import parsed
from sandbox.telegram.people import Room, StoredMessage
from sandbox.telegram.quoting import reply_content
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.rights import require_may_send
from sandbox.telegram.world import TelegramState

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024


def read_text(params: Params, name: str, entities_name: str) -> tuple[str, list[Entity]]:
    """Return a text parameter and its entities, parsed by `parse_mode`.

    Lengths are those of what is left after parsing, in code points.
    """
    source = params.text(name)
    marked = parsed(source, params.text("parse_mode"))
    if marked is None:
        marked = source, checked_entities(params.array(entities_name), source)
    text, entities = marked
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


def media_options(params: Params, kind: str) -> dict[str, Any]:
    """Return a bot's options for a picture besides its caption: whether it is a spoiler."""
    is_hidden = kind in {"photo", "video", "animation"} and params.flag("has_spoiler")
    return {"has_media_spoiler": True} if is_hidden else {}


def send(
    telegram: TelegramState, room: Room, params: Params, content: dict[str, Any]
) -> StoredMessage:
    """Put a message of the bot into a chat."""
    if not telegram.administers(room):
        require_may_send(room, telegram.id, content, telegram.time())
    reply = reply_content(telegram, room, params)
    markup = checked_markup(params.structure("reply_markup"), private=room.person is not None)
    # Channels post without a name; nobody learns which of their bots it was.
    is_post = room.type == "channel"
    sender = {"sender_chat": room.to_json()} if is_post else {"from": telegram.profile.user()}
    body = {
        "message_id": room.next_message_id(),
        **sender,
        "chat": room.to_json(),
        "date": telegram.now(),
        **with_people(telegram, content),
    }
    body |= _topic(params, room, can_speak=telegram.administers(room))
    body |= reply
    if params.flag("protect_content"):
        body["has_protected_content"] = True
    if params.text("message_effect_id") and room.person is not None:
        body["effect_id"] = params.text("message_effect_id")
    if markup is not None:
        body["reply_markup"] = markup
    stored = telegram.say(room, body, from_bot=True)
    room.last_words[telegram.id] = telegram.time()
    for other in telegram.present(room):
        if is_post and other is not telegram:
            other.hear("channel_post", room, stored.for_bot())
    return stored


def with_people(telegram: TelegramState, content: dict[str, Any]) -> dict[str, Any]:
    """Return content whose mentions name the people; those whom the bot never met are no marks."""
    named = dict(content)
    for name in ("entities", "caption_entities"):
        if name not in named:
            continue
        kept = [_named(telegram, entity) for entity in named[name]]
        named[name] = [entity for entity in kept if entity is not None]
        if not named[name]:
            del named[name]
    return named


def _named(telegram: TelegramState, entity: Entity) -> Entity | None:
    if entity["type"] != "text_mention":
        return entity
    try:
        user = telegram.user(int(entity["user"].get("id", 0)))
    except (TypeError, ValueError):
        raise bad_request("can't parse MessageEntity: Invalid user_id specified") from None
    return None if user is None else {**entity, "user": user}


def _topic(params: Params, room: Room, *, can_speak: bool) -> dict[str, Any]:
    """Return in which topic of a forum a message stands. Raises a 400 for one that is not there."""
    number = params.integer("message_thread_id")
    if not number:
        if room.is_forum and room.general.is_closed and not can_speak:
            raise bad_request("TOPIC_CLOSED")
        return {}
    if number not in room.topics:
        raise bad_request("message thread not found")
    if number in room.closed_topics and not can_speak:
        raise bad_request("TOPIC_CLOSED")
    return {"message_thread_id": number, "is_topic_message": True}
