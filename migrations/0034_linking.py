from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.json_field import JSONField
from domain.linking.models import BegunIn
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0033_unread_lines')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ChatLink',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('chat', fields.ForeignKeyField('models.Chat', source_field='chat_id', db_index=True, db_constraint=True, to_field='id', related_name='links', on_delete=OnDelete.CASCADE)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_index=True, db_constraint=True, to_field='id', related_name='links', on_delete=OnDelete.CASCADE)),
                ('own_user', fields.ForeignKeyField('models.User', source_field='own_user_id', db_index=True, db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('chat_name', fields.CharField(max_length=255)),
                ('brought', JSONField(encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('linked_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('unlinked_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'chat_links', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A chat that belongs to an account of the web, from the linking to the unlinking.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='LinkRequest',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('begun_in', fields.CharEnumField(description='WEB: web\nCHAT: chat', enum_type=BegunIn, max_length=8)),
                ('nonce_hash', fields.CharField(unique=True, max_length=64)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', null=True, db_index=True, db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('session_id', fields.UUIDField(null=True)),
                ('chat', fields.ForeignKeyField('models.Chat', source_field='chat_id', null=True, db_index=True, db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('chat_name', fields.CharField(default='', max_length=255)),
                ('code_hash', fields.CharField(null=True, max_length=64)),
                ('tries', fields.SmallIntField(default=0, description='How often a wrong code was typed')),
                ('made_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('expires_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ('ended_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'link_requests', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A wish to link, open for minutes and for one use. Secrets are kept as hashes.'},
            bases=['Model'],
        ),
    ]
