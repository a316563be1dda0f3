"""The API's OpenAPI document: FastAPI's, with every refusal and an example for everything.

Which refusals a route knows follows from what it is: one with a body may be unreadable, one that is
signed in for may be closed, one with an id in its address may lead nowhere.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from bot.locales import translator
from domain.accounts.errors import EmailNotVerified, TokenNotValid
from domain.errors import DatabaseUnavailable, NotFound, OftenHotelsError
from domain.languages import DEFAULT_LANGUAGE
from domain.suppliers.contract import Supplier, Unavailable
from webhooks.problems import MEDIA_TYPE, Problem, content_of
from webhooks.words import words_for

ABOUT = """Hotels, flights, packages and trips, their prices over time, and trackers over them.

Sign in for a token, or make a personal key. Every refusal is a problem (RFC 9457) whose `type` is \
stable. Lists are paged by cursors; a post with an `Idempotency-Key` is made once; what is polled \
bears an `ETag`; `RateLimit` says how many requests are left in the minute.
"""
API = "/api/"
METHODS = frozenset({"get", "post", "put", "patch", "delete"})
JSON = "application/json"
REASONS = {
    400: "The body or a header cannot be read",
    401: "Not signed in",
    403: "Not for this caller",
    404: "Not there, or not yours",
    408: "The body did not come in time",
    409: "The same request is still running",
    413: "The body is too large",
    422: "Refused; the problem says why",
    429: "Too many requests; Retry-After says when the next may come",
    502: "A supplier failed",
    503: "A server behind is away, or the service is paused for maintenance (`under-maintenance`)",
}
# Which refusal stands for each status as its example; a guard's is its kind and its sentence.
EXAMPLES: Mapping[int, OftenHotelsError | tuple[str, str | None]] = {
    400: ("BodyNotReadable", "The body isn’t valid JSON."),
    401: TokenNotValid(),
    403: EmailNotVerified(),
    404: NotFound("tracker"),
    408: ("RequestTimeout", None),
    409: ("RequestStillRunning", "The same request is still running. Try again in a moment."),
    413: ("BodyTooLarge", None),
    422: ("InvalidRequest", "Some fields cannot be read."),
    429: ("TooManyRequests", None),
    502: Unavailable(next(iter(Supplier)), "search", "timeout"),
    503: DatabaseUnavailable("timeout"),
}
# Answers that are no JSON, as they begin.
TEXTS = {
    "text/csv": "name,state,frequency,…\nTaj Holiday Village,active,smart,…",
    "text/event-stream": 'event: result\ndata: {"search": {"id": 42, …}, "hotels": […]}\n\n',
}
WITH_BODY = (400, 408, 413, 422)
OPEN = (422, 429, 503)
SIGNED = (401, 403, 404, 502)
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A key of your own: the same request under it is made once",
    "schema": {"type": "string", "pattern": r"^[\x21-\x7e]{1,255}$"},
    "example": "5f0c6a1e-7d0b-4d7e-9a37-1f6f2f0b8a11",
}
SAMPLES: Mapping[str, Any] = {
    "string": "text", "integer": 1, "number": 1.0, "boolean": True, "null": None,
}  # fmt: skip
FORMATS = {
    "date-time": "2026-11-24T09:00:00Z", "date": "2026-12-12",
    "uuid": "4c9d2f0e-0b1a-4f6e-8f5e-2f1d3c4b5a69",
}  # fmt: skip


def document_of(web: FastAPI) -> dict[str, Any]:
    """Return the document of all routes that are in it."""
    document = get_openapi(
        title=web.title, version=web.version, description=ABOUT, routes=web.routes
    )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = Problem.model_json_schema()
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for path, methods in document["paths"].items():
        for method in METHODS & set(methods):
            _complete(path, method, methods[method], schemas)
    return document


def _complete(
    path: str, method: str, operation: dict[str, Any], schemas: Mapping[str, Any]
) -> None:
    if path.startswith(API):
        if method == "post":
            operation.setdefault("parameters", []).append(IDEMPOTENCY_KEY)
        operation["responses"] |= {str(code): _refusal(code) for code in _codes(operation)}
    for code, answer in operation["responses"].items():
        if not code.startswith("2") and "content" in answer:
            answer["content"] = _refusal(int(code))["content"]
    _give_examples(operation, schemas)


def _give_examples(operation: dict[str, Any], schemas: Mapping[str, Any]) -> None:
    for one in operation.get("parameters", ()):
        if one.get("required"):
            one.setdefault("example", example_of(one["schema"], schemas))
    for one in (operation.get("requestBody", {}), *operation["responses"].values()):
        for kind, media in one.get("content", {}).items():
            if kind == JSON:
                media["example"] = example_of(media.get("schema", {}), schemas)
            elif kind in TEXTS:
                media["example"] = TEXTS[kind]


def _codes(operation: Mapping[str, Any]) -> Iterator[int]:
    yield from OPEN
    keyed = IDEMPOTENCY_KEY in operation.get("parameters", ())
    if "requestBody" in operation or keyed:
        yield from WITH_BODY
    if keyed:
        yield 409
    if operation.get("security"):
        yield from SIGNED
    elif "requestBody" in operation:
        yield from (401, 403)


def _refusal(code: int) -> dict[str, Any]:
    match EXAMPLES[code]:
        case OftenHotelsError() as error:
            kind, words = type(error).__name__, words_for(error, translator(DEFAULT_LANGUAGE))
        case kind, words:
            pass
    return {
        "description": REASONS[code],
        "content": {
            MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "example": content_of(kind, code, words),
            }
        },
    }


def example_of(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    """Return an example of a schema, put together from those of its parts."""
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rsplit("/", 1)[1]], schemas)
    for name in ("examples", "enum"):
        if schema.get(name):
            return schema[name][0]
    for name in ("const", "default"):
        if schema.get(name) not in (None, [], {}):
            return schema[name]
    choices = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
    if choices:
        return example_of(choices[0], schemas)
    return _sample(schema, schemas)


def _sample(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    kind = schema.get("type")
    if kind == "object":
        known = schema.get("properties", {})
        needed = schema.get("required", ())
        return {
            name: example_of(one, schemas)
            for name, one in known.items()
            if name in needed or one.get("examples") or one.get("default")
        }
    if kind == "array":
        return [example_of(schema.get("items", {}), schemas)]
    return FORMATS.get(schema.get("format", ""), SAMPLES.get(kind or "null"))
