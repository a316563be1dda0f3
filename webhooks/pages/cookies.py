"""What a browser keeps of us: who it is, who signed in with it, and the language that was chosen.

No script can read any of it, and other sites' requests do not bring it along (SameSite).
"""

import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from starlette.requests import Request
from starlette.responses import Response

from domain.accounts.sessions import TokenPair

LONG = timedelta(days=365)
SHORT = timedelta(minutes=5)
_BROWSER = re.compile(r"[A-Za-z0-9_-]{43}")


class Kept(StrEnum):
    """The cookies by name."""

    BROWSER = "often_browser"
    ACCESS = "often_access"
    REFRESH = "often_refresh"
    LANGUAGE = "often_language"
    NOTICE = "often_notice"
    TELEGRAM = "often_telegram"


@dataclass(slots=True)
class Cookies:
    """A request's cookies, and those that the answer sets.

    Over TLS their names have the prefix that keeps other hosts of the domain from setting them.
    """

    brought: dict[str, str]
    is_secure: bool
    _set: dict[Kept, tuple[str, datetime | timedelta | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, request: Request, *, is_secure: bool) -> "Cookies":
        """Return what a request brings."""
        return cls(dict(request.cookies), is_secure)

    def get(self, name: Kept) -> str:
        """Return a cookie as the next request would bring it, empty where there is none."""
        if name in self._set:
            return self._set[name][0]
        return self.brought.get(self._named(name), "")

    def put(self, name: Kept, value: str, until: datetime | timedelta | None) -> None:
        """Have the answer set a cookie; `until` None: while the browser is open."""
        self._set[name] = (value, until)

    def drop(self, *names: Kept) -> None:
        """Have the answer remove cookies."""
        for name in names:
            if self.get(name):
                self._set[name] = ("", timedelta(0))

    @property
    def browser(self) -> str:
        """Return this browser's own secret; a new browser gets one."""
        known = self.get(Kept.BROWSER)
        if not _BROWSER.fullmatch(known):
            known = self.renew_browser()
        return known

    def renew_browser(self) -> str:
        """Give the browser another secret: what was begun with the old one is over."""
        fresh = secrets.token_urlsafe(32)
        self.put(Kept.BROWSER, fresh, None)
        return fresh

    def sign_in(self, pair: TokenPair) -> None:
        """Keep a new pair of tokens."""
        self.put(Kept.ACCESS, pair.access, pair.access_until)
        self.put(Kept.REFRESH, pair.refresh, pair.refresh_until)

    def sign_out(self) -> None:
        """Forget who was signed in."""
        self.drop(Kept.ACCESS, Kept.REFRESH)
        self.renew_browser()

    def write(self, response: Response) -> None:
        """Set what is to be set on an answer."""
        for name, (value, until) in self._set.items():
            response.set_cookie(
                self._named(name),
                value,
                max_age=int(until.total_seconds()) if isinstance(until, timedelta) else None,
                expires=until if isinstance(until, datetime) else None,
                path="/",
                secure=self.is_secure,
                httponly=True,
                samesite="lax",
            )

    def _named(self, name: Kept) -> str:
        return f"__Host-{name.value}" if self.is_secure else name.value
