"""Updates are kept, seen once, and brought back when a crash left them unfinished."""

from datetime import timedelta
from typing import Any

from domain.accounts.updates import (
    LIFETIME,
    MOST_ATTEMPTS,
    accept_update,
    finish_update,
    unfinished_updates,
)
from domain.app import App
from tests.conftest import FakeClock


def update(number: int) -> dict[str, Any]:
    return {"update_id": number, "message": {"text": "नमस्ते"}}


async def test_the_same_update_is_accepted_once(app: App, clock: FakeClock) -> None:
    assert await accept_update(app.pool, 5, update(5), clock.now())
    assert not await accept_update(app.pool, 5, update(5), clock.now())
    # After a quiet week Telegram begins anew at a random id, which may be a lower one.
    assert await accept_update(app.pool, 3, update(3), clock.now())


async def test_unfinished_updates_come_back_in_order(app: App, clock: FakeClock) -> None:
    for number in (9, 4, 6):
        await accept_update(app.pool, number, update(number), clock.now())
    await finish_update(app.pool, 6, clock.now())
    assert await unfinished_updates(app.pool, clock.now()) == (update(4), update(9))


async def test_an_update_that_kills_the_process_is_given_up(app: App, clock: FakeClock) -> None:
    await accept_update(app.pool, 4, update(4), clock.now())
    tries = 1
    while await unfinished_updates(app.pool, clock.now()):
        tries += 1
    assert tries == MOST_ATTEMPTS


async def test_an_update_that_telegram_would_have_dropped_stays_dropped(
    app: App, clock: FakeClock
) -> None:
    await accept_update(app.pool, 4, update(4), clock.now())
    clock.advance(LIFETIME + timedelta(minutes=1))
    assert await unfinished_updates(app.pool, clock.now()) == ()
