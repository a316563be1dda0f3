"""Let people sign in from the web, and keep what is told to them by whatever channel."""

from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.json_field import JSONField
from json import dumps, loads
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0025_set_aside_updates')]

    initial = False

    operations = [
        ops.CreateModel(
            name='EmailCode',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_index=True, db_constraint=True, to_field='id', related_name='email_codes', on_delete=OnDelete.CASCADE)),
                ('purpose', fields.CharField(max_length=16)),
                ('email', fields.CharField(max_length=254)),
                ('code_hash', fields.CharField(unique=True, max_length=64)),
                ('password_hash', fields.CharField(null=True, description='What the password becomes when it is used', max_length=255)),
                ('made_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('used_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'email_codes', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A code that was mailed: proof that whoever brings it reads that mailbox. Hashed, for once.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='OutboxMessage',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', null=True, db_constraint=True, to_field='id', related_name='messages', on_delete=OnDelete.CASCADE)),
                ('channel', fields.CharField(max_length=16)),
                ('address', fields.CharField(max_length=320)),
                ('topic_id', fields.BigIntField(null=True)),
                ('kind', fields.CharField(max_length=48)),
                ('payload', JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('language', fields.CharField(max_length=8)),
                ('region', fields.CharField(null=True, max_length=3)),
                ('message_class', fields.SmallIntField(source_field='class', default=0)),
                ('urgency', fields.SmallIntField(default=0)),
                ('dedupe_key', fields.CharField(unique=True, max_length=128)),
                ('state', fields.CharField(max_length=16)),
                ('due_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('expires_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('lease', fields.UUIDField(null=True)),
                ('leased_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('tries', fields.SmallIntField(default=0)),
                ('maybe_sent', fields.BooleanField(default=False)),
                ('receipt', fields.CharField(null=True, max_length=64)),
                ('last_error', fields.CharField(null=True, max_length=255)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ended_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'outbox_messages', 'app': 'models', 'pk_attr': 'id', 'table_description': 'One message to one person by one channel, and what became of it.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Session',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_index=True, db_constraint=True, to_field='id', related_name='sessions', on_delete=OnDelete.CASCADE)),
                ('device', fields.CharField(default='', max_length=255)),
                ('address', fields.CharField(default='', max_length=64)),
                ('began_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('used_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ended_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('why_ended', fields.CharField(null=True, max_length=32)),
            ],
            options={'table': 'sessions', 'app': 'models', 'pk_attr': 'id', 'table_description': 'Somebody signed in at one device, from the log-in to its end.'},
            bases=['Model'],
        ),
        # No session has been begun before this one: there was no way to sign in.
        ops.RunSQL('DELETE FROM refresh_tokens', reverse_sql='DELETE FROM refresh_tokens'),
        ops.AlterModelOptions(
            name='RefreshToken',
            options={'table': 'refresh_tokens', 'app': 'models', 'pk_attr': 'id', 'table_description': "One link of a session's chain. Only the token's hash is kept; `key_id` signs it again."},
        ),
        ops.AddField(
            model_name='RefreshToken',
            name='key_id',
            field=fields.CharField(max_length=16),
        ),
        ops.AddField(
            model_name='RefreshToken',
            name='session',
            field=fields.ForeignKeyField('models.Session', source_field='session_id', db_index=True, db_constraint=True, to_field='id', related_name='tokens', on_delete=OnDelete.CASCADE),
        ),
        ops.AddField(
            model_name='RefreshToken',
            name='successor_id',
            field=fields.UUIDField(null=True),
        ),
        ops.RemoveField(model_name='RefreshToken', name='address'),
        ops.RemoveField(model_name='RefreshToken', name='device'),
        ops.RemoveField(model_name='RefreshToken', name='family'),
        ops.RemoveField(model_name='RefreshToken', name='revoked_at'),
        ops.RemoveField(model_name='RefreshToken', name='user'),
        ops.RunSQL(
            'CREATE INDEX outbox_messages_due ON outbox_messages (channel, class, urgency, due_at) '
            "WHERE state IN ('waiting', 'sending')",
            reverse_sql='DROP INDEX outbox_messages_due',
        ),
        ops.RunSQL(
            'CREATE INDEX outbox_messages_user ON outbox_messages (user_id) WHERE user_id IS NOT NULL',
            reverse_sql='DROP INDEX outbox_messages_user',
        ),
    ]
