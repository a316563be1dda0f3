"""The newest price of a stay at a hotel from each supplier: the single source of truth.

Everything that asks a supplier (searches, hotel pages, checks) records the answer here with the
supplier's own time: an answer from a supplier's cache is as old as when it was made. The newest
word on a question wins, including "nothing is sold", and whatever is cached elsewhere is read with
it laid over (`domain.search.overlay`). See `docs/decisions/0028-the-newest-word-wins.md`.

A price that differs greatly from the previous one is recorded beside it as doubted, and replaces it
once a later word agrees. Rows have no foreign keys and are deleted by age.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from domain.search.values import Doubt
from domain.stay import Room
from domain.suppliers.contract import PriceQuestion, Quote, Supplier, TaxInclusion

# Older prices say little about the current one.
FRESH = timedelta(days=7)
ANY_TERMS = ""
QUOTE_JSON = TypeAdapter(Quote)


class Key(NamedTuple):
    """What a report is about: a stay at a hotel and a supplier's way to buy it.

    `people` is a `people_key`, `terms` a `terms_key`.
    """

    hotel_id: int
    check_in: date
    nights: int
    people: str
    nationality: str
    supplier: str
    currency: str
    terms: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a supplier said of a hotel at `at`, its own time; without a quote nothing is sold.

    `terms` is "" for the cheapest rate, else a key of what the rate must include. `is_believed` is
    set by a caller that knows more than the previous price.
    """

    destination_id: int
    question: PriceQuestion
    hotel_id: int
    supplier: Supplier
    quote: Quote | None
    at: datetime
    terms: str = ANY_TERMS
    is_believed: bool | None = None

    @property
    def currency(self) -> str:
        """Return the price's currency, or the one asked for if there is no price."""
        return self.question.currency if self.quote is None else self.quote.total.currency

    @property
    def key(self) -> Key:
        """Return the key of which only the newest word counts."""
        stay = self.question.stay
        return Key(
            self.hotel_id, stay.check_in, stay.nights, people_key(stay.rooms),
            self.question.nationality, self.supplier.value, self.currency, self.terms,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A supplier's newest word on a hotel. Without a quote nothing is sold."""

    hotel_id: int
    supplier: Supplier
    currency: str
    quote: Quote | None
    at: datetime
    terms: str = ANY_TERMS
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """What a caller already has for a supplier's hotel: its price, if any."""

    hotel_id: int
    supplier: Supplier
    quote: Quote | None


@lru_cache(maxsize=1024)
def people_key(rooms: tuple[Room, ...]) -> str:
    """Return the people as text, in any order of rooms: 2 adults and a child of 6 are "2+6"."""
    words = ("+".join([str(room.adults), *map(str, sorted(room.child_ages))]) for room in rooms)
    return "|".join(sorted(words))


def terms_key(stored: Mapping[str, Any]) -> str:
    """Return the key of stored terms: "" for none."""
    text = json.dumps(stored, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32] if stored else ANY_TERMS


def is_comparable(quote: Quote) -> bool:
    """Return whether a total is the full amount to pay."""
    return quote.taxes is TaxInclusion.INCLUDED and quote.total.amount > 0
