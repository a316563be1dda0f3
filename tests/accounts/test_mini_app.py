"""A Mini App's data: proved by both of Telegram's proofs, fresh, and of this bot."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.accounts.errors import TelegramNotProved
from domain.accounts.mini_app import MiniApp

TOKEN = "1000000001:SANDBOX-often-hotels-bot-token-00000"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TELEGRAM = Ed25519PrivateKey.from_private_bytes(b"t" * 32)
APP = MiniApp(TOKEN, TELEGRAM.public_key().public_bytes_raw().hex())
USER = {"id": 700000001, "first_name": "Asha & Co=", "username": "asha", "language_code": "hi"}


def init_data(
    *, token: str = TOKEN, bot_id: str = "1000000001", age: timedelta = timedelta(0),
    is_signed: bool = True, user: object = USER, **more: str,
) -> str:  # fmt: skip
    """Return what Telegram opens the app with."""
    fields = {
        "auth_date": str(int((NOW - age).timestamp())),
        "query_id": "AAHdF6IQAAAAAN0XohDhrOrc",
        "user": json.dumps(user),
        **more,
    }
    if is_signed:
        text = f"{bot_id}:WebAppData\n{lines(fields)}"
        proof = base64.urlsafe_b64encode(TELEGRAM.sign(text.encode())).decode().rstrip("=")
        fields["signature"] = proof
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    fields["hash"] = hmac.new(key, lines(fields).encode(), hashlib.sha256).hexdigest()
    return urlencode(fields)


def lines(fields: dict[str, str]) -> str:
    return "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))


@pytest.mark.parametrize("is_signed", [True, False])
def test_what_telegram_sends_is_taken(is_signed: bool) -> None:
    who = APP.read(init_data(is_signed=is_signed), NOW)
    assert (who.telegram_id, who.name, who.language_code) == (700000001, "Asha & Co=", "hi")


@pytest.mark.parametrize("data", [
    init_data(age=timedelta(hours=1, seconds=1)),
    init_data(age=-timedelta(minutes=2)),
    init_data(token="1000000002:ANOTHER-bots-token-000000000000000"),
    init_data(bot_id="1000000002"),
    init_data(user={**USER, "id": True}),
    init_data(user={**USER, "id": "700000001"}),
    init_data(user={**USER, "id": -1}),
    init_data(user={**USER, "id": 2**70}),
    init_data(user=[]), init_data(user="x"), init_data(auth_date="soon"),
    init_data() + "&user=%7B%7D", init_data() + "&a=b",
    init_data().replace("&hash=", "&hush="),
    "", "hash=", "x", "hash=%ff", "=&=", "a=1&" * 60, "x" * 10_000,
], ids=range(21))  # fmt: skip
def test_what_is_stale_forged_or_of_another_bot_is_refused(data: str) -> None:
    with pytest.raises(TelegramNotProved):
        APP.read(data, NOW)


def test_its_age_counts_to_the_second() -> None:
    assert APP.read(init_data(age=timedelta(hours=1)), NOW).telegram_id == 700000001


@settings(max_examples=200)
@given(st.data())
def test_no_byte_may_be_another(data: st.DataObject) -> None:
    text = init_data()
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(min_codepoint=33, max_codepoint=126))
    changed = f"{text[:at]}{other}{text[at + 1 :]}"
    if changed.lower() == text.lower():
        # %7B and %7b are the same byte.
        return
    with pytest.raises(TelegramNotProved):
        APP.read(changed, NOW)
