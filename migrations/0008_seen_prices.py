from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.suppliers.contract import Supplier
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0007_hotels_to_compare')]

    initial = False

    operations = [
        ops.CreateModel(
            name='SeenPrice',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('destination_id', fields.BigIntField()),
                ('hotel_id', fields.BigIntField()),
                ('check_in', fields.DateField()),
                ('nights', fields.SmallIntField()),
                ('people', fields.CharField(max_length=200)),
                ('currency', fields.CharField(max_length=3)),
                ('supplier', fields.CharEnumField(description='TRAVCLAN: travclan\nSERPAPI: serpapi', enum_type=Supplier, max_length=16)),
                ('seen_on', fields.DateField()),
                ('total', fields.DecimalField(max_digits=16, decimal_places=3)),
                ('observed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'seen_prices', 'app': 'models', 'unique_together': (('hotel_id', 'check_in', 'nights', 'people', 'currency', 'supplier', 'seen_on'),), 'indexes': [Index(fields=['destination_id', 'people', 'currency', 'check_in']), Index(fields=['seen_on'])], 'pk_attr': 'id', 'table_description': 'An all-in total as one supplier named it on one day; see `domain.search.price_memory`.'},
            bases=['Model'],
        ),
    ]
