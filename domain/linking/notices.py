"""What both sides are told of a link: the chat by a message, the account's owner by a letter."""

from dataclasses import dataclass
from typing import Any

from domain.accounts.queries.sessions import Account
from domain.outbox.values import ChannelName, NewMessage

CHAT_LINKED, CHAT_UNLINKED = "chat_linked", "chat_unlinked"
URGENT = -1
LONGEST_NAME = 255
LEAST_HIDDEN = 3


def masked(email: str) -> str:
    """Return an address as its owner alone would know it: as•••@example.com."""
    name, _at, domain = email.rpartition("@")
    shown = name[: 2 if len(name) > LEAST_HIDDEN else 1]
    return f"{shown}•••@{domain}"


@dataclass(frozen=True, slots=True)
class Told:
    """The chat that both sides are told of, and what went over, by kind."""

    link_id: int
    chat_id: int
    name: str
    counts: dict[str, int]


def to_chat(kind: str, account: Account, chat: Told) -> NewMessage:
    """Return the message to the chat. It comes at night, too: it may be a stranger's doing."""
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
