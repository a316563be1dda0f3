"""ETags on polled answers: a caller who has the answer already gets 304 without the body."""

import hashlib

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from webhooks.callers import header_of

API = "/api/"
OK, NOT_MODIFIED = 200, 304
JSON = b"application/json"
ETAG, CACHE = b"etag", b"cache-control"
REPLACED, OF_BODY = frozenset({ETAG, CACHE}), frozenset({b"content-length", b"content-type"})


class EntityTags:
    """Tags every JSON answer to a GET of the API by its content."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        is_read = scope["type"] == "http" and scope["method"] == "GET"
        if not is_read or not scope["path"].startswith(API):
            await self._app(scope, receive, send)
            return
        held: Message | None = None
        parts: list[bytes] = []

        async def tagged(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start" and _is_tagged(message):
                held = message
            elif held is None:
                await send(message)
            else:
                parts.append(message.get("body", b""))
                if not message.get("more_body", False):
                    await _finish(held, b"".join(parts), header_of(scope, b"if-none-match"), send)

        await self._app(scope, receive, tagged)


def _is_tagged(start: Message) -> bool:
    kinds = (v for k, v in start["headers"] if k.lower() == b"content-type")
    return start["status"] == OK and any(kind.startswith(JSON) for kind in kinds)


async def _finish(start: Message, body: bytes, known: str, send: Send) -> None:
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    told = [(ETAG, tag.encode()), (CACHE, b"private, no-cache")]
    if _is_known(tag, known):
        headers = [(k, v) for k, v in start["headers"] if k.lower() not in REPLACED | OF_BODY]
        await send({**start, "status": NOT_MODIFIED, "headers": headers + told})
        await send({"type": "http.response.body", "body": b""})
        return
    headers = [(k, v) for k, v in start["headers"] if k.lower() not in REPLACED]
    await send({**start, "headers": headers + told})
    await send({"type": "http.response.body", "body": body})


def _is_known(tag: str, known: str) -> bool:
    if not known:
        return False
    tags = (one.strip().removeprefix("W/") for one in known.split(","))
    return known.strip() == "*" or tag in tags
