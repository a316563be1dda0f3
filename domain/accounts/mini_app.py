"""The `initData` that a Mini App's page is opened with: proved to come from Telegram, and fresh.

It carries two proofs: `hash`, an HMAC with a key derived from the bot's token, and `signature`,
Ed25519 with Telegram's own key over the same lines, for parties without the token. The first must
hold; the second too, if present. (https://core.telegram.org/bots/webapps#validating-data-received)
"""

import base64
import binascii
import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from domain.accounts.errors import TelegramNotProved
from domain.accounts.telegram_login import LARGEST_ID, LEEWAY_SECONDS, TelegramIdentity
from domain.settings import TELEGRAM_APP_KEY

LONGEST = 8192
MOST_FIELDS = 40
OLDEST = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class MiniApp:
    """The bot that a Mini App belongs to, and Telegram's key (hexadecimal)."""

    token: str
    public_key: str = TELEGRAM_APP_KEY

    def read(self, init_data: str, now: datetime) -> TelegramIdentity:
        """Return who opened the app. Raises TelegramNotProved, whatever is wrong with the data."""
        fields = _fields(init_data)
        told, signature = fields.pop("hash", ""), fields.get("signature")
        if not hmac.compare_digest(self._hash(fields).encode(), told.encode()):
            raise TelegramNotProved
        if signature is not None:
            self._require_signed(fields, signature)
        try:
            began, user = int(fields["auth_date"]), json.loads(fields["user"])
        except (KeyError, ValueError, RecursionError) as error:
            raise TelegramNotProved from error
        age = int(now.timestamp()) - began
        if not -LEEWAY_SECONDS <= age <= OLDEST.total_seconds():
            raise TelegramNotProved
        return _identity(user)

    def _hash(self, fields: dict[str, str]) -> str:
        key = hmac.digest(b"WebAppData", self.token.encode(), "sha256")
        return hmac.digest(key, _lines(fields).encode(), "sha256").hex()

    def _require_signed(self, fields: dict[str, str], signature: str) -> None:
        bot_id = self.token.partition(":")[0]
        signed = {name: value for name, value in fields.items() if name != "signature"}
        text = f"{bot_id}:WebAppData\n{_lines(signed)}"
        try:
            proof = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.public_key))
            key.verify(proof, text.encode())
        except (InvalidSignature, ValueError, binascii.Error) as error:
            raise TelegramNotProved from error


def _fields(init_data: str) -> dict[str, str]:
    """Return the fields; each must occur once."""
    if len(init_data) > LONGEST:
        raise TelegramNotProved
    try:
        pairs = parse_qsl(
            init_data, keep_blank_values=True, strict_parsing=True, errors="strict",
            max_num_fields=MOST_FIELDS,
        )  # fmt: skip
    except ValueError as error:
        raise TelegramNotProved from error
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise TelegramNotProved
    return fields


def _lines(fields: dict[str, str]) -> str:
    return "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))


def _identity(user: Any) -> TelegramIdentity:
    number = user.get("id") if isinstance(user, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < LARGEST_ID:
        raise TelegramNotProved
    names = [str(user.get(part) or "") for part in ("first_name", "last_name")]
    username, language = user.get("username"), user.get("language_code")
    return TelegramIdentity(
        number,
        None,
        " ".join(filter(None, names)),
        None if username is None else str(username),
        None if language is None else str(language),
    )
