"""What several processes saw of the suppliers, told by any of them."""

from datetime import timedelta

import httpx
from redis.asyncio import Redis

from domain.app import App
from domain.suppliers.breaker import FAILURES_TO_OPEN, Admission
from domain.suppliers.contract import Supplier
from domain.suppliers.ledger import Account, RedisLedger
from domain.suppliers.reports import Reporter, read_reports
from domain.suppliers.status import SupplierMonitor, SupplierStatus
from tests.conftest import FakeClock
from tests.fake_supplier import FakeSupplier
from webhooks.app import create_web


async def test_counts_add_up_over_processes_and_restarts(redis_url: str, clock: FakeClock) -> None:
    async with Redis.from_url(redis_url) as redis:
        for _process in range(3):
            monitor = SupplierMonitor()
            reporter = Reporter(redis, monitor, clock)
            channel = monitor.channel(Supplier.SERPAPI, "search")
            for _ in range(2):
                channel.record(SupplierStatus.OK, 0.5)
                await reporter.report()
        (search,) = await read_reports(redis)
        assert (search.supplier, search.endpoint) == (Supplier.SERPAPI, "search")
        assert search.counts == {SupplierStatus.OK: 6}
        assert search.latency == 0.5


async def test_open_breakers_and_last_errors_are_told(redis_url: str, clock: FakeClock) -> None:
    async with Redis.from_url(redis_url) as redis:
        monitor = SupplierMonitor()
        channel = monitor.channel(Supplier.TRAVCLAN, "rates")
        for _ in range(FAILURES_TO_OPEN):
            channel.breaker.failed(Admission.NORMAL)
        channel.record(SupplierStatus.UNAVAILABLE, 2.0)
        reporter = Reporter(redis, monitor, clock)
        await reporter.report()
        failed_at = clock.now()
        clock.advance(timedelta(minutes=1))
        channel.record(SupplierStatus.OK, 1.0)
        await reporter.report()
        await Reporter(redis, SupplierMonitor(), clock).report()
        (rates,) = await read_reports(redis)
        assert rates.resting == 1
        assert rates.last == {
            SupplierStatus.UNAVAILABLE: failed_at,
            SupplierStatus.OK: clock.now(),
        }


async def test_operators_see_quota_errors_and_breakers(app: App, clock: FakeClock) -> None:
    monitor = SupplierMonitor()
    monitor.channel(Supplier.SERPAPI, "search").record(SupplierStatus.QUOTA_EXHAUSTED, None)
    await Reporter(app.redis, monitor, clock).report()
    await RedisLedger(app.redis, Supplier.SERPAPI).write(
        Account(7, 1000, 3), clock.now(), "2026112409"
    )
    app.suppliers.gateways[Supplier.SERPAPI] = FakeSupplier(  # type: ignore[index] # a plain dict
        Supplier.SERPAPI, clock
    )
    transport = httpx.ASGITransport(create_web(app))
    async with httpx.AsyncClient(transport=transport, base_url="http://web") as client:
        (serpapi,) = (await client.get("/health/detailed")).json()["suppliers"]
        metrics = (await client.get("/metrics")).text
    assert serpapi["quota"] == {
        "left": 7, "per_hour": 1000, "this_hour": 3, "per_month": None, "used": None,
    }  # fmt: skip
    (search,) = serpapi["endpoints"]
    assert search["counts"] == {"quota_exhausted": 1}
    assert list(search["last"]) == ["quota_exhausted"]
    labels = 'endpoint="search",status="quota_exhausted",supplier="serpapi"'
    assert f"often_supplier_questions_total{{{labels}}} 1.0" in metrics
    assert 'often_supplier_quota_left{supplier="serpapi"} 7.0' in metrics
