from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0003_rules_that_wait')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Search',
            name='filters',
            field=fields.JSONField(default=dict, db_default={}, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        ops.AddField(
            model_name='Search',
            name='near_latitude',
            field=fields.FloatField(null=True),
        ),
        ops.AddField(
            model_name='Search',
            name='near_longitude',
            field=fields.FloatField(null=True),
        ),
        ops.AddField(
            model_name='Search',
            name='near_name',
            field=fields.CharField(null=True, max_length=200),
        ),
        ops.AddField(
            model_name='Search',
            name='saved_at',
            field=fields.DatetimeField(null=True, description='Set while the traveller keeps it', auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Search',
            name='saved_name',
            field=fields.CharField(null=True, max_length=100),
        ),
    ]
