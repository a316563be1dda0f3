"""Encrypts what only we may read in the database: guests' documents, hooks' and suppliers' secrets.

The key is derived from SECRET_KEY. What was sealed with an earlier one (SECRET_KEYS_BEFORE) opens
too, and is sealed again within the hour so that the earlier key can be retired.
"""

import base64
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.settings import Settings

PURPOSE = b"often-hotels documents"


class Sealed(NamedTuple):
    """A row's sealed text and the row's key."""

    key: int | str
    text: str


# Takes the place of a row's text, if that is still the one that was read: key, before, after.
Replace = Callable[[Any, str, str], Awaitable[None]]


def _keys(settings: Settings) -> list[Fernet]:
    """Return every key that opens what we sealed, the newest first."""
    secrets = (settings.secret_key, *settings.secret_keys_before)
    return [Fernet(_key(secret.get_secret_value())) for secret in secrets]


def _key(secret: str) -> bytes:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(made)


def seal(settings: Settings, text: str) -> str:
    """Return a text that only this instance can read."""
    return MultiFernet(_keys(settings)).encrypt(text.encode()).decode()


def unseal(settings: Settings, sealed: str) -> str | None:
    """Return the sealed text; None if none of our keys opens it."""
    try:
        return MultiFernet(_keys(settings)).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _resealed(keys: Sequence[Fernet], sealed: str) -> str | None:
    """Return it sealed with the newest key; None if it is, or if no key opens it."""
    try:
        keys[0].decrypt(sealed.encode())
    except InvalidToken:
        with suppress(InvalidToken):
            return MultiFernet(keys).rotate(sealed.encode()).decode()
    return None


async def reseal(settings: Settings, kept: Iterable[Sealed], replace: Replace) -> None:
    """Seal again what an earlier key has sealed; a part before a colon is not sealed."""
    keys = _keys(settings)
    for row in kept:
        head, colon, sealed = row.text.rpartition(":")
        fresh = _resealed(keys, sealed)
        if fresh is not None:
            await replace(row.key, row.text, f"{head}{colon}{fresh}")
