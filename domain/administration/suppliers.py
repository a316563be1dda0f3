"""The suppliers' health across all processes, and what administrators do about them."""

import asyncio
import time
from dataclasses import dataclass

from redis.exceptions import RedisError

from domain.administration.audit import Act, Actor, Deed, note
from domain.app import App
from domain.checks.queries.quarantine import try_paused_again
from domain.errors import NotFound
from domain.suppliers import queries
from domain.suppliers.access import Asked
from domain.suppliers.contract import Supplier, SupplierError, SupplierGateway
from domain.suppliers.controls import NONE
from domain.suppliers.queries import Control, read_controls
from domain.suppliers.reports import EndpointReport, read_asked, read_reports
from domain.suppliers.shares import Share, read_shares
from domain.suppliers.status import SupplierStatus, status_of

PATIENCE_SECONDS = 3.0
MOST_ASKED = 10


@dataclass(frozen=True, slots=True)
class SupplierReport:
    """A configured supplier: its quota (None if its account does not tell), how each endpoint
    responds, and what administrators decided.
    """

    supplier: Supplier
    share: Share | None
    endpoints: tuple[EndpointReport, ...]
    control: Control = NONE

    @property
    def name(self) -> str:
        """Return its display name for operators."""
        return self.supplier.value


@dataclass(frozen=True, slots=True)
class Trial:
    """How a test call went, and how long it took in seconds."""

    status: SupplierStatus
    seconds: float


async def read_suppliers(app: App) -> tuple[SupplierReport, ...]:
    """Return the configured suppliers; while Redis is away their health is unknown."""
    decided = await read_controls(app.pool)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            reports = await read_reports(app.redis)
    except (RedisError, OSError):
        reports = ()
    shares = await read_shares(app.suppliers, app.settings, app.redis, app.clock.now())
    return tuple(
        SupplierReport(
            one.supplier,
            shares.get(one.supplier),
            tuple(report for report in reports if report.supplier is one.supplier),
            decided.get(one.supplier, NONE),
        )
        for one in app.suppliers
    )


async def read_supplier(app: App, name: str) -> SupplierReport:
    """Return one of them. Raises NotFound."""
    for one in await read_suppliers(app):
        if one.name == name:
            return one
    raise NotFound("supplier")


async def last_asked(app: App, supplier: Supplier) -> tuple[Asked, ...]:
    """Return the last requests, without secrets; none while Redis is away."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await read_asked(app.redis, supplier, MOST_ASKED)
    except (RedisError, OSError):
        return ()


async def pause_supplier(app: App, actor: Actor, name: str) -> SupplierReport:
    """Pause a supplier in all processes, within seconds. Raises NotFound."""
    supplier, now = (await read_supplier(app, name)).supplier, app.clock.now()
    async with app.pool.transaction():
        if await queries.pause(app.pool, supplier, actor.name, now):
            deed = Deed(
                Act.SUPPLIER_PAUSED, f"supplier:{name}", {"paused": False}, {"paused": True}
            )
            await note(app.pool, actor, deed, now)
    app.suppliers.monitor.access(supplier).is_paused = True
    return await read_supplier(app, name)


async def resume_supplier(app: App, actor: Actor, name: str) -> SupplierReport:
    """Resume a supplier; checks that skipped it are due immediately. Raises NotFound."""
    supplier, now = (await read_supplier(app, name)).supplier, app.clock.now()
    async with app.pool.transaction():
        if await queries.resume(app.pool, supplier):
            due = await try_paused_again(app.pool, now)
            deed = Deed(
                Act.SUPPLIER_RESUMED,
                f"supplier:{name}",
                {"paused": True},
                {"paused": False, "checks_due": due},
            )
            await note(app.pool, actor, deed, now)
    app.suppliers.monitor.access(supplier).is_paused = False
    return await read_supplier(app, name)


async def try_supplier(app: App, actor: Actor, name: str) -> Trial:
    """Make the smallest request to a supplier, even while it is paused. Raises NotFound."""
    supplier = (await read_supplier(app, name)).supplier
    gateway = app.suppliers.get(supplier)
    if gateway is None:
        raise NotFound("supplier")
    trial = await try_out(gateway)
    told = {"status": trial.status.value, "seconds": round(trial.seconds, 2)}
    deed = Deed(Act.SUPPLIER_TESTED, f"supplier:{name}", {}, told)
    await note(app.pool, actor, deed, app.clock.now())
    return trial


async def try_out(gateway: SupplierGateway) -> Trial:
    """Make the smallest request that needs the credentials, and report how it went."""
    began, status = time.monotonic(), SupplierStatus.OK
    try:
        await gateway.try_out()
    except SupplierError as error:
        status = status_of(error)
    return Trial(status, time.monotonic() - began)
