"""Registration, log-in, refresh and the ways back, on a real database."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from domain.accounts.errors import (
    AccountSwitchedOff,
    CodeNotValid,
    CredentialsWrong,
    EmailNotUsable,
    PasswordWrong,
    TokenNotValid,
    TooManyTries,
)
from domain.accounts.models import RefreshToken, Session, User
from domain.accounts.queries.sessions import account_by_email, account_of_session, open_sessions
from domain.accounts.service import Accounts, read_email
from domain.accounts.sessions import EndReason, TokenPair
from domain.accounts.tokens import TokenType
from domain.accounts.tries import LOG_IN
from domain.app import App
from tests.accounts.conftest import KEYS, LAPTOP, PHONE
from tests.conftest import FakeClock

EMAIL, PASSWORD, OTHER = "asha@example.com", "correct horse battery", "another horse battery"


async def letters(app: App) -> list[tuple[str, str, str]]:
    """Return what is to be mailed: to whom, what, and the code in it."""
    rows = await app.pool.fetch(
        "SELECT address, kind, payload ->> 'code' AS code FROM outbox_messages ORDER BY id"
    )
    return [(row["address"], row["kind"], row["code"] or "") for row in rows]


async def register(
    accounts: Accounts, app: App, now: datetime, email: str = EMAIL, password: str = PASSWORD
) -> None:
    """Register and verify."""
    await accounts.register(email, password, "Asha", "en-IN", LAPTOP, now)
    (_to, kind, code) = (await letters(app))[-1]
    assert kind == "verify_email"
    await accounts.verify_email(code, LAPTOP, now)


async def is_open(app: App, pair: TokenPair, now: datetime) -> bool:
    """Return whether an access token opens anything."""
    claims = KEYS.read(pair.access, TokenType.ACCESS, now)
    return await account_of_session(app.pool, claims.user_id, claims.session_id) is not None


async def test_an_account_is_registered_verified_and_signed_in(
    accounts: Accounts, app: App, clock: FakeClock
) -> None:
    await register(accounts, app, clock.now(), " Asha@Example.COM ")
    account = await account_by_email(app.pool, EMAIL)
    assert account is not None
    assert account.is_verified
    assert (account.first_name, account.language, account.region) == ("Asha", "en", "IN")
    pair = await accounts.log_in("ASHA@example.com", PASSWORD, LAPTOP, clock.now())
    assert await is_open(app, pair, clock.now())
    (session,) = await open_sessions(app.pool, account.user_id, clock.now())
    assert (session.device, session.address) == (LAPTOP.name, LAPTOP.address)


async def test_a_known_address_is_told_in_its_mailbox_alone(
    accounts: Accounts, app: App, clock: FakeClock
) -> None:
    await register(accounts, app, clock.now())
    await accounts.register(EMAIL, OTHER, "Mallory", "en", PHONE, clock.now())
    assert (await letters(app))[-1] == (EMAIL, "address_known", "")
    await accounts.log_in(EMAIL, PASSWORD, LAPTOP, clock.now())
    with pytest.raises(CredentialsWrong):
        await accounts.log_in(EMAIL, OTHER, PHONE, clock.now())


async def test_whoever_reads_the_mailbox_decides_which_password_counts(
    accounts: Accounts, app: App, clock: FakeClock
) -> None:
    await accounts.register(EMAIL, OTHER, "Mallory", "en", PHONE, clock.now())
    await accounts.register(EMAIL, PASSWORD, "Asha", "en", LAPTOP, clock.now())
    with pytest.raises(CredentialsWrong):
        await accounts.log_in(EMAIL, OTHER, PHONE, clock.now())
    _mallorys, (_to, _kind, code) = await letters(app)
    await accounts.verify_email(code, LAPTOP, clock.now())
    await accounts.log_in(EMAIL, PASSWORD, LAPTOP, clock.now())
    with pytest.raises(CodeNotValid):
        await accounts.verify_email(_mallorys[2], PHONE, clock.now())


@pytest.mark.parametrize("wrong", ["nobody@example.com", "x" * 10_000, "", "not an address"])
async def test_no_account_is_answered_like_another_password(
    accounts: Accounts, app: App, clock: FakeClock, wrong: str
) -> None:
    await register(accounts, app, clock.now())
    with pytest.raises(CredentialsWrong):
        await accounts.log_in(wrong, PASSWORD, LAPTOP, clock.now())
    with pytest.raises(CredentialsWrong):
        await accounts.log_in(EMAIL, OTHER, LAPTOP, clock.now())


async def test_guessing_is_slowed_per_account(
    accounts: Accounts, app: App, clock: FakeClock
) -> None:
    await register(accounts, app, clock.now())
    for _ in range(10):
        with pytest.raises(CredentialsWrong):
            await accounts.log_in(EMAIL, OTHER, PHONE, clock.now())
    with pytest.raises(TooManyTries) as refused:
        await accounts.log_in(EMAIL, PASSWORD, LAPTOP, clock.now())
    assert 0 < refused.value.seconds <= 15 * 60 + 1


async def test_guessing_is_slowed_per_address(accounts: Accounts, clock: FakeClock) -> None:
    """One password for account after account is slowed as well, from there alone."""
    for number in range(LOG_IN["address"].most):
        with pytest.raises(CredentialsWrong):
            await accounts.log_in(f"u{number}@example.com", OTHER, PHONE, clock.now())
    with pytest.raises(TooManyTries) as refused:
        await accounts.log_in("another@example.com", OTHER, PHONE, clock.now())
    assert 0 < refused.value.seconds <= 15 * 60 + 1
    with pytest.raises(CredentialsWrong):
        await accounts.log_in("another@example.com", OTHER, LAPTOP, clock.now())


async def test_a_banned_account_stays_out(accounts: Accounts, app: App, clock: FakeClock) -> None:
    await register(accounts, app, clock.now())
    pair = await accounts.log_in(EMAIL, PASSWORD, LAPTOP, clock.now())
    await User.filter(email=EMAIL).update(is_active=False)
    with pytest.raises(AccountSwitchedOff):
        await accounts.log_in(EMAIL, PASSWORD, LAPTOP, clock.now())
    with pytest.raises(TokenNotValid):
        await accounts.refresh(pair.refresh, LAPTOP, clock.now())


async def test_refreshing_goes_on_link_by_link(
    accounts: Accounts, app: App, clock: FakeClock
) -> None:
    await register(accounts, app, clock.now())
    pair = await accounts.log_in(EMAIL, PASSWORD, LAPTOP, clock.now())
    for _ in range(3):
        clock.advance(timedelta(days=20))
        pair = await accounts.refresh(pair.refresh, PHONE, clock.now())
    assert await is_open(app, pair, clock.now())
    assert await Session.all().count() == 1
    assert (await Session.get()).address == PHONE.address
    kept = await RefreshToken.all()
    assert pair.refresh not in {token.token_hash for token in kept}


async def test_twenty_at_once_get_the_same_successor(
    accounts: Accounts, app: App, clock: FakeClock
) -> None:
    await register(accounts, app, clock.now())
    first = await accounts.log_in(EMAIL, PASSWORD, LAPTOP, clock.now())
    pairs = await asyncio.gather(
        *(accounts.refresh(first.refresh, LAPTOP, clock.now()) for _ in range(20))
    )
    assert len({(pair.access, pair.refresh) for pair in pairs}) == 1
    assert await RefreshToken.all().count() == 2
    clock.advance(timedelta(seconds=10))
    assert await accounts.refresh(first.refresh, LAPTOP, clock.now()) == pairs[0]


async def test_reuse_ends_the_session_and_tells_its_owner(
    accounts: Accounts, app: App, clock: FakeClock
) -> None:
    await register(accounts, app, clock.now())
    stolen = await accounts.log_in(EMAIL, PASSWORD, LAPTOP, clock.now())
    other = await accounts.log_in(EMAIL, PASSWORD, PHONE, clock.now())
    mine = await accounts.refresh(stolen.refresh, LAPTOP, clock.now())
    clock.advance(timedelta(seconds=11))
    with pytest.raises(TokenNotValid):
        await accounts.refresh(stolen.refresh, PHONE, clock.now())
    with pytest.raises(TokenNotValid):
        await accounts.refresh(mine.refresh, LAPTOP, clock.now())
    assert not await is_open(app, mine, clock.now())
    assert await is_open(app, other, clock.now())
    assert [kind for _to, kind, _code in await letters(app)][1:] == ["token_reused"]


async def test_an_older_predecessor_is_reuse_however_soon(
    accounts: Accounts, app: App, clock: FakeClock
) -> None:
    await register(accounts, app, clock.now())
    first = await accounts.log_in(EMAIL, PASSWORD, LAPTOP, clock.now())
    second = await accounts.refresh(first.refresh, LAPTOP, clock.now())
    await accounts.refresh(second.refresh, LAPTOP, clock.now())
    with pytest.raises(TokenNotValid):
        await accounts.refresh(first.refresh, LAPTOP, clock.now())
    assert not await is_open(app, second, clock.now())


async def test_a_forgotten_password_is_set_anew_once(
    accounts: Accounts, app: App, clock: FakeClock
) -> None:
    await register(accounts, app, clock.now())
    pair = await accounts.log_in(EMAIL, PASSWORD, LAPTOP, clock.now())
    await accounts.forgot_password("nobody@example.com", LAPTOP, clock.now())
    await accounts.forgot_password(EMAIL, LAPTOP, clock.now())
    to, kind, code = (await letters(app))[-1]
    assert (to, kind) == (EMAIL, "reset_password")
    await accounts.reset_password(code, OTHER, LAPTOP, clock.now())
    assert not await is_open(app, pair, clock.now())
    with pytest.raises(CredentialsWrong):
        await accounts.log_in(EMAIL, PASSWORD, LAPTOP, clock.now())
    await accounts.log_in(EMAIL, OTHER, LAPTOP, clock.now())
    with pytest.raises(CodeNotValid):
        await accounts.reset_password(code, PASSWORD, PHONE, clock.now())
    assert (await letters(app))[-1][:2] == (EMAIL, "password_changed")


async def test_a_code_runs_out(accounts: Accounts, app: App, clock: FakeClock) -> None:
    await register(accounts, app, clock.now())
    await accounts.forgot_password(EMAIL, LAPTOP, clock.now())
    code = (await letters(app))[-1][2]
    clock.advance(timedelta(hours=1))
    with pytest.raises(CodeNotValid):
        await accounts.reset_password(code, OTHER, LAPTOP, clock.now())
    with pytest.raises(CodeNotValid):
        await accounts.verify_email(code, LAPTOP, clock.now())


async def test_a_changed_password_signs_out_everywhere_but_here(
    accounts: Accounts, app: App, clock: FakeClock
) -> None:
    await register(accounts, app, clock.now())
    here = await accounts.log_in(EMAIL, PASSWORD, LAPTOP, clock.now())
    there = await accounts.log_in(EMAIL, PASSWORD, PHONE, clock.now())
    account = await account_by_email(app.pool, EMAIL)
    assert account is not None
    with pytest.raises(PasswordWrong):
        await accounts.change_password(account, OTHER, OTHER, LAPTOP, clock.now())
    anew = await accounts.change_password(account, PASSWORD, OTHER, LAPTOP, clock.now())
    assert not await is_open(app, here, clock.now())
    assert not await is_open(app, there, clock.now())
    assert await is_open(app, anew, clock.now())


async def test_an_address_changes_when_the_new_one_is_proved(
    accounts: Accounts, app: App, clock: FakeClock
) -> None:
    await register(accounts, app, clock.now())
    account = await account_by_email(app.pool, EMAIL)
    assert account is not None
    await accounts.change_email(account, "rao@example.org", PASSWORD, LAPTOP, clock.now())
    to, kind, code = (await letters(app))[-1]
    assert (to, kind) == ("rao@example.org", "change_email")
    assert await account_by_email(app.pool, EMAIL) is not None
    await accounts.confirm_email(code, LAPTOP, clock.now())
    assert await account_by_email(app.pool, EMAIL) is None
    assert (await letters(app))[-1][:2] == (EMAIL, "email_changed")
    await accounts.log_in("rao@example.org", PASSWORD, LAPTOP, clock.now())


async def test_an_address_that_somebody_took_meanwhile_is_not_given_away(
    accounts: Accounts, app: App, clock: FakeClock
) -> None:
    await register(accounts, app, clock.now())
    account = await account_by_email(app.pool, EMAIL)
    assert account is not None
    await accounts.change_email(account, "rao@example.org", PASSWORD, LAPTOP, clock.now())
    code = (await letters(app))[-1][2]
    await register(accounts, app, clock.now(), "rao@example.org", OTHER)
    with pytest.raises(CodeNotValid):
        await accounts.confirm_email(code, LAPTOP, clock.now())
    await accounts.log_in(EMAIL, PASSWORD, LAPTOP, clock.now())


async def test_sessions_are_ended_one_and_all(
    accounts: Accounts, app: App, clock: FakeClock
) -> None:
    await register(accounts, app, clock.now())
    pairs = [await accounts.log_in(EMAIL, PASSWORD, LAPTOP, clock.now()) for _ in range(3)]
    user_id = (await User.get(email=EMAIL)).id
    one, two, three = (pair.session_id for pair in pairs)
    now, reason = clock.now(), EndReason.LOGGED_OUT
    assert await accounts.sessions.end(user_id, one, reason, now)
    assert not await accounts.sessions.end(user_id, one, reason, now)
    assert not await accounts.sessions.end(user_id + 1, two, reason, now)
    assert not await accounts.sessions.end(user_id, UUID(int=7), reason, now)
    assert await accounts.sessions.end_all(user_id, reason, now, but=three) == 1
    assert [s.session_id for s in await open_sessions(app.pool, user_id, now)] == [three]


@pytest.mark.parametrize(
    "text", ["", "asha", "a@b", "a b@example.com", "asha@exa\x00mple.com", "@", "a@" + "x" * 300]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(EmailNotUsable):
        read_email(text)
