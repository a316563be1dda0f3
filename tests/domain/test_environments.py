"""Production starts with nothing unsafe, and names every fault at once."""

import secrets
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.configuration import load_settings
from domain.database_address import database_address
from domain.db import connection_arguments
from domain.environments import is_weak
from domain.errors import SettingsError
from domain.settings import LogFormat, Settings

NOWHERE = Path("/nonexistent/.env")
SAFE = {
    "ENVIRONMENT": "production",
    "DATABASE_URL": "postgres://often:v8Yq2mN4xT@db/often",
    "REDIS_URL": "redis://cache",
    "BOT_TOKEN": "7300000001:AAHk2mN4xTv8Yq9sLw3eRzPcUb6dFgJhKi0",
    "SECRET_KEY": "pT3kq9VwXz7LmN2bRf8cYh5JdG6sAu4E",
    "PUBLIC_URL": "https://often.example",
}


def start(**changes: str) -> Settings:
    return load_settings(SAFE | changes, NOWHERE)


def problems(**changes: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        start(**changes)
    return caught.value.problems


def test_production_starts_with_what_is_safe() -> None:
    assert start().log_format is LogFormat.JSON


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "1000000001:SANDBOX-often-hotels-bot-token-00000"),
        ("PUBLIC_URL", "http://often.example"),
        ("WEBHOOK_SECRET", "s3cret"),
        ("SECRET_KEY", "a" * 32),
        ("SECRET_KEY", "ab" * 40),
        ("SECRET_KEY", "0123456789abcdefghijklmnopqrstuv"),
        ("SECRET_KEY", "change-me-in-production-please-now"),
        ("SECRET_KEYS_BEFORE", f"{'z' * 40}"),
        ("OPERATIONS_TOKEN", "letmein"),
        ("CORS_ORIGINS", "*"),
        ("TRUSTED_HOSTS", "*"),
        ("TRUSTED_PROXIES", "*"),
        ("LOG_LEVEL", "DEBUG"),
        ("SERPAPI_KEY", "sandbox"),
        ("LITEAPI_KEY", "sandbox"),
    ],
)
def test_start_with_what_is_unsafe_is_refused(name: str, value: str) -> None:
    (sentence,) = problems(**{name: value})
    assert sentence.startswith(name)
    assert value not in sentence or value in {"*", "DEBUG", "sandbox"}


@pytest.mark.parametrize("password", ["postgres", "Password", "often", "", "changeme"])
def test_a_default_database_password_is_refused(password: str) -> None:
    url = f"postgres://often:{password}@db/hotels"
    (sentence,) = problems(DATABASE_URL=url)
    assert sentence.startswith("The database's password")


def test_every_fault_is_named_at_once() -> None:
    faults = problems(
        BOT_TOKEN="1000000001:SANDBOX-often-hotels-bot-token-00000",
        PUBLIC_URL="http://often.example",
        SECRET_KEY="a" * 32,
        LOG_LEVEL="DEBUG",
        CORS_ORIGINS="*",
        WEB_PORT="many",
        DATABASE_URL="postgres://postgres:postgres@db/often",
    )
    named = {sentence.split()[0] for sentence in faults}
    assert named == {
        "BOT_TOKEN", "PUBLIC_URL", "SECRET_KEY", "LOG_LEVEL", "CORS_ORIGINS", "WEB_PORT", "The",
    }  # fmt: skip


def test_what_is_unsafe_in_production_serves_elsewhere() -> None:
    for environment in ("development", "testing"):
        started = start(ENVIRONMENT=environment, SECRET_KEY="a" * 32, LOG_LEVEL="DEBUG")
        assert started.log_level == "DEBUG"


def test_each_environment_has_defaults_that_a_setting_overrides() -> None:
    assert start(ENVIRONMENT="testing").password_rounds == 4
    assert start(ENVIRONMENT="testing", PASSWORD_ROUNDS="9").password_rounds == 9
    assert start(ENVIRONMENT="development").log_format is LogFormat.CONSOLE
    assert "testserver" not in start().hosts
    assert "often.example" in start().hosts


@pytest.mark.parametrize("origin", ["often.example", "https://often.example/path", "null"])
def test_an_origin_is_written_as_browsers_send_it(origin: str) -> None:
    (sentence,) = problems(CORS_ORIGINS=origin)
    assert sentence.startswith("CORS_ORIGINS")


def test_drawn_secrets_are_strong_however_they_are_written() -> None:
    for _ in range(200):
        assert not is_weak(secrets.token_urlsafe(32))
        assert not is_weak(secrets.token_hex(32))


@given(st.text(min_size=1), st.text(min_size=1), st.text(min_size=1))
def test_the_parts_of_an_address_may_hold_anything(user: str, password: str, name: str) -> None:
    given_parts = {
        "POSTGRES_USER": user, "POSTGRES_PASSWORD": password, "POSTGRES_DB": name,
        "POSTGRES_HOST": "db", "POSTGRES_PORT": "6543",
    }  # fmt: skip
    if any(0xD800 <= ord(c) < 0xE000 for part in given_parts.values() for c in part):
        return
    address = database_address(given_parts, "development")
    assert address is not None
    read = connection_arguments(address)
    assert (read["host"], read["port"], read["user"]) == ("db", 6543, user)
    assert (read["password"], read["database"]) == (password, name)


@pytest.mark.parametrize(
    ("address", "mode"),
    [
        ("postgres://u:v8Yq2mN4xT@db/often", "require"),
        ("postgres://u:v8Yq2mN4xT@db/often?sslmode=disable", False),
        (f"postgres://u@/often?host={quote('/run/postgresql')}", False),
    ],
)
def test_production_asks_for_tls_unless_told_otherwise(address: str, mode: object) -> None:
    settings = start(DATABASE_URL=address)
    assert connection_arguments(settings.database_url.get_secret_value())["ssl"] == mode


def test_parts_make_the_address_and_an_address_counts_before_them() -> None:
    parts = {"POSTGRES_HOST": "::1", "POSTGRES_PASSWORD": "p@ss/w:rd#9"}
    without = {k: v for k, v in SAFE.items() if k != "DATABASE_URL"}
    url = load_settings(without | parts, NOWHERE).database_url.get_secret_value()
    assert connection_arguments(url)["password"] == "p@ss/w:rd#9"
    assert connection_arguments(url)["host"] == "::1"
    assert "@db/" in start(**parts).database_url.get_secret_value()
