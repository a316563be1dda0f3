"""Events on their way: signed, patient, never inside, and given up with a word to their owner."""

import asyncio
import base64
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from domain.accounts.models import User
from domain.errors import NotFound
from domain.event_hooks.channel import MOST_FAILURES, WebhookChannel, rest_after
from domain.event_hooks.errors import HookLimitReached
from domain.event_hooks.events import EventKind
from domain.event_hooks.posts import post
from domain.event_hooks.service import (
    MOST_HOOKS,
    change_hook,
    drop_hook,
    get_hook,
    list_hooks,
    make_hook,
    ping_hook,
)
from domain.settings import Settings
from domain.trackers.lifecycle import end_trackers
from tests.conftest import FakeClock
from tests.patience import patience
from tests.scene import Scene, open_scene
from workers.outbox import Carrier

ALL = frozenset(EventKind)
DAY = timedelta(days=1)


@dataclass
class Receiver:
    """Somebody's program: accepts posts, or answers as configured."""

    url: str = ""
    status: int = 200
    location: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.got.append((headers, await request.read()))
        more = {"Location": self.location} if self.location else {}
        return web.Response(status=self.status, headers=more, body=b"x" * 100)

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _headers, body in self.got]


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """Serve on a free port."""
    receiver = Receiver()
    served = web.Application()
    served.router.add_route("*", "/{tail:.*}", receiver.handle)
    runner = web.AppRunner(served, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hotels"
    try:
        yield receiver
    finally:
        await runner.cleanup()


@dataclass
class Watcher:
    """A traveller with a program, and what carries events to it."""

    scene: Scene
    receiver: Receiver
    carrier: Carrier
    user_id: int
    hook_id: int
    secret: str

    async def carry(self, later: timedelta = timedelta(0)) -> int:
        self.scene.clock.advance(later)
        return await self.carrier.carry()

    @property
    def pool(self) -> Any:
        return self.scene.app.pool


@pytest.fixture
async def watcher(settings: Settings, clock: FakeClock) -> AsyncIterator[Watcher]:
    """Asha, who watches the Taj, and whose program hears of everything."""
    private = settings.model_copy(update={"private_hooks": True})
    async with open_scene(private, clock) as scene, receiving() as receiver:
        asha = await scene.meet()
        app = scene.app
        hook, secret = await make_hook(
            app.pool, app.settings, asha.user_id, receiver.url, ALL, clock.now()
        )
        carrier = Carrier(app, WebhookChannel(app.pool, app.settings, clock))
        yield Watcher(scene, receiver, carrier, asha.user_id, hook.hook_id, secret)


async def test_an_alert_and_the_end_of_its_tracker_are_posted_signed_and_once(
    watcher: Watcher,
) -> None:
    scene = watcher.scene
    await scene.track()
    scene.price(9_000)
    await scene.check()
    assert await watcher.carry() == 1
    ((headers, body),) = watcher.receiver.got
    told = json.loads(body)
    assert (told["type"], told["data"]["previous"], told["data"]["total"]) == (
        "alert.created",
        {"amount": "10000.00", "currency": "INR"},
        {"amount": "9000.00", "currency": "INR"},
    )
    # As a receiver checks it, by the published rule alone.
    key = base64.b64decode(watcher.secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    proof = base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
    assert headers["webhook-signature"] == f"v1,{proof}"
    assert int(headers["webhook-timestamp"]) == int(scene.clock.now().timestamp())
    assert headers["webhook-id"] == told["id"]
    assert watcher.secret not in str(await watcher.pool.fetchval("SELECT secret FROM event_hooks"))
    scene.clock.advance(30 * DAY)
    await end_trackers(watcher.pool, scene.clock.now())
    assert await watcher.carry() == 1
    assert watcher.receiver.bodies[1]["type"] == "tracker.ended"
    assert await watcher.carry() == 0
    assert (await get_hook(watcher.pool, watcher.user_id, watcher.hook_id)).delivered_at


async def test_only_what_was_asked_for_goes_to_its_owner_alone(watcher: Watcher) -> None:
    scene = watcher.scene
    await change_hook(
        watcher.pool, watcher.user_id, watcher.hook_id, events=[EventKind.TRACKER_ENDED]
    )
    await scene.track()
    await scene.track(chat_id=2)
    scene.price(9_000)
    assert await scene.check() == 2
    assert await watcher.carry() == 0
    stranger = (await scene.meet(2)).user_id
    for act in (get_hook, drop_hook):
        with pytest.raises(NotFound):
            await act(watcher.pool, stranger, watcher.hook_id)
    with pytest.raises(NotFound):
        await ping_hook(watcher.pool, stranger, watcher.hook_id, scene.clock.now())
    assert await list_hooks(watcher.pool, stranger) == ()
    await drop_hook(watcher.pool, watcher.user_id, watcher.hook_id)
    assert await list_hooks(watcher.pool, watcher.user_id) == ()


async def test_a_failing_address_rests_and_is_tried_again_until_it_answers(
    watcher: Watcher,
) -> None:
    watcher.receiver.status = 503
    for _ in range(3):
        await ping_hook(watcher.pool, watcher.user_id, watcher.hook_id, watcher.scene.clock.now())
    await watcher.carry()
    tried = len(watcher.receiver.got)
    # While it rests nothing is posted, however much waits.
    await watcher.carry(timedelta(seconds=1))
    assert len(watcher.receiver.got) == tried
    hook = await get_hook(watcher.pool, watcher.user_id, watcher.hook_id)
    assert (hook.is_active, hook.last_error) == (True, "status 503")
    watcher.receiver.status = 204
    for _ in range(3):
        await watcher.carry(rest_after(1))
    sent = "SELECT count(*) FROM outbox_messages WHERE state = 'sent'"
    assert await watcher.pool.fetchval(sent) == 3
    hook = await get_hook(watcher.pool, watcher.user_id, watcher.hook_id)
    assert (hook.failing_since, hook.last_error) == (None, None)


async def test_an_address_that_never_answers_is_switched_off_and_its_owner_told(
    watcher: Watcher,
) -> None:
    await User.filter(id=watcher.user_id).update(email="asha@example.com", is_verified=True)
    watcher.receiver.status = 500
    for number in range(1, MOST_FAILURES + 1):
        await ping_hook(watcher.pool, watcher.user_id, watcher.hook_id, watcher.scene.clock.now())
        await watcher.carry()
        hook = await get_hook(watcher.pool, watcher.user_id, watcher.hook_id)
        assert hook.is_active == (number < MOST_FAILURES)
        watcher.scene.clock.advance(rest_after(number))
    told = await watcher.pool.fetch(
        "SELECT channel, payload ->> 'host' AS host FROM outbox_messages "
        "WHERE kind = 'hook_switched_off' ORDER BY channel"
    )
    assert [tuple(row) for row in told] == [("email", "127.0.0.1"), ("telegram", "127.0.0.1")]
    tried = len(watcher.receiver.got)
    await watcher.carry(DAY)
    assert len(watcher.receiver.got) == tried
    watcher.receiver.status = 200
    await change_hook(watcher.pool, watcher.user_id, watcher.hook_id, is_active=True)
    await ping_hook(watcher.pool, watcher.user_id, watcher.hook_id, watcher.scene.clock.now())
    await watcher.carry()
    assert watcher.receiver.bodies[-1]["type"] == "ping"


async def test_gone_means_gone_and_redirects_are_not_followed(watcher: Watcher) -> None:
    watcher.receiver.status, watcher.receiver.location = 307, watcher.receiver.url + "/elsewhere"
    await ping_hook(watcher.pool, watcher.user_id, watcher.hook_id, watcher.scene.clock.now())
    await watcher.carry()
    assert len(watcher.receiver.got) == 1
    hook = await get_hook(watcher.pool, watcher.user_id, watcher.hook_id)
    assert hook.last_error == "status 307: redirects are not followed"
    watcher.receiver.status, watcher.receiver.location = 410, ""
    await watcher.carry(rest_after(1))
    assert not (await get_hook(watcher.pool, watcher.user_id, watcher.hook_id)).is_active


async def test_a_name_that_leads_inside_is_not_connected_to() -> None:
    async with receiving() as receiver:
        port = int(receiver.url.split(":")[2].split("/")[0])
        asked: list[str] = []

        async def inside(host: str, _port: int) -> list[str]:
            asked.append(host)
            return ["8.8.8.8", "127.0.0.1"]

        posted = await post(f"http://example.com:{port}/x", {}, b"{}", resolve=inside)
        assert posted.reason == "leads to a private address"

        # What was looked at is what is connected to: the name is looked up once.
        async def rebinding(host: str, _port: int) -> list[str]:
            asked.append(host)
            return ["127.0.0.1"]

        url = f"http://rebinding.example:{port}/x"
        taken = await post(url, {}, b"{}", may_be_private=True, resolve=rebinding)
        assert taken.reason is None
        assert asked == ["example.com", "rebinding.example"]
        assert receiver.got[0][0]["host"] == f"rebinding.example:{port}"


async def test_whoever_is_slow_or_speaks_no_http_is_given_up() -> None:
    given_up = asyncio.Event()

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        await given_up.wait()
        writer.close()
        await writer.wait_closed()

    async def babbling(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 smtp.example ESMTP\r\n")
        writer.close()
        await writer.wait_closed()

    for speak, expected in ((silent, "no answer in time"), (babbling, "cannot be reached")):
        server = await asyncio.start_server(speak, "127.0.0.1", 0)
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        posted = await post(url, {}, b"{}", may_be_private=True, seconds=0.2)
        assert expected in (posted.reason or "")
        given_up.set()
        server.close()
        await server.wait_closed()
        await asyncio.sleep(0.01)


async def test_an_answer_without_end_is_not_listened_to() -> None:
    done = asyncio.Event()

    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9000000000\r\n\r\n")
        with suppress(ConnectionError):
            while True:
                writer.write(b"x" * 65_536)
                await writer.drain()
        done.set()
        writer.close()

    server = await asyncio.start_server(endless, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    assert (await post(url, {}, b"{}", may_be_private=True)).reason is None
    async with patience(30):
        await done.wait()
    server.close()
    await server.wait_closed()


async def test_there_are_so_many_and_no_more(watcher: Watcher) -> None:
    app, now = watcher.scene.app, watcher.scene.clock.now()
    for _ in range(MOST_HOOKS - 1):
        await make_hook(app.pool, app.settings, watcher.user_id, watcher.receiver.url, ALL, now)
    with pytest.raises(HookLimitReached):
        await make_hook(app.pool, app.settings, watcher.user_id, watcher.receiver.url, ALL, now)
