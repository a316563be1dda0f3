"""Findings kept for a while, shared by all travellers who ask the same.

Kept as JSON in Redis: nothing that is read back can run. Redis being away costs the cache alone.
"""

import hashlib

import structlog
from pydantic import TypeAdapter, ValidationError
from redis.asyncio import Redis
from redis.exceptions import RedisError

from domain.search.asking import Findings
from domain.suppliers.contract import PriceQuestion

log = structlog.get_logger(__name__)

# A price on the screen is at most this old without saying "searching again".
LIFE_SECONDS = 600
_FINDINGS = TypeAdapter(Findings)


def question_key(destination_id: int, question: PriceQuestion) -> str:
    """Return the key under which the answer to a question is kept."""
    text = repr((destination_id, question))
    return f"search:{hashlib.sha256(text.encode()).hexdigest()[:32]}"


async def read_findings(redis: Redis, key: str) -> Findings | None:
    """Return kept findings, or None."""
    try:
        kept = await redis.get(key)
        return None if kept is None else _FINDINGS.validate_json(kept)
    except (RedisError, OSError, ValidationError) as error:
        log.warning("search cache not read", why=type(error).__name__)
        return None


async def keep_findings(redis: Redis, key: str, findings: Findings) -> None:
    """Keep findings if every supplier could be asked: a gap is asked again next time."""
    if not findings.is_whole:
        return
    try:
        await redis.set(key, _FINDINGS.dump_json(findings), ex=LIFE_SECONDS)
    except (RedisError, OSError) as error:
        log.warning("search cache not written", why=type(error).__name__)
