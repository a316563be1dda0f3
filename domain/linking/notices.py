"""Notices of a link to both sides: a message to the chat, a letter to the account's owner."""

from dataclasses import dataclass
from typing import Any

from domain.accounts.queries.sessions import Account
from domain.outbox.values import ChannelName, NewMessage

CHAT_LINKED, CHAT_UNLINKED = "chat_linked", "chat_unlinked"
URGENT = -1
LONGEST_NAME = 255
LEAST_HIDDEN = 3


def masked(email: str) -> str:
    """Return an address in a form that only its owner recognises: as•••@example.com."""
    name, _at, domain = email.rpartition("@")
    shown = name[: 2 if len(name) > LEAST_HIDDEN else 1]
    return f"{shown}•••@{domain}"


@dataclass(frozen=True, slots=True)
class Told:
    """The chat, and what moved, by kind."""

    link_id: int
    chat_id: int
    name: str
    counts: dict[str, int]


def to_chat(kind: str, account: Account, chat: Told) -> NewMessage:
    """Return the message to the chat. It ignores quiet hours: a stranger may have done this."""
    values: dict[str, Any] = {
        "email": masked(account.email or ""),
        "counts": chat.counts,
        "quiet": [None, None, account.time_zone],
    }
    return NewMessage(
        ChannelName.TELEGRAM,
        str(chat.chat_id),
        kind,
        f"{kind}:{chat.link_id}:chat",
        account.language,
        account.region,
        values,
        account.user_id,
        urgency=URGENT,
    )


def to_mailbox(kind: str, account: Account, chat: Told) -> NewMessage:
    """Return the letter to the account's owner."""
    return NewMessage(
        ChannelName.EMAIL,
        account.email or "",
        kind,
        f"{kind}:{chat.link_id}:mail",
        account.language,
        account.region,
        {"name": account.first_name, "chat": chat.name, "counts": chat.counts},
        account.user_id,
        urgency=URGENT,
    )
