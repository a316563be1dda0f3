"""The port through which money goes back, and every way in which that can end.

A refund carries a key: asked for again under the same one, it happens once, and "already refunded"
is a success. So what is not known is asked again; what is refused is for a person.
"""

from dataclasses import dataclass
from typing import Protocol

from domain.money import Money


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """What goes back of a charge. `before` went back of it earlier, under other keys."""

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
    """It is done, now or before."""


@dataclass(frozen=True, slots=True)
class RefundRefused:
    """The provider answered no, or it cannot be asked for here: a person sees to it."""

    detail: str


@dataclass(frozen=True, slots=True)
class RefundUnknown:
    """Nobody can tell: it is asked for again, under the same key."""

    detail: str


@dataclass(frozen=True, slots=True)
class RefundDiffers:
    """It is done, and the provider's books hold more than was asked for: a person compares them."""

    detail: str


RefundOutcome = Refunded | RefundRefused | RefundUnknown | RefundDiffers


class RefundPort(Protocol):
    """A provider that gives money back."""

    async def refund(self, order: RefundOrder) -> RefundOutcome:
        """Give money back, once for each key. Raises nothing."""
