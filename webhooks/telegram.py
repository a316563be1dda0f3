"""Telegram's webhook: prove the sender, keep the update, say 200.

The update is stored before the answer and handled after it, so a handler that fails neither
loses the update nor makes Telegram hold back that traveller's next ones.
"""

import hmac
import json
from typing import Annotated

from fastapi import APIRouter, Header, HTTPException, Request

from bot.intake import UpdateIntake

PATH = "/telegram/webhook"
LARGEST_UPDATE = 1_000_000


def router(intake: UpdateIntake, secret: str) -> APIRouter:
    """Return the route; only calls that bear `secret` reach `intake`."""
    routes = APIRouter(tags=["telegram"])
    expected = secret.encode()

    @routes.post(PATH, include_in_schema=False)
    async def receive(
        request: Request,
        x_telegram_bot_api_secret_token: Annotated[str | None, Header()] = None,
    ) -> dict[str, bool]:
        given = (x_telegram_bot_api_secret_token or "").encode()
        if not hmac.compare_digest(given, expected):
            raise HTTPException(status_code=403)
        await intake.receive(await _read_update(request))
        return {"ok": True}

    return routes


async def _read_update(request: Request) -> dict[str, object]:
    """Return the update; 413 when it is larger than any, 400 when it is none."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_UPDATE:
            raise HTTPException(status_code=413)
    try:
        update = json.loads(body)
    except ValueError:
        raise HTTPException(status_code=400) from None
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        raise HTTPException(status_code=400)
    return update
