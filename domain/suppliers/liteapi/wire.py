"""LiteAPI's answers as they arrive: hotels, and rates with their taxes and terms."""

from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Annotated

from pydantic import BeforeValidator, Field

from domain.money import Money
from domain.suppliers.cancel_rules import free_until, penalty_at
from domain.suppliers.contract import (
    Board,
    CancelRule,
    Quote,
    Rate,
    RateKind,
    Refundability,
    TaxInclusion,
)
from domain.suppliers.liteapi.hotel_wire import LiteapiModel
from domain.suppliers.room_combinations import combine
from domain.suppliers.room_names import board_in
from domain.suppliers.wire import (
    Amount,
    AmountOrZero,
    Currency,
    Id,
    Maybe,
    Name,
    Text,
    Whole,
)

LONGEST_OFFER = 8_000
NOT_REFUNDABLE, REFUNDABLE = "NRFN", "RFN"
BOARDS = {
    "RO": Board.ROOM_ONLY,
    "BB": Board.BREAKFAST,
    "BI": Board.BREAKFAST,
    "HB": Board.HALF_BOARD,
    "FB": Board.FULL_BOARD,
    "AI": Board.ALL_INCLUSIVE,
}

# Opaque and long; a truncated one would be another's.
OfferId = Annotated[str, Field(min_length=1, max_length=LONGEST_OFFER)]


class WireMoney(LiteapiModel):
    """An amount."""

    amount: Amount
    currency: Currency

    @property
    def money(self) -> Money:
        """Return it as money."""
        return Money.of(self.amount, self.currency)


class Tax(LiteapiModel):
    """A tax or fee: included in the total, or paid at the hotel on top."""

    included: bool
    description: Maybe[Text] = None
    amount: AmountOrZero
    currency: Currency

    @property
    def money(self) -> Money:
        """Return it as money."""
        return Money.of(self.amount, self.currency)


class RetailRate(LiteapiModel):
    """What a room costs."""

    total: list[WireMoney] = Field(min_length=1)
    taxes_and_fees: Whole[Tax] = Field(default_factory=list)


def _instant(written: object) -> object:
    """Read "2025-03-30 02:00:00" and "2024-11-15": GMT always, as documented."""
    if not isinstance(written, str):
        return written
    instant = datetime.fromisoformat(written.strip())
    if instant.tzinfo is None:
        return instant.replace(tzinfo=UTC)
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        raise ValueError("no moment of our calendar") from None


class PolicyStep(LiteapiModel):
    """From when, until the next step, cancelling a room costs how much."""

    cancel_time: Annotated[datetime, BeforeValidator(_instant)]
    amount: AmountOrZero
    currency: Maybe[Currency] = None
    type: Maybe[Text] = None

    def penalty(self, total: Money) -> Money:
        """Return the penalty of a stay for `total`. Raises ValueError in another currency."""
        if self.type == "percentage":
            return Money.of(total.amount * min(self.amount, Decimal(100)) / 100, total.currency)
        if self.currency not in (None, total.currency):
            raise ValueError("a penalty in other money")
        return Money.of(self.amount, total.currency)


class Policies(LiteapiModel):
    """The terms of cancelling."""

    cancel_policy_infos: Whole[PolicyStep] = Field(default_factory=list)
    refundable_tag: Maybe[Text] = None

    def rules(self, total: Money) -> tuple[CancelRule, ...]:
        """Return the terms as rules for a stay of `total`; none if none are given."""
        if self.refundable_tag == NOT_REFUNDABLE:
            return (CancelRule(None, None, total),)
        steps = sorted(self.cancel_policy_infos, key=lambda step: step.cancel_time)
        if not steps:
            return ()
        ends = [after.cancel_time for _, after in pairwise(steps)]
        free = CancelRule(None, steps[0].cancel_time, Money.of(0, total.currency))
        charged = [
            CancelRule(step.cancel_time, end, step.penalty(total))
            for step, end in zip(steps, [*ends, None], strict=True)
        ]
        return (free, *charged)

    def refundable(self, total: Money, now: datetime) -> Refundability:
        """Return whether cancelling now would refund everything."""
        rules = self.rules(total)
        if not rules:
            told = self.refundable_tag == REFUNDABLE
            return Refundability.YES if told else Refundability.UNKNOWN
        is_free = penalty_at(rules, total, now).amount == 0
        return Refundability.YES if is_free else Refundability.NO


class WireRate(LiteapiModel):
    """A room's rate within an offer."""

    name: Name
    board_type: Maybe[Text] = None
    board_name: Maybe[Text] = None
    retail_rate: RetailRate
    cancellation_policies: Policies

    @property
    def board(self) -> Board:
        """Return the meals: by the code, else by its words, else by the room's name."""
        known = BOARDS.get((self.board_type or "").upper())
        told = (board_in(text) for text in (self.board_name or "", self.name))
        return known or next((b for b in told if b is not Board.UNKNOWN), Board.UNKNOWN)

    def to_rate(self, token: str, now: datetime) -> Rate:
        """Return the rate in this product's words. Raises ValueError for two currencies in one."""
        total = self.retail_rate.total[0].money
        taxes = self.retail_rate.taxes_and_fees
        fees = tuple(((t.description or ""), t.money) for t in taxes if not t.included and t.amount)
        within = [tax.money for tax in taxes if tax.included and tax.currency == total.currency]
        policies = self.cancellation_policies
        rules, refundable = policies.rules(total), policies.refundable(total, now)
        before = total.amount - sum((tax.amount for tax in within), Decimal(0))
        quote = Quote(
            total=total,
            taxes=TaxInclusion.EXCLUDED if fees else TaxInclusion.INCLUDED,
            kind=RateKind.NEEDS_RECHECK,
            board=self.board,
            refundable=refundable,
            observed_at=now,
            before_taxes=Money.of(before, total.currency) if within and before > 0 else None,
            free_cancel_until=free_until(rules, total, now)
            if refundable is Refundability.YES
            else None,
        )
        return Rate(
            token=token,
            room_name=self.name,
            quote=quote,
            cancel_rules=rules,
            cancels_online=True,
            fees=fees,
        )


class Offer(LiteapiModel):
    """LiteAPI's "room type": one rate for each room of the stay, bought together."""

    offer_id: OfferId
    rates: list[WireRate] = Field(min_length=1)

    def to_rate(self, now: datetime) -> Rate:
        """Return the offer as one rate for the stay. Raises ValueError as its rates do."""
        return one_rate(self.rates, self.offer_id, now)


def one_rate(rates: list[WireRate], token: str, now: datetime) -> Rate:
    """Return several rooms' rates as one. Raises ValueError for money in two currencies."""
    parts = [rate.to_rate(token, now) for rate in rates]
    if len({part.quote.total.currency for part in parts}) > 1:
        raise ValueError("rooms in different money")
    return parts[0] if len(parts) == 1 else combine(parts, token)


class RatedHotel(LiteapiModel):
    """A hotel's offers."""

    hotel_id: Id
    room_types: list[object]


class RatesAnswer(LiteapiModel):
    """The offers of the requested hotels; hotels that sell nothing are absent."""

    data: list[RatedHotel]
