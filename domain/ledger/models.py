"""Accounts, transfers between them, and the entries that a transfer consists of.

The database itself refuses a transfer whose entries do not sum to zero in each currency, one of
fewer than two entries, one that is added to later, and any change: see migration `0044_ledger`.
"""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.ledger.accounts import AccountKind


class LedgerAccount(Model):
    """An account, in any number of currencies; it comes to be with its first entry."""

    name = fields.CharField(max_length=48, primary_key=True)
    kind = fields.CharEnumField(AccountKind, max_length=16)

    class Meta:
        """Table and order."""

        table = "ledger_accounts"


class LedgerTransfer(Model):
    """Money that went from accounts to accounts, once for each `key`.

    `booking_id` names the booking that it was for; it outlives that.
    """

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=128, unique=True)
    kind = fields.CharField(max_length=32)
    booking_id = fields.BigIntField(null=True, db_index=True)
    at = fields.DatetimeField()
    note = fields.CharField(max_length=200, default="", db_default="")

    class Meta:
        """Table and order."""

        table = "ledger_transfers"


class LedgerEntry(Model):
    """What a transfer added to one account (positive) or took from it (negative)."""

    id = fields.BigIntField(primary_key=True)
    transfer: fields.ForeignKeyRelation[LedgerTransfer] = fields.ForeignKeyField(
        "models.LedgerTransfer", related_name="entries", on_delete=fields.RESTRICT
    )
    account: fields.ForeignKeyRelation[LedgerAccount] = fields.ForeignKeyField(
        "models.LedgerAccount", related_name="entries", on_delete=fields.RESTRICT
    )
    amount = fields.DecimalField(max_digits=16, decimal_places=3)
    currency = fields.CharField(max_length=3)

    class Meta:
        """Table and order."""

        table = "ledger_entries"
        indexes = (Index(fields=("transfer_id",)), Index(fields=("account_id", "currency")))
