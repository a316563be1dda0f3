"""Updates are kept, seen once, and brought back when a crash left them unfinished."""

from datetime import timedelta
from typing import Any

import pytest

from domain.accounts.queries import updates
from domain.accounts.queries.updates import (
    LIFETIME,
    MOST_ATTEMPTS,
    accept_update,
    begin_again,
    finish_update,
    hold_updates,
    is_line_held,
    leave_update,
    take_up_updates,
)
from domain.app import App
from tests.conftest import FakeClock


def update(number: int) -> dict[str, Any]:
    return {"update_id": number, "message": {"text": "नमस्ते"}}


async def left(app: App, clock: FakeClock) -> list[dict[str, Any]]:
    return [one.payload for one in await take_up_updates(app.pool, clock.now())]


async def test_the_same_update_is_accepted_once(app: App, clock: FakeClock) -> None:
    assert await accept_update(app.pool, 5, update(5), clock.now())
    assert not await accept_update(app.pool, 5, update(5), clock.now())
    # After a quiet week Telegram begins again at a random id, which may be a lower one.
    assert await accept_update(app.pool, 3, update(3), clock.now())


async def test_unfinished_updates_come_back_in_order(app: App, clock: FakeClock) -> None:
    for number in (9, 4, 6):
        await accept_update(app.pool, number, update(number), clock.now())
    await finish_update(app.pool, 6, clock.now())
    assert await left(app, clock) == [update(4), update(9)]


async def test_looking_for_what_is_left_uses_up_no_try(app: App, clock: FakeClock) -> None:
    await accept_update(app.pool, 4, update(4), clock.now())
    for _ in range(2 * MOST_ATTEMPTS):
        (one,) = await take_up_updates(app.pool, clock.now())
        await app.pool.execute("UPDATE incoming_updates SET held_until = NULL")
    assert not one.is_deadly


async def test_what_somebody_holds_is_left_to_them(
    app: App, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await accept_update(app.pool, 4, update(4), clock.now(), 77)
    await accept_update(app.pool, 5, update(5), clock.now())
    assert await left(app, clock) == [update(5)]
    assert await left(app, clock) == []
    assert await is_line_held(app.pool, 6, 77)
    assert not await is_line_held(app.pool, 4, 77)
    monkeypatch.setattr(updates, "HOLD", timedelta(0))
    await hold_updates(app.pool, [4, 5])
    assert await left(app, clock) == [update(4), update(5)]
    assert not await is_line_held(app.pool, 6, 77)


async def test_leaving_in_good_order_uses_up_no_try(app: App, clock: FakeClock) -> None:
    await accept_update(app.pool, 4, update(4), clock.now())
    for _ in range(2 * MOST_ATTEMPTS):
        await leave_update(app.pool, 4)
        await begin_again(app.pool, 4)
    (one,) = await take_up_updates(app.pool, clock.now())
    assert not one.is_deadly


async def test_what_was_begun_too_often_is_deadly_and_comes_last(
    app: App, clock: FakeClock
) -> None:
    for number in (4, 5):
        await accept_update(app.pool, number, update(number), clock.now())
    for _ in range(MOST_ATTEMPTS - 1):
        await begin_again(app.pool, 4)
    other, deadly = await take_up_updates(app.pool, clock.now())
    assert (other.update_id, other.is_deadly) == (5, False)
    assert (deadly.update_id, deadly.is_deadly) == (4, True)


async def test_an_update_that_telegram_would_have_dropped_stays_dropped(
    app: App, clock: FakeClock
) -> None:
    await accept_update(app.pool, 4, update(4), clock.now())
    clock.advance(LIFETIME + timedelta(minutes=1))
    assert await left(app, clock) == []
