"""Lease edits as sends are leased, and keep the pauses that Telegram asks for."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0021_home')]

    initial = False

    operations = [
        ops.CreateModel(
            name='FloodPause',
            fields=[
                ('chat_id', fields.BigIntField(generated=False, primary_key=True, unique=True, db_index=True)),
                ('until', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'flood_pauses', 'app': 'models', 'pk_attr': 'chat_id', 'table_description': "Telegram wants nothing for a chat until then, by the database's clock; chat 0 is every one."},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Digest',
            name='not_before',
            field=fields.DatetimeField(null=True, description='When to try again', auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='TrackerAlert',
            name='edit_lease',
            field=fields.UUIDField(null=True),
        ),
        ops.AddField(
            model_name='TrackerAlert',
            name='edit_leased_until',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.RunSQL(
            "CREATE INDEX tracker_alerts_edited ON tracker_alerts (edit_leased_until) "
            "WHERE edit_leased_until IS NOT NULL",
            reverse_sql="DROP INDEX tracker_alerts_edited",
        ),
    ]
