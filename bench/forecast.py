"""`make forecast`: the forecasts walked forward over real daily closes, judged without mercy.

Each day is forecast by a model that was fitted on what was known that day, and held against the
rate of falls that its source was known to have. "Left out" forecasts come from models that never
saw the thing (or the whole source) that they speak of. Waiting is what a traveller would have
paid who waited a week for a fall wherever one was likelier than usual.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from domain.prices.calibration import (
    Judged,
    Skill,
    by_thing,
    by_week,
    calibration_error,
    skill_of,
    tenths,
)
from domain.prices.closes import History
from domain.prices.forecasting import LADDER, Forecast, Model, fit_outcomes
from domain.prices.outcomes import Outcome, outcomes_of

CLOSES = Path(__file__).parents[2] / "shared" / "data" / "series" / "daily_closes.csv"
PERCENT, DAYS = 5, 7
FOLDS = 5


class Day(NamedTuple):
    """One day of one thing, with its outcome."""

    thing: str
    history: History
    outcome: Outcome
    price: float
    final: float


Chosen = Callable[[Day], object]


def read_histories(path: Path) -> dict[str, History]:
    """Return the file's histories by their names."""
    closes: dict[tuple[str, ...], list[tuple[date, float]]] = defaultdict(list)
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            name = (row["source"], row["kind"], row["series"], row["checkin"])
            closes[name].append((date.fromisoformat(row["day"]), float(row["price"])))
    return {
        "/".join(name): History(name[0], name[1], date.fromisoformat(name[3]), sorted(seen))
        for name, seen in closes.items()
    }


def days_of(histories: dict[str, History]) -> list[Day]:
    """Return every day whose outcome is known at the end of its source's record."""
    ends: dict[str, date] = {}
    for one in histories.values():
        last = max(day for day, _ in one.closes)
        ends[one.source] = max(last, ends.get(one.source, last))
    found = []
    for thing, one in histories.items():
        prices = {day.toordinal(): price for day, price in one.closes}
        for outcome in outcomes_of([one], LADDER, ends[one.source]):
            later = [prices[day] for day in sorted(prices) if 0 < day - outcome.day <= DAYS]
            found.append(Day(thing, one, outcome, prices[outcome.day], later[-1]))
    return sorted(found, key=lambda day: day.outcome.day)


def walk(days: Sequence[Day], left_out: Chosen | None = None) -> list[tuple[Day, Forecast]]:
    """Forecast each day with a model of what was known on it, fitted again every day.

    `left_out` names what a day belongs to: its model is fitted without all of the same name.
    """
    by_day: dict[int, list[Day]] = defaultdict(list)
    for one in days:
        by_day[one.outcome.day].append(one)
    told = []
    for today, now in sorted(by_day.items()):
        known = [one for one in days if one.outcome.day + DAYS <= today]
        models: dict[object, Model] = {}
        for one in now:
            name = left_out and left_out(one)
            if name not in models:
                kept = [k.outcome for k in known if left_out is None or left_out(k) != name]
                models[name] = fit_outcomes(kept, LADDER, date.fromordinal(today))
            told.append((one, _forecast(models[name], one)))
    return told


def _forecast(model: Model, one: Day) -> Forecast:
    today, (source, kind, check_in, closes) = date.fromordinal(one.outcome.day), one.history
    return model.predict(closes, today, check_in, PERCENT, DAYS, kind, source)


def judged(
    told: Iterable[tuple[Day, Forecast]], bases: dict[tuple[str, int], float]
) -> list[Judged]:
    """Return what was told, to be held against the rates that were known on each day."""
    return [
        Judged(
            one.outcome.source,
            one.outcome.kind,
            one.thing,
            one.outcome.day // 7,
            forecast.probability or 0.0,
            bases[one.outcome.source, one.outcome.day],
            one.outcome.fell[0],
        )
        for one, forecast in told
    ]


def shown(skill: Skill | None) -> str:
    """Return a skill with its interval."""
    if skill is None:
        return "nothing to judge"
    if skill.low is None or skill.high is None:
        return f"{skill.value:+.3f} [too few]"
    return f"{skill.value:+.3f} [{skill.low:+.3f}, {skill.high:+.3f}]"


def line(name: str, rows: Sequence[Judged]) -> str:
    """Return one line of the report."""
    return (
        f"{name:<28}{len(rows):>7}  {shown(skill_of(rows, by_thing)):<26}"
        f"{shown(skill_of(rows, by_week)):<26}{calibration_error(tenths(rows)):.3f}"
    )


def waiting(told: Iterable[tuple[Day, Forecast]]) -> float:
    """Return what waiting a week where a fall was likelier than usual cost, in % of the price."""
    waited = [
        one.final / one.price - 1
        for one, forecast in told
        if not forecast.abstains and (forecast.probability or 0.0) > forecast.base_rate
    ]
    return 100 * sum(waited) / len(waited) if waited else 0.0


def report(path: Path) -> None:
    """Print how good the forecasts are."""
    days = days_of(read_histories(path))
    told = walk(days)
    bases = {(one.outcome.source, one.outcome.day): f.base_rate for one, f in told}
    rows = judged(told, bases)
    gated = judged([pair for pair in told if not pair[1].abstains], bases)
    print(f"Falls of {PERCENT} % or more within {DAYS} days; skill against the source's known rate")
    print(f"{'':<28}{'days':>7}  {'skill (by thing)':<26}{'(by week)':<26}error")
    print(line("all", rows))
    for source in sorted({one.source for one in rows}):
        print(line(f"  {source}", [one for one in rows if one.source == source]))
    print(line("told (not abstained)", gated))
    for source in sorted({one.source for one in gated}):
        print(line(f"  {source}", [one for one in gated if one.source == source]))
    folds = walk(days, lambda one: crc32(one.thing.encode()) % FOLDS)
    print(line("the thing left out", judged(folds, bases)))
    print(line("the source left out", judged(walk(days, lambda one: one.history.source), bases)))
    print(f"coverage {len(gated) / len(rows):.3f}")
    print(f"waiting where a fall was likelier than usual: {waiting(told):+.2f} % of the price")


if __name__ == "__main__":
    if not CLOSES.exists():
        sys.exit(f"skipped: {CLOSES} is not there")
    report(CLOSES)
