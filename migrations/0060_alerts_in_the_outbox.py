"""Let alerts and digests wait in the one outbox; `domain.alerts.adoption` takes over what waits."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


LOCKS = {"ban-drop-not-null": "the version before reads it only where it claims by it"}


class Migration(migrations.Migration):
    dependencies = [('models', '0059_held_updates')]

    initial = False

    operations = [
        ops.AddField(
            model_name='OutboxMessage',
            name='subject_id',
            field=fields.BigIntField(null=True, description='What it tells of, as its kind knows'),
        ),
        ops.AlterField(
            model_name='TrackerAlert', name='due_at', field=fields.DatetimeField(null=True)
        ),
        ops.AlterField(
            model_name='TrackerAlert',
            name='urgency',
            field=fields.SmallIntField(default=100, db_default=100),
        ),
        ops.AlterField(
            model_name='TrackerAlert', name='attempts', field=fields.IntField(default=0, db_default=0)
        ),
        ops.AlterField(
            model_name='Digest', name='attempts', field=fields.IntField(default=0, db_default=0)
        ),
        # On the way back those of before are due by their own column again.
        ops.RunSQL(
            'SELECT 1',
            reverse_sql='UPDATE tracker_alerts SET due_at = created_at WHERE due_at IS NULL',
        ),
    ]
