"""The ledger's first rule: over all accounts, the entries of each currency sum to zero."""

from decimal import Decimal

from domain.ledger.queries import read_balances
from domain.unit_of_work import Database


async def imbalance(database: Database) -> dict[str, Decimal]:
    """Return by how much each currency is off, without those that balance."""
    sums: dict[str, Decimal] = {}
    for balance in await read_balances(database):
        money = balance.money
        sums[money.currency] = sums.get(money.currency, Decimal(0)) + money.amount
    return {currency: total for currency, total in sums.items() if total}
