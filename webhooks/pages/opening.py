"""How a route of pages opens a visit, and answers in HTML when something is refused."""

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote

import structlog
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.locales import Translator
from domain.accounts.errors import TokenNotValid, TooManyTries
from domain.errors import NotFound, OftenHotelsError
from webhooks.access import doorkeeper
from webhooks.errors import AWAY, status_of
from webhooks.pages.forms import FormExpired, FormNotReadable
from webhooks.pages.refusals import refusal, words_of_status
from webhooks.pages.visit import (
    HOME,
    LOGIN,
    Visit,
    address_of,
    open_visit,
    visit_of,
    visit_of_stranger,
)
from webhooks.words import words_for

log = structlog.get_logger(__name__)

REFUSALS = (OftenHotelsError, FormExpired, FormNotReadable)
UNREADABLE, EXPIRED, NOT_FOUND, FAILED = 400, 403, 404, 500
Handle = Callable[[Request], Coroutine[Any, Any, Response]]


class PageRoute(APIRoute):
    """A route whose handler finds the visit at `request.state.visit`."""

    def get_route_handler(self) -> Handle:
        """Return the handler with the visit around it."""
        handle = super().get_route_handler()

        async def visited(request: Request) -> Response:
            keeper = doorkeeper(request)
            try:
                visit = await open_visit(request, keeper)
            except OftenHotelsError as error:
                visit = visit_of_stranger(request, keeper)
                answer = _refused(visit, error)
            else:
                request.state.visit = visit
                answer = await _answered(handle, visit)
            visit.cookies.write(answer)
            return answer

        return visited


async def _answered(handle: Handle, visit: Visit) -> Response:
    """Return a page whatever happens: who looks at it is a person."""
    try:
        return await handle(visit.request)
    except REFUSALS as error:
        return _refused(visit, error)
    except RequestValidationError:  # an address that no page of ours has
        return _refused(visit, NotFound("page"))
    except HTTPException as error:  # a body that is too large, or that did not come
        visit.headers |= error.headers or {}
        return refusal(visit, error.status_code, words_of_status(error.status_code)(visit.t))
    except AWAY:
        raise  # told as a page, too, by whoever tells it of all routes
    except Exception as error:
        log.exception("page failed")
        return refusal(visit, FAILED, words_for(error, visit.t))


def _refused(visit: Visit, error: Exception) -> Response:
    """Return what a visitor sees of a refusal that the page itself did not put in words."""
    if isinstance(error, TokenNotValid):
        visit.cookies.sign_out()
        return visit.go(f"{LOGIN}?next={quote(_goal(visit.request), safe='/')}")
    return refusal(visit, _tell(visit, error), words_of(error, visit.t))


def _goal(request: Request) -> str:
    """Return where a visitor wanted to go: a page is opened again, a form is not sent again."""
    if request.method != "GET":
        return HOME
    return address_of(request)


async def proved(request: Request) -> Visit:
    """Return the visit of somebody signed in who pressed a button of ours."""
    visit = visit_of(request)
    visit.signed_in  # noqa: B018 - refuses who is signed out
    visit.prove(await visit.form())
    return visit


def again(visit: Visit, template: str, error: Exception, **values: object) -> Response:
    """Return a form once more, with what was typed and why it was not taken."""
    return visit.page(template, _tell(visit, error), problem=words_of(error, visit.t), **values)


def _tell(visit: Visit, error: Exception) -> int:
    """Log a refusal and return its status; a visitor who has to wait sees how long."""
    status = status_of_page(error)
    if isinstance(error, TooManyTries):
        visit.headers["Retry-After"] = str(error.seconds)
    log.warning("page refused", error=type(error).__name__, status=status)
    return status


def status_of_page(error: Exception) -> int:
    """Return the HTTP status of a refusal."""
    match error:
        case FormExpired():
            return EXPIRED
        case FormNotReadable():
            return UNREADABLE
        case OftenHotelsError():
            return status_of(error)
        case _:
            raise AssertionError(type(error).__name__)


def words_of(error: Exception, t: Translator) -> str:
    """Return a refusal in words."""
    match error:
        case FormExpired():
            return t.gettext("This page was open for too long. Please send it again.")
        case FormNotReadable():
            return words_of_status(UNREADABLE)(t)
        case NotFound("page"):
            return words_of_status(NOT_FOUND)(t)
        case _:
            return words_for(error, t)
