from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0017_tracker_folders')]

    initial = False

    operations = [
        ops.CreateModel(
            name='GroupHotel',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('chat', fields.ForeignKeyField('models.Chat', source_field='chat_id', db_constraint=True, to_field='id', related_name='hotels', on_delete=OnDelete.CASCADE)),
                ('hotel', fields.ForeignKeyField('models.Hotel', source_field='hotel_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('check_in', fields.DateField()),
                ('check_out', fields.DateField()),
                ('rooms', fields.JSONField(encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_index=True, db_constraint=True, to_field='id', related_name='group_hotels', on_delete=OnDelete.CASCADE)),
                ('tracker', fields.ForeignKeyField('models.Tracker', source_field='tracker_id', null=True, db_constraint=True, to_field='id', on_delete=OnDelete.SET_NULL)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'group_hotels', 'app': 'models', 'unique_together': (('chat', 'hotel', 'check_in', 'check_out'),), 'pk_attr': 'id', 'table_description': "A hotel that a member has put before a group, for certain dates, and the group's tracker."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='GroupVote',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('group_hotel', fields.ForeignKeyField('models.GroupHotel', source_field='group_hotel_id', db_constraint=True, to_field='id', related_name='votes', on_delete=OnDelete.CASCADE)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_index=True, db_constraint=True, to_field='id', related_name='group_votes', on_delete=OnDelete.CASCADE)),
                ('is_up', fields.BooleanField()),
            ],
            options={'table': 'group_votes', 'app': 'models', 'unique_together': (('group_hotel', 'user'),), 'pk_attr': 'id', 'table_description': "What a member thinks of a group's hotel; a second opinion replaces the first."},
            bases=['Model'],
        ),
    ]
