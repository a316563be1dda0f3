from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.suppliers.flight_contract import Cabin
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0010_delivery')]

    initial = False

    operations = [
        ops.CreateModel(
            name='FlightSearch',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_index=True, db_constraint=True, to_field='id', related_name='flight_searches', on_delete=OnDelete.CASCADE)),
                ('origin_name', fields.CharField(max_length=200)),
                ('origin_codes', fields.CharField(max_length=64)),
                ('destination_name', fields.CharField(max_length=200)),
                ('destination_codes', fields.CharField(max_length=64)),
                ('outbound', fields.DateField()),
                ('inbound', fields.DateField(null=True)),
                ('adults', fields.SmallIntField()),
                ('child_ages', fields.JSONField(default=list, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('cabin', fields.CharEnumField(description='ECONOMY: economy\nPREMIUM: premium\nBUSINESS: business\nFIRST: first', enum_type=Cabin, max_length=16)),
                ('currency', fields.CharField(max_length=3)),
                ('nationality', fields.CharField(max_length=2)),
                ('created_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ('asked_at', fields.DatetimeField(description='When the supplier was last asked', auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'flight_searches', 'app': 'models', 'pk_attr': 'id', 'table_description': "What one traveller asked for. Either end is a name and its airports' codes with commas."},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='User',
            name='home_airport',
            field=fields.CharField(null=True, description='IATA codes with commas: those of the home city', max_length=64),
        ),
    ]
