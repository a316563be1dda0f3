"""Remember what suppliers say of the agency's money there."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0056_booking_notes_and_holds')]

    initial = False

    operations = [
        ops.CreateModel(
            name='SupplierWallet',
            fields=[
                ('supplier', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=32)),
                ('balance', fields.DecimalField(null=True, max_digits=16, decimal_places=3)),
                ('currency', fields.CharField(null=True, max_length=3)),
                ('told_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('due_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'supplier_wallets', 'app': 'models', 'pk_attr': 'supplier', 'table_description': "What a supplier said last of the agency's money there, and when it is asked again."},
            bases=['Model'],
        ),
    ]
