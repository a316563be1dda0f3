from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.accounts.incoming_updates import SetAsideReason
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0024_newest_quotes')]

    initial = False

    operations = [
        ops.CreateModel(
            name='SetAsideUpdate',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('digest', fields.CharField(unique=True, max_length=64)),
                ('told_id', fields.CharField(null=True, description='Its update_id as it came', max_length=40)),
                ('reason', fields.CharEnumField(description='UNREADABLE: unreadable\nFAILED: failed\nKILLED: killed', enum_type=SetAsideReason, max_length=16)),
                ('error', fields.CharField(max_length=200)),
                ('content', fields.TextField(unique=False)),
                ('times', fields.IntField(default=1)),
                ('first_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('last_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'set_aside_updates', 'app': 'models', 'pk_attr': 'id', 'table_description': 'An update that is not handled: it cannot be read, its handler fails, or it kills a process.'},
            bases=['Model'],
        ),
    ]
