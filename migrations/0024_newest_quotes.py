from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.suppliers.contract import Supplier
from json import dumps, loads
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0023_exchange_rates')]

    initial = False

    operations = [
        ops.CreateModel(
            name='NewestQuote',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('hotel_id', fields.BigIntField()),
                ('check_in', fields.DateField()),
                ('nights', fields.SmallIntField()),
                ('people', fields.CharField(max_length=200)),
                ('nationality', fields.CharField(max_length=2)),
                ('supplier', fields.CharEnumField(description='TRAVCLAN: travclan\nSERPAPI: serpapi', enum_type=Supplier, max_length=16)),
                ('currency', fields.CharField(max_length=3)),
                ('terms', fields.CharField(description='What the rate must offer; empty: anything', max_length=64)),
                ('destination_id', fields.BigIntField()),
                ('observed_at', fields.DatetimeField(description="The supplier's own moment", auto_now=False, auto_now_add=False)),
                ('total', fields.DecimalField(null=True, max_digits=16, decimal_places=3)),
                ('is_comparable', fields.BooleanField(description='The total is what is paid in all')),
                ('quote', fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('doubted_total', fields.DecimalField(null=True, description='An outlier to be confirmed', max_digits=16, decimal_places=3)),
                ('doubted_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'newest_quotes', 'app': 'models', 'unique_together': (('hotel_id', 'check_in', 'nights', 'people', 'nationality', 'supplier', 'currency', 'terms'),), 'indexes': [Index(fields=['destination_id', 'people', 'currency', 'check_in'])], 'pk_attr': 'id', 'table_description': "A supplier's newest word on a hotel's stay; see `domain.search.newest_prices`."},
            bases=['Model'],
        ),
        # Room on the page: a newer word is written in place, and touches no index.
        ops.RunSQL(
            "ALTER TABLE newest_quotes SET (fillfactor = 60)",
            reverse_sql="ALTER TABLE newest_quotes RESET (fillfactor)",
        ),
    ]
