"""What may be sent into a group, by whom, and how often (tdlib/td, DialogParticipant)."""

import math
from typing import Any

from sandbox.telegram.params import Params
from sandbox.telegram.people import EVERYTHING, PERMISSIONS, Room
from sandbox.telegram.refusals import bad_request, too_many_requests

TEXT, POLLS = "can_send_messages", "can_send_polls"
OTHER = frozenset({"can_send_other_messages", "can_add_web_page_previews"})
MEDIA = frozenset({
    "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes",
})  # fmt: skip
# What each sort of message needs, and what Telegram calls the sort; all else is text.
SORTS = {
    "photo": ("can_send_photos", "photos"), "video": ("can_send_videos", "videos"),
    "animation": ("can_send_other_messages", "animations"), "audio": ("can_send_audios", "music"),
    "voice": ("can_send_voice_notes", "voice notes"),
    "video_note": ("can_send_video_notes", "video notes"),
    "document": ("can_send_documents", "documents"),
    "sticker": ("can_send_other_messages", "stickers"),
    "dice": ("can_send_other_messages", "dice"), "poll": (POLLS, "polls"),
    "contact": (TEXT, "contacts"), "venue": (TEXT, "venues"), "location": (TEXT, "locations"),
    "invoice": (TEXT, "invoices"),
}  # fmt: skip


def read_permissions(given: dict[str, Any], *, are_independent: bool) -> frozenset[str]:
    """Return what a ChatPermissions object allows.

    Unless they are independent, one that says more brings those that it needs along.
    """
    allowed = {name for name in PERMISSIONS if Params(given).flag(name)}
    if not are_independent:
        if allowed & OTHER:
            allowed |= {TEXT} | MEDIA
        if POLLS in allowed:
            allowed.add(TEXT)
    return frozenset(allowed)


def asked_permissions(params: Params) -> frozenset[str]:
    """Return what the `permissions` of a method allow."""
    are_independent = params.flag("use_independent_chat_permissions")
    return read_permissions(params.fields("permissions"), are_independent=are_independent)


def permissions_of(room: Room, user_id: int) -> frozenset[str]:
    """Return what a member or a bot that does not administer may do in a group."""
    return room.permissions & room.restricted.get(user_id, EVERYTHING)


def missing_for(room: Room, user_id: int, content: dict[str, Any]) -> str | None:
    """Return what Telegram calls a message's sort where somebody may not send it, else None."""
    needed, sort = next((SORTS[name] for name in SORTS if name in content), (TEXT, "text messages"))
    return None if needed in permissions_of(room, user_id) else sort


def require_may_send(room: Room, bot_id: int, content: dict[str, Any], now: float) -> None:
    """Raise Telegram's 400 for what a bot that does not administer may not send, and its 429
    where members have to wait between two messages.
    """
    sort = missing_for(room, bot_id, content)
    if sort is not None:
        raise bad_request(f"not enough rights to send {sort} to the chat")
    wait = seconds_to_wait(room, bot_id, now)
    if wait:
        raise too_many_requests(wait)


def seconds_to_wait(room: Room, user_id: int, now: float) -> int:
    """Return how long somebody has to wait in slow mode; not at all outside it."""
    last = room.last_words.get(user_id)
    return 0 if last is None else max(0, math.ceil(last + room.slow_mode - now))
