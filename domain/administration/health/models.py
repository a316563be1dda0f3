"""The tables of health samples and open alarms."""

from tortoise import fields
from tortoise.models import Model


class HealthSample(Model):
    """The service's health in one minute; ages in seconds, counts of that minute."""

    at = fields.DatetimeField(primary_key=True)
    checks_due = fields.IntField()
    oldest_check = fields.FloatField()
    alerts_waiting = fields.IntField()
    oldest_alert = fields.FloatField()
    sent = fields.IntField()
    failed = fields.IntField()
    database_seconds = fields.FloatField()
    redis_seconds = fields.FloatField(
        null=True, description="How long Redis took to answer; null: it did not"
    )
    gone = fields.IntField(default=0, db_default=0, description="Whose chats nobody reads")
    checks_done = fields.IntField(default=0, db_default=0)
    unread = fields.IntField(
        default=0, db_default=0, description="Lines with words that nobody understood"
    )

    class Meta:
        """Table."""

        table = "health_samples"


class HealthAlarm(Model):
    """A crossed threshold that administrators were notified of."""

    kind = fields.CharField(max_length=32, primary_key=True)
    since = fields.DatetimeField()

    class Meta:
        """Table."""

        table = "health_alarms"
