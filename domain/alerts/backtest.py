"""What a rule would have alerted, had it existed: pure, over a recorded series."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from domain.alerts.models import RuleKind
from domain.alerts.rules import SIZE_OF, arm, evaluate, redraw
from domain.alerts.states import Firing, Past, RuleTerms, State
from domain.alerts.transitions import see_availability
from domain.prices.models import Availability
from domain.prices.ranges import typical_range
from domain.prices.values import PricePoint, PriceSeries

WINDOW = timedelta(days=30)
# A shorter series says nothing about a rule.
LEAST_TIME = timedelta(days=3)
LEAST_POINTS = 5
# More alerts than this in the window are a nuisance.
MOST_WELCOME = 4
PERCENTS = tuple(map(Decimal, (2, 3, 5, 8, 10, 15, 20, 25, 30)))
# How many other targets are tried.
MOST_TARGETS = 12


@dataclass(frozen=True, slots=True)
class Backtest:
    """When a rule would have fired within `days`, and terms that would have worked better.

    `suggested` is None when the rule would have fired a reasonable number of times, or when no
    other terms would have done better. `is_synthetic`: made-up history was used as well.
    """

    fired_at: tuple[datetime, ...]
    days: int
    suggested: RuleTerms | None = None
    is_synthetic: bool = False


def backtest(terms: RuleTerms, series: PriceSeries, now: datetime) -> Backtest | None:
    """Return what a rule would have alerted in the last 30 days; None without enough history.

    The rule begins with the first price of the window, as it would have for a traveller.
    """
    points = [point for point in series.points if point.observed_at >= now - WINDOW]
    if len(points) < LEAST_POINTS or points[-1].observed_at - points[0].observed_at < LEAST_TIME:
        return None
    before = [p for p in series.points if p.observed_at < now - WINDOW and p.total]
    fired_at = replay(terms, points, before)
    days = max((now - points[0].observed_at).days, 1)
    better = _better(terms, points, before, len(fired_at))
    return Backtest(fired_at, days, better, series.is_synthetic)


def replay(
    terms: RuleTerms, points: Sequence[PricePoint], before: Sequence[PricePoint] = ()
) -> tuple[datetime, ...]:
    """Return when the rule fires over the points; `before` are the points known when it begins."""
    state = arm(terms, None) if terms.kind is RuleKind.BEST_DEAL else State()
    lows, fired_at = dict[date, Decimal](), list[datetime]()
    for point in before:
        _keep_low(lows, point)
    day = None
    for point in points:
        if terms.kind is RuleKind.BEST_DEAL and point.observed_at.date() != day:
            day, usual = point.observed_at.date(), typical_range(list(lows.values()))
            state = redraw(terms, state, usual and usual[0])
        state, firing = _step(terms, state, point, lows, (*before[:1], points[0])[0].observed_at)
        if firing is not None:
            fired_at.append(point.observed_at)
        _keep_low(lows, point)
    return tuple(fired_at)


def _keep_low(lows: dict[date, Decimal], point: PricePoint) -> None:
    """Keep each day's lowest total."""
    day = point.observed_at.date()
    if point.total is not None:
        lows[day] = min(point.total, lows.get(day, point.total))


def _step(
    terms: RuleTerms,
    state: State,
    point: PricePoint,
    lows: Mapping[date, Decimal],
    first: datetime,
) -> tuple[State, Firing | None]:
    if terms.kind is RuleKind.AVAILABILITY:
        now = Availability.SOLD_OUT if point.total is None else Availability.AVAILABLE
        return see_availability(state, now, point.total)
    if point.total is None or terms.kind is RuleKind.NEW_OPTION:
        return state, None
    past = Past.of(min(lows.values(), default=None), len(lows), first, point.observed_at)
    return evaluate(terms, state, point.total, past)


def _better(
    terms: RuleTerms, points: Sequence[PricePoint], before: Sequence[PricePoint], firings: int
) -> RuleTerms | None:
    """Return terms that fire where these never do, or less often where they fire too often."""
    if 0 < firings <= MOST_WELCOME:
        return None
    if terms.kind is RuleKind.TARGET_PRICE:
        return _better_target(terms, points, before, firings)
    if (
        "percent" not in SIZE_OF.get(terms.kind, ())
        or terms.percent is None
        or terms.amount is not None
    ):
        return None
    others = [replace(terms, percent=percent) for percent in PERCENTS]
    told = [(one, len(replay(one, points, before))) for one in others]
    if firings:
        quieter = (one for one, number in told if 0 < number <= MOST_WELCOME)
        return next(quieter, None)
    return next((one for one, number in reversed(told) if number), None)


def _better_target(
    terms: RuleTerms, points: Sequence[PricePoint], before: Sequence[PricePoint], firings: int
) -> RuleTerms | None:
    """Return the lowest price where the target was never reached, else the highest quieter one."""
    totals = sorted({point.total for point in points if point.total is not None}, reverse=True)
    if terms.target is None or not totals:
        return None
    if not firings:
        return replace(terms, target=totals[-1]) if totals[-1] > terms.target else None
    lower = [total for total in totals if total < terms.target]
    some = lower[:: max(1, len(lower) // MOST_TARGETS)]
    others = (replace(terms, target=total) for total in some)
    return next((o for o in others if 0 < len(replay(o, points, before)) <= MOST_WELCOME), None)
