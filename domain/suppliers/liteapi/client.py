"""Asks LiteAPI, and interprets its refusals. Its two hosts are two settings."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, NoReturn

from pydantic import Field, SecretStr

from domain.suppliers.acts import ActingHttp, Lost, Unsent
from domain.suppliers.contract import (
    InvalidRequest,
    NoAvailability,
    SessionExpired,
    Supplier,
)
from domain.suppliers.http import Call, SupplierHttp
from domain.suppliers.http_answers import Answer, refuse
from domain.suppliers.wire import M, Maybe, Text, WireModel, read_whole

NOTHING_FOUND = 2001
WRONG_FIELD = 4002
OUTDATED = 4040
NOT_FOUND = "not found"


class Refusal(WireModel):
    """An error's documented code, and its words."""

    code: Maybe[int] = None
    description: Maybe[Text] = None
    message: Maybe[Text] = None

    @property
    def words(self) -> str:
        """Return all its words, in lower case."""
        return " ".join(filter(None, (self.description, self.message))).lower()


class Refused(WireModel):
    """An error's envelope."""

    error: Refusal = Field(default_factory=Refusal)


class CurrencyUnserved(InvalidRequest):
    """There are no prices in the requested currency."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Calls with the key. `api_url` is for hotels and rates, `book_url` for bookings."""

    http: SupplierHttp
    key: SecretStr
    api_url: str
    book_url: str

    async def ask(self, call: Call, model: type[M]) -> M:
        """Return the answer as `model`. Raises a `SupplierError`."""

        def digest(answer: Answer) -> M:
            refuse_as_told(call.operation, answer)
            return read_whole(model, answer.body, Supplier.LITEAPI, call.operation)

        return await self.http.read(self._with_key(call), digest)

    async def act(self, acting: ActingHttp, call: Call) -> Answer | Unsent | Lost:
        """Send a call that acts, once."""
        return await acting.send(self._with_key(call))

    def _with_key(self, call: Call) -> Call:
        headers = {"X-API-Key": self.key.get_secret_value(), "accept": "application/json"}
        return replace(call, headers=headers)


def refusal_of(answer: Answer) -> Refusal:
    """Return an error's code and words; empty if unreadable."""
    try:
        return Refused.model_validate(answer.body).error
    except ValueError:
        return Refusal()


def refuse_as_told(operation: str, answer: Answer) -> None:
    """Raise the error for a failed answer; "nothing found" may also come as a success."""
    if answer.status == HTTPStatus.NO_CONTENT:
        raise InvalidRequest(Supplier.LITEAPI, operation, NOT_FOUND)
    if answer.is_success and not _has_error(answer.body):
        return
    _refuse(operation, answer)


def _has_error(body: Any) -> bool:
    return isinstance(body, Mapping) and "error" in body and "data" not in body


def _refuse(operation: str, answer: Answer) -> NoReturn:
    error = refusal_of(answer)
    if error.code == NOTHING_FOUND:
        raise NoAvailability(Supplier.LITEAPI, operation)
    if error.code == OUTDATED or (error.code == WRONG_FIELD and is_of_session(error)):
        raise SessionExpired(Supplier.LITEAPI, operation)
    if error.code == WRONG_FIELD and "currency" in error.words:
        raise CurrencyUnserved(Supplier.LITEAPI, operation, "currency")
    refuse(Supplier.LITEAPI, operation, answer)


def is_of_session(error: Refusal) -> bool:
    """Return whether a refusal is for an expired offer or prebook."""
    return "offerid" in error.words or "prebookid" in error.words
