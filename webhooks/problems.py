"""Refusals as RFC 9457 problems: a stable `type` for programs, a sentence for people."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from bot.errors import words_for
from bot.locales import Translator
from domain.errors import OftenHotelsError

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


def problem(
    kind: str,
    status: int,
    detail: str | None = None,
    more: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Return a problem as an answer."""
    content = {**content_of(kind, status, detail), **(more or {})}
    return JSONResponse(content, status, dict(headers or {}), MEDIA_TYPE)


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
) -> JSONResponse:
    """Return an error of the domain as an answer, its sentence in the reader's language."""
    fields = getattr(error, "__dataclass_fields__", {})
    values = {name: _told(getattr(error, name)) for name in fields}
    told = {name: value for name, value in values.items() if value is not None}
    return problem(type(error).__name__, status, words_for(error, t), told, headers)


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
