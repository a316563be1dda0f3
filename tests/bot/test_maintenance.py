"""A pause for maintenance, as people, administrators, programs and what is to be sent meet it."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from aiogram import Bot

from bot.notices import NOTICES
from bot.sending.telegram import TelegramChannel
from domain.accounts.models import Role, User
from domain.maintenance import LOOK_SECONDS, begin_maintenance, end_maintenance
from tests.sandbox_client import SandboxClient, Traveller, words
from tests.scene import Scene
from webhooks.app import create_web
from workers.outbox import Carrier

PAUSE = timedelta(minutes=25)


async def seen() -> None:
    """Wait until every process has looked again."""
    await asyncio.sleep(LOOK_SECONDS)


async def test_people_are_told_until_when_and_served_again_afterwards(
    scene: Scene, sandbox: SandboxClient, asha: Traveller
) -> None:
    await begin_maintenance(scene.app.redis, scene.clock.now(), PAUSE)
    await seen()
    await sandbox.say(asha, "Goa 12-15 dec 2 adults")
    told = await sandbox.wait_for(asha, "back in 25 minutes at the latest")
    assert "prices are still watched" in words(told)
    await User.all().update(role=Role.ADMIN)
    await sandbox.say(asha, "/settings")
    await sandbox.wait_for(asha, "Settings")
    await User.all().update(role=Role.TRAVELLER)
    assert await end_maintenance(scene.app.redis)
    await seen()
    await sandbox.say(asha, "Goa 12-15 dec 2 adults")
    await sandbox.wait_for(asha, "Palms Retreat")


async def test_requests_are_turned_away_but_those_of_who_watches(scene: Scene) -> None:
    await begin_maintenance(scene.app.redis, scene.clock.now(), PAUSE)
    transport = httpx.ASGITransport(create_web(scene.app))
    async with httpx.AsyncClient(transport=transport, base_url="http://web") as client:
        refused = await client.get("/api/v1/places?query=goa")
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "1500")
        assert refused.json()["type"] == "urn:often-hotels:under-maintenance"
        page = await client.get("/sign-in", headers={"Accept-Language": "es"})
        assert (page.status_code, "25 minutos" in page.text) == (503, True)
        assert (await client.get("/health")).status_code == 200


async def test_what_is_to_be_sent_waits(scene: Scene, bot: Bot) -> None:
    carrier = Carrier(scene.app, TelegramChannel(scene.app, bot, NOTICES))
    looked: list[None] = []

    async def look() -> int:
        looked.append(None)
        return 0

    await begin_maintenance(scene.app.redis, scene.clock.now(), PAUSE)
    rounds = carrier._rounds
    running = asyncio.create_task(rounds.keep_on(scene.app, look, 0.05))
    await asyncio.sleep(0.3)
    assert looked == []
    await end_maintenance(scene.app.redis)
    await seen()
    await asyncio.sleep(0.3)
    rounds.stop()
    await running
    assert looked


@pytest.mark.parametrize("length", [timedelta(0), timedelta(days=1)])
async def test_a_pause_has_bounds(scene: Scene, length: timedelta) -> None:
    with pytest.raises(ValueError, match=r"0:00|day"):
        await begin_maintenance(scene.app.redis, scene.clock.now(), length)
