"""What markup can point at: people, pages, custom emoji and instants (tdlib/td, LinkManager)."""

import re

from sandbox.telegram.entities import Entity
from sandbox.telegram.links import BadLink, checked_link, linked_user, tg_parameters
from sandbox.telegram.refusals import bad_request

# Telegram compares what it read with what was written, so no zeros stand in front.
WHOLE = re.compile(r"-?[1-9][0-9]*")
LARGEST_EMOJI_ID = 2**63 - 1
LARGEST_INSTANT = 2**31 - 1
RELATIVE = {"r", "R"}
# The letters of an instant's format in the order in which Telegram tells them; of two for the
# same part, the first counts.
PARTS = ("wW", "dD", "tT")


def link(entity: Entity, target: str) -> bool:
    """Put where it leads on a text link; False when Telegram would not keep the link."""
    user_id = linked_user(target)
    if user_id is not None:
        entity["type"] = "text_mention"
        entity["user"] = {"id": user_id, "is_bot": False, "first_name": ""}
        return True
    if target != target.strip():
        return False
    try:
        entity["url"] = checked_link(target)
    except BadLink:
        return False
    return True


def emoji_id(text: str) -> str | None:
    """Return a custom emoji's identifier, None for what is none."""
    return text if WHOLE.fullmatch(text) and abs(int(text)) <= LARGEST_EMOJI_ID else None


def date_time(entity: Entity, unix: str, form: str) -> bool:
    """Put an instant (Unix seconds) and its format on a `date_time` entity; False if there is none.

    Raises Telegram's 400 for a format with other letters than its own.
    """
    format_ = _date_format(form)
    if not WHOLE.fullmatch(unix) or not 0 < int(unix) <= LARGEST_INSTANT:
        return False
    entity["unix_time"] = int(unix)
    if format_:
        entity["date_time_format"] = format_
    return True


def _date_format(form: str) -> str:
    if form in RELATIVE:
        return "r"
    if not set(form) <= set("".join(PARTS)):
        raise bad_request("can't parse entities: Invalid date format used")
    parts = [next((sign for sign in part if sign in form), "") for part in PARTS]
    return "".join(parts).replace("W", "w")


def inline_object(entity: Entity, target: str) -> None:
    """Read what `![…](tg://…)` stands for: a custom emoji or an instant. Raises a 400."""
    emoji = (tg_parameters(target, "emoji") or {}).get("id", "")
    if emoji_id(emoji) is not None:
        entity["custom_emoji_id"] = emoji
        return
    instant = tg_parameters(target, "time") or {}
    entity["type"] = "date_time"
    if not date_time(entity, instant.get("unix", ""), instant.get("format", "")):
        raise bad_request("can't parse entities: Invalid tg://emoji or tg://time URL specified")
