"""Methods that change messages or take them away."""

from typing import Any

from sandbox.telegram.composing import caption_content, text_content, with_people
from sandbox.telegram.keyboards import checked_inline_markup
from sandbox.telegram.methods.sending import media_content
from sandbox.telegram.params import Params
from sandbox.telegram.people import Room, StoredMessage
from sandbox.telegram.refusals import NOT_MODIFIED, bad_request
from sandbox.telegram.world import TelegramState

# A message's content; an edit replaces all of these that its kind covers.
TEXT = ("text", "entities", "link_preview_options")
CAPTION = ("caption", "caption_entities", "show_caption_above_media")
FILES = ("photo", "document", "video", "animation", "audio", "voice")
MEDIA = (*FILES, "has_media_spoiler", *CAPTION)
CONTENT = {
    "text",
    *FILES,
    "location",
    "venue",
    "contact",
    "poll",
    "sticker",
    "video_note",
    "invoice",
}
OLDEST_DELETABLE = 48 * 3600
DELETABLE_AT_ONCE = range(1, 101)


def _target(telegram: TelegramState, params: Params) -> tuple[Room, StoredMessage]:
    if "inline_message_id" in params.values:
        return telegram.inline_message(params.text("inline_message_id"))
    room = telegram.writable(params.values.get("chat_id"))
    stored = telegram.message(room, params.integer("message_id"), "edit")
    is_editable = CONTENT.intersection(stored.body) and not _has_reply_keyboard(stored)
    if stored.bot_id != telegram.id or not is_editable:
        raise bad_request("message can't be edited")
    return room, stored


def _has_reply_keyboard(stored: StoredMessage) -> bool:
    return bool(stored.markup) and "inline_keyboard" not in stored.markup


def _edit(
    telegram: TelegramState,
    target: tuple[Room, StoredMessage],
    params: Params,
    fields: tuple[str, ...],
    content: dict[str, Any],
) -> dict[str, Any] | bool:
    """Replace `fields` and the keyboard; leaving the keyboard out removes it.

    A message of the bot is returned; one that a person sent by inline mode is not the bot's to see.
    """
    room, stored = target
    content = with_people(telegram, content)
    markup = checked_inline_markup(
        params.structure("reply_markup"), private=room.person is not None
    )
    if markup is not None:
        content = {**content, "reply_markup": markup}
    covered = (*fields, "reply_markup")
    old = {name: stored.body[name] for name in covered if name in stored.body}
    if old == content:
        raise bad_request(NOT_MODIFIED)
    for name in covered:
        stored.body.pop(name, None)
    stored.body.update(content)
    telegram.changed(room, stored)
    return stored.for_bot() if stored.inline_message_id is None else True


async def edit_text(telegram: TelegramState, params: Params) -> dict[str, Any] | bool:
    """Change a text message."""
    room, stored = _target(telegram, params)
    content = text_content(params)
    if "text" not in stored.body:
        raise bad_request("there is no text in the message to edit")
    return _edit(telegram, (room, stored), params, TEXT, content)


async def edit_caption(telegram: TelegramState, params: Params) -> dict[str, Any] | bool:
    """Change the caption of a photo or document."""
    room, stored = _target(telegram, params)
    if not stored.body.keys() & set(FILES):
        raise bad_request("there is no caption in the message to edit")
    return _edit(telegram, (room, stored), params, CAPTION, caption_content(params))


async def edit_media(telegram: TelegramState, params: Params) -> dict[str, Any] | bool:
    """Exchange a photo or document, or turn a text message into one."""
    room, stored = _target(telegram, params)
    content = await media_content(telegram, params, params.fields("media"))
    return _edit(telegram, (room, stored), params, (*TEXT, *MEDIA), content)


async def edit_markup(telegram: TelegramState, params: Params) -> dict[str, Any] | bool:
    """Change the keyboard alone."""
    room, stored = _target(telegram, params)
    return _edit(telegram, (room, stored), params, (), {})


def _delete(telegram: TelegramState, room: Room, stored: StoredMessage) -> None:
    if telegram.now() - stored.body["date"] > OLDEST_DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    if stored.bot_id != telegram.id and not telegram.administers(room):
        raise bad_request("message can't be deleted")
    telegram.remove(room, stored.id)


async def delete_message(telegram: TelegramState, params: Params) -> bool:
    """Take a message away; not after 48 hours, and in groups not those of others."""
    room = telegram.writable(params.values.get("chat_id"))
    _delete(telegram, room, telegram.message(room, params.integer("message_id"), "delete"))
    return True


async def delete_messages(telegram: TelegramState, params: Params) -> bool:
    """Take several messages away; those that are not there are passed over."""
    room = telegram.writable(params.values.get("chat_id"))
    numbers = params.integers("message_ids")
    if len(numbers) not in DELETABLE_AT_ONCE:
        raise bad_request("there must be from 1 to 100 message identifiers")
    for number in numbers:
        stored = room.messages.get(number)
        if stored is not None:
            _delete(telegram, room, stored)
    return True


METHODS = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
