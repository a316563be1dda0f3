"""Reads suppliers' answers up to a size, parses them, and turns failures into errors."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from decimal import Decimal
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, NoReturn

import msgspec

from domain.clock import Clock
from domain.suppliers.contract import (
    AuthRejected,
    ChangedShape,
    InvalidRequest,
    RateLimited,
    Supplier,
    Unavailable,
)

LONGEST_RETRY_AFTER = 86_400.0
LARGEST_ANSWER = 8_000_000
_JSON = msgspec.json.Decoder(float_hook=Decimal)


@dataclass(frozen=True, slots=True)
class Answer:
    """A supplier's answer; `body` is JSON without floats, None if it is not JSON."""

    status: int
    body: Any
    retry_after: float | None

    @property
    def is_success(self) -> bool:
        """Return whether the status is a success."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES


def refuse(supplier: Supplier, operation: str, answer: Answer) -> NoReturn:
    """Raise the error for a status that is common to all suppliers."""
    match answer.status:
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN:
            raise AuthRejected(supplier, operation)
        case HTTPStatus.TOO_MANY_REQUESTS:
            raise RateLimited(supplier, operation, answer.retry_after)
        case HTTPStatus.REQUEST_TIMEOUT:
            raise Unavailable(supplier, operation, "status 408")
        case status if status < HTTPStatus.BAD_REQUEST:
            raise ChangedShape(supplier, operation, f"status {status}")
        case status if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            raise InvalidRequest(supplier, operation, f"status {status}")
        case status:
            raise Unavailable(supplier, operation, f"status {status}")


async def read_content(supplier: Supplier, operation: str, parts: AsyncIterator[bytes]) -> bytes:
    """Return an answer's bytes. Raises `ChangedShape` if there are implausibly many."""
    content = bytearray()
    async for part in parts:
        content += part
        if len(content) > LARGEST_ANSWER:
            raise ChangedShape(supplier, operation, "answer larger than any")
    return bytes(content)


def parse(
    supplier: Supplier, operation: str, status: int, content: bytes, retry_after: float | None
) -> Answer:
    """Return the parsed answer; only a success must be JSON, as a proxy's error may be a page.

    Raises `ChangedShape` for a success without JSON, unless its status is "no content".
    """
    try:
        body = _read_json(content)
    except (ValueError, ArithmeticError, RecursionError):
        body = None
    answer = Answer(status, body, retry_after)
    if body is None and answer.is_success and status != HTTPStatus.NO_CONTENT:
        raise ChangedShape(supplier, operation, "no JSON")
    return answer


def _read_json(content: bytes) -> Any:
    """Parse JSON without floats. Raises ValueError, ArithmeticError and RecursionError.

    In half the time of the standard library, which also takes what is not quite by the book, such
    as halves of pairs.
    """
    try:
        return _JSON.decode(content)
    except msgspec.DecodeError:
        return json.loads(content, parse_float=Decimal, parse_constant=_refuse_constant)


def _refuse_constant(_name: str) -> NoReturn:
    """Reject NaN and Infinity, which are neither JSON nor prices."""
    raise ValueError


def retry_after_of(text: str | None, clock: Clock) -> float | None:
    """Return the header's seconds, in either of its two forms."""
    if text is None:
        return None
    if text.isascii() and text.isdecimal():
        seconds = float(text)
    else:
        try:
            seconds = (parsedate_to_datetime(text) - clock.now()).total_seconds()
        except (ValueError, TypeError, OverflowError):
            return None
    return min(max(seconds, 0.0), LONGEST_RETRY_AFTER)
