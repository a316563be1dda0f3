"""From what and up to what a stay may cost, typed where nothing else is asked for."""

import re
from dataclasses import dataclass

from domain.errors import AmountNotUnderstood
from domain.money import Money
from domain.reading.budget import read_amount
from domain.reading.lexicon import CURRENCY_WORDS

_NUMBER = r"\d[\d,.]*\s*k?\b"
_SIGNS = "|".join(sorted(map(re.escape, CURRENCY_WORDS), key=len, reverse=True))
_SIGN = re.compile(rf"(?<![^\W\d_])(?:{_SIGNS})(?![^\W\d_])")
_AMOUNT = re.compile(_NUMBER)
_RANGE = re.compile(rf"({_NUMBER})\s*(?:-|–|—|to|and|a|y|до|से)\s*(?:{_SIGNS})?\s*({_NUMBER})")
_LEAST = re.compile(
    r"(?<!\w)(?:from|over|above|at least|min|minimum|more than|desde|más de|mínimo|от|больше|"
    r"дороже|कम से कम|से ज़्यादा|से ऊपर)(?!\w)|>|\d\s*k?\s*\+"
)
_WHOLE_STAY = re.compile(
    r"(?<!\w)(?:total|in all|whole|stay|en total|estancia|всего|итого|за всё|कुल)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class PriceRange:
    """The ends as they were written; `whole_stay` where they are not for a night."""

    least: Money | None
    most: Money | None
    whole_stay: bool


def read_price_range(text: str, currency: str, *, whole_stay: bool = False) -> PriceRange:
    """Read "4000-9000", "under 8000", "over 3k", "total 20000"; a number alone is the most.

    `whole_stay` says what is meant when the text does not. Raises AmountNotUnderstood for what
    holds no amount, a range without width, and an amount in another currency: nothing is converted.
    """
    lowered = text.lower()
    for sign in _SIGN.findall(lowered):
        if CURRENCY_WORDS[sign] != currency:
            raise AmountNotUnderstood(text.strip())
    whole = whole_stay or _WHOLE_STAY.search(lowered) is not None
    both = _RANGE.search(lowered)
    if both is not None:
        least, most = (Money.of(read_amount(part), currency) for part in both.groups())
        if least > most:
            raise AmountNotUnderstood(text.strip())
        return PriceRange(least, most, whole)
    found = _AMOUNT.search(lowered)
    if found is None:
        raise AmountNotUnderstood(text.strip())
    amount = Money.of(read_amount(found[0]), currency)
    if _LEAST.search(lowered):
        return PriceRange(amount, None, whole)
    return PriceRange(None, amount, whole)
