"""Let alerts come by mail, and mark what is not to be sent twice."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from domain.accounts.models import AlertWay


class Migration(migrations.Migration):
    dependencies = [('models', '0057_supplier_wallets')]

    initial = False

    operations = [
        ops.AddField(
            model_name='OutboxMessage',
            name='is_once',
            field=fields.BooleanField(default=False, description='Never sent again where it may have come', db_default=False),
        ),
        ops.AddField(
            model_name='User',
            name='alert_way',
            field=fields.CharEnumField(default=AlertWay.CHAT, description='CHAT: chat\nEMAIL: email\nBOTH: both', db_default=AlertWay.CHAT, enum_type=AlertWay, max_length=8),
        ),
    ]
