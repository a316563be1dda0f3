from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [('models', '0030_rules_aside')]

    initial = False

    operations = [
        ops.AddField(
            model_name='RuleState',
            name='own_amount',
            field=fields.DecimalField(null=True, description="The rule's, in this currency", max_digits=16, decimal_places=3),
        ),
        ops.AddField(
            model_name='RuleState',
            name='own_target',
            field=fields.DecimalField(null=True, description="The rule's, in this currency", max_digits=16, decimal_places=3),
        ),
        ops.AddField(
            model_name='Trackable',
            name='asked_currency',
            field=fields.CharField(null=True, description='Asked for, where prices come in another', max_length=3),
        ),
    ]
