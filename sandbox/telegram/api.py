"""`/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from typing import Any

import httpx
import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Message

from sandbox.faults import FaultBoard
from sandbox.requests_log import RequestLog
from sandbox.telegram.methods import METHODS
from sandbox.telegram.params import Params, read_params
from sandbox.telegram.refusals import LOGGED_OUT, NO_METHOD, UNAUTHORIZED, Refusal
from sandbox.telegram.replies import Described, Raw
from sandbox.telegram.world import TelegramState

log = structlog.get_logger(__name__)

# What a bot that calls a method in its answer to an update cannot call there; getters neither.
NOT_IN_ANSWERS = frozenset({"setwebhook", "deletewebhook", "close", "logout"})


class BotApi:
    """The Bot API over one Telegram. Every call is put into the log with its outcome."""

    def __init__(self, telegram: TelegramState, faults: FaultBoard, requests: RequestLog) -> None:
        self._bots = telegram.bots
        self._faults = faults
        self._requests = requests
        self.listen_to(telegram)

    def listen_to(self, telegram: TelegramState) -> None:
        """Run what a bot calls in its answers to updates."""
        telegram.on_webhook_reply = partial(self.read_webhook_reply, telegram)

    def routes(self) -> list[Route]:
        """Return the Bot API's routes."""
        return [
            Route("/bot{token}/{method}", self.call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self.file, methods=["GET"]),
        ]

    def _bot(self, request: Request) -> TelegramState | None:
        """Return the bot with this token: any other, however well formed, belongs to no bot."""
        token = request.path_params["token"]
        bots = self._bots.values()
        return next((bot for bot in bots if bot.profile.identity.token == token), None)

    async def call(self, request: Request) -> Response:
        """Answer one call, or as a planted fault has it."""
        name = request.path_params["method"]
        bot = self._bot(request)
        try:
            params = await read_params(request)
        except Refusal as refusal:
            params, response = Params({}), _refused(refusal)
        else:
            answer = _unauthorized if bot is None else partial(self._run, bot, name, params)
            response = await self._faults.apply("telegram", name, answer)
        self._record(bot, name, params, response.status_code)
        return response

    async def file(self, request: Request) -> Response:
        """Return a file announced by getFile."""
        bot = self._bot(request)
        if bot is None:
            return await _unauthorized()
        stored = bot.files.at(request.path_params["path"])
        if stored is None:
            return _refused(Refusal(404, "Not Found"))
        return Response(stored.content, media_type=stored.content_type)

    async def read_webhook_reply(self, bot: TelegramState, answer: httpx.Response) -> None:
        """Run the method that a bot called in its answer to an update, if it did.

        Telegram leaves there whatever asks, and what would touch the webhook itself.
        """
        if b"method" not in answer.content:
            return
        kind = answer.headers.get("content-type", "").encode()
        scope = {
            "type": "http",
            "method": "POST",
            "query_string": b"",
            "headers": [(b"content-type", kind)],
        }

        async def receive() -> Message:
            return {"type": "http.request", "body": answer.content}

        try:
            params = await read_params(Request(scope, receive))
        except Refusal:
            return
        name = params.text("method").lower()
        if name and name not in NOT_IN_ANSWERS and not name.startswith("get"):
            response = await self._run(bot, name, params)
            self._record(bot, params.text("method"), params, response.status_code)

    async def _run(self, bot: TelegramState, name: str, params: Params) -> Response:
        method = METHODS.get(name.lower())
        if method is None:
            log.error("UNKNOWN BOT API METHOD", method=name)
            return _refused(Refusal(*NO_METHOD))
        if bot.is_logged_out:
            return _refused(Refusal(*LOGGED_OUT))
        try:
            bot.flood.enter(
                name,
                bot.known_room(params.values.get("chat_id")),
                is_paid=str(params.values.get("allow_paid_broadcast")).lower() == "true",
            )
            result = await method(bot, params)
        except Refusal as refusal:
            return _refused(refusal)
        if isinstance(result, Described):
            return _json({"ok": True, "result": result.result, "description": result.description})
        if isinstance(result, Raw):
            content = b'{"ok":true,"result":' + result.content + b"}"
            return Response(content, media_type="application/json")
        return _json({"ok": True, "result": result})

    def _record(self, bot: TelegramState | None, name: str, params: Params, status: int) -> None:
        some = bot or next(iter(self._bots.values()))
        now = datetime.fromtimestamp(some.time(), UTC)
        self._requests.record(
            "telegram", name, params.for_log(), status, now, bot=bot.id if bot else None
        )


async def _unauthorized() -> Response:
    return _refused(Refusal(*UNAUTHORIZED))


def _json(
    body: dict[str, Any], status: int = HTTPStatus.OK, headers: Mapping[str, str] | None = None
) -> Response:
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(content, status, headers, media_type="application/json")


def _refused(refusal: Refusal) -> Response:
    wait = refusal.parameters.get("retry_after")
    headers = None if wait is None else {"Retry-After": str(wait)}
    return _json(refusal.to_json(), refusal.code, headers)
