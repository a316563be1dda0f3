"""A price's course in a line of text."""

from collections.abc import Sequence
from decimal import Decimal

BARS = "▁▂▃▄▅▆▇█"
WIDTH = 16


def sparkline(totals: Sequence[Decimal], width: int = WIDTH) -> str:
    """Return a bar per total, oldest first, thinned to `width`; empty below two totals."""
    if len(totals) < 2:  # noqa: PLR2004 - one price has no course
        return ""
    shown = _thinned(totals, width)
    low, high = min(shown), max(shown)
    if low == high:
        return BARS[3] * len(shown)
    return "".join(BARS[int((total - low) * (len(BARS) - 1) / (high - low))] for total in shown)


def _thinned(totals: Sequence[Decimal], width: int) -> list[Decimal]:
    """Take evenly spread totals; the last one, which is today's, always stays."""
    if len(totals) <= width:
        return list(totals)
    step = Decimal(len(totals) - 1) / (width - 1)
    return [totals[int(step * n)] for n in range(width - 1)] + [totals[-1]]
