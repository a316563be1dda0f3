"""No filter and no handler waits for a thread."""

from datetime import UTC, datetime

from aiogram.types import Chat, Location, Message

from bot.dispatcher import create_dispatcher
from domain.app import App


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
    chat, now = Chat(id=1, type="private"), datetime.now(UTC)
    there = Location(latitude=15.4, longitude=73.8)
    placed = Message(message_id=1, date=now, chat=chat, location=there)
    written = Message(message_id=1, date=now, chat=chat, text="Goa")
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
