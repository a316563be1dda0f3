"""Under which names the service is called: a request for any other is refused."""

import re
from collections.abc import Sequence

from starlette.types import ASGIApp, Receive, Scope, Send

from bot.locales import Translator
from webhooks.callers import header_of
from webhooks.problems import problem

UNREADABLE = 400
# A name or an address, in brackets where it is one of IPv6, and perhaps a port.
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{1,5})?")


class TrustedHosts:
    """Refuses a request whose Host is not of the list, `*.example.com` being all below it."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        lowered = [host.lower() for host in hosts]
        self._app = app
        self._any = "*" in lowered
        self._whole = frozenset(lowered)
        self._below = tuple(host[1:] for host in lowered if host.startswith("*."))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or self._any or self._is_ours(header_of(scope, b"host")):
            await self._app(scope, receive, send)
            return
        text = "This service isn’t reached under that host name."
        await problem("HostNotOurs", UNREADABLE, text, words=_words)(scope, receive, send)

    def _is_ours(self, given: str) -> bool:
        read = HOST.fullmatch(given.lower())
        if read is None:
            return False
        return read[1] in self._whole or (bool(self._below) and read[1].endswith(self._below))


def _words(t: Translator) -> str:
    return t.gettext("The address you opened isn’t ours. Please continue on our own site.")
