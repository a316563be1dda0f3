"""Telegram's webhook: prove the sender, keep the update, say 200.

The update is stored before the answer and handled after it, so a handler that fails neither
loses the update nor makes Telegram hold back that traveller's next ones. What cannot be read is
set aside and confirmed as well: refused, it would only come again.
"""

import hmac
from typing import Annotated

from fastapi import APIRouter, Header, HTTPException, Request

from bot.updates.intake import UpdateIntake
from bot.updates.raw_updates import LARGEST_UPDATE, read_update

PATH = "/telegram/webhook"


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
        await intake.receive(read_update(await _body(request)))
        return {"ok": True}

    return routes


async def _body(request: Request) -> bytes:
    """Return what was sent; 413 when it is larger than any update."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_UPDATE:
            raise HTTPException(status_code=413)
    return bytes(body)
