"""What each supplier answered in a check, as people who look into it want to know.

A check keeps only its outcome. Of things whose check an administrator asked for, the newest answers
are kept in Redis for a day; while that is away there are none.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from pydantic import TypeAdapter
from redis.asyncio import Redis
from redis.exceptions import RedisError

from domain.checks.quotes import PUT_OFF, Found
from domain.money import Money
from domain.suppliers.contract import Quote, Supplier
from domain.suppliers.status import SupplierStatus

KEPT_SECONDS = 86_400
# Stands where answers are asked for, until there are some.
NONE_YET = ""
# Whoever looks is not kept waiting by a Redis that hangs.
PATIENCE_SECONDS = 3.0
NOT_ASKED = "not_asked"


class Answer(NamedTuple):
    """A supplier's answer: its price with the moment it was seen, or why there is none."""

    supplier: Supplier
    status: str
    total: Money | None = None
    seen_at: datetime | None = None


class Answers(NamedTuple):
    """All suppliers' answers in one check; `error` names a failure that is not a supplier's."""

    checked_at: datetime
    told: tuple[Answer, ...]
    error: str | None = None


_STORED: TypeAdapter[Answers] = TypeAdapter(Answers)


def answers_in(found: Found) -> tuple[Answer, ...]:
    """Return the suppliers' answers for one trackable, by supplier."""
    quotes, failures = found.seen.quotes, found.failures
    told = {one: _answer(one, quote) for one, quote in quotes.items()}
    for one in found.seen.failed.union(failures) - told.keys():
        unasked = PUT_OFF if found.is_put_off else NOT_ASKED
        told[one] = Answer(one, failures[one].value if one in failures else unasked)
    return tuple(told[one] for one in sorted(told))


def _answer(supplier: Supplier, quote: Quote | None) -> Answer:
    if quote is None:
        return Answer(supplier, SupplierStatus.NO_AVAILABILITY.value)
    return Answer(supplier, SupplierStatus.OK.value, quote.total, quote.observed_at)


async def ask_for_answers(redis: Redis, trackable_ids: Sequence[int]) -> None:
    """Have the checks of these things keep what each supplier answers, for a day."""
    with suppress(RedisError, OSError):
        for one in trackable_ids:
            await redis.set(_key(one), NONE_YET, ex=KEPT_SECONDS)


async def keep_answers(redis: Redis, answers: Mapping[int, Answers]) -> None:
    """Keep the answers about those things for which they were asked for, by trackable id."""
    if not answers:
        return
    with suppress(RedisError, OSError):
        before = await redis.mget(map(_key, answers))
        for one, kept in zip(answers, before, strict=True):
            if kept is not None:
                await redis.set(_key(one), _STORED.dump_json(answers[one]), keepttl=True)


async def read_answers(redis: Redis, trackable_ids: Iterable[int]) -> dict[int, Answers]:
    """Return what is kept, by trackable id; nothing while Redis is away."""
    ids = list(trackable_ids)
    if not ids:
        return {}
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            stored = await redis.mget(map(_key, ids))
    except (RedisError, OSError):
        return {}
    return {one: _STORED.validate_json(text) for one, text in zip(ids, stored, strict=True) if text}


def _key(trackable_id: int) -> str:
    return f"checks:answers:{trackable_id}"
