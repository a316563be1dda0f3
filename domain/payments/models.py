"""Invoices, charges and refunds, kept as long as the law requires."""

from enum import StrEnum
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.json_field import JSONField


class InvoiceState(StrEnum):
    """`approved`: the last checkout was let through, and its payment is expected."""

    OPEN = "open"
    APPROVED = "approved"
    PAID = "paid"
    VOID = "void"


class ChargeState(StrEnum):
    """`held` for a booking in progress, `used` for a confirmed one, else `returned`."""

    HELD = "held"
    USED = "used"
    RETURNED = "returned"


class RefundState(StrEnum):
    """`due` until the provider says that it is done, or a person takes over."""

    DUE = "due"
    DONE = "done"
    WITH_PEOPLE = "with_people"


class SupplierWallet(Model):
    """A supplier's last report of the agency's balance, and when to ask again."""

    supplier = fields.CharField(max_length=32, primary_key=True)
    balance = fields.DecimalField(max_digits=16, decimal_places=3, null=True)
    currency = fields.CharField(max_length=3, null=True)
    told_at = fields.DatetimeField(null=True)
    due_at = fields.DatetimeField()

    class Meta:
        """Table."""

        table = "supplier_wallets"


class PaymentInvoice(Model):
    """A sent invoice. `payload` is a secret that identifies it to Telegram and back.

    `amount` is charged in `currency`; it pays `covers` in `covers_currency`, the booking's own.
    Paying it agrees to `terms`.
    """

    id = fields.BigIntField(primary_key=True)
    payload = fields.CharField(max_length=64, unique=True)
    booking_id = fields.BigIntField(db_index=True)
    review = fields.SmallIntField()
    user_id = fields.BigIntField(null=True)
    chat_id = fields.BigIntField(null=True)
    amount = fields.DecimalField(max_digits=16, decimal_places=3)
    currency = fields.CharField(max_length=3)
    covers = fields.DecimalField(max_digits=16, decimal_places=3)
    covers_currency = fields.CharField(max_length=3)
    terms = JSONField[dict[str, Any]]()
    state = fields.CharEnumField(InvoiceState, max_length=16, default=InvoiceState.OPEN)
    message_id = fields.BigIntField(null=True)
    created_at = fields.DatetimeField()
    approved_at = fields.DatetimeField(null=True)

    class Meta:
        """Table and order."""

        table = "payment_invoices"


class PaymentCharge(Model):
    """A received payment: one row per Telegram charge, however often it is reported.

    `payer_id` is the payer's Telegram id: Stars go back to nobody else.
    """

    id = fields.BigIntField(primary_key=True)
    charge_id = fields.CharField(max_length=255, unique=True)
    provider_charge_id = fields.CharField(max_length=255, default="", db_default="")
    invoice_id = fields.BigIntField(null=True)
    booking_id = fields.BigIntField(null=True, db_index=True)
    user_id = fields.BigIntField(null=True)
    payer_id = fields.BigIntField(null=True)
    amount = fields.DecimalField(max_digits=16, decimal_places=3)
    currency = fields.CharField(max_length=3)
    state = fields.CharEnumField(ChargeState, max_length=16)
    received_at = fields.DatetimeField()
    due_at = fields.DatetimeField(null=True, description="When it is seen to that it is booked")
    tries = fields.SmallIntField(default=0, db_default=0)

    class Meta:
        """Table and order; due ones are found by an index that its migration creates."""

        table = "payment_charges"


class PaymentRefund(Model):
    """A refund, once for each `key`, which the provider gets as well."""

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=64, unique=True)
    charge: fields.ForeignKeyRelation[PaymentCharge] = fields.ForeignKeyField(
        "models.PaymentCharge", related_name="refunds", on_delete=fields.RESTRICT
    )
    amount = fields.DecimalField(max_digits=16, decimal_places=3)
    currency = fields.CharField(max_length=3)
    reason = fields.CharField(max_length=16)
    state = fields.CharEnumField(RefundState, max_length=16, default=RefundState.DUE)
    tries = fields.SmallIntField(default=0, db_default=0)
    detail = fields.CharField(max_length=200, default="", db_default="")
    created_at = fields.DatetimeField()
    due_at = fields.DatetimeField(null=True)
    settled_at = fields.DatetimeField(null=True)
    settled_by = fields.BigIntField(null=True)

    class Meta:
        """Table and order."""

        table = "payment_refunds"
        indexes = (Index(fields=("state", "due_at")),)
