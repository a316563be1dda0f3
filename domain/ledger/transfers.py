"""A transfer as a value: pure. It cannot be created unless it sums to zero in each currency."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from domain.ledger.accounts import kind_of
from domain.money import Money

LONGEST_KEY, LONGEST_NOTE = 128, 200


class Unbalanced(ValueError):
    """Entries that do not sum to zero, or no entries: a bug of ours."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An amount added to an account (positive) or taken from it (negative)."""

    account: str
    money: Money


@dataclass(frozen=True, slots=True)
class Transfer:
    """Entries posted together. Two with the same `key` are one. Raises Unbalanced."""

    key: str
    kind: str
    entries: tuple[Entry, ...]
    booking_id: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Check what the database checks again."""
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for entry in self.entries:
            kind_of(entry.account)
            sums[entry.money.currency] += entry.money.amount
        if len(self.entries) < 2 or any(sums.values()):  # noqa: PLR2004 - from one, to another
            raise Unbalanced(self.key)


def move(
    key: str,
    kind: str,
    money: Money,
    source: str,
    target: str,
    booking_id: int | None,
    note: str = "",
) -> Transfer:
    """Return a transfer of one amount: `source` is credited, `target` debited."""
    taken = Money(-money.amount, money.currency)
    return Transfer(key, kind, (Entry(target, money), Entry(source, taken)), booking_id, note)
