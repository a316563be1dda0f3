"""`make forecast`: the forecasts walked forward over real daily closes, judged without mercy.

Each day is forecast by a model that was fitted on what was known that day, and held against the
rate of falls that its source was known to have. "Left out" forecasts come from models that never
saw the thing (or the whole source) that they speak of. "Chosen by the others" puts the choice
itself to the test: how sources are learnt is chosen on the other sources alone, and tried on the
one that had no say. Waiting is what a traveller would have paid who waited a week for a fall
wherever one was likelier than usual.
"""

import sys
from collections.abc import Sequence
from math import exp, log
from pathlib import Path
from zlib import crc32

from bench.forecast_noise import Shared, errors_of, shared_of
from bench.forecast_walk import (
    DAYS,
    OURS,
    PERCENT,
    Day,
    Told,
    Way,
    days_of,
    read_histories,
    walk,
)
from domain.prices.calibration import Judged, Skill, by_thing, by_week, skill_of
from domain.prices.lean import weigh

CLOSES = Path(__file__).parents[2] / "shared" / "data" / "series" / "daily_closes.csv"
FOLDS = 5
# The product fits weights once a week, and learns its sources every night.
WEEK = 7
HALF_LIFE = 14
# So much doubt that nothing leans.
ALL_DOUBT = 1e9


def halving(cases: int, age: int) -> float:
    """Return how much a case counts where recent weeks count more."""
    return weigh(cases, age) * exp(-log(2) * age / HALF_LIFE)


WAYS = (
    OURS,
    Way("without leans", doubt=ALL_DOUBT),
    Way("whole weeks alone", by_early=False),
    Way("recent days count more", weigh=halving),
    Way("believed sooner", doubt=2.0),
    Way("believed later", doubt=50.0),
)


def judged(told: Told, bases: dict[tuple[str, int], float]) -> list[Judged]:
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


def bases_of(told: Told) -> dict[tuple[str, int], float]:
    """Return the rate that each source was known to have on each day."""
    return {(one.outcome.source, one.outcome.day): f.base_rate for one, f in told}


def shown(skill: Skill | None) -> str:
    """Return a skill with its interval."""
    if skill is None:
        return "nothing to judge"
    if skill.low is None or skill.high is None:
        return f"{skill.value:+.3f} [too few]"
    return f"{skill.value:+.3f} [{skill.low:+.3f}, {skill.high:+.3f}]"


def line(name: str, rows: Sequence[Judged], shared: Shared) -> str:
    """Return one line of the report."""
    error = errors_of(rows, shared)
    return (
        f"{name:<28}{len(rows):>7}  {shown(skill_of(rows, by_thing)):<26}"
        f"{shown(skill_of(rows, by_week)):<26}{error.by_tenths:.3f}  {error.without_noise:.3f}  "
        f"{error.perfect:.3f} (to {error.at_worst:.3f})"
    )


def lines(name: str, rows: Sequence[Judged], shared: Shared) -> list[str]:
    """Return the lines of some forecasts and of each source among them."""
    sources = sorted({one.source for one in rows})
    return [
        line(name, rows, shared),
        *(line(f"  {one}", [row for row in rows if row.source == one], shared) for one in sources),
    ]


def waiting(told: Told) -> float:
    """Return what waiting a week where a fall was likelier than usual cost, in % of the price."""
    waited = [
        one.final / one.price - 1
        for one, forecast in told
        if not forecast.abstains and (forecast.probability or 0.0) > forecast.base_rate
    ]
    return 100 * sum(waited) / len(waited) if waited else 0.0


def best_way(days: Sequence[Day]) -> Way:
    """Return the way that is best on some sources: on average over them, by the skill."""
    walked = walk(days, ways=WAYS, every=WEEK)

    def skill(way: Way) -> float:
        told = walked[way.name]
        rows = judged(told, bases_of(told))
        own = [[row for row in rows if row.source == one] for one in {row.source for row in rows}]
        return sum(found.value for one in own if (found := skill_of(one, by_thing)))

    return max(WAYS, key=skill)


def chosen_by_the_others(days: Sequence[Day], shared: Shared) -> list[str]:
    """Return lines of each source in the way that the other ones chose, and in the plainest."""
    walked = walk(days, ways=WAYS, every=WEEK)
    found = []
    for source in sorted({one.history.source for one in days}):
        way = best_way([one for one in days if one.history.source != source])
        for name, one in ((f"  {source}: {way.name}", way), ("    without leans", WAYS[1])):
            told = [pair for pair in walked[one.name] if pair[0].history.source == source]
            found.append(line(name, judged(told, bases_of(told)), shared))
    return found


def report(path: Path) -> None:
    """Print how good the forecasts are."""
    days = days_of(read_histories(path))
    told = walk(days)[OURS.name]
    bases = bases_of(told)
    rows = judged(told, bases)
    shared = shared_of(rows)
    gated = judged([pair for pair in told if not pair[1].abstains], bases)
    weekly = walk(days, every=WEEK)[OURS.name]
    folds = walk(days, lambda one: crc32(one.thing.encode()) % FOLDS)[OURS.name]
    strange = walk(days, lambda one: one.history.source)[OURS.name]
    print(f"Falls of {PERCENT} % or more within {DAYS} days; skill against the source's known rate")
    print("The error is by tenths, by equal heaps without noise, and a perfect forecaster's")
    print(f"{'':<28}{'days':>7}  {'skill (by thing)':<26}{'(by week)':<26}error  clean  perfect")
    print(*lines("all", rows, shared), sep="\n")
    print(*lines("told (not abstained)", gated, shared), sep="\n")
    print(*lines("weights fitted once a week", judged(weekly, bases), shared), sep="\n")
    print(line("the thing left out", judged(folds, bases), shared))
    print(line("the source left out", judged(strange, bases), shared))
    print("chosen by the others, weights fitted once a week")
    print(*chosen_by_the_others(days, shared), sep="\n")
    print(f"coverage {len(gated) / len(rows):.3f}")
    print(f"outcomes share {shared.week:.2f} by a source's week, {shared.thing:.2f} by a thing's")
    print(f"waiting where a fall was likelier than usual: {waiting(told):+.2f} % of the price")


if __name__ == "__main__":
    if not CLOSES.exists():
        sys.exit(f"skipped: {CLOSES} is not there")
    report(CLOSES)
