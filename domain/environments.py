"""Development, testing and production: each one's defaults, and what production refuses."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from urllib.parse import unquote, urlsplit


class Environment(StrEnum):
    """Where the product runs."""

    DEVELOPMENT = "development"
    TESTING = "testing"
    PRODUCTION = "production"


# Applies unless the environment or `.env` says otherwise.
DEFAULTS: Mapping[Environment, Mapping[str, str]] = {
    Environment.DEVELOPMENT: {
        "log_format": "console",
        "supplier_checks_an_hour": "0",
        "trusted_hosts": "localhost,127.0.0.1,testserver,web",
    },
    Environment.TESTING: {
        "log_format": "console",
        "supplier_checks_an_hour": "0",
        "log_level": "WARNING",
        "password_rounds": "4",
        "trusted_hosts": "localhost,127.0.0.1,testserver,web",
    },
    Environment.PRODUCTION: {
        "log_format": "json",
        "trusted_hosts": "localhost,127.0.0.1",
    },
}
SHORTEST_SECRET = 32
# 128 random bits in hexadecimal digits rarely look weaker.
LEAST_BITS = 88
LEAST_STEP_BITS = 64
# Secrets that contain one of these were typed, not generated.
WORDS = (
    "secret", "password", "changeme", "change-me", "change_me", "replace", "example", "default",
    "development", "qwerty", "sandbox", "your-", "insert",
)  # fmt: skip
DEFAULT_PASSWORDS = frozenset(
    {
        "", "postgres", "postgresql", "password", "passw0rd", "admin", "root", "secret", "changeme",
        "change-me", "change_me", "often", "often-hotels", "hotel", "hotels", "test", "example",
        "12345", "123456", "12345678", "123456789", "1234567890", "qwerty", "pass", "db", "user",
    }
)  # fmt: skip
# The sandbox's supplier keys.
SANDBOX_KEY = "sandbox"


def is_weak(secret: str) -> bool:
    """Return whether a secret is short, repetitive, sequential or typed."""
    return (
        len(secret) < SHORTEST_SECRET
        or any(word in secret.lower() for word in WORDS)
        or _bits(period_of(secret)) < LEAST_BITS
        or _bits([ord(b) - ord(a) for a, b in pairwise(secret)]) < LEAST_STEP_BITS
    )


def period_of(text: str) -> str:
    """Return the shortest prefix that, repeated, gives the whole text."""
    ends = (n for n in range(1, len(text)) if text.startswith(text[n:]))
    return text[: next(ends, len(text))]


def _bits(drawn: Sequence[object]) -> float:
    """Return a sequence's information in bits (Shannon)."""
    total = len(drawn)
    return -sum(n * math.log2(n / total) for n in Counter(drawn).values())


def production_faults(
    *,
    bot_token: str,
    public_url: str | None,
    secrets: Mapping[str, Iterable[str]],
    supplier_keys: Mapping[str, str],
    database_url: str,
    lists: Mapping[str, Iterable[str]],
    log_level: str,
    private_hooks: bool = False,
) -> Iterator[str]:
    """Yield what is unsafe in production, one sentence each, without repeating any value.

    `secrets` and `supplier_keys` are by setting name; `lists` are those of origins, hosts and
    proxies, in which a star means anybody.
    """
    if "sandbox" in bot_token.lower():
        yield "BOT_TOKEN is the sandbox's: use the one that BotFather gave you."
    if public_url is not None and urlsplit(public_url).scheme != "https":
        yield "PUBLIC_URL must begin with https:// when ENVIRONMENT=production."
    yield from _weak_secrets(secrets)
    for name, value in supplier_keys.items():
        if value == SANDBOX_KEY:
            yield f"{name} is the sandbox's: use the supplier's own."
    if _has_default_password(database_url):
        yield "The database's password is a default one: choose another for POSTGRES_PASSWORD."
    for name, values in lists.items():
        if "*" in values:
            yield f"{name} must not be open to everyone when ENVIRONMENT=production: name each."
    if private_hooks:
        yield "PRIVATE_HOOKS must be off when ENVIRONMENT=production: strangers would reach inside."
    if log_level == "DEBUG":
        yield "LOG_LEVEL must not be DEBUG when ENVIRONMENT=production."


def _weak_secrets(secrets: Mapping[str, Iterable[str]]) -> Iterator[str]:
    for name, values in secrets.items():
        if any(is_weak(value) for value in values):
            yield (
                f"{name} must be set to at least {SHORTEST_SECRET} characters of its own, drawn at "
                "random, when ENVIRONMENT=production: openssl rand -base64 33 writes some."
            )


def _has_default_password(database_url: str) -> bool:
    """Return whether a password is a default one; a Unix socket may go without."""
    try:
        parts = urlsplit(database_url)
        password, user = unquote(parts.password or ""), unquote(parts.username or "")
    except ValueError:
        return False
    if not parts.hostname and not password:
        return False
    name = unquote(parts.path.lstrip("/"))
    return password.lower() in DEFAULT_PASSWORDS | {user.lower(), name.lower()}
