"""A rate's price and its terms of cancelling, as TravClan writes them."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any

from sandbox.market.offers import Offer
from sandbox.market.sales import Rule
from sandbox.market.stays import Guests, Stay

from .searches import whole_rate


@dataclass(frozen=True, slots=True)
class Priced:
    """A rate about to be written: an offer for all rooms, or its share for one of them."""

    id: str
    offer: Offer
    party: tuple[Guests, ...]
    share: Decimal
    provider: str

    @property
    def amounts(self) -> tuple[Decimal, Decimal, int]:
        """The base, the tax told apart, and the whole rate that is paid in all."""
        tax = (self.offer.tax * self.share).quantize(Decimal("0.01"))
        base = (self.offer.total * self.share).quantize(Decimal("0.01")) - tax
        return base, tax, whole_rate(base + tax)


def write_policies(stay: Stay, priced: Priced, rules: tuple[Rule, ...]) -> list[dict[str, Any]]:
    """Rules that follow one another a minute apart; every other one writes its offset in words."""
    _, _, final = priced.amounts
    if not rules:
        if priced.provider == "25":
            return []
        arrival = datetime.combine(stay.check_in, time(0), UTC)
        ever = {"value": 100, "valueType": "Percentage", "estimatedValue": final}
        return [{"rules": [ever | {"start": "1970-01-01T00:00:00+00:00", "end": zulu(arrival)}]}]
    whole = priced.offer.total
    return [{
        "rules": [
            {
                **_write_penalty(rule.penalty, whole, final),
                "start": _offset(rule.starts) if number % 2 == 0 else zulu(rule.starts),
                "end": zulu(rule.ends),
            }
            for number, rule in enumerate(rules)
        ]
    }]  # fmt: skip


def _write_penalty(penalty: Decimal, whole: Decimal, final: int) -> dict[str, Any]:
    """Write a rate's part of a penalty on the whole price: nothing, everything, or a night."""
    if not penalty:
        return {"value": 0, "valueType": "Nights", "estimatedValue": 0}
    if penalty >= whole:
        return {"value": 100, "valueType": "Percentage", "estimatedValue": final}
    return {
        "value": 1,
        "valueType": "Nights",
        "estimatedValue": whole_rate(final * penalty / whole),
    }


def written_penalty(penalty: Decimal, priced: Priced) -> int:
    """Give a rate's part of a penalty on the whole price, as it is written."""
    value: int = _write_penalty(penalty, priced.offer.total, priced.amounts[2])["estimatedValue"]
    return value


def _offset(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%S+00:00")


def zulu(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%S.000Z")
