"""A browser without JavaScript: it keeps cookies, reads a page's form and sends it filled in."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

import httpx

from domain.app import App

FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36"
FIREFOX = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


class _Forms(HTMLParser):
    """Collects a page's forms: where each goes, and its fields' values."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((values["action"], {}))
        elif tag == "input" and self.found:
            self.found[-1][1][values["name"]] = values.get("value", "")


def forms(page: str) -> dict[str, dict[str, str]]:
    """Return a page's forms by where they go."""
    parser = _Forms()
    parser.feed(page)
    return dict(parser.found)


def words(page: str) -> str:
    """Return what a page says, its tags left out."""
    body = page.partition("<body>")[2] or page
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


class Browser:
    """One person's browser. Each has its own cookies."""

    def __init__(self, web: Any, *, agent: str = CHROME, language: str = "en") -> None:
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(web),
            base_url="http://web",
            headers={"User-Agent": agent, "Accept-Language": language},
            follow_redirects=True,
        )
        self.page = ""
        self.status = 0
        self.at = ""
        self.headers = httpx.Headers()

    async def open(self, address: str) -> str:
        """Go to a page and return its words."""
        return self._seen(await self.client.get(address))

    async def send(self, action: str, **typed: str) -> str:
        """Fill in the form of the page that goes to `action`, send it, and return the words."""
        fields = forms(self.page)[action] | typed
        return self._seen(await self.client.post(action, data=fields, headers=FORM))

    async def post(self, action: str, fields: dict[str, str], **headers: str) -> str:
        """Send what no page offered."""
        return self._seen(await self.client.post(action, data=fields, headers=FORM | headers))

    def _seen(self, answer: httpx.Response) -> str:
        self.page, self.status, self.headers = answer.text, answer.status_code, answer.headers
        self.at = answer.url.raw_path.decode()
        return words(self.page)


async def code_of(app: App, kind: str) -> str:
    """Return the code of the newest letter of a kind."""
    code: str = await app.pool.fetchval(
        "SELECT payload ->> 'code' FROM outbox_messages WHERE kind = $1 ORDER BY id DESC LIMIT 1",
        kind,
    )
    return code
