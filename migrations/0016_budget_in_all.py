from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [('models', '0015_tours')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Search',
            name='most_in_all',
            field=fields.BooleanField(default=False, db_default=False, description='The most was set for the stay, not a night'),
        ),
    ]
