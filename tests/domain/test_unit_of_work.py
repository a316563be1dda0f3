"""Models and statements inside one unit of work are one transaction; nothing waits in it."""

import asyncio
from email.message import EmailMessage

import aiosmtplib
import pytest
from aiogram import Bot

from domain.accounts.models import User
from domain.app import App
from domain.unit_of_work import OpenTransaction
from tests.conftest import FakeClock


class Undone(Exception):
    """Ends a unit of work halfway."""


async def make_user(clock: FakeClock, name: str) -> User:
    return await User.create(
        first_name=name,
        currency="EUR",
        nationality="ES",
        time_zone="Europe/Madrid",
        created_at=clock.now(),
        last_seen_at=clock.now(),
    )


async def names(app: App) -> list[str]:
    rows = await app.pool.fetch("SELECT first_name FROM users ORDER BY id")
    return [row["first_name"] for row in rows]


async def rename(app: App, old: str, new: str) -> None:
    await app.pool.execute("UPDATE users SET first_name = $2 WHERE first_name = $1", old, new)


async def test_models_and_statements_commit_together(app: App, clock: FakeClock) -> None:
    async with app.pool.transaction():
        await make_user(clock, "Asha")
        await rename(app, "Asha", "Usha")
        assert await User.filter(first_name="Usha").count() == 1
    assert await names(app) == ["Usha"]


async def test_models_and_statements_are_undone_together(app: App, clock: FakeClock) -> None:
    await make_user(clock, "Asha")
    with pytest.raises(Undone):  # noqa: PT012 - the whole unit is undone
        async with app.pool.transaction():
            await make_user(clock, "Bela")
            await rename(app, "Asha", "Usha")
            raise Undone
    assert await names(app) == ["Asha"]


async def test_an_inner_unit_is_undone_for_itself(app: App, clock: FakeClock) -> None:
    async with app.pool.transaction():
        await make_user(clock, "Asha")
        with pytest.raises(Undone):  # noqa: PT012 - the whole unit is undone
            async with app.pool.transaction():
                await make_user(clock, "Bela")
                await rename(app, "Asha", "Usha")
                raise Undone
    assert await names(app) == ["Asha"]


async def test_what_holds_a_connection_takes_part(app: App, clock: FakeClock) -> None:
    with pytest.raises(Undone):  # noqa: PT012 - the whole unit is undone
        async with app.pool.transaction():
            await make_user(clock, "Asha")
            async with app.pool.acquire() as connection, connection.transaction():
                assert await connection.fetchval("SELECT count(*) FROM users") == 1
                await connection.execute("UPDATE users SET first_name = 'Usha'")
            raise Undone
    assert await names(app) == []


async def test_others_see_nothing_before_the_end(app: App, clock: FakeClock) -> None:
    is_written, may_end = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        async with app.pool.transaction():
            await make_user(clock, "Asha")
            is_written.set()
            await may_end.wait()

    writing = asyncio.create_task(write())
    await is_written.wait()
    assert await names(app) == []
    assert await User.all().count() == 0
    may_end.set()
    await writing
    assert await names(app) == ["Asha"]


async def test_redis_is_not_asked_meanwhile(app: App) -> None:
    async with app.pool.transaction():
        with pytest.raises(OpenTransaction):
            await app.redis.get("key")
    assert await app.redis.get("key") is None


async def test_telegram_is_not_asked_meanwhile(app: App) -> None:
    bot = Bot("1000000001:SANDBOX-often-hotels-bot-token-00000")
    async with app.pool.transaction():
        with pytest.raises(OpenTransaction):
            await bot.get_me()
    await bot.session.close()


async def test_no_mail_is_sent_meanwhile(app: App) -> None:
    async with app.pool.transaction():
        with pytest.raises(OpenTransaction):
            await aiosmtplib.send(EmailMessage(), port=1, timeout=1)


async def test_no_task_is_begun_meanwhile(app: App) -> None:
    async with app.pool.transaction():
        with pytest.raises(OpenTransaction):
            await asyncio.create_task(names(app))


async def test_a_task_that_outlives_the_unit_is_on_its_own(app: App, clock: FakeClock) -> None:
    is_over = asyncio.Event()

    async def later() -> list[str]:
        await is_over.wait()
        await make_user(clock, "Bela")
        return await names(app)

    async with app.pool.transaction():
        await make_user(clock, "Asha")
        waiting = asyncio.create_task(later())
    is_over.set()
    assert await waiting == ["Asha", "Bela"]
