"""How many questions checks may ask per hour, and the total value of everything tracked.

Without a configured number, it follows from the suppliers' account pages and our own counts: the
smallest supplier's quota, because most checks ask every supplier.
"""

import json

from redis.exceptions import RedisError

from domain.app import App
from domain.checks.cadence import UNLIMITED, Allowance
from domain.checks.queries.allowance import sum_up_due
from domain.suppliers.shares import read_shares

_KEY = "checks:allowance"
# Quotas may be this many seconds out of date; the sum is read once for all workers.
_KEPT_SECONDS = 60
# Even with an exhausted account, checks are attempted now and then: the supplier's own gate has the
# last word.
LEAST_AN_HOUR = 1.0


async def read_allowance(app: App) -> Allowance:
    """Return the current allowance; without a limit nothing is summed up."""
    an_hour: float | None = app.settings.supplier_checks_an_hour
    if an_hour is None:
        an_hour = await _shortest_share(app)
    if not an_hour:
        return UNLIMITED
    total, questions = await _kept(app) or await _summed_up(app)
    return Allowance(an_hour, total, questions)


async def _shortest_share(app: App) -> float | None:
    """Return the smallest known quota; an exhausted one leaves a little."""
    shares = await read_shares(app.suppliers, app.settings, app.redis, app.clock.now())
    known = [one.checks_an_hour for one in shares.values()]
    return max(min(known), LEAST_AN_HOUR) if known else None


async def _kept(app: App) -> tuple[float, float] | None:
    try:
        kept = await app.redis.get(_KEY)
    except (RedisError, OSError):
        return None
    if kept is None:
        return None
    total, questions = json.loads(kept)
    return total, questions


async def _summed_up(app: App) -> tuple[float, float]:
    """Sum up the values, and the questions per thing."""
    found = await sum_up_due(app.pool)
    try:
        await app.redis.set(_KEY, json.dumps(found), ex=_KEPT_SECONDS)
    except (RedisError, OSError):
        return found
    return found
