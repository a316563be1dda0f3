"""`often doctor`: everything that can be wrong, and what to do about it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx
import typer
from redis.asyncio import Redis
from redis.exceptions import RedisError

from domain.accounts.queries.roles import count_admins
from domain.db import open_database
from domain.entry import refusal_in_words
from domain.errors import DatabaseUnavailable
from domain.settings import Settings
from domain.unit_of_work import Database
from operations.opening import REFUSED, AsJson, say, settings_or_refuse

PATIENCE_SECONDS = 5.0
MIGRATIONS = Path(__file__).parents[1] / "migrations"
# Redis 7's functions are used; Valkey counts from 7 as well.
OLDEST_REDIS, OLDEST_POSTGRES = 7, 14
HTTP_OK, HTTP_UNAUTHORISED = 200, 401


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is well, and what was found or is to be done."""

    what: str
    ok: bool
    told: str


def doctor(*, as_json: AsJson = False) -> None:
    """Check the settings, servers, schema, Telegram and suppliers, and say what to mend.

    Exits 1 when something is wrong.
    """
    settings = settings_or_refuse()
    findings = asyncio.run(_examine(settings))
    words = "\n".join(f"{'✓' if one.ok else '✗'} {one.what}: {one.told}" for one in findings)
    say(words, [asdict(one) for one in findings], as_json=as_json)
    if not all(one.ok for one in findings):
        raise typer.Exit(REFUSED)


async def _examine(settings: Settings) -> list[Finding]:
    checks: tuple[Callable[[Settings], Awaitable[list[Finding]]], ...] = (
        _database,
        _redis,
        _telegram,
        _optional,
    )
    found = [Finding("Settings", ok=True, told="can be used")]
    for check in checks:
        found += await check(settings)
    return found


async def _database(settings: Settings) -> list[Finding]:
    try:
        async with open_database(settings.database_url.get_secret_value()) as database:
            return await _schema(database)
    except DatabaseUnavailable as error:
        return [Finding("PostgreSQL", ok=False, told=refusal_in_words(error))]


async def _schema(database: Database) -> list[Finding]:
    major = int(await database.fetchval("SHOW server_version_num")) // 10_000
    found = [
        Finding(
            "PostgreSQL",
            major >= OLDEST_POSTGRES,
            f"version {major}"
            if major >= OLDEST_POSTGRES
            else f"version {major}: upgrade to {OLDEST_POSTGRES} or newer",
        )
    ]
    has_table = await database.fetchval("SELECT to_regclass('tortoise_migrations') IS NOT NULL")
    rows = await database.fetch("SELECT name FROM tortoise_migrations") if has_table else []
    missing = sorted({path.stem for path in MIGRATIONS.glob("0*.py")} - {r["name"] for r in rows})
    if missing:
        told = f"{len(missing)} migrations to run, from {missing[0]}: run often migrate"
        return [*found, Finding("Schema", ok=False, told=told)]
    found.append(Finding("Schema", ok=True, told="up to date"))
    admins = await count_admins(database)
    told = f"{admins}" if admins else "none: write /start to the bot, then often admin give WHO"
    return [*found, Finding("Administrators", admins > 0, told)]


async def _redis(settings: Settings) -> list[Finding]:
    redis: Redis = Redis.from_url(
        settings.redis_url.get_secret_value(), socket_timeout=PATIENCE_SECONDS
    )
    try:
        about = await redis.info("server")
    except (RedisError, OSError) as error:
        told = f"does not answer at REDIS_URL ({type(error).__name__}): start it or correct it"
        return [Finding("Redis", ok=False, told=told)]
    finally:
        await redis.aclose()
    version = str(about.get("valkey_version") or about.get("redis_version", "0"))
    ok = int(version.split(".", maxsplit=1)[0]) >= OLDEST_REDIS
    told = f"version {version}" if ok else f"version {version}: upgrade to {OLDEST_REDIS} or newer"
    return [Finding("Redis", ok, told)]


async def _telegram(settings: Settings) -> list[Finding]:
    token = settings.bot_token.get_secret_value()
    address = f"{settings.telegram_api_url.rstrip('/')}/bot{token}/getMe"
    try:
        async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as client:
            answer = await client.post(address)
    except httpx.HTTPError as error:
        told = f"does not answer at TELEGRAM_API_URL ({type(error).__name__})"
        return [Finding("Telegram", ok=False, told=told)]
    if answer.status_code == HTTP_OK:
        name = answer.json()["result"].get("username", "?")
        return [Finding("Telegram", ok=True, told=f"the token is @{name}'s")]
    refused = answer.status_code == HTTP_UNAUTHORISED
    told = "does not know BOT_TOKEN: copy it anew from BotFather" if refused else (
        f"answers {answer.status_code}"
    )  # fmt: skip
    return [Finding("Telegram", ok=False, told=told)]


async def _optional(settings: Settings) -> list[Finding]:
    """Tell of what may be left out, and what is then missing."""
    suppliers = [
        name
        for name, is_given in (
            ("TravClan", settings.travclan_api_key is not None),
            ("SerpAPI", settings.serpapi_key is not None),
        )
        if is_given
    ]
    mail = settings.smtp_url is not None
    return [
        Finding(
            "Suppliers",
            bool(suppliers),
            ", ".join(suppliers) or "none: set TRAVCLAN_API_KEY or SERPAPI_KEY",
        ),
        Finding("E-mail", ok=True, told="configured" if mail else "none: SMTP_URL is not set"),
    ]
