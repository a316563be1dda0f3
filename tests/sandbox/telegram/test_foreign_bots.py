"""Bots written with libraries that know nothing of this product, each its own process.

They do the same things, each in its library's own way, as bots of one sandbox side by side.
"""

import asyncio
import base64
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.sandbox.telegram.serving import running_sandbox
from tests.sandbox_client import SandboxClient, Traveller, words

FOREIGN = Path(__file__).parent / "foreign"
# A process that has to load its library first.
PATIENCE = 60.0
INSTALL_SECONDS = 60


@pytest.fixture(scope="module")
def grammy(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """How a bot of grammY is started. Skips where Node or npm's registry is not to be had."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("node and npm are not installed")
    folder = tmp_path_factory.mktemp("grammy")
    for file in ("package.json", "package-lock.json", "bot.mjs"):
        shutil.copy(FOREIGN / "grammy" / file, folder)
    quietly = ("--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=0")
    try:
        subprocess.run(
            [npm, "ci", *quietly], cwd=folder, check=True, capture_output=True,
            timeout=INSTALL_SECONDS,
        )  # fmt: skip
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        pytest.skip("npm's registry is not reachable")
    return [node, str(folder / "bot.mjs")]


def of_python(name: str) -> list[str]:
    return [sys.executable, str(FOREIGN / f"with_{name}.py")]


@asynccontextmanager
async def running(command: list[str], url: str, token: str, log: Path) -> AsyncIterator[None]:
    """Run a bot until the end of the block; what it wrote is in `log`."""
    environment = os.environ | {"TELEGRAM_API_URL": url, "BOT_TOKEN": token}
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            *command, env=environment, stdout=out, stderr=out
        )
    try:
        yield
        assert process.returncode is None, "the bot has ended"
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()


async def play(people: SandboxClient, who: Traveller, group: int, picture: bytes) -> None:
    """Talk to a bot, choose, send a photo, and bring it into a group."""
    for said, answer in (
        ("/start", "Hello, Asha"),
        ("Goa in *December*", "Goa in *December*"),
        ("/form", "What is your name?"),
        ("Asha Rao", "How old are you?"),
        ("old", "A number, please."),
        ("30", "Asha Rao, 30"),
        ("/choose", "Shall we?"),
    ):
        sent = (await people.say(who, said))["message_id"]
        told = await people.wait_for(who, answer, after=sent)
        assert [e["type"] for e in told.get("entities", [])] == (["bold"] if said == "30" else [])
    assert (await people.press(who, "Yes"))["text"] == "Noted"
    await people.wait_for(who, "You chose yes")
    url = "data:image/png;base64," + base64.b64encode(picture).decode()
    await people.say(who, photo=url)
    back = await people.wait_for(who, f"{len(picture)} bytes")
    assert back["photo"][-1]["width"] == 1200
    await people.call("POST", f"chats/{group}/add_bot", {"from_user": who.id})
    greeted = await people.wait_for(who.in_chat(group), "Hello, Goa trip")
    assert words(greeted) == "Hello, Goa trip"


async def try_out(command: list[str], picture: bytes, folder: Path) -> None:
    """Play with one bot, next to the product's own, whose chats it sees nothing of."""
    async with running_sandbox() as url, SandboxClient(url) as product:
        made = await product.call("POST", "bots", {"username": "foreign_bot"})
        asha = await product.add_user("Asha")
        group = await product.add_group("Goa trip", asha)
        log = folder / "log"
        side = SandboxClient(url + made["side"], patience=PATIENCE)
        async with side as people, running(command, url, made["token"], log):
            await play(people, asha, group, picture)
        calls = [call for call in await product.requests("telegram") if call["status"]]
        assert {call["bot"] for call in calls} == {made["id"]}
        assert {call["status"] for call in calls} == {200}, log.read_text()


@pytest.mark.parametrize("library", ["telebot", "ptb"])
async def test_a_bot_in_python(library: str, picture: bytes, tmp_path: Path) -> None:
    await try_out(of_python(library), picture, tmp_path)


async def test_a_bot_in_javascript(grammy: list[str], picture: bytes, tmp_path: Path) -> None:
    await try_out(grammy, picture, tmp_path)
