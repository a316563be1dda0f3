"""Keep of a booking made elsewhere its seller, its deadline, and what it belongs to."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0047_event_hooks')]

    initial = False

    operations = [
        ops.AddField(
            model_name='UniversalBooking',
            name='beside',
            field=fields.ForeignKeyField('models.UniversalBooking', source_field='beside_id', null=True, db_index=True, description='The stay or flight that it belongs to', db_constraint=True, to_field='id', related_name='companions', on_delete=OnDelete.SET_NULL),
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='free_until',
            field=fields.DatetimeField(null=True, description='As its traveller told', auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='seller',
            field=fields.CharField(null=True, description='Of one made elsewhere', max_length=60),
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='watched_by',
            field=fields.BigIntField(null=True, description='The tracker of its price'),
        ),
    ]
