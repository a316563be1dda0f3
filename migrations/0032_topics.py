from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0031_priced_in')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Tracker',
            name='topic_id',
            field=fields.BigIntField(null=True, description='The topic of the group where it is told'),
        ),
    ]
