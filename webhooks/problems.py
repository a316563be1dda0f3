"""Refusals as RFC 9457 problems: a stable `type` for programs, a sentence for people."""

from collections.abc import Mapping
from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel

from bot.errors import words_for
from bot.locales import Translator
from domain.errors import OftenHotelsError

MEDIA_TYPE = "application/problem+json"
# What of an error may be told as it is; the rest is in the sentence.
TOLD = (str, int, bool)


class Problem(BaseModel):
    """What is wrong: `type` is stable, `title` and `detail` are for people."""

    type: str
    title: str
    status: int
    detail: str | None = None


def problem(
    kind: str,
    status: int,
    detail: str | None = None,
    more: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Return a problem as an answer."""
    content = {
        "type": f"urn:often-hotels:{_hyphenated(kind)}",
        "title": _spaced(kind),
        "status": status,
        **({} if detail is None else {"detail": detail}),
        **(more or {}),
    }
    return JSONResponse(content, status, dict(headers or {}), MEDIA_TYPE)


def problem_of(
    error: OftenHotelsError, status: int, t: Translator, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Return an error of the domain as an answer, its sentence in the reader's language."""
    told = {
        name: value
        for name in getattr(error, "__dataclass_fields__", {})
        if isinstance(value := getattr(error, name), TOLD)
    }
    return problem(type(error).__name__, status, words_for(error, t), told, headers)


def _spaced(kind: str) -> str:
    """Return NotFound and "Not Found" as "Not found"."""
    kind = kind.title().replace(" ", "") if " " in kind else kind
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in kind)
    return words.strip().capitalize()


def _hyphenated(kind: str) -> str:
    return _spaced(kind).lower().replace(" ", "-")
