"""Let hotels' reports be noted, and rooms be kept unpaid."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0055_support_and_groups')]

    initial = False

    operations = [
        ops.CreateModel(
            name='BookingHold',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('booking', fields.ForeignKeyField('models.UniversalBooking', source_field='booking_id', db_constraint=True, to_field='id', related_name='holds', on_delete=OnDelete.CASCADE)),
                ('client_ref', fields.CharField(unique=True, max_length=28)),
                ('session', fields.TextField(unique=False)),
                ('state', fields.CharField(max_length=16)),
                ('supplier_ref', fields.CharField(null=True, max_length=128)),
                ('ends_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('asked_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'booking_holds', 'app': 'models', 'indexes': [Index(fields=['booking_id', 'id'])], 'pk_attr': 'id', 'table_description': 'A room that a supplier was asked to keep unpaid: written before the call, settled after.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='BookingNote',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('booking', fields.ForeignKeyField('models.UniversalBooking', source_field='booking_id', db_constraint=True, to_field='id', related_name='notes', on_delete=OnDelete.CASCADE)),
                ('kind', fields.CharField(max_length=24)),
                ('text', fields.CharField(default='', max_length=300)),
                ('actor', fields.CharField(max_length=16)),
                ('noted_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'booking_notes', 'app': 'models', 'unique_together': (('booking', 'kind', 'text'),), 'pk_attr': 'id', 'table_description': "What befell a booking that is no state of it; `text` are the hotel's words."},
            bases=['Model'],
        ),
    ]
