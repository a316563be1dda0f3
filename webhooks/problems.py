"""Refusals as RFC 9457 problems: a stable `type` for programs, a sentence for people."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Annotated, Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.locales import Translator
from domain.errors import OftenHotelsError
from webhooks.callers import is_for_person
from webhooks.words import words_for

Words = Callable[[Translator], str]
MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """What is wrong: `type` is stable, `title` and `detail` are for people."""

    model_config = ConfigDict(extra="allow")

    type: Annotated[str, Field(examples=["urn:often-hotels:not-found"])]
    title: Annotated[str, Field(examples=["Not found"])]
    status: Annotated[int, Field(examples=[404])]
    detail: Annotated[
        str | None, Field(examples=["This no longer exists, or it belongs to someone else."])
    ] = None


class Refused(JSONResponse):
    """A problem as an answer. A person in a browser gets a page of it, where there are pages: what
    `web.state.page_of` returns. `words` puts the problem in a language.
    """

    media_type = MEDIA_TYPE

    def __init__(
        self,
        content: Mapping[str, Any],
        status: int,
        headers: Mapping[str, str],
        words: Words | None,
    ) -> None:
        super().__init__(content, status, dict(headers))
        self.kind, self.words = str(content["type"]), words

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        page_of = getattr(scope["app"].state, "page_of", None) if "app" in scope else None
        if page_of is None or not is_for_person(scope):
            await super().__call__(scope, receive, send)
            return
        page: Response = page_of(Request(scope), self)
        await page(scope, receive, send)


def problem(
    kind: str,
    status: int,
    detail: str | None = None,
    more: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    words: Words | None = None,
) -> Refused:
    """Return a problem as an answer."""
    content = {**content_of(kind, status, detail), **(more or {})}
    return Refused(content, status, headers or {}, words)


def content_of(kind: str, status: int, detail: str | None = None) -> dict[str, Any]:
    """Return what every problem of a kind holds."""
    return {
        "type": f"urn:often-hotels:{_hyphenated(kind)}",
        "title": _spaced(kind),
        "status": status,
        **({} if detail is None else {"detail": detail}),
    }


def problem_of(
    error: OftenHotelsError, status: int, t: Translator, headers: Mapping[str, str] | None = None
) -> Refused:
    """Return an error of the domain as an answer, its sentence in the reader's language."""
    fields = getattr(error, "__dataclass_fields__", {})
    values = {name: _told(getattr(error, name)) for name in fields}
    told = {name: value for name, value in values.items() if value is not None}
    words = partial(words_for, error)
    return problem(type(error).__name__, status, words(t), told, headers, words)


def _told(value: object) -> Any:
    """Return a value for programs, None where it is only for the sentence."""
    match value:
        case str() | int():
            return value
        case date():
            return value.isoformat()
        case tuple() if value and all(isinstance(one, tuple) for one in value):
            # What may be meant instead: the id or key of each, and what it is called.
            return [{"id": key, "name": str(name)} for key, name in value]
        case _:
            return None


def _spaced(kind: str) -> str:
    """Return NotFound and "Not Found" as "Not found"."""
    kind = kind.title().replace(" ", "") if " " in kind else kind
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in kind)
    return words.strip().capitalize()


def _hyphenated(kind: str) -> str:
    return _spaced(kind).lower().replace(" ", "-")
