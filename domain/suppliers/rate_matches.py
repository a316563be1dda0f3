"""Finds a rate that was seen before among current ones. Pure."""

from collections.abc import Iterable

from domain.suppliers.contract import Rate, Supplier, identity_of


def like(rates: Iterable[Rate], seen: Rate, supplier: Supplier) -> Rate | None:
    """Return the current rate for the one seen; None if nothing like it is sold.

    It is the one with the same token, else the one with the same room, board, refundability and
    payment, and the closest price.
    """
    sold = list(rates)
    same = next((rate for rate in sold if rate.token == seen.token), None)
    if same is not None:
        return same
    wanted = identity_of(supplier, seen.named_quote)
    alike = [rate for rate in sold if identity_of(supplier, rate.named_quote).is_same(wanted)]
    return min(alike, key=lambda rate: _apart(rate, seen), default=None)


def _apart(one: Rate, other: Rate) -> tuple[bool, object]:
    same_money = one.quote.total.currency == other.quote.total.currency
    return not same_money, abs(one.quote.total.amount - other.quote.total.amount)
