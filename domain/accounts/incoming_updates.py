"""Updates from Telegram as they are stored: those being handled, and those set aside."""

from enum import StrEnum

from tortoise import fields
from tortoise.models import Model

from domain.json_field import JSONField


class IncomingUpdate(Model):
    """An update from Telegram, stored before it is handled.

    The row records what was seen (a repeated update is handled once) and what is unfinished (when a
    process dies, another takes over). `attempts` counts how often handling began. The handler holds
    the row (`held_until`, by the database's clock); updates of one `line` are handled one after
    another, across processes.
    """

    update_id = fields.BigIntField(primary_key=True)
    payload = JSONField[object]()
    received_at = fields.DatetimeField(db_index=True)
    handled_at = fields.DatetimeField(null=True)
    attempts = fields.SmallIntField(default=0)
    line = fields.BigIntField(null=True)
    held_until = fields.DatetimeField(null=True)

    class Meta:
        """Table and order."""

        table = "incoming_updates"


class SetAsideReason(StrEnum):
    """Why an update is not handled."""

    UNREADABLE = "unreadable"
    FAILED = "failed"
    KILLED = "killed"


class SetAsideUpdate(Model):
    """An update that is not handled: it is unreadable, its handler fails, or it crashes a process.

    Kept for operators. A repeat is counted, not stored again.
    """

    id = fields.BigIntField(primary_key=True)
    digest = fields.CharField(max_length=64, unique=True)
    told_id = fields.CharField(max_length=40, null=True, description="Its update_id as it came")
    reason = fields.CharEnumField(SetAsideReason, max_length=16)
    error = fields.CharField(max_length=200)
    content = fields.TextField()
    times = fields.IntField(default=1)
    first_at = fields.DatetimeField()
    last_at = fields.DatetimeField(db_index=True)

    class Meta:
        """Table and order."""

        table = "set_aside_updates"
