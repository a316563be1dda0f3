"""What a forecaster who is exactly right would seem to err by."""

from random import Random

from bench.forecast_noise import Shared, errors_of, shared_of
from domain.prices.calibration import Judged

ALONE = Shared(0.0, 0.0)
ROUNDS = 30


def judged(count: int, shift: float = 0.0, weeks: int = 40) -> list[Judged]:
    random, rows = Random(2), []
    for at in range(count):
        chance = random.uniform(0.1, 0.6)
        came = random.random() < chance + shift
        rows.append(Judged("a", "hotel", at, at % weeks, chance, 0.3, came))
    return rows


def test_one_who_is_right_errs_by_chance_alone() -> None:
    right, wrong = (errors_of(judged(800, shift), ALONE, ROUNDS) for shift in (0.0, 0.2))
    assert right.by_tenths < right.at_worst
    assert right.without_noise < wrong.without_noise / 3
    assert wrong.by_tenths > 0.15


def test_what_falls_together_makes_anybody_look_wrong() -> None:
    rows = judged(500, weeks=3)
    together = errors_of(rows, Shared(0.5, 0.5), ROUNDS)
    assert together.perfect > 3 * errors_of(rows, ALONE, ROUNDS).perfect
    assert shared_of(rows).week < 0.1
