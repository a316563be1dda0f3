"""Every button there is, with the ids of what is somebody else's, pressed by strangers."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from bot.dispatcher import create_dispatcher
from bot.sending.bots import create_bot
from bot.updates.intake import UpdateIntake
from domain.privacy.person import person_of
from domain.privacy.queries.holdings import HOLDINGS
from domain.settings import Settings
from tests.bot.test_callbacks import KINDS, largest
from tests.bot.test_fuzz import choices
from tests.conftest import FakeClock
from tests.privacy.test_privacy import _somebody
from tests.scene import Scene, open_scene

# This many presses a person may make in a moment; then somebody else presses on.
PRESSES_EACH = 15
FIRST_STRANGER = 900_000_000
MINE = "ASHA-ALONE"
# What a stranger's first press leaves behind in any case: themselves, and the update.
OWN_DOING = {"incoming_updates"}


@asynccontextmanager
async def telegram(told: list[str]) -> AsyncIterator[str]:
    """Accept everything, and keep what people are sent."""

    async def handle(request: web.Request) -> web.Response:
        form = await request.post()
        told.extend(str(form[name]) for name in ("text", "caption", "reply_markup") if name in form)
        chat_id = int(str(form.get("chat_id", 0)))
        message = {"message_id": 1, "date": 0, "chat": {"id": chat_id, "type": "private"}}
        return web.json_response({"ok": True, "result": message if chat_id else True})

    app = web.Application()
    app.router.add_post("/{tail:.*}", handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def presses() -> Iterator[str]:
    """Return each kind of button with each of its choices, about the first thing of each table."""
    for kind in KINDS:
        listed = {n: choices(f.annotation) for n, f in kind.model_fields.items()}
        for number in range(max(map(len, listed.values()), default=1) or 1):
            parts = [kind.__prefix__]
            for name, field in kind.model_fields.items():
                if name.endswith("_id") or field.annotation is int:
                    parts.append("1")
                elif listed[name]:
                    parts.append(listed[name][number % len(listed[name])])
                else:
                    parts.append(str(largest(kind, name, field.annotation)))
            yield ":".join(parts).encode()[:64].decode(errors="ignore")


async def held(scene: Scene, user_id: int) -> dict[str, list[str]]:
    """Return all rows that are a person's."""
    person = await person_of(scene.app.pool, user_id)
    found = {}
    for holding in HOLDINGS:
        if holding.table in OWN_DOING:
            continue
        rows = await scene.app.pool.fetch(
            f"SELECT to_jsonb(t)::text AS row FROM {holding.table} t WHERE ({holding.mine}) "  # noqa: S608
            "AND ($1::bigint[], $2::bigint[], $3::text[]) IS NOT NULL ORDER BY 1",
            *person.values,
        )
        found[holding.table] = [row["row"] for row in rows]
    return found


def press(number: int, data: str) -> dict[str, Any]:
    """Return the update of a stranger's press."""
    who = FIRST_STRANGER + number // PRESSES_EACH
    person = {"id": who, "is_bot": False, "first_name": "Ravi", "language_code": "en-IN"}
    chat = {"id": who, "type": "private", "first_name": "Ravi"}
    shown = {"message_id": 7, "date": 1_790_000_000, "chat": chat, "text": "x"}
    query = {"id": str(number), "from": person, "chat_instance": "1", "data": data}
    return {"update_id": 20_000_000 + number, "callback_query": {**query, "message": shown}}


async def test_whatever_button_a_stranger_presses_nothing_of_mine_is_read_or_changed(
    settings: Settings, clock: FakeClock
) -> None:
    told: list[str] = []
    async with (
        telegram(told) as url,
        open_scene(settings.model_copy(update={"telegram_api_url": url}), clock) as scene,
        create_bot(scene.app.settings) as bot,
        UpdateIntake(scene.app, bot, create_dispatcher(scene.app)) as intake,
    ):
        asha = await _somebody(scene)
        for table, column in (
            ("trackers", "name"),
            ("universal_bookings", "title"),
            ("booking_guests", "first_name"),
            ("users", "first_name"),
        ):
            await scene.app.pool.execute(f"UPDATE {table} SET {column} = $1", MINE)  # noqa: S608
        # What somebody sent and nobody has handled would be taken up meanwhile.
        await scene.app.pool.execute("UPDATE incoming_updates SET handled_at = now()")
        before = await held(scene, asha)
        assert sum(map(bool, before.values())) >= 8
        data = list(presses())
        assert {one.partition(":")[0] for one in data} == {kind.__prefix__ for kind in KINDS}
        for number, one in enumerate(data):
            await intake.receive(press(number, one))
        await intake.drained()
        assert await held(scene, asha) == before
    assert len(told) > len(data) / 4
    assert not any(MINE in one for one in told)
