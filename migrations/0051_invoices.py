"""Number the invoices of each year."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0050_inline_cards')]

    initial = False

    operations = [
        ops.CreateModel(
            name='InvoiceYear',
            fields=[
                ('year', fields.SmallIntField(primary_key=True, generated=False, unique=True, db_index=True)),
                ('numbered', fields.IntField()),
            ],
            options={'table': 'invoice_years', 'app': 'models', 'pk_attr': 'year', 'table_description': "How many invoices of a year have a number: the last one's."},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='UniversalBooking',
            name='invoice',
            field=fields.CharField(null=True, unique=True, max_length=24),
        ),
    ]
