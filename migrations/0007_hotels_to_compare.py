import functools
from json import dumps, loads

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [('models', '0006_picture_style')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Search',
            name='chosen',
            field=fields.JSONField(default=list, db_default=[], description='Ids of the hotels chosen to be compared', encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
    ]
