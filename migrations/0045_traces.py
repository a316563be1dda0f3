from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0044_ledger')]

    initial = False

    operations = [
        ops.AddField(
            model_name='OutboxMessage',
            name='trace',
            field=fields.CharField(null=True, description='The action it is part of', max_length=55),
        ),
        ops.AddField(
            model_name='TrackerAlert',
            name='trace',
            field=fields.CharField(null=True, description='The check that made it', max_length=55),
        ),
    ]
