"""The broadcasts table; their messages are outbox rows that share a batch."""

from enum import StrEnum

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import User
from domain.json_field import JSONField


class BroadcastState(StrEnum):
    """Where a broadcast stands."""

    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"


class Broadcast(Model):
    """A message to many.

    `filled_to` is the last account with a message in the outbox, `filled_at` when the last one went
    in. The counts are written at the end, because the outbox forgets.
    """

    id = fields.BigIntField(primary_key=True)
    author: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "models.User", related_name=None, null=True, on_delete=fields.SET_NULL
    )
    texts = JSONField[dict[str, str]](default=dict, description="Telegram's HTML by language")
    photo = fields.CharField(max_length=255, null=True, description="Telegram's file id")
    audience = JSONField[dict[str, object]](default=dict)
    local_at = fields.CharField(
        max_length=16, null=True, description="2026-12-01T10:00 by each reader's clock; null: now"
    )
    state = fields.CharEnumField(BroadcastState, max_length=8, default=BroadcastState.DRAFT)
    filled_to = fields.BigIntField(default=0)
    filled_at = fields.DatetimeField(null=True)
    progress_chat_id = fields.BigIntField(null=True)
    progress_message_id = fields.BigIntField(null=True)
    progress_told_at = fields.DatetimeField(null=True)
    counts = JSONField[dict[str, int]](default=dict)
    is_paid = fields.BooleanField(default=False, db_default=False, description="With Stars")
    created_at = fields.DatetimeField()
    started_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        """Table; running ones are found by an index that its migration creates."""

        table = "broadcasts"
