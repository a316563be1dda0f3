"""A message on its way, as services put it in and channels take it out."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any


class MessageClass(IntEnum):
    """Who goes first: nothing of a class leaves while one before it waits.

    Answers to people are not messages: their handler sends them, before all. Alerts, digests and
    edits of alerts that were sent have a claim of their own (`domain.outbox.queries.claims`): the
    first two take turns with notices, edits come when there is time.
    """

    ALERT = -1
    NOTICE = 0
    BROADCAST = 1
    EDIT = 2


class ChannelName(StrEnum):
    """The ways to people."""

    TELEGRAM = "telegram"
    EMAIL = "email"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What is to be told to one person.

    `kind` chooses the words and `values` (JSON) fill them in; they are made when it leaves, in
    `language`, with days and numbers as `region` writes them. Two with the same `dedupe_key` are
    one. What is not told by `expires_at` is dropped: a code that has run out helps nobody.
    `user_id` is whose it is; it is deleted with them. `batch` names what it belongs to, see
    `domain.outbox.batches`; it leaves at `due_at`, None for at once. One that `is_once` is not sent
    again where an earlier try may have come. `subject_id` is the row of the kind's own table that
    it tells of, as that is when it leaves.
    """

    channel: ChannelName
    address: str
    kind: str
    dedupe_key: str
    language: str
    region: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    user_id: int | None = None
    expires_at: datetime | None = None
    topic_id: int | None = None
    urgency: int = 0
    message_class: MessageClass = MessageClass.NOTICE
    batch: str | None = None
    due_at: datetime | None = None
    is_once: bool = False
    subject_id: int | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message that this courier holds. `tries` counts the failed ones; `maybe_sent` says that an
    earlier call was cut short or not answered, so that it may have come already. `trace` is the
    action that it is part of.
    """

    message_id: int
    channel: ChannelName
    address: str
    kind: str
    values: dict[str, Any]
    language: str
    region: str | None
    created_at: datetime
    expires_at: datetime | None
    topic_id: int | None
    tries: int
    maybe_sent: bool
    user_id: int | None = None
    batch: str | None = None
    trace: str | None = None
    is_once: bool = False
    subject_id: int | None = None
    urgency: int = 0
