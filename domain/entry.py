"""How every process of the product starts: settings, logs, and one sentence when it cannot."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable

from domain.errors import DatabaseUnavailable, QueueUnavailable, SettingsError
from domain.logs import configure_logging
from domain.settings import Settings, load_settings

CANNOT_START = 2


class PortTakenError(Exception):
    """Another program listens where this one should."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"Port {port} on {host} is in use")


def refusal_in_words(error: Exception) -> str:
    """Return the sentences that tell the operator what to do about `error`."""
    match error:
        case SettingsError(problems):
            return "\n".join(problems)
        case DatabaseUnavailable(reason):
            return (
                "PostgreSQL does not answer at DATABASE_URL "
                f"({reason}): start it or correct the address."
            )
        case QueueUnavailable(reason):
            return (
                f"Redis does not answer at REDIS_URL ({reason}): start it or correct the address."
            )
        case _:
            return f"{error}: stop the other program or choose another port."


def run(process: str, main: Callable[[Settings], Awaitable[None]]) -> int:
    """Run `main` to its end and return the exit code: 2 when it could not even start.

    A configuration that cannot be used is told in one sentence a problem, without a traceback.
    """
    try:
        settings = load_settings(os.environ)
        configure_logging(settings, process)
        asyncio.run(_awaited(main, settings))
    except (SettingsError, DatabaseUnavailable, QueueUnavailable, PortTakenError) as error:
        sys.stderr.write(f"{refusal_in_words(error)}\n")
        return CANNOT_START
    except KeyboardInterrupt:
        return 0
    return 0


async def _awaited(main: Callable[[Settings], Awaitable[None]], settings: Settings) -> None:
    await main(settings)


def mark_ready(settings: Settings) -> None:
    """Touch READY_FILE, for whoever waits for this process."""
    if settings.ready_file is not None:
        settings.ready_file.touch()
