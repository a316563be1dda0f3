"""What a process sees over time, and reports once when it breaks and once when it is mended."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import asyncpg
import pytest
from redis.asyncio import Redis

from domain.administration.health import watch as watching
from domain.administration.health.alarms import HEALTH_BROKE, HEALTH_MENDED, Alarm, read_alarms
from domain.administration.health.watch import Watch
from domain.app import App
from domain.health.service import WORKER_SIGN
from domain.outbox.queries.pauses import EVERYWHERE, note_pause
from domain.settings import Settings
from domain.suppliers.contract import Supplier
from domain.suppliers.registry import SupplierRegistry
from domain.suppliers.reports import COUNTS, LAST
from domain.suppliers.status import SupplierStatus
from domain.unit_of_work import Database
from tests.administration.test_health import admins, told
from tests.conftest import FakeClock
from tests.fake_supplier import FakeSupplier

MINUTE = timedelta(minutes=1)


class Silent:
    """A database that is away."""

    def __getattr__(self, name: str) -> Any:
        raise ConnectionRefusedError


@pytest.fixture
async def watch(app: App) -> Watch:
    """A process that watches a service with one administrator, in which all is well."""
    await admins(app, 1)
    await app.redis.set(WORKER_SIGN, "j_complete=0")
    watch = Watch(app)
    await watch.look()
    return watch


async def look_for(watch: Watch, clock: FakeClock, minutes: int) -> list[Alarm]:
    """Look again and again for some minutes; return the alarms that are open then."""
    for _ in range(minutes):
        clock.advance(MINUTE)
        await watch.look()
    return list(await read_alarms(watch.app.pool))


async def kinds(app: App) -> list[str]:
    return [kind for kind, _chat in await told(app)]


async def test_a_worker_that_is_gone_is_told_once_and_its_return_once(
    watch: Watch, clock: FakeClock
) -> None:
    app = watch.app
    await app.redis.delete(WORKER_SIGN)
    seen = [(await look_for(watch, clock, 1), watch.are_workers_gone) for _ in range(5)]
    # A worker may be restarted without anybody being told.
    assert seen[:2] == [([], False)] * 2
    assert seen[-1] == ([Alarm.WORKERS_GONE], True)
    # A process that has only begun to watch must not take it for mended.
    assert await look_for(Watch(app), clock, 1) == [Alarm.WORKERS_GONE]
    await app.redis.set(WORKER_SIGN, "j_complete=0")
    assert await look_for(watch, clock, 2) == []
    assert await kinds(app) == [HEALTH_BROKE, HEALTH_MENDED]


async def test_a_redis_that_is_away_is_told_and_its_workers_are_not_taken_for_gone(
    watch: Watch, clock: FakeClock
) -> None:
    app = watch.app
    async with Redis(host="127.0.0.1", port=9) as nobody:
        watch.app = replace(app, redis=nobody)
        assert await look_for(watch, clock, 4) == [Alarm.REDIS_AWAY]
    watch.app = app
    assert await look_for(watch, clock, 2) == []
    assert await kinds(app) == [HEALTH_BROKE, HEALTH_MENDED]


async def test_an_outage_of_the_database_is_told_when_it_is_over(
    watch: Watch, clock: FakeClock
) -> None:
    app = watch.app
    watch.app = replace(app, pool=cast("Database", Silent()))
    for _ in range(4):
        clock.advance(MINUTE)
        await watch.look()
    watch.app = app
    assert await look_for(watch, clock, 1) == [Alarm.DATABASE_AWAY]
    assert await look_for(watch, clock, 2) == []
    rows = await app.pool.fetch("SELECT kind, payload FROM outbox_messages ORDER BY id")
    assert [(row["kind"], row["payload"]["value"]) for row in rows] == [
        (HEALTH_BROKE, 240.0),
        (HEALTH_MENDED, 0.0),
    ]


async def test_an_outage_is_told_though_another_process_has_the_minute_already(
    watch: Watch, clock: FakeClock
) -> None:
    app = watch.app
    watch.app = replace(app, pool=cast("Database", Silent()))
    for _ in range(5):
        clock.advance(timedelta(seconds=15.1))
        await watch.look()
    watch.app = app
    # One that was started just now knows of no outage, and samples the minute.
    assert await look_for(Watch(app), clock, 1) == []
    await watch.look()
    assert list(await read_alarms(app.pool)) == [Alarm.DATABASE_AWAY]
    assert await look_for(watch, clock, 2) == []
    assert await kinds(app) == [HEALTH_BROKE, HEALTH_MENDED]


async def test_a_database_too_slow_to_be_sampled_is_told_once_it_is_not(
    watch: Watch, clock: FakeClock, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "LONGEST_LOOK_SECONDS", 0.2)
    clock.advance(MINUTE)
    another = await asyncpg.connect(settings.database_url.get_secret_value())
    async with another.transaction():
        await another.execute("LOCK TABLE health_samples")
        await watch.look()
    await another.close()
    monkeypatch.undo()
    assert await look_for(watch, clock, 1) == [Alarm.DATABASE_SLOW]
    assert await look_for(watch, clock, 1) == []
    assert await kinds(watch.app) == [HEALTH_BROKE, HEALTH_MENDED]


async def outcome(app: App, status: SupplierStatus, endpoint: str = "search") -> None:
    """Have a supplier's last question end so."""
    name = f"serpapi|{endpoint}|{status}"
    await app.redis.hincrby(COUNTS, name, 1)  # type: ignore[misc] # typed for both kinds of client
    await app.redis.hset(LAST, name, app.clock.now().isoformat())  # type: ignore[misc]


