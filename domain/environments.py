"""Development, testing and production: what each takes for granted, and what production refuses."""

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


# What holds where neither the environment nor `.env` says otherwise.
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
# 128 random bits, written in hexadecimal digits, seldom look like fewer.
LEAST_BITS = 88
LEAST_STEP_BITS = 64
# Secrets that hold one of these were typed, not drawn.
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
# What the sandbox takes as a supplier's key.
SANDBOX_KEY = "sandbox"


def is_weak(secret: str) -> bool:
    """Say whether a secret is short, repeats itself, counts up or was typed."""
    return (
        len(secret) < SHORTEST_SECRET
        or any(word in secret.lower() for word in WORDS)
        or _bits(period_of(secret)) < LEAST_BITS
        or _bits([ord(b) - ord(a) for a, b in pairwise(secret)]) < LEAST_STEP_BITS
    )


def period_of(text: str) -> str:
    """Return the shortest beginning that, repeated, gives the whole text."""
    ends = (n for n in range(1, len(text)) if text.startswith(text[n:]))
    return text[: next(ends, len(text))]


def _bits(drawn: Sequence[object]) -> float:
    """Return how much a sequence tells, each sign as rare as it is in it (Shannon)."""
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
    """Yield what is unsafe in production, one sentence each, that repeats no value.

    `secrets` and `supplier_keys` go by their settings' names, `lists` are those of origins, hosts
    and proxies, in which a star stands for anybody.
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
    """Say so of a password that is tried first; a Unix socket may do without one."""
    try:
        parts = urlsplit(database_url)
        password, user = unquote(parts.password or ""), unquote(parts.username or "")
    except ValueError:
        return False
    if not parts.hostname and not password:
        return False
    name = unquote(parts.path.lstrip("/"))
    return password.lower() in DEFAULT_PASSWORDS | {user.lower(), name.lower()}
