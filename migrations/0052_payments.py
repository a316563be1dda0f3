"""Let stays be paid for: invoices, charges, and what goes back."""

from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.json_field import JSONField
from domain.payments.models import ChargeState, InvoiceState, RefundState
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0051_invoices')]

    initial = False

    operations = [
        ops.CreateModel(
            name='PaymentCharge',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('charge_id', fields.CharField(unique=True, max_length=255)),
                ('provider_charge_id', fields.CharField(default='', db_default='', max_length=255)),
                ('invoice_id', fields.BigIntField(null=True)),
                ('booking_id', fields.BigIntField(null=True, db_index=True)),
                ('user_id', fields.BigIntField(null=True)),
                ('payer_id', fields.BigIntField(null=True)),
                ('amount', fields.DecimalField(max_digits=16, decimal_places=3)),
                ('currency', fields.CharField(max_length=3)),
                ('state', fields.CharEnumField(description='HELD: held\nUSED: used\nRETURNED: returned', enum_type=ChargeState, max_length=16)),
                ('received_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('due_at', fields.DatetimeField(null=True, description='When it is seen to that it is booked', auto_now=False, auto_now_add=False)),
                ('tries', fields.SmallIntField(default=0, db_default=0)),
            ],
            options={'table': 'payment_charges', 'app': 'models', 'pk_attr': 'id', 'table_description': "Money that came: one row for each charge of Telegram's, however often it is told."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='PaymentInvoice',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('payload', fields.CharField(unique=True, max_length=64)),
                ('booking_id', fields.BigIntField(db_index=True)),
                ('review', fields.SmallIntField()),
                ('user_id', fields.BigIntField(null=True)),
                ('chat_id', fields.BigIntField(null=True)),
                ('amount', fields.DecimalField(max_digits=16, decimal_places=3)),
                ('currency', fields.CharField(max_length=3)),
                ('covers', fields.DecimalField(max_digits=16, decimal_places=3)),
                ('covers_currency', fields.CharField(max_length=3)),
                ('terms', JSONField(encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('state', fields.CharEnumField(default=InvoiceState.OPEN, description='OPEN: open\nAPPROVED: approved\nPAID: paid\nVOID: void', enum_type=InvoiceState, max_length=16)),
                ('message_id', fields.BigIntField(null=True)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('approved_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'payment_invoices', 'app': 'models', 'pk_attr': 'id', 'table_description': 'An invoice that was sent. `payload` is a secret that names it to Telegram and back.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='PaymentRefund',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('key', fields.CharField(unique=True, max_length=64)),
                ('charge', fields.ForeignKeyField('models.PaymentCharge', source_field='charge_id', db_constraint=True, to_field='id', related_name='refunds', on_delete=OnDelete.RESTRICT)),
                ('amount', fields.DecimalField(max_digits=16, decimal_places=3)),
                ('currency', fields.CharField(max_length=3)),
                ('reason', fields.CharField(max_length=16)),
                ('state', fields.CharEnumField(default=RefundState.DUE, description='DUE: due\nDONE: done\nWITH_PEOPLE: with_people', enum_type=RefundState, max_length=16)),
                ('tries', fields.SmallIntField(default=0, db_default=0)),
                ('detail', fields.CharField(default='', db_default='', max_length=200)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('due_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('settled_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('settled_by', fields.BigIntField(null=True)),
            ],
            options={'table': 'payment_refunds', 'app': 'models', 'indexes': [Index(fields=['state', 'due_at'])], 'pk_attr': 'id', 'table_description': 'Money on its way back, once for each `key`, which the provider is told as well.'},
            bases=['Model'],
        ),
        ops.RunSQL(
            "CREATE INDEX payment_charges_due ON payment_charges (due_at) WHERE state = 'held'",
            reverse_sql="DROP INDEX payment_charges_due",
        ),
    ]
