"""What a page's form brings, and the proof that it was ours.

Each form carries a token that only this browser's secret and ours make (CSRF): another site can
have a browser post, but cannot know it. Signing in changes the browser's secret.
"""

import hmac
import re
from urllib.parse import parse_qsl

from starlette.requests import Request

from domain.settings import Settings

LARGEST = 16 * 1024
MOST_FIELDS = 20
FORM = "application/x-www-form-urlencoded"
TOKEN_FIELD = "csrf"  # noqa: S105 - a field's name
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
# What browsers say of where a request began.
OWN_SITES = frozenset({"same-origin", "none"})


class FormNotReadable(Exception):
    """A body that no form of ours sends: too large, of another type, or no text."""


class FormExpired(Exception):
    """A form without the token of this browser: another site's, or one that lay open too long."""


def form_token(settings: Settings, browser: str, session: str) -> str:
    """Return the token of a browser's forms, in a session or ("") outside."""
    secret = settings.secret_key.get_secret_value().encode()
    key = hmac.digest(secret, b"often-hotels forms", "sha256")
    return hmac.digest(key, f"{browser} {session}".encode(), "sha256").hex()


def is_own(request: Request, form: dict[str, str], token: str) -> bool:
    """Return whether a form was sent by a page of ours in this very browser."""
    site = request.headers.get("sec-fetch-site", "none")
    brought = form.get(TOKEN_FIELD, "")
    return site in OWN_SITES and hmac.compare_digest(brought.encode(), token.encode())


async def read_form(request: Request) -> dict[str, str]:
    """Return a form's fields, the last where one came twice. Raises FormNotReadable."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise FormNotReadable
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise FormNotReadable
    try:
        fields = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS,
            encoding="utf-8", errors="strict",
        )  # fmt: skip
    except ValueError as error:
        raise FormNotReadable from error
    return {name: _CONTROLS.sub("", value) for name, value in fields}
