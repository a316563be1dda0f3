"""The table of event hooks."""

from typing import Any

from tortoise import fields
from tortoise.models import Model


class EventHook(Model):
    """An address that an account's events are posted to.

    `failures` counts consecutive ones, `failing_since` is the first of them; until `rests_until`
    nothing is posted.
    """

    id = fields.BigIntField(primary_key=True)
    user: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "models.User", related_name="event_hooks", db_index=True, on_delete=fields.CASCADE
    )  # Any: the owner's model belongs to a sibling package
    url = fields.CharField(max_length=500)
    secret = fields.TextField(description="Encrypted")
    events = fields.CharField(max_length=100, description="With commas")
    is_active = fields.BooleanField(default=True)
    failures = fields.SmallIntField(default=0)
    failing_since = fields.DatetimeField(null=True)
    rests_until = fields.DatetimeField(null=True)
    delivered_at = fields.DatetimeField(null=True)
    last_error = fields.CharField(max_length=100, null=True)
    created_at = fields.DatetimeField()

    class Meta:
        """Table and order."""

        table = "event_hooks"
