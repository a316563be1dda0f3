"""Encrypts what only we may read in the database: guests' documents.

The key is derived from SECRET_KEY; data sealed with an earlier one (SECRET_KEYS_BEFORE) can still
be opened.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.settings import Settings

PURPOSE = b"often-hotels documents"


def _fernet(settings: Settings) -> MultiFernet:
    secrets = (settings.secret_key, *settings.secret_keys_before)
    return MultiFernet([Fernet(_key(secret.get_secret_value())) for secret in secrets])


def _key(secret: str) -> bytes:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(made)


def seal(settings: Settings, text: str) -> str:
    """Return a text that only this instance can read."""
    return _fernet(settings).encrypt(text.encode()).decode()


def unseal(settings: Settings, sealed: str) -> str | None:
    """Return the sealed text; None if none of our keys opens it."""
    try:
        return _fernet(settings).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None
