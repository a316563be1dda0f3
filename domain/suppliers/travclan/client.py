"""Asks TravClan with a token, and interprets its refusals."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import NoReturn, TypeVar

from domain.suppliers.acts import ActingHttp, Lost, Unsent, unsent_because
from domain.suppliers.contract import NoAvailability, SessionExpired, Supplier, SupplierError
from domain.suppliers.http import Call, SupplierHttp
from domain.suppliers.http_answers import Answer, refuse
from domain.suppliers.travclan.login import Login
from domain.suppliers.travclan.wire import Refusal, Refused
from domain.suppliers.wire import M, read_whole

T = TypeVar("T")

NO_ROOMS = 1013


@dataclass(frozen=True, slots=True)
class Asking:
    """Reads over `http`, each with a token; a rejected one is renewed once."""

    http: SupplierHttp
    login: Login

    async def ask(self, call: Call, model: type[M]) -> M:
        """Return the answer as `model`. Raises a `SupplierError`."""

        def digest(answer: Answer) -> M:
            if not answer.is_success:
                refuse_as_told(call.operation, answer)
            return read_whole(model, answer.body, Supplier.TRAVCLAN, call.operation)

        def digest_unless_expired(answer: Answer) -> M | None:
            return None if answer.status == HTTPStatus.UNAUTHORIZED else digest(answer)

        token = await self.login.token(call.operation)
        value = await self._send(call, token, digest_unless_expired)
        if value is None:
            token = await self.login.token(call.operation, rejected=token)
            value = await self._send(call, token, digest)
        return value

    async def _send(self, call: Call, token: str, digest: Callable[[Answer], T]) -> T:
        return await self.http.read(_with_token(call, token), digest)

    async def act(self, acting: ActingHttp, call: Call) -> Answer | Unsent | Lost:
        """Send a call that acts, once; a rejected token means that it was not carried out."""
        rejected: str | None = None
        for _ in range(2):
            try:
                token = await self.login.token(call.operation, rejected)
            except SupplierError as error:
                return unsent_because(error)
            sent = await acting.send(_with_token(call, token))
            if not isinstance(sent, Answer) or sent.status != HTTPStatus.UNAUTHORIZED:
                return sent
            rejected = token
        return sent


def _with_token(call: Call, token: str) -> Call:
    headers = {
        "Authorization": f"Bearer {token}",
        "Authorization-Type": "external-service",
        "source": "website",
    }
    return replace(call, headers=headers)


def refusal_of(answer: Answer) -> Refusal:
    """Return an error's code and words; empty if unreadable."""
    try:
        told = Refused.model_validate(answer.body).error
    except ValueError:
        told = None
    return told or Refusal()


def refuse_as_told(operation: str, answer: Answer) -> NoReturn:
    """Raise the error for a status and a business code. 500 with 1013 is "no rooms", not a failure.

    Assumed: the error for an expired trace names the traceId.
    """
    error = refusal_of(answer)
    if error.code == NO_ROOMS:
        raise NoAvailability(Supplier.TRAVCLAN, operation)
    if answer.status == HTTPStatus.BAD_REQUEST and is_of_session(error):
        raise SessionExpired(Supplier.TRAVCLAN, operation)
    refuse(Supplier.TRAVCLAN, operation, answer)


def is_of_session(error: Refusal) -> bool:
    """Return whether a refusal is for a trace that has ended; that it names the traceId is
    assumed.
    """
    return "traceid" in " ".join(error.errors).lower()
