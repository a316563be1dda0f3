"""Let hotels be booked: their lives step by step, orders, guests, and what people must settle."""

from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.bookings.models import BookingState
from domain.json_field import JSONField
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0039_telegram_subject')]

    initial = False

    operations = [
        ops.CreateModel(
            name='BookingAttempt',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('booking', fields.ForeignKeyField('models.UniversalBooking', source_field='booking_id', db_constraint=True, to_field='id', related_name='attempts', on_delete=OnDelete.CASCADE)),
                ('supplier', fields.CharField(max_length=32)),
                ('client_ref', fields.CharField(max_length=28)),
                ('session', fields.TextField(unique=False)),
                ('total', fields.DecimalField(max_digits=16, decimal_places=3)),
                ('currency', fields.CharField(max_length=3)),
                ('sent_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('outcome', fields.CharField(null=True, max_length=32)),
                ('detail', fields.CharField(default='', max_length=255)),
                ('settled_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'booking_attempts', 'app': 'models', 'unique_together': (('supplier', 'client_ref'),), 'indexes': [Index(fields=['booking_id', 'id'])], 'pk_attr': 'id', 'table_description': 'An order that was sent, or was about to be: written before the call, settled after it.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='BookingCase',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('booking', fields.ForeignKeyField('models.UniversalBooking', source_field='booking_id', db_constraint=True, to_field='id', related_name='cases', on_delete=OnDelete.CASCADE)),
                ('kind', fields.CharField(max_length=32)),
                ('details', JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('opened_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('closed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('closed_by', fields.BigIntField(null=True)),
                ('resolution', fields.CharField(null=True, max_length=64)),
            ],
            options={'table': 'booking_cases', 'app': 'models', 'pk_attr': 'id', 'table_description': 'What only a person can settle, with everything that is needed for it.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='BookingGuest',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('booking', fields.ForeignKeyField('models.UniversalBooking', source_field='booking_id', db_constraint=True, to_field='id', related_name='guests', on_delete=OnDelete.CASCADE)),
                ('room', fields.SmallIntField()),
                ('position', fields.SmallIntField()),
                ('first_name', fields.CharField(max_length=40)),
                ('last_name', fields.CharField(max_length=40)),
                ('title', fields.CharField(null=True, max_length=4)),
                ('age', fields.SmallIntField(null=True)),
                ('documents', fields.TextField(null=True, unique=False)),
            ],
            options={'table': 'booking_guests', 'app': 'models', 'unique_together': (('booking', 'room', 'position'),), 'pk_attr': 'id', 'table_description': 'Somebody who stays. `documents` are sealed: see `domain.sealing`.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='BookingTransition',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('booking', fields.ForeignKeyField('models.UniversalBooking', source_field='booking_id', db_constraint=True, to_field='id', related_name='transitions', on_delete=OnDelete.CASCADE)),
                ('event', fields.CharField(max_length=16)),
                ('from_state', fields.CharField(max_length=16)),
                ('to_state', fields.CharField(max_length=16)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('actor', fields.CharField(max_length=16)),
                ('cause', fields.CharField(default='', max_length=64)),
            ],
            options={'table': 'booking_transitions', 'app': 'models', 'indexes': [Index(fields=['booking_id', 'id'])], 'pk_attr': 'id', 'table_description': "One step of a booking's life: when, who, why. Written once, never changed."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SavedTraveller',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_constraint=True, to_field='id', related_name='saved_travellers', on_delete=OnDelete.CASCADE)),
                ('first_name', fields.CharField(max_length=40)),
                ('last_name', fields.CharField(max_length=40)),
                ('title', fields.CharField(null=True, max_length=4)),
                ('used_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'saved_travellers', 'app': 'models', 'unique_together': (('user', 'first_name', 'last_name'),), 'pk_attr': 'id', 'table_description': 'Somebody whom an account has booked for before.'},
            bases=['Model'],
        ),
        ops.AlterField(
            model_name='UniversalBooking',
            name='state',
            field=fields.CharEnumField(default=BookingState.DRAFT, description='DRAFT: draft\nRECHECKED: rechecked\nSUBMITTING: submitting\nCONFIRMED: confirmed\nPENDING: pending\nUNKNOWN: unknown\nFAILED: failed\nCANCELLING: cancelling\nCANCELLED: cancelled\nCANCEL_PENDING: cancel_pending\nCOMPLETED: completed', enum_type=BookingState, max_length=16),
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='agreed',
            field=JSONField(null=True, description='The terms that were agreed to', encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='chat_id',
            field=fields.BigIntField(null=True, description='Where it is told of'),
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='email',
            field=fields.CharField(null=True, max_length=254),
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='hotel_ref',
            field=fields.CharField(null=True, max_length=128),
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='look_at',
            field=fields.DatetimeField(null=True, description='When the supplier is asked about it', auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='looks',
            field=fields.SmallIntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='order',
            field=JSONField(null=True, description='Hotel, question, terms as seen', encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='penalty',
            field=fields.DecimalField(null=True, max_digits=16, decimal_places=3),
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='phone',
            field=fields.CharField(null=True, max_length=16),
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='quoted_penalty',
            field=fields.DecimalField(null=True, max_digits=16, decimal_places=3),
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='refund',
            field=fields.DecimalField(null=True, max_digits=16, decimal_places=3),
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='requests',
            field=fields.CharField(default='', db_default='', max_length=300),
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='review',
            field=fields.SmallIntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='search_id',
            field=fields.BigIntField(null=True, description='Where its rate was found'),
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='session',
            field=fields.TextField(null=True, description="The supplier's, opaque", unique=False),
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='session_ends',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='time_zone',
            field=fields.CharField(null=True, description="The hotel's", max_length=64),
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='title',
            field=fields.CharField(default='', db_default='', max_length=255),
        ),
        ops.RunSQL(
            'CREATE INDEX universal_bookings_look ON universal_bookings (look_at) WHERE look_at IS NOT NULL',
            reverse_sql='DROP INDEX universal_bookings_look',
        ),
        ops.RunSQL(
            'CREATE UNIQUE INDEX booking_cases_open ON booking_cases (booking_id, kind) WHERE closed_at IS NULL',
            reverse_sql='DROP INDEX booking_cases_open',
        ),
    ]
