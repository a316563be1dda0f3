"""Flood limits with Telegram's numbers, on a clock that the test moves."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from sandbox.telegram.flood import CHAT_BURST
from sandbox.telegram.world import TelegramState
from tests.sandbox.telegram.serving import RawBot, running_sandbox
from tests.sandbox_client import SandboxClient, SandboxError, Traveller


@dataclass
class Time:
    """Unix seconds that stand still until they are moved."""

    seconds: float = 1_700_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
async def sandbox_url(time: Time) -> AsyncIterator[str]:
    async with running_sandbox(TelegramState(time)) as url:
        yield url


@pytest.fixture
async def flooded(sandbox: SandboxClient) -> SandboxClient:
    """The sandbox with the limits on."""
    await sandbox.call("POST", "flood", {"enabled": True})
    return sandbox


async def send(bot: RawBot, chat_id: int) -> dict[str, Any]:
    return await bot.answer("sendMessage", chat_id=chat_id, text="Hello")


async def people(sandbox: SandboxClient, count: int) -> list[Traveller]:
    """Return people who have all written."""
    found = [await sandbox.add_user(f"P{number}") for number in range(count)]
    for one in found:
        await sandbox.say(one, "/start")
    return found


async def test_they_are_off_until_switched_on(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    for _ in range(40):
        assert (await send(bot, asha.id))["ok"]
    answer = await sandbox.call("POST", "flood", {"enabled": True})
    assert answer == {"enabled": True, "per_chat": 1, "global": 30, "per_group_minute": 20}


async def test_a_chat_takes_a_short_burst_and_then_one_a_second(
    bot: RawBot, flooded: SandboxClient, asha: Traveller, time: Time
) -> None:
    for _ in range(CHAT_BURST):
        assert (await send(bot, asha.id))["ok"]
    refused = await send(bot, asha.id)
    assert (refused["error_code"], refused["description"]) == (
        429,
        "Too Many Requests: retry after 1",
    )
    assert refused["parameters"] == {"retry_after": 1}
    time.seconds += 1
    assert (await send(bot, asha.id))["ok"]
    assert not (await send(bot, asha.id))["ok"]
    assert len([m for m in await flooded.messages(asha) if m["from"]["is_bot"]]) == CHAT_BURST + 1


async def test_thirty_a_second_over_all_wherever_the_second_begins(
    bot: RawBot, flooded: SandboxClient, time: Time
) -> None:
    crowd = await people(flooded, 31)
    for number, one in enumerate(crowd[:30]):
        time.seconds += 0.5 if number == 20 else 0
        assert (await send(bot, one.id))["ok"]
    assert (await send(bot, crowd[30].id))["parameters"] == {"retry_after": 1}
    time.seconds += 0.49
    assert not (await send(bot, crowd[30].id))["ok"]
    time.seconds += 0.02
    assert (await send(bot, crowd[30].id))["ok"]


async def test_a_group_takes_twenty_a_minute(
    bot: RawBot, flooded: SandboxClient, asha: Traveller, time: Time
) -> None:
    group = await flooded.add_group("Trip", asha)
    for _ in range(20):
        assert (await send(bot, group))["ok"]
        time.seconds += 1
    refused = await send(bot, group)
    assert refused["description"] == "Too Many Requests: retry after 40"
    time.seconds += 40
    assert (await send(bot, group))["ok"]


@pytest.mark.usefixtures("flooded")
async def test_edits_count_over_all_and_answers_to_presses_do_not(
    bot: RawBot, asha: Traveller
) -> None:
    sent = await bot.call("sendMessage", chat_id=asha.id, text="0")
    for number in range(1, 30):
        await bot.call(
            "editMessageText", chat_id=asha.id, message_id=sent["message_id"], text=str(number)
        )
    refused = await bot.refusal(
        "editMessageText", chat_id=asha.id, message_id=sent["message_id"], text="30"
    )
    assert refused == "Too Many Requests: retry after 1"
    await bot.call("sendChatAction", chat_id=asha.id, action="typing")


async def test_other_numbers_can_be_set_and_bad_ones_are_refused(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    await sandbox.call("POST", "flood", {"enabled": True, "global": 2})
    assert [(await send(bot, asha.id))["ok"] for _ in range(3)] == [True, True, False]
    with pytest.raises(SandboxError) as refused:
        await sandbox.call("POST", "flood", {"enabled": True, "per_chat": 0})
    assert refused.value.status == 422
    await sandbox.call("POST", "flood", {"enabled": False})
    assert (await send(bot, asha.id))["ok"]
