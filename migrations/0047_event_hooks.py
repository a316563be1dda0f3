from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0046_booking_watches')]

    initial = False

    operations = [
        ops.CreateModel(
            name='EventHook',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_index=True, db_constraint=True, to_field='id', related_name='event_hooks', on_delete=OnDelete.CASCADE)),
                ('url', fields.CharField(max_length=500)),
                ('secret', fields.TextField(description='Encrypted', unique=False)),
                ('events', fields.CharField(description='With commas', max_length=100)),
                ('is_active', fields.BooleanField(default=True)),
                ('failures', fields.SmallIntField(default=0)),
                ('failing_since', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('rests_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('delivered_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('last_error', fields.CharField(null=True, max_length=100)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'event_hooks', 'app': 'models', 'pk_attr': 'id', 'table_description': 'An address to which events of an account are posted.'},
            bases=['Model'],
        ),
    ]
