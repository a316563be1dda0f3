"""A message on its way, as services submit it and channels take it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any


class MessageClass(IntEnum):
    """The sending order: nothing of a class leaves while an earlier one has messages waiting.

    Answers to people are not messages: their handler sends them, before all. Alerts, digests and
    edits of alerts that were sent have their own claim (`domain.outbox.queries.claims`): the first
    two take turns with notices, edits come when there is time.
    """

    ALERT = -1
    NOTICE = 0
    BROADCAST = 1
    EDIT = 2


class ChannelName(StrEnum):
    """The ways to reach people."""

    TELEGRAM = "telegram"
    EMAIL = "email"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to one person.

    `kind` selects the words and `values` (JSON) fill them in; the text is made at sending time, in
    `language`, with dates and numbers in the style of `region`. Messages with the same `dedupe_key`
    are one message. A message not sent by `expires_at` is dropped: an expired code helps nobody.
    `user_id` is its owner, with whom it is deleted. `batch` names what it belongs to, see
    `domain.outbox.queries.batches`; it leaves at `due_at`, None for immediately. With `is_once` it
    is not resent if an earlier try may have arrived. `subject_id` is the row of the kind's own
    table that it reports, in that row's state at sending time.
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
    """A message held by this courier.

    `tries` counts the failed ones, `unanswered` those that got no answer; `maybe_sent` means that
    an earlier call was cut short or not answered, so it may have arrived already. `trace` is the
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
    unanswered: int = 0
