"""The one place where the domain's errors become HTTP statuses."""

from typing import Any

import structlog
from babel.core import negotiate_locale
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from redis.exceptions import RedisError
from starlette.exceptions import HTTPException

from bot.locales import Translator, translator
from bot.updates.setbacks import DATABASE_AWAY
from domain.accounts.errors import (
    AccountSwitchedOff,
    AddressThereAlready,
    CodeNotValid,
    CredentialsWrong,
    EmailNotVerified,
    MailNotConfigured,
    PasswordWrong,
    RoleMissing,
    ScopeMissing,
    SignInAgain,
    SignInNeeded,
    TelegramNotAnswering,
    TelegramNotProved,
    TokenNotValid,
    TooManyTries,
    UnsubscribeLinkNotValid,
)
from domain.errors import (
    DatabaseUnavailable,
    Fault,
    NotFound,
    OftenHotelsError,
    QueueUnavailable,
    Refusal,
    UnderMaintenance,
)
from domain.languages import DEFAULT_LANGUAGE, LANGUAGES
from domain.linking.errors import LinkCodeWrong, LinkNotValid, LinkRefused
from domain.redis_answers import REDIS_AWAY
from webhooks.problems import Refused, problem, problem_of

log = structlog.get_logger(__name__)

STATUSES: tuple[tuple[type[OftenHotelsError], int], ...] = (
    (NotFound, 404),
    (TokenNotValid, 401),
    (CredentialsWrong, 401),
    (PasswordWrong, 401),
    (AccountSwitchedOff, 403),
    (EmailNotVerified, 403),
    (RoleMissing, 403),
    (ScopeMissing, 403),
    (SignInNeeded, 403),
    (SignInAgain, 403),
    (AddressThereAlready, 409),
    (CodeNotValid, 400),
    (UnsubscribeLinkNotValid, 400),
    (LinkNotValid, 400),
    (LinkCodeWrong, 400),
    (LinkRefused, 409),
    (TooManyTries, 429),
    (MailNotConfigured, 503),
    (TelegramNotProved, 401),
    (TelegramNotAnswering, 503),
    (Refusal, 422),
    (DatabaseUnavailable, 503),
    (QueueUnavailable, 503),
    (UnderMaintenance, 503),
    (Fault, 502),
)
UNREADABLE, INVALID, UNAVAILABLE = 400, 422, 503
# What PostgreSQL's and Redis's clients raise while their server cannot serve.
AWAY: tuple[type[Exception], ...] = (*DATABASE_AWAY, *REDIS_AWAY)
AWAY_SECONDS = "10"
# FastAPI's message for a body that its parser gives up on for a reason other than syntax.
NOT_PARSED = "There was an error parsing the body"
MOST_NAMED = 5


def status_of(error: OftenHotelsError) -> int:
    """Return the HTTP status for `error`; what is nobody's fault but ours is a 500."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), 500)


def language_of(request: Request) -> Translator:
    """Return the translator for what the caller's browser prefers."""
    preferred = [
        part.partition(";")[0].strip().replace("-", "_")
        for part in request.headers.get("accept-language", "")[:200].split(",")
    ]
    return translator(negotiate_locale([p for p in preferred if p], LANGUAGES) or DEFAULT_LANGUAGE)


async def _answer(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, OftenHotelsError):
        raise error
    status, headers = status_of(error), {}
    if isinstance(error, TooManyTries):
        headers["Retry-After"] = str(error.seconds)
    if isinstance(error, TokenNotValid):
        headers["WWW-Authenticate"] = "Bearer"
    log.warning("request refused", error=type(error).__name__, status=status)
    return problem_of(error, status, language_of(request), headers)


def away(request: Request, error: Exception) -> Refused:
    """Say that a server behind is away, `error` being one of AWAY: nobody is at fault."""
    reason = type(error).__name__
    log.warning("server away", why=reason, error=str(error))
    kind = QueueUnavailable if isinstance(error, RedisError) else DatabaseUnavailable
    t, headers = language_of(request), {"Retry-After": AWAY_SECONDS}
    return problem_of(kind(reason), UNAVAILABLE, t, headers)


async def _away(request: Request, error: Exception) -> JSONResponse:
    return away(request, error)


async def _invalid(_request: Request, error: Exception) -> JSONResponse:
    """Name the fields that cannot be read, and repeat nothing of what stood in them."""
    if not isinstance(error, RequestValidationError):
        raise error
    found = error.errors()
    if any(one["type"] == "json_invalid" for one in found):
        return _not_readable()
    named: list[dict[str, Any]] = [
        {"field": ".".join(str(part) for part in one["loc"][1:]), "reason": one["msg"]}
        for one in found[:MOST_NAMED]
    ]
    return problem("InvalidRequest", INVALID, "Some fields cannot be read.", {"errors": named})


def _not_readable() -> JSONResponse:
    return problem("BodyNotReadable", UNREADABLE, "The body isn’t valid JSON.")


async def _http(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    if error.detail == NOT_PARSED:
        return _not_readable()
    return problem(str(error.detail), error.status_code, headers=error.headers)


def install(web: FastAPI) -> None:
    """Answer every error on every route of `web` as a problem."""
    web.add_exception_handler(OftenHotelsError, _answer)
    for kind in AWAY:
        web.add_exception_handler(kind, _away)
    web.add_exception_handler(RequestValidationError, _invalid)
    web.add_exception_handler(HTTPException, _http)
