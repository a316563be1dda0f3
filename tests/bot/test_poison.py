"""Whatever Telegram could send: it is handled or set aside, and the next one is served."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Update
from fastapi import FastAPI

from bot.dispatcher import create_dispatcher
from bot.updates.attempts import KILLS
from bot.updates.intake import UpdateIntake
from bot.updates.raw_updates import LARGEST_UPDATE, read_update
from domain.accounts.queries import updates
from domain.accounts.queries.updates import MOST_ATTEMPTS, accept_update, take_up_updates
from tests.poison import CHAT, MENDED, PERSON, REFUSED, message
from tests.sandbox_client import SandboxClient, Traveller, words
from tests.scene import Scene
from webhooks import errors
from webhooks.telegram import PATH, router

SECRET = {"X-Telegram-Bot-Api-Secret-Token": "secret"}


async def is_served(sandbox: SandboxClient) -> None:
    """Check that a good update from somebody new is answered: throttling must not matter."""
    who = await sandbox.add_user("Asha", language_code="en")
    await sandbox.say(who, "/start")
    await sandbox.wait_for(who, "Hello Asha!")


async def set_aside(scene: Scene) -> list[Any]:
    return await scene.rows("SELECT * FROM set_aside_updates ORDER BY id")


async def unhandled(scene: Scene) -> list[int]:
    rows = await scene.rows("SELECT update_id FROM incoming_updates WHERE handled_at IS NULL")
    return [row["update_id"] for row in rows]


async def test_what_only_has_odd_letters_is_handled(
    sandbox: SandboxClient, intake: UpdateIntake, scene: Scene
) -> None:
    for name in MENDED:
        await sandbox.inject(MENDED[name])
        await is_served(sandbox)
        await intake.drained()
        assert (await set_aside(scene), await unhandled(scene)) == ([], []), name


async def test_what_cannot_be_handled_is_set_aside_and_the_next_one_is_served(
    sandbox: SandboxClient, intake: UpdateIntake, scene: Scene
) -> None:
    for number, name in enumerate(REFUSED):
        await sandbox.inject(REFUSED[name])
        await is_served(sandbox)
        await intake.drained()
        assert len(await set_aside(scene)) == number + 1, name
    assert await unhandled(scene) == []


async def test_many_at_once_are_taken_apart(
    sandbox: SandboxClient, intake: UpdateIntake, scene: Scene
) -> None:
    for raw in REFUSED.values():
        await sandbox.inject(raw)
    await is_served(sandbox)
    await intake.drained()
    assert len(await set_aside(scene)) == len(REFUSED)


async def test_the_same_poison_again_is_counted_not_kept_again(
    intake: UpdateIntake, scene: Scene
) -> None:
    for _ in range(3):
        await intake.receive(read_update(REFUSED["no JSON"]))
    (one,) = await set_aside(scene)
    assert (one["times"], one["reason"], one["error"]) == (3, "unreadable", "no JSON")


@pytest.mark.parametrize("corpus", [MENDED, REFUSED], ids=["mended", "refused"])
async def test_by_webhook_it_is_the_same(
    sandbox: SandboxClient, scene: Scene, bot: Bot, corpus: dict[str, bytes]
) -> None:
    async with UpdateIntake(scene.app, bot, create_dispatcher(scene.app)) as intake:
        web = FastAPI()
        web.include_router(router(intake, "secret"))
        errors.install(web)
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(web), base_url="http://web"
        ) as telegram:
            for number, (name, raw) in enumerate(corpus.items()):
                who = await sandbox.add_user("Asha", language_code="en")
                await sandbox.say(who, "opens the chat")
                person = CHAT | {"id": who.id}
                good = message(chat=person, **{"from": PERSON | {"id": who.id}}, text="/help")
                for body, offset in ((raw, 1), (good, 2)):
                    own = body.replace(b"{id}", str(2 * number + offset).encode())
                    answer = await telegram.post(PATH, content=own, headers=SECRET)
                    assert answer.status_code in {200, 413}, name
                await sandbox.wait_for(who, lambda m: m["from"]["is_bot"])
        await intake.drained()
    too_large = sum(len(raw) > LARGEST_UPDATE for raw in corpus.values())
    expected = len(corpus) - too_large if corpus is REFUSED else 0
    assert (len(await set_aside(scene)), await unhandled(scene)) == (expected, [])


class Fatal(BaseException):
    """What ends a process."""


class DeadlyDispatcher(Dispatcher):
    """Ends the process at one text, and notes the others."""

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[str | None] = []

    async def feed_update(self, bot: Bot, update: Update, **kwargs: Any) -> None:
        text = update.message.text if update.message else None
        if text == "deadly":
            raise Fatal
        self.noted.append(text)


def good(number: int, text: str) -> dict[str, Any]:
    update = read_update(message(text=text).replace(b"{id}", str(number).encode()))
    assert isinstance(update, dict)
    return update


async def run_until_it_dies(scene: Scene, bot: Bot, dispatcher: Dispatcher) -> bool:
    """Run a process over what is left; say whether it died."""
    intake = UpdateIntake(scene.app, bot, dispatcher)
    await intake.__aenter__()
    for task in list(intake._order._running):
        try:
            await task
        except Fatal:
            return True
        finally:
            assert intake._keeping is not None
            intake._keeping.cancel()
    return False


async def test_what_kills_the_process_ends_set_aside_and_nothing_else_does(
    scene: Scene, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nobody waits for those that died.
    monkeypatch.setattr(updates, "HOLD", timedelta(0))
    pool, now = scene.app.pool, scene.clock.now()
    dispatcher = DeadlyDispatcher()
    await accept_update(pool, 1, good(1, "deadly"), now)
    for number in (2, 3):
        await accept_update(pool, number, good(number, f"good {number}"), now)
    deaths = 1
    while await run_until_it_dies(scene, bot, dispatcher):
        deaths += 1
        assert deaths <= MOST_ATTEMPTS
        await accept_update(pool, 10 + deaths, good(10 + deaths, f"at death {deaths}"), now)
    assert deaths == MOST_ATTEMPTS
    (one,) = await set_aside(scene)
    assert (one["reason"], one["told_id"], one["error"]) == ("killed", "1", KILLS)
    expected = {"good 2", "good 3", *(f"at death {n}" for n in range(2, deaths + 1))}
    assert set(dispatcher.noted) == expected
    assert await take_up_updates(pool, now) == ()


async def test_an_admin_sees_what_is_set_aside_and_forgets_it(
    sandbox: SandboxClient, scene: Scene, asha: Traveller, intake: UpdateIntake
) -> None:
    await intake.receive(read_update(REFUSED["an update_id of 10^30"]))
    await intake.receive(read_update(REFUSED["a sender in a list"].replace(b"{id}", b"77")))
    await intake.drained()
    await scene.app.pool.execute("UPDATE users SET role = 'admin'")
    await sandbox.say(asha, "/admin")
    page = await sandbox.wait_for(asha, "Unhandled updates: 2")
    assert "no usable update_id" in words(page)
    assert "message.from:" in words(page)
    await sandbox.press(asha, "🗑 Delete these updates…")
    await sandbox.wait_for(asha, "unhandled update")
    await sandbox.press(asha, "🗑 Delete these updates")
    await sandbox.wait_for(asha, "Unhandled updates: 0")
