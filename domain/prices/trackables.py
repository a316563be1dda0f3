"""What is polled: one row per distinct thing, whoever watches it."""

import hashlib
import json
from datetime import datetime

from domain.prices.models import Trackable, TrackableKind
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


async def trackable_of_stay(
    hotel_id: int, destination_id: int, question: PriceQuestion, now: datetime
) -> Trackable:
    """Return the trackable of a hotel stay, made when nobody has watched it before.

    Belongs into the caller's transaction.
    """
    trackable, _is_new = await Trackable.get_or_create(
        fingerprint=fingerprint(hotel_id, question),
        defaults={
            "kind": TrackableKind.HOTEL_STAY,
            "hotel_id": hotel_id,
            "destination_id": destination_id,
            "check_in": question.stay.check_in,
            "check_out": question.stay.check_out,
            "rooms": rooms_to_json(question.stay.rooms),
            "nationality": question.nationality,
            "currency": question.currency,
            "question_key": question_key(destination_id, question),
            "created_at": now,
        },
    )
    return trackable
