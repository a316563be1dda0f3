"""`often doctor`: checks for everything that can be wrong, and how to fix it."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import typer
from redis.asyncio import Redis
from redis.exceptions import RedisError

from domain.accounts.queries.roles import count_admins
from domain.configuration import load_settings
from domain.db import open_database
from domain.entry import CANNOT_START, REFUSALS, refusal_in_words
from domain.errors import DatabaseUnavailable
from domain.health.service import WORKER_SIGN
from domain.maintenance import read_maintenance
from domain.outbox.queries.pauses import EVERYWHERE, load_pauses
from domain.settings import BotMode, Settings
from domain.suppliers.assembly import CREDENTIALS
from domain.suppliers.queries import read_controls
from domain.unit_of_work import Database
from operations.backup import find_tool
from operations.opening import REFUSED, UNMIGRATED, AsJson, say
from operations.queries import applied_migrations, server_version

PATIENCE_SECONDS = 5.0
MIGRATIONS = Path(__file__).parents[1] / "migrations"
# Redis 7's functions are needed; Valkey 7 and later have them too.
OLDEST_REDIS, OLDEST_POSTGRES = 7, 14
HTTP_OK, HTTP_UNAUTHORISED = 200, 401


@dataclass(frozen=True, slots=True)
class Finding:
    """What was checked, whether it is fine, and the finding or remedy."""

    what: str
    ok: bool
    told: str


def doctor(*, as_json: AsJson = False) -> None:
    """Check the settings, servers, schema, Telegram and suppliers, and say what to fix.

    Exits 1 when something is wrong.
    """
    try:
        settings = load_settings(os.environ)
    except REFUSALS as error:
        _tell([Finding("Settings", ok=False, told=refusal_in_words(error))], as_json=as_json)
        raise typer.Exit(CANNOT_START) from None
    findings = asyncio.run(_examine(settings))
    _tell(findings, as_json=as_json)
    if not all(one.ok for one in findings):
        raise typer.Exit(REFUSED)


def _tell(findings: list[Finding], *, as_json: bool) -> None:
    words = "\n".join(f"{'✓' if one.ok else '✗'} {one.what}: {one.told}" for one in findings)
    say(words, [asdict(one) for one in findings], as_json=as_json)


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
            return [*await _schema(database), *await _pauses(database, settings)]
    except DatabaseUnavailable as error:
        return [Finding("PostgreSQL", ok=False, told=refusal_in_words(error))]


async def _schema(database: Database) -> list[Finding]:
    major = await server_version(database)
    found = [
        Finding(
            "PostgreSQL",
            major >= OLDEST_POSTGRES,
            f"version {major}"
            if major >= OLDEST_POSTGRES
            else f"version {major}: upgrade to {OLDEST_POSTGRES} or newer",
        )
    ]
    written = {path.stem for path in MIGRATIONS.glob("0*.py")}
    applied = await applied_migrations(database)
    missing = sorted(written - applied)
    if missing:
        told = f"{len(missing)} migrations to run, from {missing[0]}: run often migrate"
        return [*found, Finding("Schema", ok=False, told=told)]
    ahead = applied - written
    newer = f"{len(ahead)} migrations newer than this version, as while going back"
    found.append(Finding("Schema", ok=True, told=newer if ahead else "up to date"))
    found.append(_backups(major))
    admins = await count_admins(database)
    told = f"{admins}" if admins else "none: write /start to the bot, then often admin give WHO"
    return [*found, Finding("Administrators", admins > 0, told)]


async def _pauses(database: Database, settings: Settings) -> list[Finding]:
    """Report who or what holds up messages and questions, and until when."""
    try:
        waits, decided = await load_pauses(database), await read_controls(database)
    except UNMIGRATED:
        return []
    now = datetime.now(UTC)
    until = {chat: f"{now + wait:%Y-%m-%d %H:%M:%S} UTC" for chat, wait in waits.items()}
    everywhere = until.pop(EVERYWHERE, None)
    found = []
    if everywhere is not None:
        told = f"takes no messages until {everywhere}: they wait, and leave by themselves then"
        found.append(Finding("Telegram's pause", ok=False, told=told))
    if until:
        told = f"{len(until)} chats, until {max(until.values())} at the latest: messages wait"
        found.append(Finding("Pauses of chats", ok=True, told=told))
    paused = {one: how for one, how in decided.items() if how.paused_at is not None}
    if paused:
        told = "; ".join(
            f"{one.value} by {how.paused_by or '?'} since {how.paused_at:%Y-%m-%d %H:%M} UTC, "
            f"until often supplier resume {one.value}"
            for one, how in paused.items()
        )
        are_asked = bool(set(_given(settings)) - {one.value for one in paused})
        found.append(Finding("Paused suppliers", are_asked, told))
    return found


def _backups(major: int) -> Finding:
    """Report whether a backup can be made here; it may be made elsewhere."""
    program = find_tool("pg_dump", major)
    missing = f"not from here: pg_dump of PostgreSQL {major} is missing (postgresql-client-{major})"
    return Finding("Backups", ok=True, told=f"by {program}" if program else missing)


async def _redis(settings: Settings) -> list[Finding]:
    redis: Redis = Redis.from_url(
        settings.redis_url.get_secret_value(), socket_timeout=PATIENCE_SECONDS
    )
    try:
        about = await redis.info("server")
        is_worked = bool(await redis.exists(WORKER_SIGN))
        until = await read_maintenance(redis)
    except (RedisError, OSError) as error:
        told = f"does not answer at REDIS_URL ({type(error).__name__}): start it or correct it"
        return [Finding("Redis", ok=False, told=told)]
    finally:
        await redis.aclose()
    version = str(about.get("valkey_version") or about.get("redis_version", "0"))
    ok = int(version.split(".", maxsplit=1)[0]) >= OLDEST_REDIS
    told = f"version {version}" if ok else f"version {version}: upgrade to {OLDEST_REDIS} or newer"
    worked = "one is at work" if is_worked else "none gives a sign of life: python -m workers"
    found = [Finding("Redis", ok, told), Finding("Workers", is_worked, worked)]
    if until is not None:
        told = f"on until {until:%Y-%m-%d %H:%M} UTC, or until often maintenance end"
        found.append(Finding("Maintenance", ok=True, told=told))
    return found


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
        known = Finding("Telegram", ok=True, told=f"the token is @{name}'s")
        return [known, await _webhook(settings, address.replace("getMe", "getWebhookInfo"))]
    refused = answer.status_code == HTTP_UNAUTHORISED
    told = "does not know BOT_TOKEN: copy it anew from BotFather" if refused else (
        f"answers {answer.status_code}"
    )  # fmt: skip
    return [Finding("Telegram", ok=False, told=told)]


async def _webhook(settings: Settings, address: str) -> Finding:
    """Report whether updates arrive the way the settings say."""
    try:
        async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as client:
            info = (await client.post(address)).json()["result"]
    except (httpx.HTTPError, ValueError, KeyError) as error:
        return Finding("Updates", ok=False, told=f"cannot be asked about ({type(error).__name__})")
    url, waiting = str(info.get("url", "")), info.get("pending_update_count", 0)
    if settings.bot_mode is BotMode.POLLING:
        told = f"a webhook is set to {url}; the bot takes it away when it starts"
        return Finding("Updates", ok=True, told=told if url else f"polled, {waiting} wait")
    if not url.startswith(f"{settings.web_address}/"):
        told = f"Telegram calls {url or 'nobody'}, not PUBLIC_URL: start the web service"
        return Finding("Updates", ok=False, told=told)
    if info.get("last_error_message") and waiting:
        told = f"{waiting} wait, Telegram says of {url}: {info['last_error_message']}"
        return Finding("Updates", ok=False, told=told)
    return Finding("Updates", ok=True, told=f"Telegram calls {url}, {waiting} wait")


async def _mail(settings: Settings) -> Finding:
    """Report whether the mail server can be reached."""
    if settings.smtp_url is None:
        return Finding("E-mail", ok=True, told="none: SMTP_URL is not set")
    address = urlsplit(settings.smtp_url.get_secret_value())
    port = address.port or (465 if address.scheme == "smtps" else 587)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            _reader, writer = await asyncio.open_connection(address.hostname, port)
    except OSError as error:
        told = f"{address.hostname}:{port} does not answer ({type(error).__name__}): see SMTP_URL"
        return Finding("E-mail", ok=False, told=told)
    writer.close()
    return Finding("E-mail", ok=True, told=f"{address.hostname}:{port} answers")


def _given(settings: Settings) -> list[str]:
    """Return the names of the suppliers that have a key."""
    return [
        one.value for one, names in CREDENTIALS.items() if getattr(settings, names[0]) is not None
    ]


async def _optional(settings: Settings) -> list[Finding]:
    """Report optional settings that are missing, and what that disables."""
    given = _given(settings)
    any_of = " or ".join(names[0].upper() for names in CREDENTIALS.values())
    return [
        Finding("Suppliers", bool(given), ", ".join(given) or f"none: set {any_of}"),
        await _mail(settings),
    ]
