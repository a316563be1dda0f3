"""Methods by which a bot that administers a group says what it is called and how it looks."""

from typing import Any

from sandbox.telegram.media import photo_sizes
from sandbox.telegram.params import Params
from sandbox.telegram.people import Room
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.rights import asked_permissions
from sandbox.telegram.world import TelegramState

LONGEST_TITLE, LONGEST_DESCRIPTION = 128, 255


def clean_name(text: str, longest: int) -> str:
    """Return a title as Telegram keeps it: one space between words, and cut. 400 for an empty one.

    Telegram's own app cuts in the same way; it refuses no title for its length.
    """
    name = " ".join(text.split())[:longest]
    if not name:
        raise bad_request("title must be non-empty")
    return name


def _changed(telegram: TelegramState, params: Params, what: str, *, wish: str = "change") -> Room:
    """Return a group of which the bot may change `what`. Raises Telegram's 400s."""
    room = telegram.writable(params.values.get("chat_id"))
    if room.person is not None:
        raise bad_request(f"can't change private chat {what}")
    if not telegram.administers(room):
        raise bad_request(f"not enough rights to {wish} chat {what}")
    return room


async def set_title(telegram: TelegramState, params: Params) -> bool:
    """Call a group something else."""
    title = clean_name(params.text("title"), LONGEST_TITLE)
    room = _changed(telegram, params, "title")
    if title != room.title:
        room.title = title
        telegram.serve(room, telegram.profile.user(), {"new_chat_title": title})
    return True


async def set_description(telegram: TelegramState, params: Params) -> bool:
    """Say what a group is about."""
    room = _changed(telegram, params, "description", wish="set")
    text = params.text("description").strip()[:LONGEST_DESCRIPTION]
    if text == room.description:
        raise bad_request("chat description is not modified")
    room.description = text
    return True


async def set_permissions(telegram: TelegramState, params: Params) -> bool:
    """Say what all members may do."""
    room = _changed(telegram, params, "permissions")
    room.permissions = asked_permissions(params)
    return True


async def set_photo(telegram: TelegramState, params: Params) -> bool:
    """Give a group a photo, which is uploaded with the call."""
    room = _changed(telegram, params, "photo")
    photo = params.values.get("photo")
    if photo is not None and not str(photo).startswith("attach://"):
        raise bad_request("photo must be uploaded as an InputFile")
    room.photo = await photo_sizes(telegram, params, photo)
    telegram.serve(room, telegram.profile.user(), {"new_chat_photo": room.photo})
    return True


async def delete_photo(telegram: TelegramState, params: Params) -> bool:
    """Take a group's photo away."""
    room = _changed(telegram, params, "photo")
    if not room.photo:
        raise bad_request("CHAT_NOT_MODIFIED")
    room.photo = []
    telegram.serve(room, telegram.profile.user(), {"delete_chat_photo": True})
    return True


def chat_photo(sizes: list[dict[str, Any]]) -> dict[str, str]:
    """Return the ChatPhoto that has these sizes: the smallest and the largest of them."""
    small, big = sizes[0], sizes[-1]
    return {
        "small_file_id": small["file_id"],
        "small_file_unique_id": small["file_unique_id"],
        "big_file_id": big["file_id"],
        "big_file_unique_id": big["file_unique_id"],
    }


METHODS = {
    "setChatTitle": set_title,
    "setChatDescription": set_description,
    "setChatPermissions": set_permissions,
    "setChatPhoto": set_photo,
    "deleteChatPhoto": delete_photo,
}
