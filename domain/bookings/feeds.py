"""The secret address of an account's calendar: told once, renewed, ended.

Whoever has the address reads the calendar, as calendar services ask for it without signing in.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.accounts.tokens import hash_of
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.noted.queries import list_noted
from domain.bookings.noted.values import Noted
from domain.bookings.queries.bookings import list_stays
from domain.bookings.queries.feeds import is_feed, owner_of_feed, put_feed, remove_feed
from domain.bookings.values import Booking
from domain.errors import NotFound

SECRET_BYTES = 32
SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
# Stays that are over stay in the calendar for so long.
LOOKS_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Feed:
    """What a calendar shows, and how its owner writes."""

    language: str
    region: str
    stays: list[Booking]
    noted: list[Noted]


async def has_feed(app: App, traveller: Traveller) -> bool:
    """Say whether a calendar of the traveller can be read."""
    return await is_feed(app.pool, traveller.user_id)


async def renew_feed(app: App, traveller: Traveller) -> str:
    """Make a secret and return it; the one before, if any, opens nothing any more."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    await put_feed(app.pool, traveller.user_id, hash_of(secret), app.clock.now())
    return secret


async def end_feed(app: App, traveller: Traveller) -> None:
    """Let no address open the traveller's calendar."""
    await remove_feed(app.pool, traveller.user_id)


async def read_feed(app: App, secret: str, now: datetime) -> Feed:
    """Return what a secret opens. Raises NotFound, for a banned account's as well."""
    if not SECRET.fullmatch(secret):
        raise NotFound("calendar")
    owner = await owner_of_feed(app.pool, hash_of(secret))
    if owner is None:
        raise NotFound("calendar")
    since = (now - LOOKS_BACK).date()
    stays = await list_stays(owner.id, since)
    noted = await list_noted(app.pool, owner.id, since)
    return Feed(owner.language, owner.region, stays, noted)
