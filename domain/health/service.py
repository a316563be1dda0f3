"""Reads the service's health from the shared state, so that any process can report it."""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import asyncpg
from redis.exceptions import RedisError

from domain.app import App
from domain.bookings.price_watches.ledger import SavingsRecord, read_savings
from domain.exchange_rates.queries import SourceHealth, exchange_rates, read_source_health
from domain.health.queries import ask_simplest, counted, last_answers, what_waits
from domain.prices.forecast_record import Record
from domain.prices.forecasts import read_record
from domain.suppliers.contract import Supplier
from domain.suppliers.ledger import Account, RedisLedger
from domain.suppliers.reports import EndpointReport, read_reports

# arq's names for its queue and for the key that a live worker refreshes.
QUEUE = "arq:queue"
# Set for a while after Telegram reported that two processes fetch updates with the same token.
CONTESTED = "bot:contested"
CONTESTED_SECONDS = 60
# A server that hangs must not delay the report.
PATIENCE_SECONDS = 3.0
FIGURES_SECONDS = 15.0
DATABASE_FAILS = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)
WORKER_SIGN, WRITTEN = "arq:queue:health-check", "health:written"


@dataclass(frozen=True, slots=True)
class ServerHealth:
    """Whether a server answers, and after how many seconds."""

    ok: bool
    seconds: float | None


@dataclass(frozen=True, slots=True)
class QueueHealth:
    """What waits: jobs in the queue, due checks, alerts to send; ages in seconds.

    `set_aside` counts trackables whose checks keep failing, `updates_set_aside` updates that cannot
    be handled. `alerts_held` wait for a digest, `alerts_muted` for the end of quiet hours; neither
    is late. `is_contested`: another process fetches updates with the same token.
    """

    jobs: int
    worker_alive: bool
    checks_due: int
    oldest_check: float
    alerts_waiting: int
    oldest_alert: float
    set_aside: int
    updates_set_aside: int = 0
    alerts_held: int = 0
    alerts_muted: int = 0
    is_contested: bool = False


@dataclass(frozen=True, slots=True)
class SupplierHealth:
    """A supplier's health over all processes.

    `last_answer` is when it last gave a watched price. `quota` is None if unknown.
    """

    supplier: str
    configured: bool
    last_answer: datetime | None
    quota: Account | None
    endpoints: tuple[EndpointReport, ...]
    is_paused: bool = False


