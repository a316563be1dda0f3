"""The public record of the forecasts: how good they were, misses included. Pure, and as JSON.

It is computed once a night and read by everyone who shows it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from domain.prices.calibration import TENTHS, Skill, Sums, Tenth, calibration_error
from domain.prices.queries.forecast_outcomes import Group, Standing

WHOLE = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One source's forecasts of one kind, or all of them (both names empty).

    `told` counts judged forecasts that could be shown, `judged` also the withheld ones. Everything
    else is about those told. `fell` counts the falls among them; `skill` has the wider of the
    intervals by thing and by week.
    """

    source: str
    kind: str
    judged: int
    told: int
    fell: int
    skill: Skill | None
    error: float
    tenths: tuple[Tenth, ...]
    is_silenced: bool = False

    @property
    def coverage(self) -> float:
        """Return the share that could be shown."""
        return self.told / self.judged if self.judged else 0.0


@dataclass(frozen=True, slots=True)
class Record:
    """The record as of a day; `since` is the first forecast's day, None before any."""

    day: date
    since: date | None
    waiting: int
    parts: tuple[Part, ...]

    @property
    def whole(self) -> Part:
        """Return the total over all sources and kinds."""
        return self.parts[0]

    def to_json(self) -> dict[str, Any]:
        """Return the record in stored form."""
        return {
            "day": self.day.isoformat(),
            "since": self.since and self.since.isoformat(),
            "waiting": self.waiting,
            "parts": [
                {
                    "source": one.source,
                    "kind": one.kind,
                    "judged": one.judged,
                    "told": one.told,
                    "fell": one.fell,
                    "skill": one.skill and [one.skill.value, one.skill.low, one.skill.high],
                    "error": one.error,
                    "tenths": [[t.cases, t.said, t.came] for t in one.tenths],
                    "silenced": one.is_silenced,
                }
                for one in self.parts
            ],
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Return a record from its stored form."""
        since = stored["since"]
        return cls(
            date.fromisoformat(stored["day"]),
            None if since is None else date.fromisoformat(since),
            stored["waiting"],
            tuple(
                Part(
                    one["source"],
                    one["kind"],
                    one["judged"],
                    one["told"],
                    one["fell"],
                    one["skill"] and Skill(*one["skill"]),
                    one["error"],
                    tuple(Tenth(*tenth) for tenth in one["tenths"]),
                    one["silenced"],
                )
                for one in stored["parts"]
            ),
        )


def record_of(
    groups: Iterable[Group],
    day: date,
    since: date | None,
    waiting: int,
    silenced: set[tuple[str, str]],
) -> Record:
    """Return the record of everything judged."""
    every = list(groups)
    names = sorted({(one.source, one.kind.word) for one in every})
    parts = [_part(WHOLE, WHOLE, every, is_silenced=False)]
    for source, kind in names:
        own = [one for one in every if (one.source, one.kind.word) == (source, kind)]
        parts.append(_part(source, kind, own, is_silenced=(source, kind) in silenced))
    return Record(day, since, waiting, tuple(parts))


def _part(source: str, kind: str, groups: list[Group], *, is_silenced: bool) -> Part:
    told = [one for one in groups if one.standing is Standing.TOLD]
    tenths = merged([one.tenths for one in told])
    judged = sum(tenth.cases for one in groups for tenth in one.tenths)
    skill = wider(
        summed(one.by_thing for one in told).skill, summed(one.by_week for one in told).skill
    )
    return Part(
        source,
        kind,
        judged,
        sum(one.cases for one in tenths),
        round(sum(one.cases * one.came for one in tenths)),
        skill,
        calibration_error(tenths),
        tenths,
        is_silenced,
    )


def merged(many: Iterable[tuple[Tenth, ...]]) -> tuple[Tenth, ...]:
    """Return the merged tenths of several parts."""
    heaps, nothing = [], (Tenth(0, 0.0, 0.0),) * TENTHS
    for tenth in zip(nothing, *many, strict=True):
        cases = sum(one.cases for one in tenth)
        said = sum(one.cases * one.said for one in tenth)
        came = sum(one.cases * one.came for one in tenth)
        heaps.append(Tenth(cases, said / cases, came / cases) if cases else Tenth(0, 0.0, 0.0))
    return tuple(heaps)


def wider(first: Skill | None, second: Skill | None) -> Skill | None:
    """Return the skill with the wider interval; no interval counts as the widest."""
    if first is None or second is None or first.low is None or second.low is None:
        return second if second is None or second.low is None else first
    return min(first, second, key=lambda one: one.low or 0.0)


def summed(many: Iterable[Sums]) -> Sums:
    """Return the total sums of several parts."""
    total = Sums()
    for one in many:
        total = total.plus(one)
    return total
