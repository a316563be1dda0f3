"""A raw update from Telegram: its queue, what it closes, what it lacks."""

from typing import Any

from pydantic import ValidationError

from bot.updates.raw_updates import Unreadable

CHECKOUTS = frozenset({"pre_checkout_query", "shipping_query"})

ALONE = CHECKOUTS | {"inline_query"}


def chat_left(payload: dict[str, Any]) -> int | None:
    """Return the chat that an update says is closed to the bot, if any."""
    match payload.get("my_chat_member"):
        case {"chat": {"id": int(chat_id)}, "new_chat_member": {"status": "kicked" | "left"}}:
            return chat_id
        case _:
            return None


def first_problem(error: Exception) -> str:
    """Say where an update departs from Telegram's shape, without quoting it."""
    if isinstance(error, ValidationError):
        first = error.errors(include_input=False, include_url=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return type(error).__name__


def is_checkout(payload: dict[str, Any] | Unreadable) -> bool:
    """Return whether Telegram wants the answer in ten seconds: such an update waits for
    nothing.
    """
    return isinstance(payload, dict) and not CHECKOUTS.isdisjoint(payload)


def line_of(payload: dict[str, Any]) -> int:
    """Return the id whose updates must stay in order: the sender's, else the chat's.

    Inline queries stand alone: only the newest is of use, so it waits for none before it. So do
    checkouts.
    """
    for kind, event in payload.items():
        if isinstance(event, dict) and kind not in ALONE:
            who = event.get("from") or event.get("chat")
            if isinstance(who, dict) and isinstance(who.get("id"), int):
                return int(who["id"])
    return int(payload["update_id"])
