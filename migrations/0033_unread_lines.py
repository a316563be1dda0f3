from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.json_field import JSONField
from domain.reading.meanings import Request
from domain.reading.models import NextStep
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0032_topics')]

    initial = False

    operations = [
        ops.CreateModel(
            name='UnreadLine',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('text_hash', fields.CharField(max_length=64)),
                ('language', fields.CharField(description="The writer's", max_length=8)),
                ('request', fields.CharEnumField(description='STAY: stay\nFLIGHT: flight\nPACKAGE: package\nTOUR: tour\nCOMMAND: command\nTALK: talk', enum_type=Request, max_length=16)),
                ('words', JSONField(encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('next_step', fields.CharEnumField(null=True, description='SEARCHED: searched\nWROTE_AGAIN: wrote again\nPRESSED: pressed a button', enum_type=NextStep, max_length=32)),
                ('written_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'unread_lines', 'app': 'models', 'indexes': [Index(fields=['user_id', 'id']), Index(fields=['written_at'])], 'pk_attr': 'id', 'table_description': 'The words of a line that nobody understood; the line itself is not kept, only its hash.'},
            bases=['Model'],
        ),
    ]
