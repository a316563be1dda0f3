"""What one process sees of the service over time, and reports to administrators.

Every process that writes to people watches, and no job of the queue does: with Redis away, or the
last worker gone, no job would run to say so. Each minute is sampled and judged by whichever process
comes first.
"""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime

import asyncpg
import structlog

from domain.administration.health.alarms import MENDED_SHARE, THRESHOLDS, Alarm, raise_alarms
from domain.administration.health.queries import Seen, is_sampled
from domain.administration.health.samples import minute_of, take_sample
from domain.app import App
from domain.db import AWAY
from domain.health.service import is_worker_alive, read_database_health, read_supplier_health
from domain.health.suppliers import ailing

log = structlog.get_logger(__name__)

LONGEST_LOOK_SECONDS = 30.0
# Nothing can be stored of these before they are over.
OVER_WHEN_JUDGED = (Alarm.DATABASE_AWAY, Alarm.DATABASE_SLOW)


@dataclass(slots=True)
class Watch:
    """When this process first missed something, and when a supplier began to fail every time."""

    app: App
    _away: dict[Alarm, datetime] = field(default_factory=dict)
    _failing: dict[tuple[str, str], datetime] = field(default_factory=dict)

    @property
    def are_workers_gone(self) -> bool:
        """Return whether no worker has lived for so long that administrators are told."""
        return self._lasting(Alarm.WORKERS_GONE) > THRESHOLDS[Alarm.WORKERS_GONE]

    async def look(self) -> None:
        """See who answers; sample and judge the minute, if no process has yet."""
        # What does not answer is away since it was asked, not since it was given up.
        begun = self.app.clock.now()
        alive = await is_worker_alive(self.app)
        self._note(Alarm.REDIS_AWAY, begun, is_away=alive is None)
        if alive is not None:
            self._note(Alarm.WORKERS_GONE, begun, is_away=not alive)
        begun = self.app.clock.now()
        if (await read_database_health(self.app)).ok:
            await self._judge(begun)
        else:
            self._note(Alarm.DATABASE_AWAY, begun, is_away=True)

    async def _judge(self, now: datetime) -> None:
        """Sample and judge the minute, if no process has yet; what is over has then been told."""
        try:
            async with asyncio.timeout(LONGEST_LOOK_SECONDS):
                if self._saw_end() or not await is_sampled(self.app.pool, minute_of(now)):
                    sample = await self._completed(await take_sample(self.app))
                    await raise_alarms(self.app.pool, sample, now)
        except TimeoutError:
            self._note(Alarm.DATABASE_SLOW, now, is_away=True)
            log.warning("health not sampled: the database is too slow")
        except (asyncpg.PostgresError, *AWAY) as error:
            log.warning("health not sampled", why=type(error).__name__)
        else:
            for over in OVER_WHEN_JUDGED:
                self._note(over, now, is_away=False)

    def _saw_end(self) -> bool:
        """Return whether this process is to report what is over: the one that has sampled the
        minute may have begun to watch only then.
        """
        return any(self._lasting(one) > THRESHOLDS[one] for one in OVER_WHEN_JUDGED)

    async def _completed(self, sample: Seen) -> Seen:
        """Add to a sample what only time tells."""
        supplier, seconds = await self._worst_supplier()
        return replace(
            sample,
            redis_away=self._lasting(Alarm.REDIS_AWAY),
            workers_gone=self._lasting(Alarm.WORKERS_GONE),
            database_away=self._lasting(Alarm.DATABASE_AWAY),
            database_seconds=max(sample.database_seconds, self._lasting(Alarm.DATABASE_SLOW)),
            supplier_fails=seconds,
            paused=_seconds(Alarm.SENDING_PAUSED, sample.paused) if sample.paused else 0.0,
            supplier=supplier,
        )

    def _note(self, what: Alarm, begun: datetime, *, is_away: bool) -> None:
        if is_away:
            self._away.setdefault(what, begun)
        else:
            self._away.pop(what, None)

    def _lasting(self, what: Alarm) -> float:
        since = self._away.get(what)
        return (
            0.0 if since is None else _seconds(what, (self.app.clock.now() - since).total_seconds())
        )

    async def _worst_supplier(self) -> tuple[str, float]:
        """Return which supplier has only failed for longest, and for how many seconds."""
        if Alarm.REDIS_AWAY in self._away:
            # Nobody can say: what was so stays so.
            return "", _seconds(Alarm.SUPPLIER_FAILS, 0.0)
        found, failing = [("", 0.0)], {}
        for supplier, endpoint, last in ailing(await read_supplier_health(self.app)):
            since = failing[supplier, endpoint] = self._failing.get((supplier, endpoint), last)
            found.append((supplier, _seconds(Alarm.SUPPLIER_FAILS, (last - since).total_seconds())))
        self._failing = failing
        return max(found, key=lambda one: one[1])


def _seconds(what: Alarm, lasting: float) -> float:
    """Return the seconds of what has not ended, at least so many that it does not count as over.

    A process that has only just begun to watch must not report as over what it still sees, nor any
    process a pause that is about to end.
    """
    return max(lasting, THRESHOLDS[what] * MENDED_SHARE)
