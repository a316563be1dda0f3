"""The record of what administrators did."""

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import User
from domain.json_field import JSONField


class AuditEntry(Model):
    """One act of an administrator; rows are only ever added.

    `admin_name` outlives the account. Without a chat it was done from the command line.
    """

    id = fields.BigIntField(primary_key=True)
    admin: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "models.User", related_name=None, null=True, on_delete=fields.SET_NULL
    )
    admin_name = fields.CharField(max_length=255)
    chat_id = fields.BigIntField(null=True)
    act = fields.CharField(max_length=32)
    subject = fields.CharField(max_length=64, description="On whom or what, like user:12")
    before = JSONField[dict[str, object]](default=dict)
    after = JSONField[dict[str, object]](default=dict)
    at = fields.DatetimeField()

    class Meta:
        """Table; its indexes are its migration's."""

        table = "audit_entries"
