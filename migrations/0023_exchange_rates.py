from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from domain.exchange_rates.contract import RateSource


class Migration(migrations.Migration):
    dependencies = [('models', '0022_leases_and_pauses')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ExchangeRate',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('source', fields.CharEnumField(description='ECB: ecb\nWIDER: wider', enum_type=RateSource, max_length=8)),
                ('currency', fields.CharField(max_length=3)),
                ('per_euro', fields.DecimalField(max_digits=24, decimal_places=10)),
                ('day', fields.DateField()),
            ],
            options={'table': 'exchange_rates', 'app': 'models', 'unique_together': (('source', 'currency'),), 'pk_attr': 'id', 'table_description': 'How much of a currency one euro bought on a day, by one source: its newest word.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ExchangeRateSource',
            fields=[
                ('source', fields.CharEnumField(primary_key=True, unique=True, db_index=True, description='ECB: ecb\nWIDER: wider', enum_type=RateSource, max_length=8)),
                ('due_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('answered_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('day', fields.DateField(null=True, description='Of the rates that it told last')),
                ('problem', fields.CharField(null=True, max_length=100)),
            ],
            options={'table': 'exchange_rate_sources', 'app': 'models', 'pk_attr': 'source', 'table_description': 'A source: when it is asked next, when it answered last, and what is wrong since.'},
            bases=['Model'],
        ),
    ]
