"""A provider that gives money back, in memory: its books, and its moods at each call."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from domain.money import Money
from domain.payments.contract import (
    RefundDiffers,
    Refunded,
    RefundOrder,
    RefundOutcome,
    RefundRefused,
    RefundUnknown,
)


class RefundMood(StrEnum):
    """What comes of a call."""

    FINE = "fine"
    LOST_BEFORE = "lost before"  # no answer, and nothing was done
    LOST_AFTER = "lost after"  # no answer, though it is done
    DOUBLES = "doubles"
    REFUSES = "refuses"


@dataclass
class FakeRefunds:
    """Gives back what it is asked to, once for each key."""

    moods: list[RefundMood] = field(default_factory=list)
    books: dict[str, list[Money]] = field(default_factory=dict)
    charges: dict[str, str] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)

    async def refund(self, order: RefundOrder) -> RefundOutcome:
        self.calls.append(order.key)
        mood = self.moods.pop(0) if self.moods else RefundMood.FINE
        if mood is RefundMood.LOST_BEFORE:
            return RefundUnknown("ReadTimeout")
        if mood is RefundMood.REFUSES:
            return RefundRefused("status 422")
        given = self.books.setdefault(order.key, [])
        self.charges[order.key] = order.charge_id
        if not given:
            given.append(order.money)
            if mood is RefundMood.DOUBLES:
                given.append(order.money)
        if mood is RefundMood.LOST_AFTER:
            return RefundUnknown("ReadTimeout")
        return Refunded() if len(given) == 1 else RefundDiffers("twice")

    def back(self, charge_id: str, currency: str = "INR") -> Money:
        """Return how much of a charge went back."""
        total = sum(
            (one.amount for key, given in self.books.items() for one in given
             if self.charges[key] == charge_id),
            Decimal(0),
        )  # fmt: skip
        return Money.of(total, currency)
