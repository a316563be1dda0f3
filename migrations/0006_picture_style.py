from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.accounts.models import PictureStyle
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0005_rules_of_every_kind')]

    initial = False

    operations = [
        ops.AddField(
            model_name='User',
            name='picture_style',
            field=fields.CharEnumField(default=PictureStyle.LIGHT, description='LIGHT: light\nDARK: dark', db_default=PictureStyle.LIGHT, enum_type=PictureStyle, max_length=8),
        ),
    ]
