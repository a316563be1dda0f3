"""Builds the accounts service from the settings."""

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
    """Return the signing keys: SECRET_KEY signs; those in SECRET_KEYS_BEFORE still verify."""
    secrets = (settings.secret_key, *settings.secret_keys_before)
    return TokenKeys([secret.get_secret_value() for secret in secrets])


def open_accounts(database: Database, redis: Redis, settings: Settings) -> Accounts:
    """Return the service; the caller closes its `passwords`."""
    lifetimes = Lifetimes(
        timedelta(days=settings.access_token_days), timedelta(days=settings.refresh_token_days)
    )
    return Accounts(
        database,
        Passwords(settings.password_rounds),
        Sessions(database, keys_of(settings), lifetimes),
        Tries(redis),
    )
