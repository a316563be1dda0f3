"""A request to a page, as the page needs it: who visits, in which language, and how it is answered.

The access token in a cookie says who is signed in; once it has expired, the refresh token next to
it is exchanged on the way.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.locales import Translator, translator
from domain.accounts.errors import AccountRefused, AccountSwitchedOff, TokenNotValid
from domain.accounts.queries.sessions import Account, note_use
from domain.accounts.service import Accounts
from domain.accounts.sessions import Device
from domain.accounts.telegram_login import TelegramProvider
from domain.accounts.travellers import LONGEST_TAG
from domain.languages import LANGUAGES
from webhooks.access import Caller, Doorkeeper, device_of
from webhooks.errors import language_of
from webhooks.pages.cookies import LONG, SHORT, Cookies, Kept
from webhooks.pages.forms import FormExpired, form_token, is_own, read_form
from webhooks.pages.notices import Notice, notice_words
from webhooks.pages.rendering import render

SEE_OTHER = 303
# A session's last use is recorded to the minute.
NOTED_EVERY = timedelta(minutes=5)
LONGEST_ADDRESS = 64
# The rest of the headers stand on every answer of the service.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action {forms}; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# Addresses hold codes: no other site learns them.
REFERRER = "same-origin"
HOME = "/account"
LOGIN = f"{HOME}/login"


@dataclass(slots=True)
class Visit:
    """One request and what its answer will need."""

    request: Request
    keeper: Doorkeeper
    cookies: Cookies
    caller: Caller | None
    t: Translator
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def accounts(self) -> Accounts:
        """Return the accounts' service."""
        return self.keeper.accounts

    @property
    def device(self) -> Device:
        """Return the visitor's browser and address."""
        return device_of(self.request)

    @property
    def now(self) -> datetime:
        """Return the moment."""
        return self.keeper.app.clock.now()

    @property
    def account(self) -> Account:
        """Return who is signed in. Raises TokenNotValid."""
        return self.signed_in.account

    @property
    def signed_in(self) -> Caller:
        """Return who is signed in, and by which session. Raises TokenNotValid."""
        if self.caller is None:
            raise TokenNotValid
        return self.caller

    @property
    def token(self) -> str:
        """Return the token that this browser's forms carry."""
        session = "" if self.caller is None else self.caller.session_id.hex
        return form_token(self.keeper.app.settings, self.cookies.browser, session)

    @property
    def language_tag(self) -> str:
        """Return what the visitor speaks as a tag like es-MX, for a new account's first guesses."""
        preferred = self.request.headers.get("accept-language", "")[:LONGEST_TAG]
        first = preferred.partition(",")[0].partition(";")[0].strip()
        return first if first.lower().startswith(self.t.language) else self.t.language

    def leave(self) -> None:
        """Forget who was signed in here."""
        self.cookies.sign_out()
        self.caller = None

    async def form(self) -> dict[str, str]:
        """Return what was sent. Raises FormNotReadable; `prove` says whether it was ours."""
        return await read_form(self.request)

    def prove(self, form: dict[str, str]) -> None:
        """Raise FormExpired for a form that no page of ours in this browser sent."""
        if not is_own(self.request, form, self.token):
            raise FormExpired

    def page(self, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """Return a page; a notice that waited is shown on it."""
        notice = self.cookies.get(Kept.NOTICE)
        self.cookies.drop(Kept.NOTICE)
        html = render(
            template,
            self.t,
            csrf=self.token,
            signed_in=self.caller is not None,
            has_telegram=self.request.app.state.telegram is not None,
            notice=notice_words(notice, self.t),
            languages=[
                (tag, one.own_name, self._in_language(tag)) for tag, one in LANGUAGES.items()
            ],
            **({"problem": None, "site": ""} | values),
        )
        return HTMLResponse(html, status, self._policy() | self.headers)

    def go(self, address: str, notice: Notice | None = None) -> Response:
        """Return the way to another page of ours, on which a notice is shown."""
        if notice is not None:
            self.cookies.put(Kept.NOTICE, notice.value, SHORT)
        return RedirectResponse(address, SEE_OTHER)

    def _policy(self) -> dict[str, str]:
        """Return what the page may load, and where its forms may lead in the end."""
        provider: TelegramProvider | None = self.request.app.state.telegram
        elsewhere = "" if provider is None else f" {provider.client.origin}"
        policy = POLICY.format(forms=f"'self'{elsewhere}")
        return {"Content-Security-Policy": policy, "Referrer-Policy": REFERRER}

    def _in_language(self, tag: str) -> str:
        """Return this page's address in another language."""
        query = dict(parse_qsl(self.request.url.query)) | {"lang": tag}
        return f"{self.request.url.path}?{urlencode(query)}"


async def open_visit(request: Request, keeper: Doorkeeper) -> Visit:
    """Return a request as a visit."""
    cookies = _cookies(request, keeper)
    caller = await _caller(request, keeper, cookies)
    if caller is not None:
        now, address = keeper.app.clock.now(), device_of(request).address[:LONGEST_ADDRESS]
        pool, session = keeper.app.pool, caller.session_id
        await note_use(pool, session, address, now, unless_after=now - NOTED_EVERY)
    return Visit(request, keeper, cookies, caller, _words(request, cookies, caller))


def visit_of_stranger(request: Request, keeper: Doorkeeper) -> Visit:
    """Return a request as the visit of somebody unknown, which no server behind is needed for."""
    cookies = _cookies(request, keeper)
    return Visit(request, keeper, cookies, None, _words(request, cookies, None))


def _cookies(request: Request, keeper: Doorkeeper) -> Cookies:
    is_secure = keeper.app.settings.web_address.startswith("https://")
    return Cookies.of(request, is_secure=is_secure)


async def _caller(request: Request, keeper: Doorkeeper, cookies: Cookies) -> Caller | None:
    """Return who is signed in, None for nobody; cookies that open nothing are removed."""
    access, refresh = cookies.get(Kept.ACCESS), cookies.get(Kept.REFRESH)
    try:
        if access:
            return _active(await keeper.admit(access))
    except TokenNotValid:
        access = ""
    except AccountRefused:
        refresh = ""
    try:
        if refresh and not access:
            now = keeper.app.clock.now()
            pair = await keeper.accounts.refresh(refresh, device_of(request), now)
            cookies.sign_in(pair)
            return _active(await keeper.admit(pair.access))
    except AccountRefused:
        pass
    cookies.drop(Kept.ACCESS, Kept.REFRESH)
    return None


def _active(caller: Caller) -> Caller:
    if not caller.account.is_active:
        raise AccountSwitchedOff
    return caller


def _words(request: Request, cookies: Cookies, caller: Caller | None) -> Translator:
    """Return the translator: what was chosen here, else the account's, else the browser's."""
    chosen = request.query_params.get("lang", "")
    if chosen in LANGUAGES:
        cookies.put(Kept.LANGUAGE, chosen, LONG)
    chosen = cookies.get(Kept.LANGUAGE)
    region = None if caller is None else caller.account.region
    if chosen in LANGUAGES:
        return translator(chosen, region)
    return language_of(request) if caller is None else translator(caller.account.language, region)


def address_of(request: Request) -> str:
    """Return the address that a request asked for, without whose."""
    path, query = request.url.path, request.url.query
    return f"{path}?{query}" if query else path


def visit_of(request: Request) -> Visit:
    """Return the visit that the route has opened."""
    visit: Visit = request.state.visit
    return visit


def own_address(address: str) -> str:
    """Return an address to go on to if it is a page of ours, else the account's."""
    is_ours = address == HOME or address.startswith((f"{HOME}/", f"{HOME}?"))
    return address if is_ours and "\\" not in address and "//" not in address else HOME
