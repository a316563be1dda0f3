"""Methods that put messages into chats."""

import secrets
from typing import Any

from sandbox.telegram.composing import caption_content, for_bot, send, text_content
from sandbox.telegram.media import document, photo_sizes
from sandbox.telegram.params import Params
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import TelegramState

ALBUM = range(2, 11)
# What of a message is content, and so goes along with a copy.
COPIED = (
    "text",
    "entities",
    "photo",
    "document",
    "location",
    "venue",
    "caption",
    "caption_entities",
    "link_preview_options",
)


async def send_message(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send text."""
    room = telegram.writable(params.values.get("chat_id"))
    return for_bot(send(telegram, room, params, text_content(params)).body)


async def send_photo(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send a photo with a caption."""
    room = telegram.writable(params.values.get("chat_id"))
    caption = caption_content(params)
    sizes = await photo_sizes(telegram, params, params.values.get("photo"))
    return for_bot(send(telegram, room, params, {"photo": sizes, **caption}).body)


async def send_document(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send a file with a caption."""
    room = telegram.writable(params.values.get("chat_id"))
    content = {"document": document(telegram, params, params.values.get("document"))}
    return for_bot(send(telegram, room, params, content | caption_content(params)).body)


async def send_media_group(telegram: TelegramState, params: Params) -> list[dict[str, Any]]:
    """Send an album of photos or documents."""
    room = telegram.writable(params.values.get("chat_id"))
    media = params.structure("media") or []
    if len(media) not in ALBUM:
        raise bad_request(f"there must be from {ALBUM.start} to {ALBUM.stop - 1} items in a group")
    album = str(secrets.randbits(60))
    sent = []
    for item in media:
        inner = Params({**params.values, **item, "reply_markup": None}, params.uploads)
        if item.get("type") == "photo":
            content: dict[str, Any] = {
                "photo": await photo_sizes(telegram, inner, item.get("media"))
            }
        elif item.get("type") == "document":
            content = {"document": document(telegram, inner, item.get("media"))}
        else:
            raise bad_request(f"the sandbox has no albums of type {item.get('type')}")
        whole = {"media_group_id": album, **content, **caption_content(inner)}
        sent.append(send(telegram, room, inner, whole).body)
    return sent


def _location(params: Params) -> dict[str, float]:
    return {"latitude": params.number("latitude"), "longitude": params.number("longitude")}


async def send_location(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send a point on the map."""
    room = telegram.writable(params.values.get("chat_id"))
    return for_bot(send(telegram, room, params, {"location": _location(params)}).body)


async def send_venue(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send a point on the map with a name and an address."""
    room = telegram.writable(params.values.get("chat_id"))
    location = _location(params)
    venue = {"location": location, "title": params.text("title"), "address": params.text("address")}
    return for_bot(send(telegram, room, params, {"location": location, "venue": venue}).body)


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
