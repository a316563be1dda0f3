from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [('models', '0018_group_hotels')]

    initial = False

    operations = [
        ops.AddField(
            model_name='TrackerAlert',
            name='maybe_sent',
            field=fields.BooleanField(default=False, db_default=False, description='A try was cut short: its reader may have been told'),
        ),
        ops.AddField(
            model_name='TrackerAlert',
            name='sought_since',
            field=fields.DatetimeField(null=True, description='Since when its price cannot be had again', auto_now=False, auto_now_add=False),
        ),
    ]
