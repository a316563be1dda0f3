"""A run of closes as bytes: about a hundred, in a fixed layout."""

from math import isnan, nan
from struct import Struct

from domain.prices.closes import Run

_HEAD = Struct("<4HI5d")
_CLOSE = Struct("<Id")
MOST = 65535


def pack(run: Run) -> bytes:
    """Return a run's bytes. Counts are capped at 65,535, which is 180 years of days."""
    doubted = nan if run.doubted is None else run.doubted
    head = _HEAD.pack(
        min(run.count, MOST), min(run.changes, MOST), min(run.fell, MOST), min(run.judged, MOST),
        run.day, run.price, run.low, run.high, run.moved, doubted,
    )  # fmt: skip
    return head + b"".join(map(_CLOSE.pack, run.days, run.prices))


def unpack(packed: bytes) -> Run:
    """Return a run from its bytes."""
    run = Run()
    (
        run.count, run.changes, run.fell, run.judged, run.day, run.price, run.low, run.high,
        run.moved, doubted,
    ) = _HEAD.unpack_from(packed)  # fmt: skip
    run.doubted = None if isnan(doubted) else doubted
    for day, price in _CLOSE.iter_unpack(packed[_HEAD.size :]):
        run.days.append(day)
        run.prices.append(price)
    return run
