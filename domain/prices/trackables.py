"""What is polled: one row per distinct thing, whoever watches it."""

import hashlib
import json
from datetime import datetime
from decimal import Decimal

import asyncpg

from domain.prices.models import Availability, TrackableKind
from domain.search.queries import rooms_to_json
from domain.suppliers.contract import PriceQuestion


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()


def question_key(destination_id: int, question: PriceQuestion) -> str:
    """Return the key that stays share when one supplier call can price them all."""
    return _digest(destination_id, *_question_parts(question))


def fingerprint(hotel_id: int, question: PriceQuestion) -> str:
    """Return what makes a hotel stay the same thing: hotel, dates, people, origin, currency."""
    return _digest("hotel_stay", hotel_id, *_question_parts(question))


def _question_parts(question: PriceQuestion) -> tuple[object, ...]:
    stay = question.stay
    return (
        stay.check_in.isoformat(),
        stay.check_out.isoformat(),
        rooms_to_json(stay.rooms),
        question.nationality,
        question.currency,
    )


async def lock_trackable(
    connection: asyncpg.Connection,
    hotel_id: int,
    destination_id: int,
    question: PriceQuestion,
    now: datetime,
) -> tuple[int, Decimal | None]:
    """Return a hotel stay's trackable, made when nobody has watched it before, and its last total.

    It is locked until the caller's transaction ends.
    """
    row = await connection.fetchrow(
        """
        INSERT INTO trackables (fingerprint, kind, hotel_id, destination_id, check_in, check_out,
            rooms, nationality, currency, terms, question_key, watchers, due_reason,
            interval_seconds, supplier_status, failures, observations, availability, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, 'new', 0, 'ok', 0, 0, $12, $13)
        ON CONFLICT (fingerprint) DO UPDATE SET fingerprint = excluded.fingerprint
        RETURNING id, last_total
        """,
        fingerprint(hotel_id, question),
        TrackableKind.HOTEL_STAY.value,
        hotel_id,
        destination_id,
        question.stay.check_in,
        question.stay.check_out,
        rooms_to_json(question.stay.rooms),
        question.nationality,
        question.currency,
        {},
        question_key(destination_id, question),
        Availability.UNKNOWN.value,
        now,
    )
    return row["id"], row["last_total"]
