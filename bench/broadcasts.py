"""A broadcast with Telegram's flood limits on: alone, and while prices move for somebody.

Next to the second one price after the other falls: how long until the message is in its watchers'
chats, and what share of the limit both together make use of. Where a chat got another message less
than a second before, its own pace holds the alert up, whatever the line is like: how long is told
apart. Part of the measure of delivery, whose people and workers it uses.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import httpx

from bench.press_to_edit import figures
from bench.rates import NEW, TAKEN, calls, last_id, rate_figures
from bench.startup import complain
from domain.administration.audit import COMMAND_LINE
from domain.administration.broadcasts import drafts, service
from domain.app import App

LONGEST_SECONDS = 300.0
TEXT = "We now speak Hindi"
CHAT_SECONDS = 1.0


class Told(NamedTuple):
    """An alert that was sent: to whom, when it was decided and when Telegram had it."""

    chat_id: int
    made_at: datetime
    sent_at: datetime


async def measure_broadcasts(
    app: App, client: httpx.AsyncClient, move_prices: Callable[[], Awaitable[dict[str, Any]]]
) -> dict[str, Any]:
    """Tell everybody, then once more while `move_prices` has alerts sent and times them."""
    before = last_id(await calls(client))
    await _broadcast(app)
    await _until_told(app)
    alone = rate_figures(await calls(client, before))
    before = last_id(await calls(client))
    await _broadcast(app)
    news = await move_prices()
    await _until_told(app)
    received = await calls(client, before)
    last = max(n for n, call in enumerate(received) if call["params"].get("text") == TEXT)
    beside = {
        **rate_figures(received[: last + 1]),
        **_delays(await _told(app), received),
        "price_moved_to_message": news,
    }
    return {"alone": alone, "beside_alerts": beside}


async def _told(app: App) -> list[Told]:
    """Return the alerts that were decided while the last broadcast ran."""
    return await app.pool.fetch_as(
        Told,
        """
        SELECT t.chat_id, a.created_at AS made_at, a.sent_at
        FROM tracker_alerts a JOIN trackers t ON t.id = a.tracker_id,
             (SELECT * FROM broadcasts ORDER BY id DESC LIMIT 1) b
        WHERE a.state = 'sent' AND a.created_at BETWEEN b.started_at AND b.ended_at
        """,
    )


def _delays(told: Sequence[Told], received: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return how long alerts took, and without what their own chats' pace held them up."""
    if not told:
        # A broadcast to a few is over before the first price has moved.
        return {"alerts": 0}
    taken: dict[int, list[datetime]] = {}
    for call in received:
        if call["method"] in NEW and call["status"] == TAKEN:
            at = datetime.fromisoformat(call["at"])
            taken.setdefault(int(call["params"]["chat_id"]), []).append(at)
    whole = [(one.sent_at - one.made_at).total_seconds() for one in told]
    own = [
        min(_own_pace(one, taken[one.chat_id]), all_) for one, all_ in zip(told, whole, strict=True)
    ]
    rest = [all_ - held for all_, held in zip(whole, own, strict=True)]
    return {
        "alerts": len(told),
        "alert_made_to_sent": figures(whole),
        "held_up_by_their_own_chats_pace": sum(held > 0 for held in own),
        "alert_made_to_sent_without_their_own_chats_pace": figures(rest),
    }


def _own_pace(told: Told, taken: Sequence[datetime]) -> float:
    """Return for how many seconds a chat could not have taken the alert, for what came before."""
    before = [at for at in taken if at <= told.sent_at][:-1]
    return max((before[-1] - told.made_at).total_seconds() + CHAT_SECONDS, 0.0) if before else 0.0


async def _broadcast(app: App) -> None:
    now = app.clock.now()
    draft = await drafts.new_draft(app.pool, COMMAND_LINE, now)
    await drafts.set_text(app.pool, COMMAND_LINE, draft.broadcast_id, "en", TEXT, len(TEXT), now)
    await service.start(app.pool, COMMAND_LINE, draft.broadcast_id, now)


async def _until_told(app: App) -> None:
    deadline = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < deadline:
        if not await app.pool.fetchval(
            "SELECT count(*) FROM broadcasts WHERE state IN ('running', 'paused')"
        ):
            return
        await asyncio.sleep(0.5)
    complain("a broadcast did not end in time")
