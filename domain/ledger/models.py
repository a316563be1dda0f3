"""Accounts, transfers between them, and their entries.

The database itself rejects a transfer whose entries do not sum to zero in each currency, one with
fewer than two entries, additions to an existing one, and any change: see migration `0044_ledger`.
"""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.ledger.accounts import AccountKind


class LedgerAccount(Model):
    """An account, in any number of currencies; its first entry creates it."""

    name = fields.CharField(max_length=48, primary_key=True)
    kind = fields.CharEnumField(AccountKind, max_length=16)

    class Meta:
        """Table and order."""

        table = "ledger_accounts"


class LedgerTransfer(Model):
    """A transfer between accounts, once for each `key`.

    `booking_id` is the booking that it was for, which it outlives.
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
    """An amount added to an account (positive) or taken from it (negative)."""

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