@dataclass(frozen=True, slots=True)
class RatesHealth:
    """How many currencies can be converted today, and the sources' health."""

    currencies: int
    sources: tuple[SourceHealth, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What is read from the database."""

    queue: QueueHealth
    totals: "Totals"
    suppliers: tuple[SupplierHealth, ...]
    rates: RatesHealth
    forecasts: Record
    savings: SavingsRecord


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report; without `figures` while the database is unavailable."""

    database: ServerHealth
    redis: ServerHealth
    figures: Figures | None

    @property
    def is_whole(self) -> bool:
        """Return whether all servers answer."""
        return self.database.ok and self.redis.ok


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals of what is stored."""

    travellers: int
    trackers_active: int
    trackables_watched: int
    alerts_sent: int
    observations_today: int
    statuses: tuple[tuple[str, int], ...]
    alerts: tuple[tuple[str, int], ...] = ()
    bookings: tuple[tuple[str, int], ...] = ()
    opinions: tuple[tuple[str, int], ...] = ()
    searches_today: int = 0
    broadcasts: tuple[tuple[str, int], ...] = ()
    support: tuple[tuple[str, int], ...] = ()
    clusters: tuple[tuple[str, int], ...] = ()
    acts: int = 0
    charges: tuple[tuple[str, int], ...] = ()
    refunds: tuple[tuple[str, int], ...] = ()
    noted: tuple[tuple[str, int], ...] = ()
    alarms: tuple[tuple[str, int], ...] = ()
    people: tuple[tuple[str, int], ...] = ()
    cases: int = 0
    support_wait: int = 0


async def read_report(app: App) -> Report:
    """Return the report within a few seconds, whichever server is unavailable."""
    database, redis = await asyncio.gather(read_database_health(app), read_redis_health(app))
    figures = await _read_figures(app, has_redis=redis.ok) if database.ok else None
    # A database that answers only the simplest query counts as unavailable.
    return Report(database if figures else ServerHealth(ok=False, seconds=None), redis, figures)


async def is_ready(app: App) -> bool:
    """Return whether the servers answer at all."""
    database, redis = await asyncio.gather(read_database_health(app), read_redis_health(app))
    return database.ok and redis.ok


async def _read_figures(app: App, *, has_redis: bool) -> Figures | None:
    """Return what the database knows; a Redis that has just not answered is not asked again."""

    async def read() -> Figures:
        return Figures(
            await read_queue_health(app, has_redis=has_redis),
            await read_totals(app),
            await read_supplier_health(app, has_redis=has_redis),
            await read_rates_health(app),
            await read_record(app.pool, app.clock.now()),
            await read_savings(app.pool),
        )

    try:
        return await app.background.within(FIGURES_SECONDS, read())
    except DATABASE_FAILS:
        return None


async def note_contest(app: App) -> None:
    """Note that another process fetches updates with the same token."""
    with suppress(RedisError, OSError):
        await app.redis.set(CONTESTED, 1, ex=CONTESTED_SECONDS)


async def read_database_health(app: App) -> ServerHealth:
    """Run PostgreSQL's simplest query."""
    began = time.perf_counter()
    try:
        await app.background.within(PATIENCE_SECONDS, ask_simplest(app.pool))
    except DATABASE_FAILS:
        return ServerHealth(ok=False, seconds=None)
    return ServerHealth(ok=True, seconds=time.perf_counter() - began)


async def read_redis_health(app: App) -> ServerHealth:
    """Run Redis's simplest command."""
    began = time.perf_counter()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await app.redis.ping()
    except (RedisError, OSError):
        return ServerHealth(ok=False, seconds=None)
    return ServerHealth(ok=True, seconds=time.perf_counter() - began)


async def is_worker_alive(app: App) -> bool | None:
    """Return whether a worker has given its sign lately; None if Redis takes nothing or is away."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            # One that is full or only read answers questions all the same.
            await app.redis.set(WRITTEN, 1, ex=CONTESTED_SECONDS)
            return bool(await app.redis.exists(WORKER_SIGN))
    except (RedisError, OSError):
        return None


async def read_queue_health(app: App, *, has_redis: bool = True) -> QueueHealth:
    """Count what waits. Without Redis there are no jobs and no worker to see."""
    jobs, sign, contested = 0, 0, 0
    with suppress(RedisError, OSError):
        async with asyncio.timeout(PATIENCE_SECONDS if has_redis else 0):
            jobs, sign = await app.redis.zcard(QUEUE), await app.redis.exists(WORKER_SIGN)
            contested = await app.redis.exists(CONTESTED)
    waiting = await what_waits(app.pool, app.clock.now())
    return QueueHealth(
        jobs=jobs,
        worker_alive=bool(sign),
        checks_due=waiting.checks,
        oldest_check=float(waiting.age),
        alerts_waiting=waiting.alerts,
        oldest_alert=float(waiting.wait),
        set_aside=waiting.set_aside,
        updates_set_aside=waiting.updates_set_aside,
        alerts_held=waiting.held,
        alerts_muted=waiting.muted,
        is_contested=bool(contested),
    )


async def read_supplier_health(app: App, *, has_redis: bool = True) -> tuple[SupplierHealth, ...]:
    """Return the health of each configured supplier."""
    seen = await last_answers(app.pool)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS if has_redis else 0):
            reports = await read_reports(app.redis)
            quotas = {g.supplier: await _quota_of(app, g.supplier) for g in app.suppliers}
    except (RedisError, OSError):
        reports, quotas = (), {}
    return tuple(
        [
            SupplierHealth(
                gateway.supplier.value,
                configured=True,
                last_answer=seen.get(gateway.supplier),
                quota=quotas.get(gateway.supplier),
                endpoints=tuple(r for r in reports if r.supplier is gateway.supplier),
                is_paused=app.suppliers.monitor.access(gateway.supplier).is_paused,
            )
            for gateway in app.suppliers
        ]
    )


async def read_rates_health(app: App) -> RatesHealth:
    """Return the health of exchange rates."""
    rates = await exchange_rates(app.pool, app.clock.now())
    return RatesHealth(len(rates.references), await read_source_health(app.pool))


async def _quota_of(app: App, supplier: Supplier) -> Account | None:
    return (await RedisLedger(app.redis, supplier).read())[0]


async def read_totals(app: App) -> Totals:
    """Count travellers, trackers, trackables, alerts and the rest in one query."""
    counts: dict[str, dict[str, int]] = {}
    for what, name, number in await counted(app.pool, app.clock.now()):
        counts.setdefault(what, {})[name] = number

    def by_name(what: str) -> tuple[tuple[str, int], ...]:
        return tuple(sorted(counts.get(what, {}).items()))

    alone = counts["alone"]
    return Totals(
        travellers=alone["travellers"],
        trackers_active=alone["trackers"],
        trackables_watched=sum(counts.get("statuses", {}).values()),
        alerts_sent=counts.get("alerts", {}).get("sent", 0),
        observations_today=alone["observations"],
        statuses=by_name("statuses"),
        alerts=by_name("alerts"),
        bookings=by_name("bookings"),
        opinions=by_name("opinions"),
        searches_today=alone["searches"],
        broadcasts=by_name("broadcasts"),
        support=by_name("support"),
        clusters=by_name("clusters"),
        acts=alone["acts"],
        charges=by_name("charges"),
        refunds=by_name("refunds"),
        noted=by_name("noted"),
        alarms=by_name("alarms"),
        people=by_name("people"),
        cases=alone["cases"],
        support_wait=alone["support wait"],
    )
