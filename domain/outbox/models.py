"""The tables behind everything that is sent to people."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from domain.json_field import JSONField


class FloodPause(Model):
    """Telegram accepts nothing for a chat until then, by the database's clock; chat 0 means all.

    Such a pause may last hours: it outlives processes and Redis.
    """

    chat_id = fields.BigIntField(primary_key=True, generated=False)
    until = fields.DatetimeField()

    class Meta:
        """Table."""

        table = "flood_pauses"


class OutboxMessage(Model):
    """A message to one person over one channel, and its outcome."""

    id = fields.BigIntField(primary_key=True)
    user: fields.ForeignKeyNullableRelation[Any] = fields.ForeignKeyField(
        "models.User", related_name="messages", null=True, on_delete=fields.CASCADE
    )  # Any: its owner's package is above this one
    channel = fields.CharField(max_length=16)
    address = fields.CharField(max_length=320)
    topic_id = fields.BigIntField(null=True)
    kind = fields.CharField(max_length=48)
    payload = JSONField[dict[str, object]](default=dict)
    language = fields.CharField(max_length=8)
    region = fields.CharField(max_length=3, null=True)
    message_class = fields.SmallIntField(source_field="class", default=0)
    urgency = fields.SmallIntField(default=0)
    subject_id = fields.BigIntField(null=True, description="What it tells of, as its kind knows")
    batch = fields.CharField(max_length=48, null=True, description="What it belongs to")
    trace = fields.CharField(max_length=55, null=True, description="The action it is part of")
    dedupe_key = fields.CharField(max_length=128, unique=True)
    state = fields.CharField(max_length=16)
    due_at = fields.DatetimeField(null=True)
    expires_at = fields.DatetimeField(null=True)
    lease = fields.UUIDField(null=True)
    leased_until = fields.DatetimeField(null=True)
    tries = fields.SmallIntField(default=0)
    maybe_sent = fields.BooleanField(default=False)
    unanswered = fields.SmallIntField(default=0, db_default=0)
    is_once = fields.BooleanField(
        default=False, db_default=False, description="Never sent again where it may have come"
    )
    receipt = fields.CharField(max_length=64, null=True)
    last_error = fields.CharField(max_length=255, null=True)
    created_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        """Table; due messages are found by an index that its migration creates."""

        table = "outbox_messages"
