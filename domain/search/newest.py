"""What is known of a stay at a hotel, per supplier, and since when: the one place that knows it.

Whoever asks a supplier (a search, a hotel's page, a check) notes here what was said, by the
supplier's own moment: an answer out of a supplier's cache is as old as it was made. The newest
word on a question stands, that nothing is sold among them, and whatever is kept elsewhere for a
while is read with it laid over (`domain.search.overlay`). See
`docs/decisions/0028-the-newest-word-wins.md`.

A price that lies far from the one before is noted next to it as doubted, and takes its place when a
later word agrees. Rows stand alone, without foreign keys, and are forgotten by age.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from domain.search.values import Doubt
from domain.stay import Room
from domain.suppliers.contract import PriceQuestion, Quote, Supplier, TaxInclusion

# An older price says little about what a day costs now.
FRESH = timedelta(days=7)
ANY_TERMS = ""
QUOTE_JSON = TypeAdapter(Quote)


@dataclass(frozen=True, slots=True)
class Said:
    """What a supplier said of a hotel at its moment `at`; without a quote nothing is sold.

    `terms` are "" for the cheapest rate of all, else a key of what the rate must offer.
    `is_believed` tells what somebody has decided who knows more than the price before.
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
        """Return the currency of the price, or the one asked for where there is none."""
        return self.question.currency if self.quote is None else self.quote.total.currency

    @property
    def key(self) -> tuple[object, ...]:
        """Return what only the newest word of counts."""
        stay = self.question.stay
        return (
            self.hotel_id, stay.check_in, stay.nights, people_key(stay.rooms),
            self.question.nationality, self.supplier.value, self.currency, self.terms,
        )  # fmt: skip

    def record(self) -> tuple[object, ...]:
        """Return the row: its key, and what was said."""
        quote = self.quote
        return (
            *self.key, self.destination_id, self.at,
            None if quote is None else quote.total.amount,
            None if quote is None else is_comparable(quote),
            None if quote is None else QUOTE_JSON.dump_json(quote).decode(),
            self.is_believed,
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
    """What somebody holds already of a supplier's hotel: its price, if any."""

    hotel_id: int
    supplier: Supplier
    quote: Quote | None


def people_key(rooms: Iterable[Room]) -> str:
    """Return who comes in a word, whatever the order of the rooms: 2 adults and a child are 2+6."""
    words = ("+".join([str(room.adults), *map(str, sorted(room.child_ages))]) for room in rooms)
    return "|".join(sorted(words))


def terms_key(stored: Mapping[str, Any]) -> str:
    """Return the key of terms as they are stored: "" for none."""
    text = json.dumps(stored, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32] if stored else ANY_TERMS


def is_comparable(quote: Quote) -> bool:
    """Return whether a total is what is paid in all."""
    return quote.taxes is TaxInclusion.INCLUDED and quote.total.amount > 0
