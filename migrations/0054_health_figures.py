"""Tell more of how the service fares: chats that are gone, checks done, Redis, lines unread."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [('models', '0053_suppliers')]

    initial = False

    operations = [
        ops.AddField(
            model_name='HealthSample',
            name='redis_seconds',
            field=fields.FloatField(null=True, description='How long Redis took to answer; null: it did not'),
        ),
        ops.AddField(
            model_name='HealthSample',
            name='gone',
            field=fields.IntField(default=0, db_default=0, description='Whose chats nobody reads'),
        ),
        ops.AddField(
            model_name='HealthSample',
            name='checks_done',
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='HealthSample',
            name='unread',
            field=fields.IntField(default=0, db_default=0, description='Lines with words that nobody understood'),
        ),
        ops.AddField(
            model_name='TrackerAlert',
            name='failed_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.RunSQL(
            "CREATE INDEX tracker_alerts_failed ON tracker_alerts (failed_at) WHERE state = 'failed'",
            reverse_sql='DROP INDEX tracker_alerts_failed',
        ),
    ]
