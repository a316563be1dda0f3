"""Let processes hold the updates that they handle."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

# The table holds two days of updates, and those that are open are a handful.
LOCKS = {"require-concurrent-index-creation": "written within a second over two days of updates"}


class Migration(migrations.Migration):
    dependencies = [('models', '0058_alerts_by_mail')]

    initial = False

    operations = [
        ops.AddField(
            model_name='IncomingUpdate',
            name='held_until',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='IncomingUpdate',
            name='line',
            field=fields.BigIntField(null=True),
        ),
        ops.RunSQL(
            'CREATE INDEX incoming_updates_open ON incoming_updates (line, update_id) WHERE handled_at IS NULL',
            reverse_sql='DROP INDEX incoming_updates_open',
        ),
    ]
