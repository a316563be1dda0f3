"""How fast the sandbox's Telegram was written to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import httpx

LIMIT = 30
NEW = ("sendMessage", "sendPhoto")
# Alerts that were sent are kept true: their edits count among the 30 a second, too.
EDITS = ("editMessageText", "editMessageCaption", "editMessageMedia")
TAKEN, REFUSED = 200, 429


async def calls(client: httpx.AsyncClient, after: int = 0) -> list[dict[str, Any]]:
    """Return the sends and edits that the sandbox received after a request's number."""
    query = {"target": "telegram", "after": str(after)}
    received = (await client.get("/sandbox/requests", params=query)).json()
    return [call for call in received if call["method"] in (*NEW, *EDITS)]


def last_id(received: Sequence[dict[str, Any]]) -> int:
    """Return the number of the last request."""
    return max((call["id"] for call in received), default=0)


def rate_figures(received: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the rate of what was taken, as it is and as a share of the limit, and the 429s."""
    taken = [datetime.fromisoformat(c["at"]) for c in received if c["status"] == TAKEN]
    seconds = (taken[-1] - taken[0]).total_seconds()
    rate = (len(taken) - 1) / seconds
    return {
        "messages": len(taken),
        "seconds": round(seconds, 1),
        "a_second": round(rate, 2),
        "share_of_limit_percent": round(rate / LIMIT * 100, 1),
        "refused_429": sum(call["status"] == REFUSED for call in received),
    }
