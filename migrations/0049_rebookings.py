"""Let what got cheaper be booked anew, one rebooking at a time."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.bookings.rebooking.models import RebookingStep
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0048_noted_bookings')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Rebooking',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('old', fields.ForeignKeyField('models.UniversalBooking', source_field='old_id', db_constraint=True, to_field='id', related_name='rebookings', on_delete=OnDelete.CASCADE)),
                ('new', fields.OneToOneField('models.UniversalBooking', source_field='new_id', db_constraint=True, to_field='id', related_name='rebooked_from', on_delete=OnDelete.CASCADE)),
                ('step', fields.CharEnumField(default=RebookingStep.OFFERED, description='OFFERED: offered\nBOOKING: booking\nCANCELLING: cancelling\nDONE: done\nSTOPPED: stopped\nBOTH_STAND: both_stand', enum_type=RebookingStep, max_length=16)),
                ('review', fields.SmallIntField(default=0)),
                ('most_penalty', fields.DecimalField(default=0, max_digits=16, decimal_places=3)),
                ('saving', fields.DecimalField(default=0, max_digits=16, decimal_places=3)),
                ('currency', fields.CharField(max_length=3)),
                ('tries', fields.SmallIntField(default=0)),
                ('cause', fields.CharField(default='', max_length=64)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('look_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('leased_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'rebookings', 'app': 'models', 'indexes': [Index(fields=['look_at']), Index(fields=['old_id', 'id'])], 'pk_attr': 'id', 'table_description': 'A new booking in the place of an old one.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='RebookingEvent',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('rebooking', fields.ForeignKeyField('models.Rebooking', source_field='rebooking_id', db_constraint=True, to_field='id', related_name='events', on_delete=OnDelete.CASCADE)),
                ('event', fields.CharField(max_length=16)),
                ('from_step', fields.CharField(max_length=16)),
                ('to_step', fields.CharField(max_length=16)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('cause', fields.CharField(default='', max_length=64)),
            ],
            options={'table': 'rebooking_events', 'app': 'models', 'indexes': [Index(fields=['rebooking_id', 'id'])], 'pk_attr': 'id', 'table_description': 'One step of a rebooking: when, and why. Written once, never changed.'},
            bases=['Model'],
        ),
        ops.RunSQL(
            "CREATE UNIQUE INDEX rebookings_open ON rebookings (old_id)"
            " WHERE step NOT IN ('done', 'stopped')",
            'DROP INDEX rebookings_open',
        ),
    ]
