"""The port for refunds, and every way in which one can end.

A refund carries a key: requested again with the same key, it happens once, and "already refunded"
is a success. So unknown outcomes are retried, and refusals go to a person.
"""

from dataclasses import dataclass
from typing import Protocol

from domain.money import Money


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """How much of a charge to refund. `before` was refunded earlier, under other keys."""

    key: str
    charge_id: str
    provider_charge_id: str
    payer_id: int | None
    paid: Money
    money: Money
    before: Money
    reason: str


@dataclass(frozen=True, slots=True)
class Refunded:
    """It is done, now or earlier."""


@dataclass(frozen=True, slots=True)
class RefundRefused:
    """The provider refused, or cannot be asked here: a person takes over."""

    detail: str


@dataclass(frozen=True, slots=True)
class RefundUnknown:
    """The outcome is unknown: it is requested again, with the same key."""

    detail: str


@dataclass(frozen=True, slots=True)
class RefundDiffers:
    """It is done, and the provider's books show more than was requested: a person compares them."""

    detail: str


RefundOutcome = Refunded | RefundRefused | RefundUnknown | RefundDiffers


class RefundPort(Protocol):
    """A provider that makes refunds."""

    async def refund(self, order: RefundOrder) -> RefundOutcome:
        """Refund, once for each key. Raises nothing."""
