"""A broadcast with Telegram's flood limits on: alone, and while prices move for somebody.

Next to the second one price after the other falls: how long until the message is in its watcher's
chat, and what share of the limit both together make use of. Part of the measure of delivery, whose
people and workers it uses.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from bench.press_to_edit import figures
from bench.rates import calls, last_id, rate_figures
from bench.startup import complain
from domain.administration.audit import COMMAND_LINE
from domain.administration.broadcasts import service
from domain.app import App

LONGEST_SECONDS = 300.0
TEXT = "We now speak Hindi"


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
    delivered = await _delivered_after(app)
    beside = {
        **rate_figures(received[: last + 1]),
        # A broadcast to a few is over before the first price has moved.
        "alert_made_to_sent": figures(delivered) if delivered else None,
        "price_moved_to_message": news,
    }
    return {"alone": alone, "beside_alerts": beside}


async def _delivered_after(app: App) -> list[float]:
    """Return the seconds between each alert's decision and Telegram's answer, while one ran."""
    rows = await app.pool.fetch(
        """
        SELECT extract(epoch FROM a.sent_at - a.created_at)::float8 AS seconds
        FROM tracker_alerts a, (SELECT * FROM broadcasts ORDER BY id DESC LIMIT 1) b
        WHERE a.state = 'sent' AND a.created_at BETWEEN b.started_at AND b.ended_at
        """
    )
    return [row["seconds"] for row in rows]


async def _broadcast(app: App) -> None:
    now = app.clock.now()
    draft = await service.new_draft(app.pool, COMMAND_LINE, now)
    await service.set_text(app.pool, draft.broadcast_id, "en", TEXT, len(TEXT))
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
