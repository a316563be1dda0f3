"""The record: skill against the base rate, its interval, and when calibration is broken."""

from random import Random

from domain.prices.calibration import (
    Judged,
    by_thing,
    by_week,
    calibration_error,
    is_broken,
    skill_of,
    tenths,
)


def record(number: int, said: float, true: float, base: float = 0.3, seed: int = 1) -> list[Judged]:
    """Return forecasts that said one thing of falls that came at another rate."""
    random = Random(seed)
    return [
        Judged("a", "hotel", at % 40, at % 12, said, base, random.random() < true)
        for at in range(number)
    ]


def test_saying_the_base_rate_is_no_skill() -> None:
    skill = skill_of(record(400, 0.3, 0.3), by_thing)
    assert skill is not None
    assert (skill.value, skill.low, skill.high) == (0, 0, 0)


def test_knowing_better_is_skill_with_an_interval() -> None:
    rows = record(400, 0.1, 0.1, 0.3) + record(400, 0.5, 0.5, 0.3, seed=2)
    skill = skill_of(rows, by_week)
    assert skill is not None
    assert skill.low is not None
    assert skill.high is not None
    assert 0 < skill.low < skill.value < skill.high


def test_few_clusters_have_no_interval() -> None:
    rows = [one._replace(week=at % 2) for at, one in enumerate(record(400, 0.1, 0.1))]
    skill = skill_of(rows, by_week)
    assert skill is not None
    assert (skill.low, skill.high) == (None, None)


def test_nothing_judged_is_no_skill() -> None:
    assert skill_of([], by_thing) is None
    assert calibration_error(tenths([])) == 0


def test_tenths_hold_every_forecast() -> None:
    rows = [
        one._replace(probability=said)
        for said in (0.0, 0.05, 0.1, 0.95, 1.0)
        for one in record(1, 0, 0)
    ]
    assert [one.cases for one in tenths(rows)] == [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]


def test_calibration_breaks_on_enough_outcomes_alone() -> None:
    assert is_broken(tenths(record(200, 0.5, 0.2)))
    assert not is_broken(tenths(record(199, 0.5, 0.2)))
    assert not is_broken(tenths(record(2000, 0.2, 0.2)))
