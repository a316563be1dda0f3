"""Applies administrators' decisions on suppliers in every process, within seconds.

A pause ends access; new credentials replace the gateway, and the old one may finish its work.
Without the database everything stays as last seen.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import structlog
from redis.asyncio import Redis

from domain.background import cancel_and_wait
from domain.clock import Clock
from domain.db import AWAY
from domain.errors import DatabaseUnavailable
from domain.settings import Settings
from domain.suppliers.assembly import build_registry, credentials_of, with_credentials
from domain.suppliers.contract import Supplier
from domain.suppliers.controls import NONE, open_credentials
from domain.suppliers.queries import Control, read_controls
from domain.suppliers.registry import SupplierRegistry
from domain.unit_of_work import Database

log = structlog.get_logger(__name__)

LOOK_EVERY_SECONDS = 2.0
# By then a replaced gateway has finished: the longest deadline is a booking's.
GRACE_SECONDS = 90.0


@dataclass(slots=True)
class Follower:
    """Keeps one process's registry up to date. `can_rebuild`: it was built from the settings."""

    settings: Settings
    clock: Clock
    database: Database
    redis: Redis
    registry: SupplierRegistry
    can_rebuild: bool = True
    _sealed: dict[Supplier, str | None] = field(default_factory=dict)
    _closing: "set[asyncio.Task[None]]" = field(default_factory=set)

    async def follow(self) -> None:
        """Apply what was decided since the last look."""
        controls = await read_controls(self.database)
        for supplier in Supplier:
            control = controls.get(supplier, NONE)
            access = self.registry.monitor.access(supplier)
            access.is_paused = control.paused_at is not None
            if self.can_rebuild and self._sealed.get(supplier) != control.sealed:
                self._take(supplier, control)
            elif not access.secrets:
                access.secrets = credentials_of(self.settings, supplier)

    def _take(self, supplier: Supplier, control: Control) -> None:
        """Switch to other credentials; those that none of our keys opens change nothing."""
        self._sealed[supplier] = control.sealed
        newer = open_credentials(self.settings, control.sealed)
        if newer is None and control.sealed is not None:
            log.warning("credentials not opened", supplier=supplier.value)
            return
        settings = with_credentials(self.settings, newer or {})
        built = build_registry(settings, self.clock, self.redis, self.registry.monitor, supplier)
        replaced = self.registry.adopt(supplier, built)
        self.registry.monitor.access(supplier).secrets = credentials_of(settings, supplier)
        log.info("credentials taken over", supplier=supplier.value)
        task = asyncio.create_task(self._close_later(replaced))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def _close_later(self, replaced: SupplierRegistry) -> None:
        try:
            await asyncio.sleep(GRACE_SECONDS)
        finally:
            await replaced.aclose()

    async def keep_on(self) -> None:
        """Keep following while the process lives."""
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            try:
                await self.follow()
            except AWAY as error:
                log.debug("suppliers' controls not read", why=type(error).__name__)

    async def aclose(self) -> None:
        """Close replaced gateways without waiting."""
        for task in list(self._closing):
            await cancel_and_wait(task)


@asynccontextmanager
async def following(follower: Follower) -> AsyncIterator[Follower]:
    """Look immediately, then keep looking.

    Raises `DatabaseUnavailable` if PostgreSQL ends the connection during the first look.
    """
    try:
        await follower.follow()
    except AWAY as error:
        raise DatabaseUnavailable(type(error).__name__) from error
    task = asyncio.create_task(follower.keep_on())
    try:
        yield follower
    finally:
        await cancel_and_wait(task)
        await follower.aclose()
