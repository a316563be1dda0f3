"""What all that is told to people has in common."""

from tortoise import fields
from tortoise.models import Model


class FloodPause(Model):
    """Telegram wants nothing for a chat until then, by the database's clock; chat 0 is every one.

    Such a pause may last hours: it outlives processes and Redis.
    """

    chat_id = fields.BigIntField(primary_key=True, generated=False)
    until = fields.DatetimeField()

    class Meta:
        """Table."""

        table = "flood_pauses"
