"""The tables of conversations between travellers and administrators."""

from enum import StrEnum

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import User
from domain.json_field import JSONField


class ThreadState(StrEnum):
    """Who has to write next."""

    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"


class SupportThread(Model):
    """One traveller's conversation; there is at most one that is not closed.

    `context` is what the traveller had on screen, and what they had booked and tracked, when they
    last wrote.
    """

    id = fields.BigIntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="support_threads", db_index=True, on_delete=fields.CASCADE
    )
    chat_id = fields.BigIntField(description="Where the traveller is answered")
    state = fields.CharEnumField(ThreadState, max_length=8, default=ThreadState.WAITING)
    context = JSONField[dict[str, object]](default=dict)
    opened_at = fields.DatetimeField()
    written_at = fields.DatetimeField(description="When the traveller wrote last")
    closed_at = fields.DatetimeField(null=True)

    class Meta:
        """Table; waiting threads are found by an index that its migration creates."""

        table = "support_threads"


class SupportMessage(Model):
    """A message from one side. `admin_id` is who answered, null once that account is gone."""

    id = fields.BigIntField(primary_key=True)
    thread: fields.ForeignKeyRelation[SupportThread] = fields.ForeignKeyField(
        "models.SupportThread", related_name="messages", db_index=True, on_delete=fields.CASCADE
    )
    is_answer = fields.BooleanField()
    admin: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "models.User", related_name=None, null=True, on_delete=fields.SET_NULL
    )
    text = fields.TextField()
    at = fields.DatetimeField()

    class Meta:
        """Table."""

        table = "support_messages"
