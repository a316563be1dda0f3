"""Suppliers' answers for a tour's parts, kept for an hour so that its screens agree."""

from collections.abc import Awaitable, Mapping
from datetime import date, timedelta
from decimal import InvalidOperation
from typing import cast

import structlog
from redis.exceptions import RedisError

from domain.app import App
from domain.exchange_rates.queries import exchange_rates
from domain.search.flexible_values import DayPrice, read_price, write_price
from domain.trips.tour_values import Part, PartKind, TourView

log = structlog.get_logger(__name__)

LIFE = timedelta(hours=1)


async def keep_answers(app: App, tour: TourView, found: Mapping[Part, DayPrice]) -> None:
    """Store answers; if Redis is away, they are asked for again."""
    if not found:
        return
    values = {_field(part): write_price(price) for part, price in found.items()}
    try:
        async with app.redis.pipeline(transaction=False) as pipe:
            pipe.hset(_key(tour), mapping=values)
            pipe.expire(_key(tour), LIFE)
            await pipe.execute()
    except (RedisError, OSError) as error:
        log.warning("answers for a tour not kept", why=type(error).__name__)


async def kept_answers(app: App, tour: TourView) -> dict[Part, DayPrice]:
    """Return the answers of the last hour."""
    try:
        kept = await cast("Awaitable[dict[bytes, bytes]]", app.redis.hgetall(_key(tour)))
        rates = await exchange_rates(app.pool, app.clock.now())
        answers = (
            (_part(field), read_price(v.decode()).counting(tour.currency, rates))
            for field, v in kept.items()
        )
        return {part: price for part, price in answers if price is not None}
    except (RedisError, OSError, ValueError, InvalidOperation) as error:
        log.warning("answers for a tour not read", why=type(error).__name__)
        return {}


def _key(tour: TourView) -> str:
    return f"tour:{tour.tour_id}"


def _field(part: Part) -> str:
    return f"{part.kind}:{part.number}:{part.day.isoformat()}"


def _part(field: bytes) -> Part:
    kind, number, day = field.decode().split(":")
    return Part(PartKind(kind), int(number), date.fromisoformat(day))
