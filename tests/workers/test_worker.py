"""The worker on a real queue: jobs that only say "look", with the truth in PostgreSQL."""

import pickle
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from arq import ArqRedis
from arq.constants import default_queue_name, job_key_prefix
from redis.exceptions import ConnectionError as RedisConnectionError

from domain.checks.planning import claim_due
from domain.checks.queries.planning import CLAIM_LEASE
from domain.prices.partitions import ensure_partitions
from domain.settings import Settings
from tests.workers.conftest import PostOffice
from workers.context import KEY, Worker
from workers.housekeeping import keep_house
from workers.price_checks import MOST_WAITING, plan_checks
from workers.settings import create_worker, open_queue

DAY = timedelta(days=1)
# arq ends its connection by a name that redis-py has renamed.
pytestmark = pytest.mark.filterwarnings("ignore:Call to deprecated close:DeprecationWarning")


@pytest.fixture
async def queue(worker_settings: Settings) -> AsyncIterator[ArqRedis]:
    """The queue."""
    async with open_queue(worker_settings) as opened:
        yield opened


@pytest.fixture
def ctx(post: PostOffice, queue: ArqRedis) -> dict[str, Any]:
    """What arq hands to a job."""
    return {KEY: Worker(post.scene.app, queue, post.courier)}


async def work(post: PostOffice, settings: Settings) -> int:
    """Let an arq worker do what is in the queue; return how many jobs went well."""
    async with open_queue(settings) as queue:
        worker = create_worker(post.scene.app, queue, burst=True)
        await worker.async_run()
        done: int = worker.jobs_complete
        await worker.close()
    return done


async def test_what_is_due_is_planned_checked_and_delivered(
    post: PostOffice, ctx: dict[str, Any], worker_settings: Settings
) -> None:
    await post.scene.track()
    post.scene.price(9_000)
    post.scene.clock.advance(DAY)
    assert await plan_checks(ctx) == 1
    assert await plan_checks(ctx) == 0
    assert await work(post, worker_settings) == 1
    # The worker's own courier may have been quicker.
    await post.deliver()
    assert len(post.texts) == 1
    assert (await post.alert())["state"] == "sent"


async def test_a_wiped_queue_delays_a_check_and_loses_none(
    post: PostOffice, ctx: dict[str, Any], worker_settings: Settings
) -> None:
    await post.scene.track()
    post.scene.price(9_000)
    post.scene.clock.advance(DAY)
    await plan_checks(ctx)
    await post.scene.app.redis.flushdb()
    assert await work(post, worker_settings) == 0
    assert await plan_checks(ctx) == 0
    post.scene.clock.advance(CLAIM_LEASE)
    assert await plan_checks(ctx) == 1
    assert await work(post, worker_settings) == 1
    assert len(await post.scene.rows("SELECT id FROM tracker_alerts")) == 1


async def test_a_job_that_arrives_twice_makes_one_alert(
    post: PostOffice, ctx: dict[str, Any], queue: ArqRedis, worker_settings: Settings
) -> None:
    await post.scene.track()
    post.scene.price(9_000)
    post.scene.clock.advance(DAY)
    await plan_checks(ctx)
    (job,) = await queue.queued_jobs()
    await queue.enqueue_job("check_prices", *job.args, _job_id="the same again")
    assert await work(post, worker_settings) == 2
    assert len(await post.scene.rows("SELECT id FROM tracker_alerts")) == 1


class Bomb:
    """Touches a file when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.mark,)


async def test_a_pickle_in_the_queue_is_not_run(
    post: PostOffice, queue: ArqRedis, worker_settings: Settings, tmp_path: Path
) -> None:
    mark = tmp_path / "run"
    payload = pickle.dumps({"t": 1, "f": "check_prices", "a": (Bomb(mark),), "k": {}, "et": 1})
    await queue.set(job_key_prefix + "bomb", payload)
    await queue.zadd(default_queue_name, {"bomb": 1})
    assert await work(post, worker_settings) == 0
    assert not mark.exists()
    assert await queue.zcard(default_queue_name) == 0
    pickle.loads(payload)  # noqa: S301 - the bomb is live
    assert mark.exists()


class QueueThatBreaks(ArqRedis):
    """A queue that is lost between the question how full it is and the first job."""

    async def enqueue_job(self, *_args: Any, **_kwargs: Any) -> None:
        raise RedisConnectionError


async def test_claims_are_given_back_when_the_queue_breaks(
    post: PostOffice, queue: ArqRedis
) -> None:
    await post.scene.track()
    post.scene.clock.advance(DAY)
    broken = QueueThatBreaks(queue.connection_pool)
    with pytest.raises(RedisConnectionError):
        await plan_checks({KEY: Worker(post.scene.app, broken, post.courier)})
    (row,) = await post.scene.rows("SELECT lease FROM trackables")
    assert row["lease"] is None


async def test_a_queue_that_is_full_is_not_filled_further(
    post: PostOffice, ctx: dict[str, Any], queue: ArqRedis
) -> None:
    await post.scene.track()
    post.scene.clock.advance(DAY)
    await queue.zadd(default_queue_name, {f"job {n}": n for n in range(MOST_WAITING)})
    assert await plan_checks(ctx) == 0
    assert await claim_due(post.scene.app.pool, post.scene.clock.now())


async def test_the_house_is_kept(post: PostOffice, ctx: dict[str, Any]) -> None:
    # As a house that was kept before: the database's own months begin with the real one.
    await ensure_partitions(post.scene.app.pool, post.scene.clock.now())
    tracker = await post.scene.track()
    pool, clock = post.scene.app.pool, post.scene.clock
    await post.scene.check()
    clock.advance(timedelta(hours=1))
    await keep_house(ctx)
    await keep_house(ctx)
    results = await post.scene.rows("SELECT tracker_id, total, ran_at FROM tracker_results")
    # The first look, and the next day's: however often the house is kept.
    assert {(row["tracker_id"], row["total"]) for row in results} == {(tracker.tracker_id, 10_000)}
    assert len({row["ran_at"].date() for row in results}) == len(results) == 2
    clock.set(tracker.ends_at + timedelta(days=90))
    await keep_house(ctx)
    (ended,) = await post.scene.rows("SELECT state FROM trackers")
    assert ended["state"] == "ended"
    partition = f"universal_price_history_{clock.now():%Y_%m}"
    assert await pool.fetchval("SELECT to_regclass($1)::text", partition) == partition
