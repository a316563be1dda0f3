"""Mini Apps: the data that a page is opened with, signed as Telegram signs it.

`hash` is an HMAC with a key made of the bot's token; `signature` is Ed25519 by the sandbox's own
key over the same lines, behind the bot's id. A page opened by an inline button may send a message
through the bot by its `query_id`.
"""

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sandbox.telegram.people import Person

# Public knowledge: whoever trusts the sandbox as Telegram trusts it completely.
KEY = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"often hotels' sandbox").digest())
PUBLIC_KEY = KEY.public_key().public_bytes_raw().hex()
VERSION, PLATFORM = "9.1", "web"
QUERY_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class WebAppQuery:
    """A page that was opened by an inline button, and may send one message into the chat."""

    person_id: int
    chat_id: int
    opened_at: float


def init_data(token: str, person: Person, now: int, query_id: str | None) -> str:
    """Return the fragment of the page's address for its script."""
    fields = {
        "auth_date": str(now),
        "chat_instance": str(secrets.randbits(62)),
        "user": json.dumps(_user(person), separators=(",", ":"), ensure_ascii=False),
    }
    if query_id is not None:
        fields["query_id"] = query_id
    signed = f"{token.partition(':')[0]}:WebAppData\n{_lines(fields)}".encode()
    fields["signature"] = base64.urlsafe_b64encode(KEY.sign(signed)).decode().rstrip("=")
    key = hmac.digest(b"WebAppData", token.encode(), "sha256")
    fields["hash"] = hmac.digest(key, _lines(fields).encode(), "sha256").hex()
    return urlencode(fields)


def opened(address: str, data: str) -> str:
    """Return the address as the app opens it."""
    theme = quote(json.dumps({"bg_color": "#ffffff"}), safe="")
    return (
        f"{address}#tgWebAppData={quote(data, safe='')}&tgWebAppVersion={VERSION}"
        f"&tgWebAppPlatform={PLATFORM}&tgWebAppThemeParams={theme}"
    )


def _user(person: Person) -> dict[str, Any]:
    user = person.to_json()
    del user["is_bot"]
    return user | {"allows_write_to_pm": True}


def _lines(fields: dict[str, str]) -> str:
    return "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
