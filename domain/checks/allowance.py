"""How many questions the checks may ask an hour, and what all that is watched is worth."""

import json

from redis.exceptions import RedisError

from domain.app import App
from domain.checks.cadence import UNLIMITED, Allowance

_KEY = "checks:allowance"
# Shares may be this many seconds behind; the sum is read once for all workers.
_KEPT_SECONDS = 60


async def read_allowance(app: App) -> Allowance:
    """Return the allowance of this minute; without a limit nothing has to be summed up."""
    an_hour = app.settings.supplier_checks_an_hour
    if an_hour == 0:
        return UNLIMITED
    total, questions = await _kept(app) or await _summed_up(app)
    return Allowance(an_hour, total, questions)


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
    """Sum up the values, and how many questions there are for each thing."""
    row = await app.pool.fetchrow(
        """
        SELECT coalesce(sum(value), 0) AS total,
               count(DISTINCT question_key)::float / greatest(count(*), 1) AS questions
        FROM trackables WHERE due_at IS NOT NULL
        """
    )
    found = float(row["total"]), float(row["questions"])
    try:
        await app.redis.set(_KEY, json.dumps(found), ex=_KEPT_SECONDS)
    except (RedisError, OSError):
        return found
    return found
