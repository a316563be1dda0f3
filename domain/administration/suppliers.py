"""How the suppliers fare, read from what all processes report: never from the watched things."""

import asyncio
from dataclasses import dataclass

from redis.exceptions import RedisError

from domain.app import App
from domain.suppliers.ledger import Account, RedisLedger
from domain.suppliers.reporting import EndpointReport, read_reports

PATIENCE_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class SupplierReport:
    """A configured supplier: what is left of its quota, None where none is known, and how each
    endpoint answers.
    """

    name: str
    quota: Account | None
    endpoints: tuple[EndpointReport, ...]


async def read_suppliers(app: App) -> tuple[SupplierReport, ...]:
    """Return the configured suppliers; while Redis is away nothing is known of them."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            reports = await read_reports(app.redis)
            quotas = {
                one.supplier: (await RedisLedger(app.redis, one.supplier).read())[0]
                for one in app.suppliers
            }
    except (RedisError, OSError):
        reports, quotas = (), {}
    return tuple(
        SupplierReport(
            one.supplier.value,
            quotas.get(one.supplier),
            tuple(report for report in reports if report.supplier is one.supplier),
        )
        for one in app.suppliers
    )
