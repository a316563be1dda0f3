"""The port to those who publish reference rates, and how it can fail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from domain.errors import Fault


class RateSource(StrEnum):
    """Who publishes rates; the first that knows a currency today is believed."""

    ECB = "ecb"
    WIDER = "wider"


@dataclass(frozen=True, slots=True)
class Published:
    """A source's rates for one day: how much of each currency one euro buys."""

    day: date
    per_euro: Mapping[str, Decimal]


class RatePublisher(Protocol):
    """One source of reference rates."""

    @property
    def source(self) -> RateSource:
        """Say who this is."""

    async def read(self) -> Published:
        """Return the newest rates. Raises `RatesUnavailable`, and nothing else."""


@dataclass(eq=False)
class RatesUnavailable(Fault):
    """A source did not answer, or not as agreed; `detail` names what was wrong."""

    source: RateSource
    detail: str
