"""What a run consists of; everything random in it comes from the seed."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Plan:
    """How large a run is.

    `stays` dates of `hotels` hotels are watched by `trackers` people. `interval` is the shortest
    time between two checks. A worker that is to be killed has been at work for `lives` (shortest,
    longest); every second time the kill waits up to `aim` for a send to be in progress. After each
    other deed (see `tests.chaos.mischief`) there is a `breath` at the longest, and the market moves
    something every `move_every`. All of these are seconds.
    """

    seed: int
    trackers: int
    hotels: int
    stays: int
    kills: int
    workers: int
    interval: int
    lives: tuple[float, float]
    aim: float
    breath: float
    move_every: float
    blocked: int
    leaps: tuple[timedelta, ...]


def full(seed: int, trackers: int, kills: int) -> Plan:
    """Return the run of `make chaos`."""
    return Plan(
        seed,
        trackers,
        hotels=10,
        stays=6,
        kills=kills,
        workers=2,
        interval=20,
        lives=(0.0, 3.0),
        aim=3.0,
        breath=1.0,
        move_every=0.6,
        blocked=max(2, trackers // 50),
        leaps=(
            timedelta(seconds=90),
            timedelta(minutes=20),
            timedelta(seconds=-45),
            timedelta(minutes=-15),
            timedelta(hours=2),
        ),
    )


def short(seed: int) -> Plan:
    """Return the run of `make test`."""
    return Plan(
        seed,
        trackers=40,
        hotels=4,
        stays=2,
        kills=4,
        workers=2,
        interval=2,
        lives=(0.0, 1.0),
        aim=2.0,
        breath=0.2,
        move_every=0.2,
        blocked=2,
        leaps=(timedelta(minutes=20), timedelta(minutes=-15)),
    )
