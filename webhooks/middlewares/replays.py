"""Idempotency-Key: a request that comes again gets the answer of the first one, done once.

As the IETF's draft has it: another request under the same key is 422, one that still runs 409.
"""

import hashlib
import re

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domain.accounts.errors import AccountRefused
from domain.accounts.replays import Answer, Begun, OfAnother, Replays, StillRunning, Who
from webhooks.access import Doorkeeper
from webhooks.callers import bearer_of, header_of
from webhooks.problems import problem

API, SIGNING_IN = "/api/", "/api/v1/auth/"
KEY = re.compile(r"[\x21-\x7e]{1,255}")
UNREADABLE, RUNNING, OTHER = 400, 409, 422
# What may be otherwise a moment later is not kept.
PASSING = frozenset({401, 403, 408, 429})
FAILED = 500
KEPT_HEADERS = frozenset({b"content-type", b"location", b"retry-after"})
REPLAYED = (b"idempotency-replayed", b"true")


class IdempotentPosts:
    """Makes a post under a key of the caller's own no more than once."""

    def __init__(self, app: ASGIApp, keeper: Doorkeeper, replays: Replays) -> None:
        self._app, self._keeper, self._replays = app, keeper, replays

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not _has_effect(scope):
            await self._app(scope, receive, send)
            return
        key = header_of(scope, b"idempotency-key")
        if not key:
            await self._app(scope, receive, send)
            return
        if not KEY.fullmatch(key):
            text = "Idempotency-Key must be 1 to 255 visible ASCII characters."
            await problem("IdempotencyKeyNotUsable", UNREADABLE, text)(scope, receive, send)
            return
        try:
            who = await self._caller(scope)
        except AccountRefused:
            await self._app(scope, receive, send)  # the route says what is wrong
            return
        body = await Request(scope, receive).body()
        await self._once(who, key, body, scope, send)

    async def _caller(self, scope: Scope) -> Who:
        """Return who calls: an account, or at the routes for signing in an address."""
        token = bearer_of(scope)
        if not token and scope["path"].startswith(SIGNING_IN):
            return str((scope.get("client") or ("",))[0])
        return (await self._keeper.admit(token)).account.user_id

    async def _once(self, who: Who, key: str, body: bytes, scope: Scope, send: Send) -> None:
        now = self._keeper.app.clock.now()
        match await self._replays.begin(who, key, _hash(scope, body), now):
            case Answer() as answer:
                await _send(answer, send, REPLAYED)
            case StillRunning():
                text = "The same request is still running. Try again in a moment."
                answer_now = problem(
                    "RequestStillRunning", RUNNING, text, headers={"Retry-After": "1"}
                )
                await answer_now(scope, _nothing_more, send)
            case OfAnother():
                text = "This Idempotency-Key was used for another request. Use a new one."
                await problem("IdempotencyKeyReused", OTHER, text)(scope, _nothing_more, send)
            case Begun():
                await self._make(who, key, body, scope, send)

    async def _make(self, who: Who, key: str, body: bytes, scope: Scope, send: Send) -> None:
        kept: Answer | None = None
        try:
            answer = await _answer_of(self._app, scope, body)
            if answer.status < FAILED and answer.status not in PASSING:
                kept = answer
                await self._replays.finish(who, key, answer)
        finally:
            if kept is None:
                await self._replays.abandon(who, key)
        await _send(answer, send)


def _has_effect(scope: Scope) -> bool:
    path: str = scope["path"]
    return scope["method"] == "POST" and path.startswith(API)


def _hash(scope: Scope, body: bytes) -> str:
    whole = hashlib.sha256(scope["path"].encode() + b"?" + scope["query_string"] + b"\n")
    whole.update(header_of(scope, b"content-type").encode() + b"\n" + body)
    return whole.hexdigest()


async def _nothing_more() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


async def _answer_of(app: ASGIApp, scope: Scope, body: bytes) -> Answer:
    """Run the request to its end and return what it answers."""
    parts: list[bytes] = []
    start: Message = {}

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def collect(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    await app(scope, receive, collect)
    headers = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in start["headers"]
                    if k.lower() in KEPT_HEADERS)  # fmt: skip
    return Answer(start["status"], headers, b"".join(parts))


async def _send(answer: Answer, send: Send, *more: tuple[bytes, bytes]) -> None:
    headers = [(k.encode("latin-1"), v.encode("latin-1")) for k, v in answer.headers]
    length = (b"content-length", str(len(answer.body)).encode())
    await send(
        {"type": "http.response.start", "status": answer.status,
         "headers": [*headers, length, *more]}
    )  # fmt: skip
    await send({"type": "http.response.body", "body": answer.body})
