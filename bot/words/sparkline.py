"""A price's course in a line of text."""

from collections.abc import Sequence
from decimal import Decimal

BARS = "▁▂▃▄▅▆▇█"
WIDTH = 16
# Prices so far apart, as a share of them, go from the lowest bar to the highest.
WHOLE_HEIGHT = Decimal("0.2")


def sparkline(totals: Sequence[Decimal], width: int = WIDTH) -> str:
    """Return a bar per total, oldest first, thinned to `width`; empty below two totals."""
    if len(totals) < 2:  # noqa: PLR2004 - one price has no course
        return ""
    shown = _thinned(totals, width)
    low, high = min(shown), max(shown)
    middle = (low + high) / 2
    # A change that matters takes the whole height, a smaller one its share.
    height = max(high - low, middle * WHOLE_HEIGHT)
    if not height:
        return BARS[3] * len(shown)
    return "".join(_bar((total - middle) / height) for total in shown)


def _bar(share: Decimal) -> str:
    """Return the bar for a place between -0.5 and 0.5."""
    top = len(BARS) - 1
    return BARS[min(max(int((share + Decimal("0.5")) * top), 0), top)]


def _thinned(totals: Sequence[Decimal], width: int) -> list[Decimal]:
    """Take evenly spread totals; the last one, which is today's, always stays."""
    if len(totals) <= width:
        return list(totals)
    step = Decimal(len(totals) - 1) / (width - 1)
    return [totals[int(step * n)] for n in range(width - 1)] + [totals[-1]]
