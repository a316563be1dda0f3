"""The provider's books: what it charged, what it gave back, and how badly it behaves meanwhile."""

import secrets
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Trick(StrEnum):
    """What the provider does wrong, until it is switched off."""

    # Of refunds.
    SILENT_BEFORE = "silent_before"  # no answer, and nothing was done
    SILENT_AFTER = "silent_after"  # no answer, though it is done
    DOUBLES_REFUND = "doubles_refund"  # the money goes back twice
    LIES_DONE = "lies_done"  # says that it is done, and does nothing
    LIES_FAILED = "lies_failed"  # says that it failed, and does it
    REFUSES = "refuses"
    # Of payments.
    DOUBLES_CHARGE = "doubles_charge"  # the card is charged twice, and both charges are reported
    CHARGES_REFUSED = "charges_refused"  # charges although the bot refused the checkout
    TELLS_TWICE = "tells_twice"  # one charge, told twice
    TELLS_NOTHING = "tells_nothing"  # charged, and the bot is not told before it is asked to


@dataclass(slots=True)
class GivenBack:
    """A refund: its key, and its amount in the currency's smallest unit."""

    key: str
    amount: int


@dataclass(slots=True)
class Charge:
    """One payment as the provider holds it; `stars` are Telegram's own and lie with it."""

    id: str
    telegram_id: str
    user_id: int
    currency: str
    amount: int
    payload: str
    refunds: list[GivenBack] = field(default_factory=list)

    @property
    def refunded(self) -> int:
        """Return how much of it went back."""
        return sum(one.amount for one in self.refunds)

    def to_json(self) -> dict[str, Any]:
        """Return it as the books and the provider's own interface show it."""
        return {
            "id": self.id,
            "telegram_id": self.telegram_id,
            "user_id": self.user_id,
            "currency": self.currency,
            "amount": self.amount,
            "refunded": self.refunded,
            "payload": self.payload,
            "refunds": [{"key": one.key, "amount": one.amount} for one in self.refunds],
        }


class Refused(Exception):
    """A refund that the provider does not make: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class CardProvider:
    """What a provider of payments does: charge, give back, and tell of it."""

    def __init__(self) -> None:
        self.charges: dict[str, Charge] = {}
        self.tricks: dict[Trick, int | None] = {}

    def reset(self) -> None:
        """Forget every charge and trick."""
        self.charges.clear()
        self.tricks.clear()

    def play(self, trick: Trick, times: int | None) -> None:
        """Behave so for the next `times` occasions; None: until told to stop, 0: not any more."""
        self.tricks.pop(trick, None)
        if times != 0:
            self.tricks[trick] = times

    def takes(self, trick: Trick) -> bool:
        """Return whether a trick is played now, and count it."""
        if trick not in self.tricks:
            return False
        left = self.tricks[trick]
        if left is not None:
            self.play(trick, left - 1)
        return True

    def charge(self, user_id: int, currency: str, amount: int, payload: str) -> Charge:
        """Take money and write it down."""
        kind = "stars" if currency == "XTR" else "card"
        made = Charge(
            f"{kind}_{secrets.token_hex(8)}", f"tg_{secrets.token_hex(12)}", user_id, currency,
            amount, payload,
        )  # fmt: skip
        self.charges[made.id] = made
        return made

    def by_telegram(self, telegram_id: str) -> Charge | None:
        """Return the charge that Telegram calls so."""
        return next((one for one in self.charges.values() if one.telegram_id == telegram_id), None)

    def refund(self, charge_id: str, key: str, amount: int) -> GivenBack:
        """Give money back, once for each key. Raises Refused."""
        charge = self.charges.get(charge_id)
        if charge is None:
            raise Refused("charge_not_found")
        known = next((one for one in charge.refunds if one.key == key), None)
        if known is not None:
            return known
        if charge.refunded >= charge.amount:
            raise Refused("already_refunded")
        if not 0 < amount <= charge.amount - charge.refunded:
            raise Refused("amount_invalid")
        made = GivenBack(key, amount)
        charge.refunds.append(made)
        if self.takes(Trick.DOUBLES_REFUND):
            charge.refunds.append(GivenBack(f"{key} again", amount))
        return made
