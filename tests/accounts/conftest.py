"""Accounts of the web over the test's own database, with cheap hashing."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from domain.accounts.passwords import Passwords
from domain.accounts.service import Accounts
from domain.accounts.sessions import Device, Lifetimes, Sessions
from domain.accounts.tokens import TokenKeys
from domain.accounts.tries import Tries
from domain.app import App

CHEAP = 4
KEYS = TokenKeys(["a secret of the tests' own, long enough"])
LIFETIMES = Lifetimes(timedelta(days=8), timedelta(days=30))
LAPTOP = Device("Firefox on Linux", "203.0.113.7")
PHONE = Device("Chrome on Android", "203.0.113.8")


@pytest.fixture
async def accounts(app: App) -> AsyncIterator[Accounts]:
    """The service."""
    passwords = Passwords(CHEAP)
    sessions = Sessions(app.pool, KEYS, LIFETIMES)
    yield Accounts(app.pool, passwords, sessions, Tries(app.redis))
    passwords.close()
