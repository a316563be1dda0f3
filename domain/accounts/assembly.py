"""The accounts' service as the settings have it."""

from datetime import timedelta

from redis.asyncio import Redis

from domain.accounts.passwords import Passwords
from domain.accounts.service import Accounts
from domain.accounts.sessions import Lifetimes, Sessions
from domain.accounts.tokens import TokenKeys
from domain.accounts.tries import Tries
from domain.settings import Settings
from domain.unit_of_work import Database


def keys_of(settings: Settings) -> TokenKeys:
    """Return what signs tokens: SECRET_KEY; those of SECRET_KEYS_BEFORE still prove."""
    secrets = (settings.secret_key, *settings.secret_keys_before)
    return TokenKeys([secret.get_secret_value() for secret in secrets])


def open_accounts(database: Database, redis: Redis, settings: Settings) -> Accounts:
    """Return the service; its `passwords` are closed by whoever opened it."""
    lifetimes = Lifetimes(
        timedelta(days=settings.access_token_days), timedelta(days=settings.refresh_token_days)
    )
    return Accounts(
        database,
        Passwords(settings.password_rounds),
        Sessions(database, keys_of(settings), lifetimes),
        Tries(redis),
    )
