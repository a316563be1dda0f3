"""Which start date of a tour to price next: pure.

Distant dates first, because neighbours have similar prices; once half of the budget is spent, the
neighbours of the cheapest.
"""

from collections.abc import Sequence
from datetime import date

from domain.trips.tour_values import Knowledge, TourPrices


def spread_out(days: Sequence[date]) -> tuple[date, ...]:
    """Return the dates so that each is as far as possible from those before it."""
    order: list[date] = []
    spans = [(0, len(days) - 1)] if days else []
    ends = [days[0], days[-1]] if days else []
    order += dict.fromkeys(ends)
    while spans:
        left, right = spans.pop(0)
        middle = (left + right) // 2
        if days[middle] not in order:
            order.append(days[middle])
        if right - left > 1:
            spans += [(left, middle), (middle, right)]
    return tuple(order)


def next_start(prices: TourPrices, spent: int, most: int) -> date | None:
    """Return the next start date to price, None if the remaining budget is too small for any.

    `spent` of `most` questions have been asked. A date with a part that could not be asked for is
    not tried again.
    """
    open_days = [
        start
        for start in spread_out(prices.tour.starts)
        if prices.knowledge(start) is Knowledge.UNKNOWN
        and not set(prices.unknown_parts(start)) & prices.failed
        and len(prices.unknown_parts(start)) <= most - spent
    ]
    if not open_days:
        return None
    best = prices.cheapest(1)
    if not best or spent * 2 < most:
        return open_days[0]
    cheapest = best[0][0]
    return min(open_days, key=lambda start: (abs((start - cheapest).days), start))
