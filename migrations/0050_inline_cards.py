from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.json_field import JSONField
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0049_rebookings')]

    initial = False

    operations = [
        ops.CreateModel(
            name='InlineCard',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('message_id', fields.CharField(unique=True, description="Telegram's, inline", max_length=64)),
                ('hotel', fields.ForeignKeyField('models.Hotel', source_field='hotel_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('check_in', fields.DateField()),
                ('check_out', fields.DateField(db_index=True)),
                ('rooms', JSONField(encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('language', fields.CharField(max_length=2)),
                ('region', fields.CharField(max_length=3)),
                ('currency', fields.CharField(max_length=3)),
                ('nationality', fields.CharField(max_length=2)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'inline_cards', 'app': 'models', 'pk_attr': 'id', 'table_description': "A hotel's card that somebody sent into a chat by inline mode, once it was voted on."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='InlineVote',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('card', fields.ForeignKeyField('models.InlineCard', source_field='card_id', db_constraint=True, to_field='id', related_name='votes', on_delete=OnDelete.CASCADE)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_index=True, db_constraint=True, to_field='id', related_name='inline_votes', on_delete=OnDelete.CASCADE)),
                ('is_up', fields.BooleanField()),
            ],
            options={'table': 'inline_votes', 'app': 'models', 'unique_together': (('card', 'user'),), 'pk_attr': 'id', 'table_description': "What somebody thinks of a card's hotel; a second opinion replaces the first."},
            bases=['Model'],
        ),
    ]
