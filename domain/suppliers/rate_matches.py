"""Finding a rate again that was seen before, among those that are sold now: pure."""

from collections.abc import Iterable

from domain.suppliers.contract import Rate, Supplier, identity_of


def like(rates: Iterable[Rate], seen: Rate, supplier: Supplier) -> Rate | None:
    """Return the rate that is the one seen; None where nothing like it is still sold.

    By the supplier's token as long as that is sold; else the rate of the same room, board,
    refundability and payment whose price is nearest.
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
