"""Keep what travellers write to support, groups' own accounts and settings, and paid broadcasts."""

import functools
from json import dumps, loads

from domain.accounts.models import TrackingBy
from domain.administration.support.models import ThreadState
from domain.json_field import JSONField
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [('models', '0054_health_figures')]

    initial = False

    operations = [
        ops.CreateModel(
            name='SupportThread',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_index=True, db_constraint=True, to_field='id', related_name='support_threads', on_delete=OnDelete.CASCADE)),
                ('chat_id', fields.BigIntField(description='Where the traveller is answered')),
                ('state', fields.CharEnumField(default=ThreadState.WAITING, description='WAITING: waiting\nANSWERED: answered\nCLOSED: closed', enum_type=ThreadState, max_length=8)),
                ('context', JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('opened_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('written_at', fields.DatetimeField(description='When the traveller wrote last', auto_now=False, auto_now_add=False)),
                ('closed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'support_threads', 'app': 'models', 'pk_attr': 'id', 'table_description': "One traveller's conversation; there is at most one that is not closed."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SupportMessage',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('thread', fields.ForeignKeyField('models.SupportThread', source_field='thread_id', db_index=True, db_constraint=True, to_field='id', related_name='messages', on_delete=OnDelete.CASCADE)),
                ('is_answer', fields.BooleanField()),
                ('admin', fields.ForeignKeyField('models.User', source_field='admin_id', null=True, db_constraint=True, to_field='id', related_name=None, on_delete=OnDelete.SET_NULL)),
                ('text', fields.TextField(unique=False)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'support_messages', 'app': 'models', 'pk_attr': 'id', 'table_description': 'What one side wrote. `admin_id` is who answered, null where that account is gone.'},
            bases=['Model'],
        ),
        ops.RunSQL(
            "CREATE UNIQUE INDEX support_threads_open ON support_threads (user_id) WHERE state <> 'closed'",
            reverse_sql='DROP INDEX support_threads_open',
        ),
        ops.RunSQL(
            "CREATE INDEX support_threads_waiting ON support_threads (written_at) WHERE state <> 'closed'",
            reverse_sql='DROP INDEX support_threads_waiting',
        ),
        ops.CreateModel(
            name='GroupSettings',
            fields=[
                ('chat_id', fields.BigIntField(generated=False, primary_key=True, unique=True, db_index=True)),
                ('language', fields.CharField(null=True, max_length=8)),
                ('currency', fields.CharField(null=True, max_length=3)),
                ('tracking_by', fields.CharEnumField(default=TrackingBy.EVERYONE, description='EVERYONE: everyone\nADMINS: admins', enum_type=TrackingBy, max_length=8)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'group_settings', 'app': 'models', 'pk_attr': 'chat_id', 'table_description': "What a group's administrators chose for it; null: as whoever put the first hotel forward."},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='User',
            name='group_chat_id',
            field=fields.BigIntField(null=True, unique=True, description='Whose administrators write as the group itself'),
        ),
        ops.AddField(
            model_name='Tracker',
            name='cluster',
            field=fields.ForeignKeyField('models.Cluster', source_field='cluster_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name=None, on_delete=OnDelete.SET_NULL, description='Whose hotels it watches, whichever they are'),
        ),
        ops.AddField(
            model_name='Broadcast',
            name='is_paid',
            field=fields.BooleanField(default=False, db_default=False, description='With Stars'),
        ),
    ]
