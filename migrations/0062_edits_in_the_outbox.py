"""Let edits of alerts wait in the one outbox; `domain.alerts.adoption` takes over what waits."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [('models', '0061_keys_before_signing_in')]

    initial = False

    operations = [
        ops.AddField(
            model_name='TrackerAlert',
            name='edition',
            field=fields.IntField(default=0, db_default=0),
        ),
        # On the way back those whose edits wait in the outbox are due by their own column again.
        ops.RunSQL(
            'SELECT 1',
            reverse_sql='UPDATE tracker_alerts SET edit_due_at = living_until '
            'WHERE living_until IS NOT NULL AND edit_due_at IS NULL',
        ),
    ]
