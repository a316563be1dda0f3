"""`price_insights`: a fare next to what its route usually costs, and two months of daily fares.

As in the recordings, a fare stays near where it was the day before and drifts over the weeks.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sandbox.market import Market
from sandbox.market.draws import draw_between

HISTORY_DAYS = 60
WEEK = 7


def judge(market: Market, route: str, out: date, usual: int, lowest: int) -> dict[str, Any]:
    """Set `lowest` next to the `usual` fare of a route like "DEL-GOI" on a day of departure."""
    low, high = round(usual * 0.9), round(usual * 1.2)
    level = "low" if lowest < low else "high" if lowest > high else "typical"
    *before, today = _days(market.now())
    history = [
        [int(day.timestamp()), round(usual * _drift(market.seed, route, out, day.date()))]
        for day in before
    ]
    return {
        "lowest_price": lowest,
        "price_level": level,
        "typical_price_range": [low, high],
        "price_history": [*history, [int(today.timestamp()), lowest]],
    }


def _days(now: datetime) -> list[datetime]:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return [midnight - timedelta(days=days) for days in range(HISTORY_DAYS, -1, -1)]


def _drift(seed: int, route: str, out: date, day: date) -> Decimal:
    """Give a day's share of the usual fare, between the levels of its week and the next."""
    week, rest = divmod(day.toordinal(), WEEK)
    here, there = (
        draw_between("0.93", "1.10", seed, "insights", route, out, number)
        for number in (week, week + 1)
    )
    off = draw_between("-0.008", "0.008", seed, "insights", route, out, day)
    return here + (there - here) * rest / WEEK + off
