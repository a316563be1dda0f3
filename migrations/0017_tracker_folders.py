from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0016_budget_in_all')]

    initial = False

    operations = [
        ops.CreateModel(
            name='TrackerFolder',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_constraint=True, to_field='id', related_name='tracker_folders', on_delete=OnDelete.CASCADE)),
                ('name', fields.CharField(max_length=40)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'tracker_folders', 'app': 'models', 'unique_together': (('user', 'name'),), 'pk_attr': 'id', 'table_description': 'A heading under which a traveller keeps trackers together.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Tracker',
            name='folder',
            field=fields.ForeignKeyField('models.TrackerFolder', source_field='folder_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='trackers', on_delete=OnDelete.SET_NULL),
        ),
        ops.AddField(
            model_name='Tracker',
            name='share_token',
            field=fields.CharField(null=True, unique=True, description='Who knows it may watch the same', max_length=32),
        ),
    ]
