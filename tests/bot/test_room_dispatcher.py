"""An update comes to the handler that aiogram itself would find, and nothing waits for a thread."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram import Dispatcher, F, Router
from aiogram.dispatcher.event.bases import UNHANDLED, SkipHandler
from aiogram.types import Chat, Location, Message

from bot.dispatcher import create_dispatcher
from bot.updates.room_dispatcher import RoomDispatcher
from domain.app import App

NOW, CHAT = datetime(2026, 11, 30, tzinfo=UTC), Chat(id=1, type="private")
Seen = list[tuple[str, object]]


async def test_nothing_that_is_asked_of_an_update_goes_to_a_thread(app: App) -> None:
    asked = 0
    for router in create_dispatcher(app).chain_tail:
        for name, observer in router.observers.items():
            for handler in (observer._handler, *observer.handlers):
                for one in handler.filters or ():
                    asked += 1
                    assert one.awaitable, f"{router.name} {name}"
                if handler is not observer._handler:
                    assert handler.awaitable, f"{router.name} {name}"
    assert asked > 100


async def test_they_answer_as_they_did(app: App) -> None:
    rooms = create_dispatcher(app).chain_tail
    ends = next(one for one in rooms if one.name == "flight ends")
    there = Location(latitude=15.4, longitude=73.8)
    placed = Message(message_id=1, date=NOW, chat=CHAT, location=there)
    written = Message(message_id=1, date=NOW, chat=CHAT, text="Goa")
    asked = [
        one
        for handler in ends.message.handlers
        for one in handler.filters or ()
        if one.magic is not None
    ]
    assert [[bool(await one.call(said)) for one in asked] for said in (placed, written)] == [
        [True],
        [False],
    ]


def rooms_of(seen: Seen) -> tuple[Router, ...]:
    """Return rooms inside rooms that write down who was asked, and with what."""

    def noting(name: str, outcome: object = None) -> Callable[..., Awaitable[object]]:
        async def handler(_message: Message, found: object = None) -> object:
            seen.append((name, found))
            if outcome is SkipHandler:
                raise SkipHandler
            return outcome

        return handler

    def finds(word: str) -> Callable[[Message], dict[str, str] | bool]:
        return lambda message: {"found": word} if word in (message.text or "") else False

    async def around(handler: Any, event: Any, data: dict[str, Any]) -> Any:
        seen.append((f"around {data['event_router'].name}", data.get("found")))
        return await handler(event, data)

    empty, outer, inner, last = (Router(name=name) for name in ("empty", "outer", "inner", "last"))
    outer.message.filter(F.text != "none")
    outer.message.middleware(around)
    outer.message.register(noting("found and refused"), finds("a"), F.text == "never")
    outer.message.register(noting("skips", SkipHandler), finds("skip"))
    outer.message.register(noting("passes on", UNHANDLED), finds("on"))
    outer.message.register(noting("takes"), finds("outer"))
    inner.message.filter(finds("inner"))
    inner.message.register(noting("inner"))
    last.message.register(noting("last"), F.text.contains("a"))
    outer.include_router(inner)
    return empty, outer, last


@pytest.mark.parametrize(
    "text", ["a", "none", "none a", "outer", "skip outer", "skip inner", "on inner", "on a", "x"]
)
async def test_it_goes_where_aiogram_would_lead_it(text: str) -> None:
    message = Message(message_id=1, date=NOW, chat=CHAT, text=text)
    theirs, ours = Dispatcher(), RoomDispatcher()
    seen: tuple[Seen, Seen] = ([], [])
    theirs.include_routers(*rooms_of(seen[0]))
    ours.open_rooms(*rooms_of(seen[1]))
    outcomes = [await one.propagate_event("message", message) for one in (theirs, ours)]
    assert seen[0] == seen[1]
    assert outcomes[0] is outcomes[1]


def test_a_room_that_would_stand_around_its_routes_is_refused() -> None:
    async def around(handler: Any, event: Any, data: dict[str, Any]) -> Any:
        return await handler(event, data)

    async def answer(_message: Message) -> None: ...

    room = Router(name="room")
    room.message.register(answer)
    room.message.outer_middleware(around)
    with pytest.raises(TypeError):
        RoomDispatcher().open_rooms(room)
