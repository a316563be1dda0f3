"""Methods that put messages into chats."""

import secrets
from typing import Any

from sandbox.telegram.composing import caption_content, send, text_content
from sandbox.telegram.media import document, photo_sizes
from sandbox.telegram.params import Params
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import TelegramState

ALBUM = range(2, 11)
# What of a message is content, and so goes with it with a copy.
COPIED = (
    "text",
    "entities",
    "photo",
    "document",
    "location",
    "venue",
    "contact",
    "caption",
    "caption_entities",
    "link_preview_options",
)


async def send_message(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send text."""
    room = telegram.writable(params.values.get("chat_id"))
    return send(telegram, room, params, text_content(params)).for_bot()


async def send_photo(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send a photo with a caption."""
    room = telegram.writable(params.values.get("chat_id"))
    caption = caption_content(params)
    sizes = await photo_sizes(telegram, params, params.values.get("photo"))
    return send(telegram, room, params, {"photo": sizes, **caption}).for_bot()


async def send_document(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send a file with a caption."""
    room = telegram.writable(params.values.get("chat_id"))
    content = {"document": await document(telegram, params, params.values.get("document"))}
    return send(telegram, room, params, content | caption_content(params)).for_bot()


async def media_content(telegram: TelegramState, params: Params, item: Any) -> dict[str, Any]:
    """Return what an InputMedia makes of a message: a photo or a document with its caption."""
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    inner = Params(item, params.uploads)
    match item.get("type"):
        case "photo":
            content: dict[str, Any] = {
                "photo": await photo_sizes(telegram, inner, item.get("media"))
            }
        case "document":
            content = {"document": await document(telegram, inner, item.get("media"))}
        case _:
            raise bad_request("can't parse InputMedia: type must be one of photo or document here")
    return content | caption_content(inner)


async def send_media_group(telegram: TelegramState, params: Params) -> list[dict[str, Any]]:
    """Send an album of photos or documents; it has no keyboard."""
    room = telegram.writable(params.values.get("chat_id"))
    media = params.array("media")
    if len(media) not in ALBUM:
        raise bad_request(f"media group must include {ALBUM.start}-{ALBUM.stop - 1} items")
    if len({item.get("type") for item in media if isinstance(item, dict)}) > 1:
        raise bad_request("document can't be mixed with other media types")
    contents = [await media_content(telegram, params, item) for item in media]
    album = {"media_group_id": str(secrets.randbits(60))}
    bare = Params({**params.values, "reply_markup": None})
    return [send(telegram, room, bare, album | content).for_bot() for content in contents]


def _location(params: Params) -> dict[str, float]:
    return {"latitude": params.number("latitude"), "longitude": params.number("longitude")}


async def send_location(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send a point on the map."""
    room = telegram.writable(params.values.get("chat_id"))
    return send(telegram, room, params, {"location": _location(params)}).for_bot()


async def send_venue(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send a point on the map with a name and an address."""
    room = telegram.writable(params.values.get("chat_id"))
    location = _location(params)
    venue = {"location": location, "title": params.text("title"), "address": params.text("address")}
    return send(telegram, room, params, {"location": location, "venue": venue}).for_bot()


async def copy_message(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send a message's content once more."""
    room = telegram.writable(params.values.get("chat_id"))
    source = telegram.room(params.values.get("from_chat_id"))
    stored = telegram.message(source, params.integer("message_id"), "copy")
    content = {name: stored.body[name] for name in COPIED if name in stored.body}
    if "caption" in params.values:
        content = {k: v for k, v in content.items() if not k.startswith("caption")}
        content |= caption_content(params)
    return {"message_id": send(telegram, room, params, content).id}


async def send_chat_action(telegram: TelegramState, params: Params) -> bool:
    """Show what the bot is doing."""
    room = telegram.writable(params.values.get("chat_id"))
    action = params.text("action")
    telegram.events.publish(room.id, "chat_action", {"chat_id": room.id, "action": action})
    return True


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendMediaGroup": send_media_group,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "copyMessage": copy_message,
    "sendChatAction": send_chat_action,
}
