"""Shares out a supplier's quota, from its account page and our own counts.

Travellers come first: what they are likely to ask until the plan renews is reserved for them, and
the rest is spread evenly over the hours. Assumed: a plan renews with the month (UTC), as no account
page says when.
"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from redis.asyncio import Redis
from redis.exceptions import RedisError

from domain.settings import Settings
from domain.suppliers.assembly import reserve_of
from domain.suppliers.contract import Priority, Supplier, SupplierGateway
from domain.suppliers.ledger import Account, RedisLedger
from domain.suppliers.quota import BACKGROUND_SHARE, day_of

PATIENCE_SECONDS = 1.0
# The travellers' recent days from which their demand is estimated.
LOOKED_BACK_DAYS = 7


@dataclass(frozen=True, slots=True)
class Share:
    """One account: what it says, what we asked this month, and how much checks may ask an hour.

    `elsewhere` is what the supplier counted beyond our own questions (somebody else uses the key,
    or an answer cost more than one); None if it does not count.
    """

    account: Account
    travellers: int
    checks: int
    checks_an_hour: float
    renews_at: datetime

    @property
    def elsewhere(self) -> int | None:
        """Return how many of the supplier's counted questions were not ours."""
        if self.account.used is None:
            return None
        return max(self.account.used - self.travellers - self.checks, 0)


def next_month(now: datetime) -> datetime:
    """Return when the next month begins (UTC)."""
    first = now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (first + timedelta(days=32)).replace(day=1)


def checks_an_hour(
    account: Account, travellers_an_hour: float, reserve: int, now: datetime
) -> float:
    """Return how many questions checks may ask an hour, 0 if none are left for them."""
    hours = max((next_month(now) - now).total_seconds() / 3_600, 1.0)
    left = account.left - reserve - travellers_an_hour * hours
    share = max(left, 0.0) / hours
    if account.per_hour is None:
        return share
    most = account.per_hour * BACKGROUND_SHARE
    return max(min(share, most, account.per_hour - travellers_an_hour), 0.0)


async def read_shares(
    gateways: Iterable[SupplierGateway], settings: Settings, redis: Redis, now: datetime
) -> Mapping[Supplier, Share]:
    """Return the share of each supplier whose account is known; none while Redis is unavailable."""
    shares = {}
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            for gateway in gateways:
                reserve = reserve_of(settings, gateway.supplier)
                share = await _read_share(RedisLedger(redis, gateway.supplier), reserve, now)
                if share is not None:
                    shares[gateway.supplier] = share
    except (RedisError, OSError):
        return {}
    return shares


async def _read_share(ledger: RedisLedger, reserve: int, now: datetime) -> Share | None:
    account, _read_at = await ledger.read()
    if account is None:
        return None
    today = now.astimezone(UTC)
    month = await ledger.read_asked(
        [day_of(today.replace(day=day)) for day in range(1, today.day + 1)]
    )
    lately = await ledger.read_asked(
        [day_of(today - timedelta(days=ago)) for ago in range(1, LOOKED_BACK_DAYS + 1)]
    )
    an_hour = lately[Priority.LIVE] / (24 * LOOKED_BACK_DAYS)
    return Share(
        account,
        month[Priority.LIVE],
        month[Priority.BACKGROUND],
        checks_an_hour(account, an_hour, reserve, now),
        next_month(now),
    )
