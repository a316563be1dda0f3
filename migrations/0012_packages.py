from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0011_flights')]

    initial = False

    operations = [
        ops.CreateModel(
            name='PackageSearch',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_index=True, db_constraint=True, to_field='id', related_name='packages', on_delete=OnDelete.CASCADE)),
                ('search', fields.ForeignKeyField('models.Search', source_field='search_id', db_index=True, db_constraint=True, to_field='id', related_name='packages', on_delete=OnDelete.CASCADE)),
                ('flight_search', fields.ForeignKeyField('models.FlightSearch', source_field='flight_search_id', db_index=True, db_constraint=True, to_field='id', related_name='packages', on_delete=OnDelete.CASCADE)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'package_searches', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A stay and the flights to it, searched by one traveller.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Tour',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_index=True, db_constraint=True, to_field='id', related_name='tours', on_delete=OnDelete.CASCADE)),
                ('places', fields.JSONField(encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('first_start', fields.DateField()),
                ('last_start', fields.DateField()),
                ('rooms', fields.JSONField(encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('with_flights', fields.BooleanField(default=False)),
                ('currency', fields.CharField(max_length=3)),
                ('nationality', fields.CharField(max_length=2)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'tours', 'app': 'models', 'pk_attr': 'id', 'table_description': 'Several places one after the other, to begin on any day of a window.'},
            bases=['Model'],
        ),
    ]
