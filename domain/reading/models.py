"""What is remembered of lines that were not fully understood."""

from enum import StrEnum

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.accounts.models import User
from domain.json_field import JSONField
from domain.reading.meanings import Request


class NextStep(StrEnum):
    """What a traveller did after a line that was not fully understood."""

    SEARCHED = "searched"
    WROTE_AGAIN = "wrote again"
    PRESSED = "pressed a button"


class UnreadLine(Model):
    """The words of a line that nobody understood; the line itself is not kept, only its hash."""

    id = fields.BigIntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name=None, on_delete=fields.CASCADE, db_index=False
    )
    text_hash = fields.CharField(max_length=64)
    language = fields.CharField(max_length=8, description="The writer's")
    request = fields.CharEnumField(Request, max_length=16)
    words = JSONField[list[str]]()
    next_step = fields.CharEnumField(NextStep, max_length=32, null=True)
    written_at = fields.DatetimeField()

    class Meta:
        """Table and indexes."""

        table = "unread_lines"
        indexes = (Index(fields=("user_id", "id")), Index(fields=("written_at",)))
