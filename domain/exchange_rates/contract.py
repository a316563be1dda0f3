"""The port to publishers of reference rates, and how it can fail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from domain.errors import Fault


class RateSource(StrEnum):
    """Publishers of rates; the first with a current rate for a currency wins."""

    ECB = "ecb"
    WIDER = "wider"


@dataclass(frozen=True, slots=True)
class Published:
    """A source's rates for one day: the amount of each currency that one euro buys."""

    day: date
    per_euro: Mapping[str, Decimal]


class RatePublisher(Protocol):
    """One source of reference rates."""

    @property
    def source(self) -> RateSource:
        """Return which source this is."""

    async def read(self) -> Published:
        """Return the newest rates. Raises `RatesUnavailable`, and nothing else."""


@dataclass(eq=False)
class RatesUnavailable(Fault):
    """A source did not answer, or not as documented; `detail` says what was wrong."""

    source: RateSource
    detail: str
