from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.prices.models import Availability
from domain.suppliers.contract import Board, Payment, Refundability, Supplier
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0019_doubt_and_patience')]

    initial = False

    operations = [
        ops.CreateModel(
            name='PricedRate',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('fingerprint', fields.CharField(unique=True, max_length=64)),
                ('source', fields.CharEnumField(description='TRAVCLAN: travclan\nSERPAPI: serpapi', enum_type=Supplier, max_length=16)),
                ('seller', fields.CharField(null=True, max_length=250)),
                ('room', fields.TextField(null=True, unique=False)),
                ('board', fields.CharEnumField(description='ROOM_ONLY: RO\nBREAKFAST: BB\nHALF_BOARD: HB\nFULL_BOARD: FB\nALL_INCLUSIVE: AI\nUNKNOWN: unknown', enum_type=Board, max_length=8)),
                ('refundable', fields.CharEnumField(description='YES: yes\nNO: no\nUNKNOWN: unknown', enum_type=Refundability, max_length=8)),
                ('payment', fields.CharEnumField(description='NOW: now\nAT_HOTEL: at_hotel\nPARTLY: partly\nUNKNOWN: unknown', enum_type=Payment, max_length=8)),
            ],
            options={'table': 'priced_rates', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A `RateIdentity` that some price has been of, at whatever hotel; kept once and for all.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='DailyPrice',
            name='rate',
            field=fields.ForeignKeyField('models.PricedRate', source_field='rate_id', null=True, description='What the closing price was of; None: not told', db_constraint=False, to_field='id', on_delete=OnDelete.SET_NULL),
        ),
        ops.AlterField(
            model_name='Trackable',
            name='availability',
            field=fields.CharEnumField(default=Availability.UNKNOWN, description='AVAILABLE: available\nSOLD_OUT: sold_out\nWITHDRAWN: withdrawn\nUNKNOWN: unknown', enum_type=Availability, max_length=16),
        ),
        ops.AddField(
            model_name='Trackable',
            name='alternative',
            field=fields.JSONField(null=True, description='Of a rate withdrawn: the cheapest same room elsewhere', encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        ops.AddField(
            model_name='Trackable',
            name='last_hotel',
            field=fields.ForeignKeyField('models.Hotel', source_field='last_hotel_id', null=True, description='Of a search: whose price the last one was', db_constraint=True, to_field='id', on_delete=OnDelete.SET_NULL),
        ),
        ops.AddField(
            model_name='Trackable',
            name='last_rate',
            field=fields.ForeignKeyField('models.PricedRate', source_field='last_rate_id', null=True, description='What the last price was of', db_constraint=False, to_field='id', on_delete=OnDelete.SET_NULL),
        ),
        ops.AlterField(
            model_name='UniversalPriceHistory',
            name='availability',
            field=fields.CharEnumField(description='AVAILABLE: available\nSOLD_OUT: sold_out\nWITHDRAWN: withdrawn\nUNKNOWN: unknown', enum_type=Availability, max_length=16),
        ),
        ops.AddField(
            model_name='UniversalPriceHistory',
            name='rate',
            field=fields.ForeignKeyField('models.PricedRate', source_field='rate_id', null=True, db_constraint=False, to_field='id', on_delete=OnDelete.SET_NULL),
        ),
    ]
