"""Recorded closes walked forward: each day is forecast by a model of what was known on it."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from domain.prices.closes import History
from domain.prices.forecast_statistics import (
    EARLY,
    LADDER,
    Forecast,
    Model,
    fit_outcomes,
    with_sources,
)
from domain.prices.lean import DOUBT, Weigh, weigh
from domain.prices.outcomes import Outcome, outcomes_of

PERCENT, DAYS = 5, 7


class Day(NamedTuple):
    """One day of one thing, with its outcome and the one known earlier."""

    thing: str
    history: History
    outcome: Outcome
    early: Outcome | None
    price: float
    final: float


class Way(NamedTuple):
    """A way to learn where sources lean."""

    name: str
    doubt: float = DOUBT
    weigh: Weigh = weigh
    by_early: bool = True


Chosen = Callable[[Day], object]
Told = list[tuple[Day, Forecast]]
OURS = Way("as it is")


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
        end = ends[one.source]
        early = {outcome.day: outcome for outcome in outcomes_of([one], (EARLY,), end)}
        for outcome in outcomes_of([one], LADDER, end):
            at = outcome.day
            later = [prices[day] for day in sorted(prices) if 0 < day - at <= DAYS]
            found.append(Day(thing, one, outcome, early.get(at), prices[at], later[-1]))
    return sorted(found, key=lambda day: day.outcome.day)


def walk(
    days: Sequence[Day],
    left_out: Chosen | None = None,
    ways: Sequence[Way] = (OURS,),
    every: int = 1,
) -> dict[str, Told]:
    """Forecast each day in some ways; sources are learnt daily, weights every few days.

    `left_out` names what a day belongs to: its model is fitted without all of the same name.
    """
    by_day: dict[int, list[Day]] = defaultdict(list)
    for one in days:
        by_day[one.outcome.day].append(one)
    told: dict[str, Told] = {way.name: [] for way in ways}
    fitted: dict[object, Model] = {}
    for today, now in sorted(by_day.items()):
        models: dict[object, list[Model]] = {}
        for one in now:
            name = left_out and left_out(one)
            if name not in models:
                known, early = _known(days, today, left_out, name)
                if name not in fitted or today - fitted[name].as_of.toordinal() >= every:
                    fitted[name] = fit_outcomes(known, LADDER, date.fromordinal(today))
                models[name] = [_taught(fitted[name], known, early, today, way) for way in ways]
            for way, model in zip(ways, models[name], strict=True):
                told[way.name].append((one, _forecast(model, one)))
    return told


def _known(
    days: Iterable[Day], today: int, left_out: Chosen | None, name: object
) -> tuple[list[Outcome], list[Outcome]]:
    """Return the outcomes known on a day, and those of later days that are known early."""
    known, early = [], []
    for one in days:
        age = today - one.outcome.day
        if age < EARLY[1] or (left_out is not None and left_out(one) == name):
            continue
        if age >= DAYS:
            known.append(one.outcome)
        elif one.early is not None:
            early.append(one.early)
    return known, early


def _taught(
    model: Model, known: Sequence[Outcome], early: Sequence[Outcome], today: int, way: Way
) -> Model:
    used = early if way.by_early else []
    return with_sources(model, known, used, date.fromordinal(today), way.doubt, way.weigh)


def _forecast(model: Model, one: Day) -> Forecast:
    today, (source, kind, check_in, closes) = date.fromordinal(one.outcome.day), one.history
    return model.predict(closes, today, check_in, PERCENT, DAYS, kind, source)
