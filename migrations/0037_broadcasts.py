"""Let messages belong to a batch, and keep the broadcasts whose batches they are."""

from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.administration.broadcasts.models import BroadcastState
from domain.json_field import JSONField
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0036_administration')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Broadcast',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('author', fields.ForeignKeyField('models.User', source_field='author_id', null=True, db_constraint=True, to_field='id', on_delete=OnDelete.SET_NULL)),
                ('texts', JSONField(default=dict, description="Telegram's HTML by language", encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('photo', fields.CharField(null=True, description="Telegram's file id", max_length=255)),
                ('audience', JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('local_at', fields.CharField(null=True, description="2026-12-01T10:00 by each reader's clock; null: now", max_length=16)),
                ('state', fields.CharEnumField(default=BroadcastState.DRAFT, description='DRAFT: draft\nRUNNING: running\nPAUSED: paused\nSTOPPED: stopped\nDONE: done', enum_type=BroadcastState, max_length=8)),
                ('filled_to', fields.BigIntField(default=0)),
                ('filled_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('progress_chat_id', fields.BigIntField(null=True)),
                ('progress_message_id', fields.BigIntField(null=True)),
                ('progress_told_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('counts', JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('started_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('ended_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'broadcasts', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A message to many.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='OutboxMessage',
            name='batch',
            field=fields.CharField(null=True, description='What it belongs to', max_length=48),
        ),
        ops.RunSQL(
            'CREATE INDEX outbox_messages_batch ON outbox_messages (batch, state) '
            'WHERE batch IS NOT NULL',
            reverse_sql='DROP INDEX outbox_messages_batch',
        ),
        ops.RunSQL(
            "CREATE INDEX broadcasts_open ON broadcasts (id) WHERE state IN ('running', 'paused')",
            reverse_sql='DROP INDEX broadcasts_open',
        ),
        ops.RunSQL(
            'CREATE INDEX outbox_messages_ended ON outbox_messages (ended_at) '
            'WHERE ended_at IS NOT NULL',
            reverse_sql='DROP INDEX outbox_messages_ended',
        ),
    ]
