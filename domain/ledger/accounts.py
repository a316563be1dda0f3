"""The chart of accounts. Debits are positive (what is ours, or was spent); credits are negative.

::

    asset      provider      travellers' money as it lies at the payment provider, or as Stars
               wallet:…      the agency's money at a supplier, as far as bookings moved it
    liability  held          paid by travellers, for bookings that are not confirmed yet
               refunds       promised back to travellers, and not yet back with them
    income     sales         kept for bookings that were confirmed
    expense    costs         what suppliers took for them
               losses        given back although nobody paid it back to us
"""

from enum import StrEnum

WALLET = "wallet:"


class AccountKind(StrEnum):
    """The meaning of an account's balance."""

    ASSET = "asset"
    LIABILITY = "liability"
    INCOME = "income"
    EXPENSE = "expense"


class Account(StrEnum):
    """The singleton accounts; for wallets, one per supplier, see `wallet`."""

    PROVIDER = "provider"
    HELD = "held"
    REFUNDS = "refunds"
    SALES = "sales"
    COSTS = "costs"
    LOSSES = "losses"


KINDS = {
    Account.PROVIDER: AccountKind.ASSET,
    Account.HELD: AccountKind.LIABILITY,
    Account.REFUNDS: AccountKind.LIABILITY,
    Account.SALES: AccountKind.INCOME,
    Account.COSTS: AccountKind.EXPENSE,
    Account.LOSSES: AccountKind.EXPENSE,
}


def wallet(supplier: str) -> str:
    """Return the name of the agency's account at a supplier."""
    return f"{WALLET}{supplier}"


def kind_of(name: str) -> AccountKind:
    """Return an account's kind. Raises ValueError for an unknown name."""
    return AccountKind.ASSET if name.startswith(WALLET) else KINDS[Account(name)]
