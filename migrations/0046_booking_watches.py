"""Let bookings be watched for a cheaper price, and let what is saved be written down."""

from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.bookings.price_watches.models import SavingKind
from domain.json_field import JSONField
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0045_traces')]

    initial = False

    operations = [
        ops.CreateModel(
            name='BookingWatch',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('booking', fields.OneToOneField('models.UniversalBooking', source_field='booking_id', db_constraint=True, to_field='id', related_name='watch', on_delete=OnDelete.CASCADE)),
                ('trackable', fields.ForeignKeyField('models.Trackable', source_field='trackable_id', null=True, db_constraint=True, to_field='id', related_name='booking_watches', on_delete=OnDelete.SET_NULL)),
                ('is_on', fields.BooleanField()),
                ('hindrance', fields.CharField(null=True, max_length=24)),
                ('least_percent', fields.SmallIntField(description='Of what was paid: less is not told')),
                ('began_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('settles_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('settled_at', fields.DatetimeField(null=True, description='When its closing line was due', auto_now=False, auto_now_add=False)),
                ('ends_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('judged_at', fields.DatetimeField(null=True, description='The last price that was weighed', auto_now=False, auto_now_add=False)),
                ('told_saving', fields.DecimalField(null=True, max_digits=16, decimal_places=3)),
                ('lowest_total', fields.DecimalField(null=True, max_digits=16, decimal_places=3)),
            ],
            options={'table': 'booking_watches', 'app': 'models', 'indexes': [Index(fields=['trackable_id']), Index(fields=['is_on', 'ends_at'])], 'pk_attr': 'id', 'table_description': 'A booking whose price is watched, or why it is not: one row a booking.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Saving',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('booking', fields.ForeignKeyField('models.UniversalBooking', source_field='booking_id', db_constraint=True, to_field='id', related_name='savings', on_delete=OnDelete.CASCADE)),
                ('kind', fields.CharEnumField(description='ALERTED: alerted\nREALISED: realised\nMISSED: missed\nHELD: held', enum_type=SavingKind, max_length=8)),
                ('amount', fields.DecimalField(max_digits=16, decimal_places=3)),
                ('currency', fields.CharField(max_length=3)),
                ('by_word', fields.BooleanField(default=False, db_default=False)),
                ('noted_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'savings', 'app': 'models', 'unique_together': (('booking', 'kind'),), 'pk_attr': 'id', 'table_description': 'A line of the savings ledger: one of a kind a booking. `by_word`: the traveller told it.'},
            bases=['Model'],
        ),
        ops.RemoveIndex(
            model_name='UniversalPriceAlert',
            name=None,
            fields=['state', 'due_at'],
        ),
        ops.AlterModelOptions(
            name='UniversalPriceAlert',
            options={'table': 'universal_price_alerts', 'app': 'models', 'indexes': [Index(fields=['booking_id', 'id'])], 'pk_attr': 'id', 'table_description': "What a booking's alert says: what was paid, what it costs now, and what is saved."},
        ),
        ops.AddField(
            model_name='UniversalPriceAlert',
            name='offered',
            field=JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        ops.AddField(
            model_name='UniversalPriceAlert',
            name='penalty',
            field=fields.DecimalField(default=0, db_default=0, max_digits=16, decimal_places=3),
        ),
        ops.RemoveField(model_name='UniversalPriceAlert', name='due_at'),
        ops.RemoveField(model_name='UniversalPriceAlert', name='message_id'),
        ops.RemoveField(model_name='UniversalPriceAlert', name='sent_at'),
        ops.RemoveField(model_name='UniversalPriceAlert', name='state'),
        ops.AddIndex(
            model_name='UniversalPriceAlert',
            index=Index(fields=['booking_id', 'id']),
        ),
    ]
