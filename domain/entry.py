"""How every process of the product starts: settings, logs, and one sentence if it cannot."""

import asyncio
import gc
import os
import pkgutil
import sys
from collections.abc import Awaitable, Callable

import uvloop

from domain.configuration import load_settings
from domain.errors import (
    BotTokenRefused,
    DatabaseUnavailable,
    QueueUnavailable,
    SettingsError,
    TelegramUnavailable,
)
from domain.garbage import not_collected
from domain.logs import configure_logging
from domain.settings import Settings
from domain.tracing import exporting, processor_of

Main = Callable[[Settings], Awaitable[None]]

CANNOT_START = 2
# One answer of a supplier makes thousands of objects, hardly any of them in cycles: at Python's
# own 700 an eighth of a search went into looking for garbage. Counts of new objects, and of looks
# at the young before the older ones are looked at.
COLLECTIONS = (20_000, 10, 20)


class PortTakenError(Exception):
    """Another program is using the port."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Port {port} on {host} is in use: stop the other program or choose another port."
        )


class ReadyFileError(Exception):
    """READY_FILE cannot be written."""

    def __init__(self) -> None:
        super().__init__(
            "READY_FILE cannot be written: name a file in a folder that this user may write to."
        )


REFUSALS = (
    SettingsError,
    DatabaseUnavailable,
    QueueUnavailable,
    TelegramUnavailable,
    BotTokenRefused,
    PortTakenError,
    ReadyFileError,
)


# PostgreSQL answers, but not to this address.
REFUSED_BY_POSTGRESQL = {
    "InvalidCatalogNameError": (
        "PostgreSQL has no database of the name in DATABASE_URL: create it or correct the address."
    ),
    "InvalidPasswordError": "PostgreSQL refuses the password in DATABASE_URL: correct it.",
    "InvalidAuthorizationSpecificationError": (
        "PostgreSQL refuses the user in DATABASE_URL: correct it, or let the user in."
    ),
}


def refusal_in_words(error: Exception) -> str:
    """Return the sentences that tell the operator what to do about `error`."""
    match error:
        case SettingsError(problems):
            return "\n".join(problems)
        case DatabaseUnavailable(reason) if reason in REFUSED_BY_POSTGRESQL:
            return REFUSED_BY_POSTGRESQL[reason]
        case DatabaseUnavailable(reason):
            return _unreachable("PostgreSQL", "DATABASE_URL", reason)
        case QueueUnavailable(reason):
            return _unreachable("Redis", "REDIS_URL", reason)
        case TelegramUnavailable(reason):
            return _unreachable("Telegram", "TELEGRAM_API_URL", reason)
        case _:
            return str(error)


def _unreachable(what: str, setting: str, reason: str) -> str:
    return f"{what} does not answer at {setting} ({reason}): start it or correct the address."


def run(process: str, path: str) -> int:
    """Run `path` ("module:function") to its end and return the exit code: 2 if it cannot start.

    The function is imported only once the settings are valid, because that takes seconds: an
    unusable configuration is reported immediately, in one sentence per problem, without a
    traceback.
    """
    try:
        settings = load_settings(os.environ)
        configure_logging(settings, process)
        with (
            exporting(processor_of(settings), process, settings.traces_share),
            asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
        ):
            runner.run(_awaited(_imported(path), settings))
    except REFUSALS as error:
        sys.stderr.write(f"{refusal_in_words(error)}\n")
        return CANNOT_START
    except KeyboardInterrupt:
        return 0
    return 0


def _imported(path: str) -> Main:
    """Import a process's function, never look for garbage in what that loads, and seldom else."""
    with not_collected():
        main: Main = pkgutil.resolve_name(path)
    gc.freeze()
    gc.set_threshold(*COLLECTIONS)
    return main


async def _awaited(main: Main, settings: Settings) -> None:
    await main(settings)


def mark_ready(settings: Settings) -> None:
    """Touch READY_FILE, for whoever waits for this process. Raises `ReadyFileError`.

    What there is by now stays: places, routes, catalogues are never looked at as garbage.
    """
    gc.freeze()
    if settings.ready_file is not None:
        try:
            settings.ready_file.touch()
        except OSError as error:
            raise ReadyFileError from error
