from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0026_sessions_and_outbox')]

    initial = False

    operations = [
        ops.AddField(
            model_name='TrackerAlert',
            name='told_with',
            field=fields.BigIntField(null=True, description='The alert whose message told this one among its reasons'),
        ),
    ]
