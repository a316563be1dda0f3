"""Pictures: how long one takes, how long it holds up the event loop, and what a kept one costs.

The baseline is what is written first: the same history with pyplot, drawn where it is wanted.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import matplotlib as mpl
from matplotlib import pyplot as plt
from redis.asyncio import Redis

from bench.scale import scaled
from bot.locales import translator
from bot.pictures.gallery import Gallery, Picture
from bot.pictures.heat_map import describe_heat_map
from bot.pictures.history import describe_history
from bot.pictures.style import LIGHT
from devstack.valkey import EmbeddedValkey
from domain.accounts.models import PictureStyle
from domain.background import Background
from domain.money import Money
from domain.prices.values import PricePoint, PriceSeries

ROUNDS = scaled(60, short=5)
TICK_SECONDS = 0.001
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
ENGLISH = translator("en")
KINDS = ("history of 120 prices", "history of 1000 prices", "heat map of 31 days")


def _history(count: int, number: int) -> PriceSeries:
    """Return a random walk; another `number` is another picture."""
    random = Random(number)  # noqa: S311 - prices, not secrets
    points, total = [], Decimal(9_000)
    for n in range(count):
        total = max(total + random.randint(-400, 400), Decimal(3_000))
        points.append(PricePoint(NOW - timedelta(hours=6 * (count - n)), total))
    return PriceSeries(number, "INR", tuple(points))


def _picture(kind: str, number: int) -> Picture:
    if kind.startswith("heat"):
        random = Random(number)  # noqa: S311 - the same
        days = tuple(date(2026, 12, 1) + timedelta(n) for n in range(31))
        prices = {day: Money.of(random.randint(8_000, 20_000), "INR") for day in days}
        return describe_heat_map(days, prices, days[11], ENGLISH)
    series = _history(int(kind.split()[2]), number)
    described = describe_history(series, NOW, "Asia/Kolkata", ENGLISH)
    if described is None:
        raise AssertionError("a walk has more than one price")
    return described


async def _draw_with_pyplot(kind: str, number: int) -> bytes:
    """Draw as one does at first: on the event loop."""
    series = _history(int(kind.split()[2]), number)
    figure, axes = plt.subplots(figsize=(9.6, 6), dpi=100)
    axes.step(
        [point.observed_at for point in series.points],  # type: ignore[arg-type]  # instants are plotted as they are
        [float(point.total or 0) for point in series.points],
        where="post",
    )
    figure.autofmt_xdate()
    picture = BytesIO()
    figure.savefig(picture, format="png")
    plt.close(figure)
    return picture.getvalue()


class _Heartbeat:
    """Measures how late a task of the event loop is woken."""

    def __init__(self) -> None:
        self.delays: list[float] = []
        self._task = asyncio.create_task(self._beat())

    async def _beat(self) -> None:
        while True:
            due = time.perf_counter() + TICK_SECONDS
            await asyncio.sleep(TICK_SECONDS)
            self.delays.append(time.perf_counter() - due)

    def stop(self) -> dict[str, float]:
        self._task.cancel()
        return {"loop_lag_p99_ms": _ms(self.delays, 0.99), "loop_lag_worst_ms": _ms(self.delays, 1)}


def _ms(seconds: list[float], share: float) -> float:
    ordered = sorted(seconds)
    return round(ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000, 1)


async def timed(work: Callable[[int], Awaitable[object]]) -> dict[str, float]:
    """Return how long one takes on the clock and of the processors, and how late the loop is."""
    await work(-1)
    taken = []
    heartbeat = _Heartbeat()
    busy = time.process_time()
    for number in range(ROUNDS):
        began = time.perf_counter()
        await work(number)
        taken.append(time.perf_counter() - began)
        await asyncio.sleep(TICK_SECONDS)
    busy = time.process_time() - busy
    return {
        "p50_ms": _ms(taken, 0.5),
        "p99_ms": _ms(taken, 0.99),
        "processor_ms": round(busy / ROUNDS * 1000, 1),
        **heartbeat.stop(),
    }


async def _show(
    gallery: Gallery, redis: Redis, pictures: Mapping[int, Picture], number: int
) -> bytes:
    return await gallery.show(redis, pictures[number], PictureStyle.LIGHT)


async def _measure(gallery: Gallery, redis: Redis) -> dict[str, Any]:
    results: dict[str, Any] = {}
    for kind in KINDS:
        pictures = {number: _picture(kind, number) for number in range(-1, ROUNDS)}
        # The same twice: drawn the first time, kept the second.
        for how in ("drawn", "kept"):
            results.setdefault(kind, {})[how] = await timed(
                partial(_show, gallery, redis, pictures)
            )
        sizes = [len(picture.draw(LIGHT)) for picture in list(pictures.values())[:5]]
        results[kind]["kilobytes"] = round(max(sizes) / 1000, 1)
        if not kind.startswith("heat"):
            results[kind]["pyplot on the loop"] = await timed(partial(_draw_with_pyplot, kind))
    return results


async def measure() -> dict[str, Any]:
    """Return, per kind of picture, times and the loop's lag: drawn, kept, and the baseline's."""
    mpl.use("agg")
    with tempfile.TemporaryDirectory() as state:
        valkey = EmbeddedValkey(Path(state), durable=False)
        valkey.start()
        try:
            async with (
                Redis.from_url(valkey.dsn()) as redis,
                aclosing(Background()) as background,
            ):
                return await _measure(Gallery(background), redis)
        finally:
            valkey.stop()
