"""Compares agreed terms with current ones: pure.

Any difference counts, even one in the traveller's favour: nobody agrees to what they have not seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.money import Money
from domain.suppliers.booking_contract import Difference
from domain.suppliers.cancel_rules import Deadline, free_until, penalty_at
from domain.suppliers.contract import CancelRule, Rate, Refundability

Fee = tuple[str, Money]


class Change(StrEnum):
    """What differs from what was seen."""

    PRICE = "price"
    ROOM = "room"
    BOARD = "board"
    REFUNDABLE = "refundable"
    CANCELLATION = "cancellation"
    AT_HOTEL = "at_hotel"
    TAXES = "taxes"
    GUESTS = "guests"


@dataclass(frozen=True, slots=True)
class Terms:
    """A rate together with the named fees paid at the hotel on top of its total."""

    rate: Rate
    fees: tuple[Fee, ...] = ()

    @property
    def total(self) -> Money:
        """Return the total, without fees at the hotel."""
        return self.rate.quote.total

    def deadline(self, now: datetime) -> Deadline | None:
        """Return until when cancelling is free; None if it is not, or unknown."""
        quote = self.rate.quote
        if quote.refundable is not Refundability.YES:
            return None
        if not self.rate.cancel_rules:
            ends = quote.free_cancel_until
        else:
            ends = free_until(self.rate.cancel_rules, quote.total, now)
        return None if ends is None or ends <= now else Deadline(ends)

    def penalty(self, now: datetime) -> Money:
        """Return what cancelling costs now; everything if unknown."""
        if self.rate.quote.refundable is not Refundability.YES:
            return self.total
        free = self.rate.quote.free_cancel_until
        if not self.rate.cancel_rules and free is not None and now < free:
            return Money.of(0, self.total.currency)
        return penalty_at(self.rate.cancel_rules, self.total, now)


def changes(seen: Terms, offered: Terms, now: datetime) -> frozenset[Change]:
    """Return the differences. Rules that were over before `now` on both sides do not count."""
    one, other = seen.rate, offered.rate
    compared = {
        Change.PRICE: (one.quote.total, other.quote.total),
        Change.ROOM: (_folded(one.room_name), _folded(other.room_name)),
        Change.BOARD: (one.quote.board, other.quote.board),
        Change.REFUNDABLE: (
            (one.quote.refundable, one.cancels_online),
            (other.quote.refundable, other.cancels_online),
        ),
        Change.CANCELLATION: (
            rules_to_come(one.cancel_rules, now),
            rules_to_come(other.cancel_rules, now),
        ),
        Change.AT_HOTEL: (
            (one.due_at_property, sorted(seen.fees, key=repr)),
            (other.due_at_property, sorted(offered.fees, key=repr)),
        ),
        Change.TAXES: (one.quote.taxes, other.quote.taxes),
        Change.GUESTS: (set(one.required_guest_fields), set(other.required_guest_fields)),
    }
    return frozenset(change for change, (was, is_) in compared.items() if was != is_)


TOLD = {
    Difference.PRICE: Change.PRICE,
    Difference.BOARD: Change.BOARD,
    Difference.TERMS: Change.CANCELLATION,
}


def rules_to_come(rules: Sequence[CancelRule], now: datetime) -> list[tuple[str, str, Money]]:
    """Return the rules that apply from now on."""
    to_come = [
        (
            "" if rule.starts is None or rule.starts <= now else rule.starts.isoformat(),
            "" if rule.ends is None else rule.ends.isoformat(),
            rule.penalty,
        )
        for rule in rules
        if rule.ends is None or rule.ends > now
    ]
    return sorted(to_come, key=repr)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