async def test_a_supplier_that_only_fails_is_named_until_it_answers(
    watch: Watch, clock: FakeClock
) -> None:
    suppliers = SupplierRegistry({Supplier.SERPAPI: FakeSupplier(Supplier.SERPAPI, clock)})
    app = watch.app = replace(watch.app, suppliers=suppliers)
    await outcome(app, SupplierStatus.OK)
    for _ in range(5):
        clock.advance(MINUTE)
        await outcome(app, SupplierStatus.UNAVAILABLE)
        await watch.look()
    # One that was not asked again has failed no longer.
    assert await look_for(watch, clock, 9) == []
    for _ in range(2):
        clock.advance(MINUTE)
        await outcome(app, SupplierStatus.AUTH_REJECTED)
        # It is not well because it tells what is left of the quota.
        await outcome(app, SupplierStatus.OK, "account")
        await watch.look()
    assert list(await read_alarms(app.pool)) == [Alarm.SUPPLIER_FAILS]
    clock.advance(MINUTE)
    # It works as agreed, though it has no room to sell.
    await outcome(app, SupplierStatus.NO_AVAILABILITY)
    assert await look_for(watch, clock, 1) == []
    rows = await app.pool.fetch("SELECT payload FROM outbox_messages ORDER BY id")
    assert [row["payload"]["supplier"] for row in rows] == ["serpapi", ""]


async def test_a_pause_of_all_that_is_sent_is_told(watch: Watch, clock: FakeClock) -> None:
    await note_pause(watch.app.pool, EVERYWHERE, timedelta(hours=1))
    assert await look_for(watch, clock, 2) == [Alarm.SENDING_PAUSED]
    await watch.app.pool.execute("UPDATE flood_pauses SET until = now() + interval '9 seconds'")
    assert await look_for(watch, clock, 1) == [Alarm.SENDING_PAUSED]
    await watch.app.pool.execute("DELETE FROM flood_pauses")
    assert await look_for(watch, clock, 2) == []
    assert await kinds(watch.app) == [HEALTH_BROKE, HEALTH_MENDED]


async def test_a_minute_is_judged_by_one_process(watch: Watch, clock: FakeClock) -> None:
    other = Watch(watch.app)
    for _ in range(3):
        clock.advance(MINUTE)
        await watch.look()
        await other.look()
    assert await watch.app.pool.fetchval("SELECT count(*) FROM health_samples") == 4
