"""BotFather's part: more bots, each with its own token, updates and view of the chats.

The people's side of another bot stands under `/bots/<id>` with the paths that the first bot's has:
`POST /bots/<id>/sandbox/chats/<chat>/messages`, and so on.
"""

import re
import secrets
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox.telegram.profile import OFTEN_HOTELS, Identity
from sandbox.telegram.world import TelegramState

USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{1,28}bot", re.IGNORECASE)
MOST_BOTS = 20


class NewBot(BaseModel):
    """A bot to be; its name ends with "bot", as BotFather has it."""

    username: str
    first_name: Annotated[str, Field(min_length=1, max_length=64)] = "Another bot"
    privacy: bool = True


class Privacy(BaseModel):
    """Whether a bot hears in groups only what is meant for it."""

    enabled: bool


class OtherBots:
    """The people's sides of the bots next to the first one."""

    def __init__(self, first: TelegramState, make: Callable[[TelegramState], ASGIApp]) -> None:
        self.first = first
        self._make = make
        self._sides: dict[int, ASGIApp] = {}

    def add(self, wish: NewBot) -> TelegramState:
        """Make a bot. Raises a 422 for a name that BotFather does not give."""
        names = {bot.profile.identity.username.lower() for bot in self.first.bots.values()}
        if not USERNAME.fullmatch(wish.username):
            raise HTTPException(422, "A bot's username has 4 to 32 letters and ends with “bot”.")
        if wish.username.lower() in names:
            raise HTTPException(409, f"There is a bot called {wish.username}.")
        if len(names) >= MOST_BOTS:
            raise HTTPException(409, f"BotFather gives nobody more than {MOST_BOTS} bots.")
        number = max(self.first.bots) + 1
        token = f"{number}:{secrets.token_urlsafe(26)[:35]}"
        bot = TelegramState(
            self.first.time,
            answer_seconds=self.first.answer_seconds,
            webhook_waits=self.first.webhook_waits,
            identity=Identity(token, wish.username, wish.first_name),
            beside=self.first,
        )
        bot.profile.is_private = wish.privacy
        bot.checkout.per_euro = self.first.checkout.per_euro
        self._sides[bot.id] = self._make(bot)
        return bot

    async def forget(self) -> None:
        """Remove all bots but the first one."""
        for bot_id in list(self._sides):
            del self._sides[bot_id]
            await self.first.bots.pop(bot_id).close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a call on to the side of the bot that its path names."""
        root = scope.get("root_path", "")
        number, _slash, _rest = scope["path"].removeprefix(root).lstrip("/").partition("/")
        side: ASGIApp | None = self._sides.get(int(number)) if number.isdecimal() else None
        if side is None:
            side = JSONResponse({"detail": f"No bot has the id {number}."}, 404)
        await side({**scope, "root_path": f"{root}/{number}"}, receive, send)


def router(others: OtherBots) -> APIRouter:
    """Return the routes under /sandbox/bots."""
    routes = APIRouter(prefix="/sandbox/bots")
    bots = others.first.bots

    @routes.post("")
    async def add(wish: NewBot) -> dict[str, Any]:
        return _shown(others.add(wish))

    @routes.get("")
    async def all_bots() -> list[dict[str, Any]]:
        return [_shown(bot) for bot in bots.values()]

    @routes.post("/{bot_id}/privacy")
    async def set_privacy(bot_id: int, wish: Privacy) -> dict[str, Any]:
        if bot_id not in bots:
            raise HTTPException(404, f"No bot has the id {bot_id}.")
        bots[bot_id].profile.is_private = wish.enabled
        return _shown(bots[bot_id])

    @routes.post("/{bot_id}/token")
    async def revoke(bot_id: int) -> dict[str, Any]:
        """Give a bot a new token; the old one stops working."""
        if bot_id not in bots:
            raise HTTPException(404, f"No bot has the id {bot_id}.")
        profile = bots[bot_id].profile
        token = f"{bot_id}:{secrets.token_urlsafe(26)[:35]}"
        profile.identity = Identity(token, profile.identity.username, profile.identity.first_name)
        return _shown(bots[bot_id])

    return routes


def _shown(bot: TelegramState) -> dict[str, Any]:
    identity = bot.profile.identity
    is_first = identity.id == OFTEN_HOTELS.id
    return {
        "id": identity.id,
        "token": identity.token,
        "username": identity.username,
        "first_name": identity.first_name,
        "privacy": bot.profile.is_private,
        "side": "" if is_first else f"/bots/{identity.id}",
    }
