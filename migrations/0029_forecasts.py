from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.suppliers.contract import Supplier
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields

# Fixed widths from wide to narrow, so that nothing is padded: a row is some forty bytes.
FORECASTS = [
    """
    CREATE TABLE price_forecasts (
        trackable_id bigint NOT NULL,
        rate_id bigint NOT NULL,
        day date NOT NULL,
        probability real NOT NULL,
        base_rate real NOT NULL,
        price real NOT NULL,
        kind smallint NOT NULL,
        reason smallint NOT NULL,
        is_shown boolean NOT NULL,
        fell boolean,
        PRIMARY KEY (trackable_id, rate_id, day)
    ) PARTITION BY RANGE (day)
    """,
    "CREATE TABLE price_forecasts_default PARTITION OF price_forecasts DEFAULT",
    "CREATE INDEX price_forecasts_days ON price_forecasts USING brin (day)",
]


class Migration(migrations.Migration):
    dependencies = [('models', '0028_priced_days')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ForecastModel',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('fitted_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('as_of', fields.DateField(description='What was known at the end of this day')),
                ('outcomes', fields.IntField(description='How many it was fitted on')),
                ('is_synthetic', fields.BooleanField(description='Some of them were made up')),
                ('model', fields.JSONField(encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
            ],
            options={'table': 'forecast_models', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A model that was fitted, and on what; the newest one speaks.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ForecastRecord',
            fields=[
                ('day', fields.DateField(primary_key=True, unique=True, db_index=True)),
                ('record', fields.JSONField(encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
            ],
            options={'table': 'forecast_records', 'app': 'models', 'pk_attr': 'day', 'table_description': 'How good the forecasts were as of a day: see `domain.prices.forecast_record`.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='PriceRun',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('trackable', fields.ForeignKeyField('models.Trackable', source_field='trackable_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('rate_id', fields.BigIntField(description='The closes are of this one of `priced_rates`')),
                ('day', fields.DateField(description="The last close's")),
                ('packed', fields.BinaryField()),
            ],
            options={'table': 'price_runs', 'app': 'models', 'unique_together': (('trackable', 'rate_id'),), 'pk_attr': 'id', 'table_description': "A trackable's closes at one rate so far, packed: see `domain.prices.closes.Run`."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SilencedSource',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('source', fields.CharEnumField(description='TRAVCLAN: travclan\nSERPAPI: serpapi', enum_type=Supplier, max_length=16)),
                ('kind', fields.SmallIntField(description='A `ForecastKind`')),
                ('since', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('error', fields.FloatField()),
                ('outcomes', fields.IntField()),
            ],
            options={'table': 'silenced_sources', 'app': 'models', 'unique_together': (('source', 'kind'),), 'pk_attr': 'id', 'table_description': 'A source whose forecasts were wrong too often: it is silent until they are right again.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SyntheticClose',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('source', fields.CharEnumField(description='TRAVCLAN: travclan\nSERPAPI: serpapi', enum_type=Supplier, max_length=16)),
                ('supplier_id', fields.CharField(description="The hotel's at the source", max_length=255)),
                ('check_in', fields.DateField()),
                ('nights', fields.SmallIntField()),
                ('day', fields.DateField()),
                ('total', fields.DecimalField(max_digits=16, decimal_places=3)),
                ('currency', fields.CharField(max_length=3)),
            ],
            options={'table': 'synthetic_closes', 'app': 'models', 'unique_together': (('source', 'supplier_id', 'check_in', 'nights', 'day'),), 'pk_attr': 'id', 'table_description': "A close of a made-up market's past, for those who try the product: never in the record."},
            bases=['Model'],
        ),
        ops.RunSQL(FORECASTS, reverse_sql="DROP TABLE price_forecasts"),
    ]
