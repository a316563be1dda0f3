"""DATABASE_URL and REDIS_URL: what they say is done, or refused in one sentence."""

import shutil
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest

from domain.app import open_app
from domain.configuration import load_settings
from domain.db import connection_arguments, open_database
from domain.errors import DatabaseUnavailable, QueueUnavailable, SettingsError
from domain.settings import Settings
from tests.servers import Servers
from tests.tls import make_certificates, tls_before
from workers.settings import open_queue

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")
TOKEN = "1000000001:SANDBOX-often-hotels-bot-token-00000"


@pytest.fixture(autouse=True)
def contexts_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undo that tests share one context: what is trusted here must not be trusted there."""
    made_anew = getattr(ssl.create_default_context, "__wrapped__", ssl.create_default_context)
    monkeypatch.setattr(ssl, "create_default_context", made_anew)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """An authority's certificate, and a server's for localhost."""
    return make_certificates(tmp_path_factory.mktemp("tls"))


@pytest.fixture
async def postgres(
    database_url: str, certificates: tuple[Path, ssl.SSLContext]
) -> AsyncIterator[str]:
    """PostgreSQL behind TLS: its address but for the host and the mode."""
    parts = urlsplit(database_url)
    folder = parse_qs(parts.query)["host"][0]
    async with tls_before(f"{folder}/.s.PGSQL.5432", certificates[1], asked=True) as port:
        yield f"postgres://{parts.username}@HOST:{port}{parts.path}"


async def reached(address: str) -> bool:
    """Return whether the database answers."""
    try:
        async with open_database(address) as database:
            return bool(await database.fetchval("SELECT 1") == 1)
    except DatabaseUnavailable:
        return False


@needs_openssl
@pytest.mark.parametrize(
    ("host", "query", "expected"),
    [
        ("127.0.0.1", "sslmode=require", True),
        ("127.0.0.1", "sslmode=prefer", True),
        ("127.0.0.1", "", True),
        ("127.0.0.1", "sslmode=disable", False),
        ("localhost", "sslmode=verify-full&sslrootcert=ROOT", True),
        ("127.0.0.1", "sslmode=verify-full&sslrootcert=ROOT", False),
        ("127.0.0.1", "sslmode=verify-ca&sslrootcert=ROOT", True),
        ("127.0.0.1", "sslmode=require&sslrootcert=ROOT", True),
        ("localhost", "sslmode=verify-ca", False),
        ("localhost", "sslmode=verify-full&sslrootcert=system", False),
    ],
)
async def test_encryption_to_the_database_is_what_the_address_says(
    postgres: str,
    certificates: tuple[Path, ssl.SSLContext],
    host: str,
    query: str,
    expected: bool,
) -> None:
    address = f"{postgres.replace('HOST', host)}?{query.replace('ROOT', str(certificates[0]))}"
    assert await reached(address) is expected


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("postgres://a,b/x", "several hosts"),
        ("postgres://a:1,b:2/x", "DATABASE_URL cannot be used"),
        ("postgres://h/x?host=a,b", "several hosts"),
        ("postgres://h:port/x", "port must be a number"),
        ("postgres://h:99999/x", "port must be a number"),
        ("postgres://h/x?port=x", "port must be a number"),
        ("postgres://h/x?sslmode=on", "sslmode is one of"),
        ("postgres://h/x?sslmode=", "sslmode is one of"),
        ("postgres://h/x?sslmode=verify-full&sslrootcert=/none.pem", "sslrootcert cannot be read"),
        ("postgres://h/x?target_session_attrs=any", "target_session_attrs is not among"),
        ("mysql://h/x", "must begin with postgres://"),
        ("blah", "must begin with postgres://"),
        ("postgres://[::1/x", "DATABASE_URL cannot be used"),
    ],
)
def test_what_would_be_passed_over_is_refused_in_one_sentence(address: str, words: str) -> None:
    with pytest.raises(SettingsError) as refused:
        connection_arguments(address)
    (sentence,) = refused.value.problems
    assert words in sentence
    assert sentence.count("\n") == 0


def test_names_are_decoded() -> None:
    found = connection_arguments("postgres://a%40b:p%2Fw%3A@h/my%20db%2Fx?host=%2Fsome%2Fpg")
    assert (found["user"], found["password"]) == ("a@b", "p/w:")
    assert (found["database"], found["host"], found["ssl"]) == ("my db/x", "/some/pg", False)


async def test_a_database_with_a_coded_name_is_reached(servers: Servers) -> None:
    admin = await asyncpg.connect(servers.postgres.dsn("postgres"))
    await admin.execute('CREATE DATABASE "often spaced"')
    try:
        assert await reached(servers.postgres.dsn("often%20spaced"))
    finally:
        await admin.execute('DROP DATABASE "often spaced" WITH (FORCE)')
        await admin.close()


@needs_openssl
@pytest.mark.parametrize(
    ("query", "host", "expected"),
    [
        ("ssl_ca_certs=ROOT", "localhost", True),
        ("ssl_cert_reqs=none&ssl_check_hostname=false", "127.0.0.1", True),
        ("ssl_ca_certs=ROOT&ssl_check_hostname=true", "127.0.0.1", False),
        ("", "localhost", False),
    ],
)
async def test_encryption_to_redis_is_what_the_address_says(
    settings: Settings,
    servers: Servers,
    certificates: tuple[Path, ssl.SSLContext],
    query: str,
    host: str,
    expected: bool,
) -> None:
    socket = urlsplit(servers.valkey.dsn()).path
    async with tls_before(socket, certificates[1], asked=False) as port:
        address = f"rediss://{host}:{port}/0?{query.replace('ROOT', str(certificates[0]))}"
        changed = load_settings(
            {
                "DATABASE_URL": settings.database_url.get_secret_value(),
                "REDIS_URL": address,
                "BOT_TOKEN": TOKEN,
            },
            Path("/nonexistent/.env"),
        )
        if not expected:
            with pytest.raises(QueueUnavailable):
                async with open_app(changed):
                    pass
            return
        async with open_app(changed) as app, open_queue(changed) as queue:
            assert await app.redis.ping()
            assert await queue.ping()


@pytest.mark.parametrize(
    "address", ["blah", "redis//h", "http://h", "redis://h:x/0", "redis://h?x=1"]
)
async def test_what_is_no_address_of_a_redis_is_refused(settings: Settings, address: str) -> None:
    changed = load_settings(
        {
            "DATABASE_URL": settings.database_url.get_secret_value(),
            "REDIS_URL": address,
            "BOT_TOKEN": TOKEN,
        },
        Path("/nonexistent/.env"),
    )
    with pytest.raises(SettingsError, match="REDIS_URL cannot be used"):
        async with open_app(changed):
            pass


@pytest.mark.parametrize(
    "token", ["x", "1:short", "no-colon-but-long-enough-to-be-one", "12345: x" * 4]
)
def test_a_malformed_token_is_named_and_never_printed(token: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(
            {"DATABASE_URL": "postgres://h/x", "REDIS_URL": "redis://h", "BOT_TOKEN": token},
            Path("/nonexistent/.env"),
        )
    (sentence,) = refused.value.problems
    assert sentence.startswith("BOT_TOKEN cannot be used: it must be digits")
    assert token not in sentence
