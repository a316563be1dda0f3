"""Redis or PostgreSQL down, hanging, full or read-only: everybody gets an answer."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import redis
from pydantic import SecretStr

from bot.updates import attempts as attempts_module
from bot.updates.intake import UpdateIntake
from devstack.valkey import EmbeddedValkey
from domain import app as app_module
from domain.settings import Settings
from tests.conftest import FakeClock
from tests.patience import patience
from tests.sandbox_client import SandboxClient, Traveller
from tests.scene import Scene, open_scene

WORDS = "I’m overloaded right now. Please try again in a minute."


def ask(server: EmbeddedValkey, *command: str) -> None:
    """Give the server a command."""
    client = redis.Redis.from_url(server.dsn())
    try:
        client.execute_command(*command)  # type: ignore[no-untyped-call]
    finally:
        client.close()


def send(server: EmbeddedValkey, number: signal.Signals) -> None:
    assert server.process is not None
    os.kill(server.process.pid, number)


Deed = Callable[[EmbeddedValkey], None]
WAYS: dict[str, tuple[Deed, Deed]] = {
    "down": (EmbeddedValkey.stop, EmbeddedValkey.start),
    "hanging": (lambda s: send(s, signal.SIGSTOP), lambda s: send(s, signal.SIGCONT)),
    "full": (
        lambda s: ask(s, "CONFIG", "SET", "maxmemory", "1"),
        lambda s: ask(s, "CONFIG", "SET", "maxmemory", "0"),
    ),
    "only read": (
        lambda s: ask(s, "REPLICAOF", "127.0.0.1", "1"),
        lambda s: ask(s, "REPLICAOF", "NO", "ONE"),
    ),
}


@pytest.fixture
def valkey() -> Iterator[EmbeddedValkey]:
    """A Redis of the test's own, which it may ill-treat."""
    with TemporaryDirectory(prefix="often") as folder:
        server = EmbeddedValkey(Path(folder), durable=False)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture
async def scene(
    bot_settings: Settings,
    clock: FakeClock,
    valkey: EmbeddedValkey,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Scene]:
    """The product on that Redis, and less patient than usual."""
    monkeypatch.setattr(app_module, "REDIS_SECONDS", 0.2)
    monkeypatch.setattr(app_module, "REDIS_TRIES", 1)
    monkeypatch.setattr(attempts_module, "PAUSES", (0.2,) * 100)
    settings = bot_settings.model_copy(update={"redis_url": SecretStr(valkey.dsn())})
    async with open_scene(settings, clock) as opened:
        yield opened


@pytest.mark.parametrize("way", WAYS)
async def test_whoever_writes_or_presses_while_redis_fails_is_told_and_served_later(
    sandbox: SandboxClient,
    asha: Traveller,
    intake: UpdateIntake,
    scene: Scene,
    valkey: EmbeddedValkey,
    way: str,
) -> None:
    fail, recover = WAYS[way]
    ravi = await sandbox.add_user("Ravi", language_code="en")
    await sandbox.say(ravi, "/start")
    await sandbox.wait_for(ravi, "Hello Ravi!")
    fail(valkey)
    await sandbox.say(asha, "/settings")
    await sandbox.wait_for(asha, WORDS)
    pressed = await sandbox.press(asha, "⚙️ Settings")
    # A press that was answered before the failure gets a message below.
    assert pressed["text"] in {WORDS, "", None}
    if pressed["text"] != WORDS:
        (first,) = (m for m in await sandbox.messages(asha) if m.get("text") == WORDS)
        await sandbox.wait_for(asha, WORDS, after=first["message_id"])
    await sandbox.block(ravi)
    recover(valkey)
    await sandbox.say(asha, "/settings")
    await sandbox.wait_for(asha, "Settings")
    await intake.drained()
    # Nobody can be told about a block; it is handled when Redis is back.
    assert await scene.rows("SELECT 1 FROM chats WHERE id = $1 AND NOT is_reachable", ravi.id)
    assert not await scene.rows("SELECT 1 FROM incoming_updates WHERE handled_at IS NULL")
    assert not await scene.rows("SELECT 1 FROM set_aside_updates")


async def test_a_question_whose_step_could_not_be_kept_is_followed_by_a_word(
    sandbox: SandboxClient, asha: Traveller, intake: UpdateIntake, valkey: EmbeddedValkey
) -> None:
    await sandbox.set_fault("telegram", "slow", match="sendMessage", times=1, seconds=0.5)
    await sandbox.say(asha, "/search")
    async with patience(30):
        while await sandbox.call("GET", "faults"):
            await asyncio.sleep(0.02)
    valkey.stop()
    asked = await sandbox.wait_for(asha, "Where to?")
    await sandbox.wait_for(asha, WORDS, after=asked["message_id"])
    await intake.drained()
