"""Two people of one product: each with a chat, and an account of the web."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

import pytest

from domain.accounts.assembly import open_accounts
from domain.accounts.models import User
from domain.accounts.queries.sessions import Account, account_by_id
from domain.accounts.service import Accounts
from domain.accounts.sessions import Device
from domain.accounts.travellers import newcomer
from domain.settings import Settings
from tests.conftest import FakeClock
from tests.scene import Scene, open_scene

LAPTOP = Device("Firefox on Linux", "203.0.113.7")
PASSWORD = "correct horse battery"


@pytest.fixture
async def scene(settings: Settings, clock: FakeClock) -> AsyncIterator[Scene]:
    """Goa with two hotels."""
    async with open_scene(settings, clock) as opened:
        yield opened


@pytest.fixture
async def accounts(scene: Scene) -> AsyncIterator[Accounts]:
    """The service of accounts."""
    opened = open_accounts(scene.app.pool, scene.app.redis, scene.app.settings)
    yield opened
    opened.passwords.close()


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody on the web."""

    account: Account
    session_id: UUID


@dataclass(frozen=True, slots=True)
class Web:
    """Signs people up."""

    scene: Scene
    accounts: Accounts

    async def sign_up(self, email: str, language_code: str = "en-US") -> SignedIn:
        """Return a new account, signed in."""
        now = self.scene.clock.now()
        person = newcomer("Rao", language_code, now)
        hashed = await self.accounts.passwords.hash(PASSWORD)
        user = await User.create(email=email, is_verified=True, password_hash=hashed, **person)
        return await self.sign_in(user.id)

    async def sign_in(self, user_id: int) -> SignedIn:
        """Return the account in another session."""
        account = await account_by_id(self.scene.app.pool, user_id)
        assert account is not None
        pair = await self.accounts.sessions.begin(user_id, LAPTOP, self.scene.clock.now())
        return SignedIn(account, pair.session_id)


@pytest.fixture
def web(scene: Scene, accounts: Accounts) -> Web:
    """The web's side."""
    return Web(scene, accounts)
