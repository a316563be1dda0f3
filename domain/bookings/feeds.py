"""The secret address of an account's calendar: shown once, renewed, revoked.

The address alone opens the calendar, because calendar services do not sign in.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.accounts.tokens import hash_of
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.noted_bookings.queries import list_noted
from domain.bookings.noted_bookings.values import Noted
from domain.bookings.queries.bookings import list_stays
from domain.bookings.queries.feeds import is_feed, owner_of_feed, put_feed, remove_feed
from domain.bookings.values import Booking
from domain.errors import NotFound

SECRET_BYTES = 32
SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
# How long past stays remain in the calendar.
LOOKS_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar's content, and its owner's language."""

    language: str
    region: str
    stays: list[Booking]
    noted: list[Noted]


async def has_feed(app: App, traveller: Traveller) -> bool:
    """Return whether the traveller has a calendar address."""
    return await is_feed(app.pool, traveller.user_id)


async def renew_feed(app: App, traveller: Traveller) -> str:
    """Create a secret and return it; the previous one, if any, stops working."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    await put_feed(app.pool, traveller.user_id, hash_of(secret), app.clock.now())
    return secret


async def end_feed(app: App, traveller: Traveller) -> None:
    """Revoke the traveller's calendar address."""
    await remove_feed(app.pool, traveller.user_id)


async def read_feed(app: App, secret: str, now: datetime) -> Feed:
    """Return the calendar behind a secret. Raises NotFound, for a banned account too."""
    if not SECRET.fullmatch(secret):
        raise NotFound("calendar")
    owner = await owner_of_feed(app.pool, hash_of(secret))
    if owner is None:
        raise NotFound("calendar")
    since = (now - LOOKS_BACK).date()
    stays = await list_stays(owner.id, since)
    noted = await list_noted(app.pool, owner.id, since)
    return Feed(owner.language, owner.region, stays, noted)
