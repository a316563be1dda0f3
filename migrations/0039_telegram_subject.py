from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0038_clusters')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Chat',
            name='telegram_subject',
            field=fields.CharField(null=True, unique=True, description="Its person's name at Telegram's provider", max_length=64),
        ),
    ]
