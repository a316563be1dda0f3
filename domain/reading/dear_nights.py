"""Amounts too large for one night: they are for the whole stay, or the bot asks.

Only currencies that travellers write budgets in are listed; in others, nothing is doubted. Pure.
"""

from decimal import Decimal
from enum import StrEnum

from domain.money import Money

# For one room: the amount from which to ask, and the one from which it cannot be for a night.
DEAR: dict[str, tuple[int, int]] = {
    "INR": (20_000, 60_000), "USD": (450, 1_000), "EUR": (400, 900), "GBP": (350, 800),
    "RUB": (30_000, 80_000), "MXN": (8_000, 20_000), "COP": (1_200_000, 2_500_000),
    "AED": (1_600, 4_000), "THB": (14_000, 35_000), "SGD": (600, 1_400), "AUD": (700, 1_600),
    "CAD": (650, 1_500), "JPY": (70_000, 150_000), "ARS": (500_000, 1_400_000),
    "BRL": (2_300, 5_500), "IDR": (7_000_000, 16_000_000), "MYR": (2_000, 4_500),
    "CHF": (450, 1_000), "TRY": (18_000, 45_000), "PEN": (1_600, 3_800), "CLP": (400_000, 950_000),
}  # fmt: skip


# Nobody pays this many times the second amount for a stay.
ABSURD = 40


class Likely(StrEnum):
    """What an amount is for, if the text does not say."""

    A_NIGHT = "a night"
    UNCLEAR = "unclear"
    IN_ALL = "in all"


def likely_scope(most: Money, nights: int | None, rooms: int = 1) -> Likely:
    """Return whether a budget is for a night or the stay; `nights` is None while unknown."""
    dear = DEAR.get(most.currency)
    if dear is None or nights == 1:
        return Likely.A_NIGHT
    asked, never = (Decimal(one) * rooms for one in dear)
    if most.amount >= never * ABSURD:
        return Likely.UNCLEAR  # maybe in another currency
    if most.amount >= never:
        return Likely.IN_ALL
    is_long = nights is not None and nights > 1
    return Likely.UNCLEAR if most.amount >= asked and is_long else Likely.A_NIGHT
