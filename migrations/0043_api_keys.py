from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.json_field import JSONField
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0042_calendar_feeds')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ApiKey',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_index=True, db_constraint=True, to_field='id', related_name='api_keys', on_delete=OnDelete.CASCADE)),
                ('name', fields.CharField(max_length=60)),
                ('beginning', fields.CharField(max_length=16)),
                ('key_hash', fields.CharField(unique=True, max_length=64)),
                ('scopes', fields.CharField(description='With commas', max_length=100)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('used_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('expires_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'api_keys', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A personal key for programs. Only its hash is kept; `beginning` tells it from others.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ApiReplay',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_constraint=True, to_field='id', related_name='api_replays', on_delete=OnDelete.CASCADE)),
                ('key_hash', fields.CharField(max_length=64)),
                ('request_hash', fields.CharField(max_length=64)),
                ('begun_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ('status', fields.SmallIntField(null=True)),
                ('headers', JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('body', fields.TextField(null=True, description='Encrypted', unique=False)),
            ],
            options={'table': 'api_replays', 'app': 'models', 'unique_together': (('user', 'key_hash'),), 'pk_attr': 'id', 'table_description': 'A request with a key of its own, and what was answered to it once it is done.'},
            bases=['Model'],
        ),
        ops.AlterField(
            model_name='Tracker',
            name='chat',
            field=fields.ForeignKeyField('models.Chat', source_field='chat_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='trackers', on_delete=OnDelete.CASCADE),
        ),
        # On the way down: whoever has no chat was not known before.
        ops.RunSQL("SELECT 1", "DELETE FROM trackers WHERE chat_id IS NULL"),
    ]
