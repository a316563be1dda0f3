"""The same bot when Telegram calls it: several web services behind one address, and workers.

Whatever a person writes goes to the next of the services in turn, so each conversation is led by
all of them.
"""

import asyncio

import asyncpg
import httpx
import pytest

from tests.journeys.fleet import SEVERAL, Fleet
from tests.journeys.test_tracking import is_alert, move_price, track_first
from tests.patience import patience
from tests.sandbox_client import SandboxClient, Traveller, labels

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(400)]
COMMANDS = ("/help", "/privacy", "/help", "/privacy")
ANSWERED_SECONDS = 60


async def test_a_search_through_the_webhook(fleet: Fleet) -> None:
    async with SandboxClient(fleet.sandbox_url, patience=30) as sandbox:
        asha = await sandbox.add_user("Asha", language_code="en-IN")
        await sandbox.say(asha, "Goa 12-15 dec 2 adults")
        await sandbox.wait_for(asha, lambda m: "1" in labels(m))
        await sandbox.press(asha, "1")
        await sandbox.wait_for(asha, lambda m: "🔔 Track" in labels(m))


async def test_an_inline_query_through_the_webhook(fleet: Fleet) -> None:
    async with SandboxClient(fleet.sandbox_url) as sandbox:
        asha = await sandbox.add_user("Asha", language_code="en-IN")
        answer = await sandbox.inline(asha, "goa 12-15 dec")
        assert answer["answered"]
        assert "for 3 nights" in answer["results"][0]["description"]


async def test_a_forged_call_is_turned_away(fleet: Fleet) -> None:
    async with httpx.AsyncClient(base_url=fleet.address) as client:
        answer = await client.post("/telegram/webhook", json={"update_id": 1})
        assert answer.status_code == 403
        assert (await client.get("/health/detailed")).status_code == 200


async def answers(sandbox: SandboxClient, who: Traveller) -> list[str]:
    """Return what the bot has answered to somebody's lines, whatever became of it.

    Next to them, newcomers learn once which currency was guessed.
    """
    sent = [
        call for call in await sandbox.requests("telegram") if call["method"].startswith("send")
    ]
    mine = [call["params"] for call in sent if str(call["params"].get("chat_id")) == str(who.id)]
    told = [str(one.get("text") or one.get("caption")) for one in mine if "action" not in one]
    return [words for words in told if not words.startswith("🌍")]


async def write_on(sandbox: SandboxClient, crowd: list[Traveller]) -> None:
    """Have a crowd write at the same time, each one line after another without waiting."""
    for command in COMMANDS:
        await asyncio.gather(*(sandbox.say(one, command) for one in crowd))
        # Telegram's own echo of an update whose answer it did not see.
        await sandbox.call("POST", "updates/message/repeat", same_id=True)
        await asyncio.sleep(0.2)


async def assert_answered(sandbox: SandboxClient, crowd: list[Traveller]) -> None:
    """Assert that each line of a crowd was answered once, in the order in which it was written."""
    async with patience(ANSWERED_SECONDS):
        for one in crowd:
            while len(await answers(sandbox, one)) < len(COMMANDS):
                await asyncio.sleep(0.1)
    for one in crowd:
        told = await answers(sandbox, one)
        assert len(told) == len(COMMANDS), [words[:20] for words in told]
        assert told[:2] == told[2:]
        assert told[0] != told[1]


async def test_many_processes_are_one_bot(fleet: Fleet, journey_database: str) -> None:
    async with SandboxClient(fleet.sandbox_url, patience=60) as sandbox:
        await sandbox.call("POST", "flood", {"enabled": True})
        asha = await sandbox.add_user("Asha", language_code="en-IN")
        # One thought in two lines, each to another service.
        await sandbox.say(asha, "Goa")
        await sandbox.say(asha, "12-15 dec 2 adults")
        await sandbox.wait_for(asha, lambda m: "1" in labels(m) and "Goa" in str(m.get("caption")))
        crowd = [await sandbox.add_user(f"Ravi {n}", language_code="en-IN") for n in range(4)]
        await write_on(sandbox, crowd)
        await assert_answered(sandbox, crowd)
        calls = await sandbox.requests("telegram")
        assert [call for call in calls if call["status"] == 429] == []
        assert len(fleet.balancer.served) == SEVERAL
        ravi, name = await track_first(sandbox, "Goa 12-15 dec 2 adults")
        # Others write while one of each is replaced, and a price falls.
        others = [await sandbox.add_user(f"Mina {n}", language_code="en-IN") for n in range(4)]
        replacing = asyncio.create_task(fleet.replace_one_of_each())
        await write_on(sandbox, others)
        await move_price(sandbox, name, -15)
        await replacing
        await assert_answered(sandbox, others)
        await sandbox.wait_for(ravi, is_alert)
        await sandbox.say(ravi, "/help")
        alerts = [one for one in await answers(sandbox, ravi) if "Why this alert?" in one]
        assert len(alerts) == 1
        calls = await sandbox.requests("telegram")
        assert [call for call in calls if call["status"] == 429] == []
    connection = await asyncpg.connect(journey_database)
    try:
        async with patience(ANSWERED_SECONDS):
            while await connection.fetchval(
                "SELECT count(*) FROM incoming_updates WHERE handled_at IS NULL"
            ):
                await asyncio.sleep(0.1)
    finally:
        await connection.close()
