"""Signing in, creating an account, and what the links in letters lead to.

Opening a link changes nothing: mail programs open links on their own. The button does.
"""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from domain.accounts.codes import Purpose
from domain.accounts.errors import MailNotConfigured
from domain.accounts.passwords import SHORTEST
from domain.app import App
from webhooks.pages.notices import Notice
from webhooks.pages.opening import REFUSALS, PageRoute, again
from webhooks.pages.visit import HOME, LOGIN, own_address, visit_of

LONGEST_NAME = 64

router = APIRouter(route_class=PageRoute, include_in_schema=False)


def _require_mail(app: App) -> None:
    if app.settings.smtp_url is None:
        raise MailNotConfigured


@router.get("/account/login")
async def login_page(request: Request) -> Response:
    """Show the sign-in form."""
    visit = visit_of(request)
    goal = own_address(request.query_params.get("next", ""))
    return visit.go(goal) if visit.caller else visit.page("login.html", email="", next=goal)


@router.post("/account/login")
async def login(request: Request) -> Response:
    """Sign in, and go on to where the visitor wanted."""
    visit = visit_of(request)
    form = await visit.form()
    email, goal = form.get("email", ""), own_address(form.get("next", ""))
    try:
        visit.prove(form)
        password = form.get("password", "")
        pair = await visit.accounts.log_in(email, password, visit.device, visit.now)
    except REFUSALS as error:
        return again(visit, "login.html", error, email=email, next=goal)
    visit.cookies.sign_in(pair)
    # What was begun before, by whoever had this browser, does not become part of this session.
    visit.cookies.renew_browser()
    return visit.go(goal)


@router.get("/account/register")
async def register_page(request: Request) -> Response:
    """Show the form for a new account."""
    visit = visit_of(request)
    _require_mail(visit.keeper.app)
    return visit.page("register.html", email="", name="", shortest=SHORTEST)


@router.post("/account/register")
async def register(request: Request) -> Response:
    """Begin an account. The answer is the same whether or not the address has one already."""
    visit = visit_of(request)
    form = await visit.form()
    email, name = form.get("email", ""), form.get("name", "").strip()[:LONGEST_NAME]
    try:
        visit.prove(form)
        _require_mail(visit.keeper.app)
        await visit.accounts.register(
            email, form.get("password", ""), name, visit.language_tag, visit.device, visit.now
        )
    except REFUSALS as error:
        return again(visit, "register.html", error, email=email, name=name, shortest=SHORTEST)
    return visit.page("inbox.html", purpose=Purpose.VERIFY_EMAIL, email=email)


@router.get("/account/forgot")
async def forgot_page(request: Request) -> Response:
    """Show the form for a forgotten password."""
    visit = visit_of(request)
    _require_mail(visit.keeper.app)
    return visit.page("forgot.html", email="")


@router.post("/account/forgot")
async def forgot(request: Request) -> Response:
    """Have a link mailed, if there is such an account: the answer does not tell."""
    visit = visit_of(request)
    form = await visit.form()
    email = form.get("email", "")
    try:
        visit.prove(form)
        _require_mail(visit.keeper.app)
        await visit.accounts.forgot_password(email, visit.device, visit.now)
    except REFUSALS as error:
        return again(visit, "forgot.html", error, email=email)
    return visit.page("inbox.html", purpose=Purpose.RESET_PASSWORD, email=email)


@router.get("/account/verify")
async def verify_page(request: Request) -> Response:
    """Show the button that confirms a new account's address."""
    return visit_of(request).page("confirm.html", purpose=Purpose.VERIFY_EMAIL, code=_code(request))


@router.post("/account/verify")
async def verify(request: Request) -> Response:
    """Confirm a new account's address."""
    visit = visit_of(request)
    form = await visit.form()
    code = form.get("code", "")
    try:
        visit.prove(form)
        await visit.accounts.verify_email(code, visit.device, visit.now)
    except REFUSALS as error:
        return again(visit, "confirm.html", error, purpose=Purpose.VERIFY_EMAIL, code=code)
    visit.leave()
    return visit.go(LOGIN, Notice.ADDRESS_CONFIRMED)


@router.get("/account/confirm")
async def confirm_page(request: Request) -> Response:
    """Show the button that confirms another address."""
    return visit_of(request).page("confirm.html", purpose=Purpose.CHANGE_EMAIL, code=_code(request))


@router.post("/account/confirm")
async def confirm(request: Request) -> Response:
    """Confirm another address."""
    visit = visit_of(request)
    form = await visit.form()
    code = form.get("code", "")
    try:
        visit.prove(form)
        await visit.accounts.confirm_email(code, visit.device, visit.now)
    except REFUSALS as error:
        return again(visit, "confirm.html", error, purpose=Purpose.CHANGE_EMAIL, code=code)
    return visit.go(HOME if visit.caller else LOGIN, Notice.NEW_ADDRESS_CONFIRMED)


@router.get("/account/reset")
async def reset_page(request: Request) -> Response:
    """Show the form for a new password."""
    return visit_of(request).page("reset.html", code=_code(request), shortest=SHORTEST)


@router.post("/account/reset")
async def reset(request: Request) -> Response:
    """Set a new password by the code of a letter."""
    visit = visit_of(request)
    form = await visit.form()
    code = form.get("code", "")
    try:
        visit.prove(form)
        password = form.get("password", "")
        await visit.accounts.reset_password(code, password, visit.device, visit.now)
    except REFUSALS as error:
        return again(visit, "reset.html", error, code=code, shortest=SHORTEST)
    visit.leave()
    return visit.go(LOGIN, Notice.PASSWORD_SET)


def _code(request: Request) -> str:
    return request.query_params.get("code", "")[:64]
