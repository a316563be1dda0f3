"""Methods that put messages into chats."""

import secrets
from typing import Any

from sandbox.telegram.composing import caption_content, media_options, send, text_content
from sandbox.telegram.media import document, photo_sizes
from sandbox.telegram.methods.recordings import recording
from sandbox.telegram.params import Params
from sandbox.telegram.people import StoredMessage
from sandbox.telegram.polls import fresh_poll
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import TelegramState

ALBUM = range(1, 11)
# What else an InputMedia may be.
IN_MEDIA = {"video", "animation", "audio"}
ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "record_audio", "upload_audio", "upload_document", "choose_sticker", "find_location",
    "record_video_note", "upload_video_note", "pick_up_location", "cancel",
}  # fmt: skip
# What of a message is content, and so goes with it with a copy.
COPIED = (
    "text", "entities", "photo", "document", "video", "animation", "audio", "voice", "video_note",
    "sticker", "dice", "location", "venue", "contact", "caption", "caption_entities",
    "has_media_spoiler", "show_caption_above_media", "link_preview_options", "effect_id",
)  # fmt: skip
# What goes with a copy that brings its own caption.
WITHOUT_CAPTION = {"caption", "caption_entities", "show_caption_above_media"}


async def send_message(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send text."""
    room = telegram.writable(params.values.get("chat_id"))
    return send(telegram, room, params, text_content(params)).for_bot()


async def send_photo(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send a photo with a caption."""
    room = telegram.writable(params.values.get("chat_id"))
    caption = caption_content(params)
    sizes = await photo_sizes(telegram, params, params.values.get("photo"))
    content = {"photo": sizes, **caption, **media_options(params, "photo")}
    return send(telegram, room, params, content).for_bot()


async def send_document(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send a file with a caption."""
    room = telegram.writable(params.values.get("chat_id"))
    content = {"document": await document(telegram, params, params.values.get("document"))}
    return send(telegram, room, params, content | caption_content(params)).for_bot()


async def media_content(telegram: TelegramState, params: Params, item: Any) -> dict[str, Any]:
    """Return what an InputMedia makes of a message: a file of its kind with its caption."""
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    inner = Params(item, params.uploads)
    kind, value = item.get("type"), item.get("media")
    if kind == "photo":
        content: dict[str, Any] = {"photo": await photo_sizes(telegram, inner, value)}
        content |= media_options(inner, "photo")
    elif kind == "document":
        content = {"document": await document(telegram, inner, value)}
    elif kind in IN_MEDIA:
        return await recording(telegram, inner, kind, value)
    else:
        raise bad_request("can't parse InputMedia: Unsupported type specified")
    return content | caption_content(inner)


async def send_media_group(telegram: TelegramState, params: Params) -> list[dict[str, Any]]:
    """Send an album: photos and videos, or documents, or audio alone; it has no keyboard."""
    room = telegram.writable(params.values.get("chat_id"))
    media = params.array("media")
    if len(media) not in ALBUM:
        raise bad_request(f"group send failed: album must have 1-{ALBUM.stop - 1} items")
    kinds = {item.get("type") for item in media if isinstance(item, dict)}
    for alone in ("document", "audio"):
        if alone in kinds and len(kinds) > 1:
            raise bad_request(f"{alone} can't be mixed with other media types")
    if "animation" in kinds:
        raise bad_request("can't parse InputMedia: type must be one of photo or video here")
    contents = [await media_content(telegram, params, item) for item in media]
    visual = [Params(item) for item in media if item.get("type") in {"photo", "video"}]
    if len({item.flag("show_caption_above_media") for item in visual}) > 1:
        raise bad_request("parameter show_caption_above_media must be the same for all messages")
    album = {"media_group_id": str(secrets.randbits(60))} if len(media) > 1 else {}
    bare = Params({**params.values, "reply_markup": None})
    return [send(telegram, room, bare, album | content).for_bot() for content in contents]


async def copy_message(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send a message's content once more."""
    room = telegram.writable(params.values.get("chat_id"))
    source = telegram.room(params.values.get("from_chat_id"))
    stored = telegram.message(source, params.integer("message_id"), "copy")
    content = copied(stored)
    if not content or "has_protected_content" in stored.body:
        raise bad_request("message can't be copied")
    if "caption" in params.values and "text" not in content:
        content = {k: v for k, v in content.items() if k not in WITHOUT_CAPTION}
        content |= caption_content(params)
    return {"message_id": send(telegram, room, params, content).id}


def copied(stored: StoredMessage) -> dict[str, Any]:
    """Return what of a message goes with a copy, empty for one that cannot be copied.

    A poll begins again.
    """
    content = {name: stored.body[name] for name in COPIED if name in stored.body}
    poll = stored.body.get("poll")
    if poll is not None:
        content["poll"] = fresh_poll(poll)
    return content


async def send_chat_action(telegram: TelegramState, params: Params) -> bool:
    """Show what the bot is doing."""
    room = telegram.writable(params.values.get("chat_id"))
    action = params.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    telegram.publish(room, "chat_action", {"chat_id": room.id, "action": action})
    return True


async def send_message_draft(telegram: TelegramState, params: Params) -> bool:
    """Show a message that is still being written; an empty text shows that there will be one."""
    room = telegram.writable(params.values.get("chat_id"))
    if room.person is None:
        raise bad_request("message drafts can be sent only to private chats")
    draft_id = params.integer("draft_id")
    if not draft_id:
        raise bad_request("DRAFT_ID_INVALID")
    content = text_content(params) if params.text("text") else {}
    telegram.publish(room, "draft", {"chat_id": room.id, "draft_id": draft_id, **content})
    return True


METHODS = {
    "sendMessageDraft": send_message_draft,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendMediaGroup": send_media_group,
    "copyMessage": copy_message,
    "sendChatAction": send_chat_action,
}
