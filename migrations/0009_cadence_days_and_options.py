"""Pace by value, days in one row, options of searches, and what is set aside."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.checks.cadence import Frequency
from tortoise.fields.base import OnDelete
from tortoise import fields

INDEXES = [
    # Rows come in the order of time: this finds a day's without costing the writer anything.
    """
    CREATE INDEX universal_price_history_time
        ON universal_price_history USING brin (observed_at)
    """,
    "CREATE INDEX trackables_set_aside ON trackables (set_aside_at) WHERE set_aside_at IS NOT NULL",
]
NO_INDEXES = ["DROP INDEX universal_price_history_time", "DROP INDEX trackables_set_aside"]


class Migration(migrations.Migration):
    dependencies = [('models', '0008_seen_prices')]

    initial = False

    operations = [
        ops.CreateModel(
            name='DailyPrice',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('trackable', fields.ForeignKeyField('models.Trackable', source_field='trackable_id', db_constraint=True, to_field='id', related_name='days', on_delete=OnDelete.CASCADE)),
                ('day', fields.DateField()),
                ('lowest', fields.DecimalField(null=True, max_digits=16, decimal_places=3)),
                ('highest', fields.DecimalField(null=True, max_digits=16, decimal_places=3)),
                ('closing', fields.DecimalField(null=True, description='None: sold out at its end', max_digits=16, decimal_places=3)),
                ('closing_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('observations', fields.IntField()),
            ],
            options={'table': 'daily_prices', 'app': 'models', 'unique_together': (('trackable', 'day'),), 'pk_attr': 'id', 'table_description': "A trackable's day (UTC) in one row: what counted of its observations."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SearchOption',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('trackable', fields.ForeignKeyField('models.Trackable', source_field='trackable_id', db_constraint=True, to_field='id', related_name='options', on_delete=OnDelete.CASCADE)),
                ('hotel', fields.ForeignKeyField('models.Hotel', source_field='hotel_id', db_constraint=True, to_field='id', related_name='search_options', on_delete=OnDelete.CASCADE)),
                ('total', fields.DecimalField(max_digits=16, decimal_places=3)),
                ('first_seen_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('last_seen_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'search_options', 'app': 'models', 'unique_together': (('trackable', 'hotel'),), 'pk_attr': 'id', 'table_description': 'A hotel that a watched search has brought, with the price that it had last.'},
            bases=['Model'],
        ),
        ops.AlterField(
            model_name='Trackable',
            name='interval_seconds',
            field=fields.IntField(default=0, description='The fastest fixed wish; 0: none'),
        ),
        ops.AddField(
            model_name='Trackable',
            name='free_cancel_until',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Trackable',
            name='is_smart',
            field=fields.BooleanField(default=True, description='Someone leaves the pace to the service', db_default=True),
        ),
        ops.AddField(
            model_name='Trackable',
            name='last_error',
            field=fields.CharField(null=True, max_length=255),
        ),
        ops.AddField(
            model_name='Trackable',
            name='own_failures',
            field=fields.IntField(default=0, description="In a row, and no supplier's fault", db_default=0),
        ),
        ops.AddField(
            model_name='Trackable',
            name='set_aside_at',
            field=fields.DatetimeField(null=True, description='Since when it is not checked, because it only fails', auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Trackable',
            name='value',
            field=fields.FloatField(default=1.0, description="Its share of the suppliers' quotas", db_default=1.0),
        ),
        ops.AddField(
            model_name='Trackable',
            name='volatility',
            field=fields.FloatField(null=True, description='Mean daily (high - low) / low'),
        ),
        ops.AlterField(
            model_name='Tracker',
            name='frequency',
            field=fields.CharEnumField(default=Frequency.SMART, description='SMART: smart\nMINUTES_15: 15m\nHOURLY: 1h\nHOURS_6: 6h\nDAILY: 1d\nCUSTOM: custom', enum_type=Frequency, max_length=8),
        ),
        ops.AddField(
            model_name='Tracker',
            name='custom_seconds',
            field=fields.IntField(null=True, description='The interval of a custom frequency'),
        ),
        ops.RunSQL(INDEXES, reverse_sql=NO_INDEXES),
    ]
