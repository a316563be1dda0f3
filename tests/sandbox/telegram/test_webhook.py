"""Updates pushed to a real HTTP server: the secret, the retries, the lanes, the answers."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.telegram.world import TelegramState
from tests.patience import patience
from tests.sandbox.telegram.serving import RawBot, running_sandbox, serving
from tests.sandbox_client import SandboxClient, Traveller

SECRET = "a-secret_token"
WAITS = (0.0, 0.01)
BUTTON = {"inline_keyboard": [[{"text": "Track", "callback_data": "t:1"}]]}


@dataclass
class Hook:
    """A bot behind a webhook: what arrived, and how it answers the next ones."""

    url: str = ""
    arrived: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    reply: Any = None
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self, request: Request) -> Response:
        update = await request.json()
        self.arrived.append(update)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        await self.gate.wait()
        status = self.statuses.pop(0) if self.statuses else 200
        return JSONResponse(self.reply, status)

    def texts(self) -> list[str]:
        return [update.get("message", {}).get("text", "") for update in self.arrived]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    """A webhook that answers at once."""
    hook = Hook()
    hook.gate.set()
    app = Starlette(routes=[Route("/hook", hook.receive, methods=["POST"])])
    config = uvicorn.Config(app, port=0, ws="none", log_config=None)
    async with serving(uvicorn.Server(config)) as url:
        hook.url = f"{url}/hook"
        yield hook
        hook.gate.set()


@pytest.fixture
async def sandbox_url() -> AsyncIterator[str]:
    """A sandbox that retries without long waits."""
    async with running_sandbox(TelegramState(webhook_waits=WAITS)) as url:
        yield url


async def until(met: Any) -> None:
    """Wait until `met()` holds."""
    async with patience(30):
        while not met():
            await asyncio.sleep(0.005)


async def test_updates_come_with_the_secret(
    bot: RawBot, hook: Hook, sandbox: SandboxClient, asha: Traveller
) -> None:
    await bot.call("setWebhook", url=hook.url, secret_token=SECRET, max_connections=7)
    await until(lambda: hook.texts() == ["/start"])
    await sandbox.say(asha, "hello")
    await until(lambda: hook.texts() == ["/start", "hello"])
    assert hook.secrets == [SECRET, SECRET]
    info = await bot.call("getWebhookInfo")
    assert (info["url"], info["max_connections"]) == (hook.url, 7)


async def test_the_webhook_is_set_and_deleted_in_telegrams_words(bot: RawBot, hook: Hook) -> None:
    said = [
        (await bot.answer("setWebhook", url=hook.url))["description"],
        (await bot.answer("setWebhook", url=hook.url))["description"],
        (await bot.answer("deleteWebhook"))["description"],
        (await bot.answer("deleteWebhook"))["description"],
    ]
    assert said == [
        "Webhook was set",
        "Webhook is already set",
        "Webhook was deleted",
        "Webhook is already deleted",
    ]
    assert await bot.refusal("setWebhook", url=hook.url, secret_token="no spaces") == (
        "Bad Request: secret token contains unallowed characters"
    )


async def test_a_failed_update_comes_again_and_holds_up_those_behind_it(
    bot: RawBot, hook: Hook, sandbox: SandboxClient, asha: Traveller
) -> None:
    hook.statuses = [500, 503, 204]
    await sandbox.say(asha, "second")
    await bot.call("setWebhook", url=hook.url)
    await until(lambda: len(hook.arrived) == 4)
    assert hook.texts() == ["/start", "/start", "/start", "second"]
    assert len({update["update_id"] for update in hook.arrived[:3]}) == 1
    info = await bot.call("getWebhookInfo")
    assert info["last_error_message"] == (
        "Wrong response from the webhook: 503 Service Unavailable"
    )


async def test_a_server_that_is_away_keeps_its_updates(
    bot: RawBot, hook: Hook, asha: Traveller
) -> None:
    assert asha.id
    await bot.call("setWebhook", url="http://127.0.0.1:9/hook")
    async with patience(30):
        while "last_error_message" not in (info := await bot.call("getWebhookInfo")):
            await asyncio.sleep(0.01)
    assert (info["last_error_message"], info["pending_update_count"]) == ("Connection refused", 1)
    await bot.call("setWebhook", url=hook.url)
    await until(lambda: hook.texts() == ["/start"])


async def test_one_update_of_a_chat_is_in_flight_and_other_chats_go_on(
    bot: RawBot, hook: Hook, sandbox: SandboxClient, asha: Traveller
) -> None:
    hook.gate.clear()
    await bot.call("setWebhook", url=hook.url)
    await sandbox.say(asha, "second")
    bodo = await sandbox.add_user("Bodo")
    await sandbox.say(bodo, "other chat")
    await until(lambda: len(hook.arrived) == 2)
    assert sorted(hook.texts()) == ["/start", "other chat"]
    hook.gate.set()
    await until(lambda: len(hook.arrived) == 3)
    assert hook.texts()[2] == "second"


async def test_a_waiting_message_does_not_hold_up_the_users_presses(
    bot: RawBot, hook: Hook, sandbox: SandboxClient, asha: Traveller
) -> None:
    await bot.call("sendMessage", chat_id=asha.id, text="Goa", reply_markup=BUTTON)
    hook.gate.clear()
    await bot.call("setWebhook", url=hook.url)
    pressing = asyncio.create_task(sandbox.press(asha, "Track"))
    await until(lambda: len(hook.arrived) == 2)
    query = next(u["callback_query"] for u in hook.arrived if "callback_query" in u)
    await bot.call("answerCallbackQuery", callback_query_id=query["id"])
    assert (await pressing)["answered"]


async def test_a_bot_may_answer_with_a_method(
    bot: RawBot, hook: Hook, sandbox: SandboxClient, asha: Traveller
) -> None:
    hook.reply = {"method": "sendMessage", "chat_id": asha.id, "text": "from the webhook"}
    await bot.call("setWebhook", url=hook.url)
    await sandbox.wait_for(asha, "from the webhook")


async def test_pending_updates_can_be_dropped(bot: RawBot, asha: Traveller) -> None:
    assert asha.id
    await bot.call("deleteWebhook", drop_pending_updates=True)
    assert await bot.call("getUpdates") == []
