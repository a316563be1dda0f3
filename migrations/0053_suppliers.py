"""Keep what administrators decide about suppliers: pauses, and newer credentials."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0052_payments')]

    initial = False

    operations = [
        ops.CreateModel(
            name='SupplierControl',
            fields=[
                ('supplier', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=16)),
                ('paused_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('paused_by', fields.CharField(null=True, max_length=64)),
                ('credentials', fields.TextField(null=True, unique=False)),
                ('credentials_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'supplier_controls', 'app': 'models', 'pk_attr': 'supplier', 'table_description': "A supplier's pause, and the credentials that take the place of those in the settings."},
            bases=['Model'],
        ),
    ]
