"""`/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import re
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.faults import FaultBoard
from sandbox.requests_log import RequestLog
from sandbox.telegram.methods import METHODS
from sandbox.telegram.params import Params, read_params
from sandbox.telegram.refusals import NO_METHOD, UNAUTHORIZED, Refusal
from sandbox.telegram.world import TelegramState

log = structlog.get_logger(__name__)

TOKEN = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,64}")
# Long polls would fill the log with nothing.
UNLOGGED = {"getupdates"}


def routes(telegram: TelegramState, faults: FaultBoard, requests: RequestLog) -> list[Route]:
    """Return the Bot API's routes."""

    async def call(request: Request) -> Response:
        name = request.path_params["method"]
        if not TOKEN.fullmatch(request.path_params["token"]):
            return _refused(Refusal(*UNAUTHORIZED))
        try:
            params = await read_params(request)
        except Refusal as refusal:
            return _refused(refusal)

        async def answer() -> Response:
            return await _answer(telegram, name, params)

        response = await faults.apply("telegram", name, answer)
        if name.lower() not in UNLOGGED or response.status_code != HTTPStatus.OK:
            now = datetime.fromtimestamp(telegram.time(), UTC)
            requests.record("telegram", name, params.for_log(), response.status_code, now)
        return response

    async def file(request: Request) -> Response:
        stored = telegram.files.at(request.path_params["path"])
        if stored is None or not TOKEN.fullmatch(request.path_params["token"]):
            return _refused(Refusal(404, "Not Found"))
        return Response(stored.content, media_type=stored.content_type)

    return [
        Route("/bot{token}/{method}", call, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", file, methods=["GET"]),
    ]


async def _answer(telegram: TelegramState, name: str, params: Params) -> Response:
    method = METHODS.get(name.lower())
    try:
        if method is None:
            log.error("UNKNOWN BOT API METHOD", method=name)
            return _refused(Refusal(*NO_METHOD))
        result: Any = await method(telegram, params)
    except Refusal as refusal:
        return _refused(refusal)
    return JSONResponse({"ok": True, "result": result})


def _refused(refusal: Refusal) -> Response:
    headers = {}
    if "retry_after" in refusal.parameters:
        headers["Retry-After"] = str(refusal.parameters["retry_after"])
    return JSONResponse(refusal.to_json(), refusal.code, headers)
