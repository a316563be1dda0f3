"""How a command reaches the product, and how it reports its result."""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable, Coroutine
from datetime import date
from typing import Annotated, Any, NoReturn, TypeVar

import typer
from asyncpg import UndefinedColumnError, UndefinedTableError

from domain.configuration import load_settings
from domain.db import open_database
from domain.entry import CANNOT_START, REFUSALS, refusal_in_words
from domain.settings import Settings
from domain.unit_of_work import Database

Result = TypeVar("Result")
REFUSED = 1
UNMIGRATED = (UndefinedTableError, UndefinedColumnError)

AsJson = Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")]


def refuse(sentence: str, code: int = REFUSED) -> NoReturn:
    """End the command with one sentence on standard error."""
    typer.echo(sentence, err=True)
    raise typer.Exit(code)


def settings_or_refuse() -> Settings:
    """Return the settings; invalid ones end the command with a sentence per problem."""
    try:
        return load_settings(os.environ)
    except REFUSALS as error:
        refuse(refusal_in_words(error), CANNOT_START)


def with_database(work: Callable[[Database], Awaitable[Result]]) -> Result:
    """Run `work` on the configured database; if it cannot be reached, say so and end."""
    settings = settings_or_refuse()

    async def run() -> Result:
        async with open_database(settings.database_url.get_secret_value()) as database:
            return await work(database)

    return run_or_refuse(run())


def run_or_refuse(work: Coroutine[Any, Any, Result]) -> Result:
    """Run `work`; servers that are away, or behind this version, are said and end the command."""
    try:
        return asyncio.run(work)
    except REFUSALS as error:
        refuse(refusal_in_words(error), CANNOT_START)
    except UNMIGRATED:
        refuse("The database is not up to date: run often migrate.", CANNOT_START)


def say(words: str, outcome: Any, *, as_json: bool) -> None:
    """Print what came of a command: for people, or as JSON for programs."""
    typer.echo(json.dumps(outcome, ensure_ascii=False, default=_told) if as_json else words)


def _told(value: object) -> str:
    """Return what JSON has no form for: moments and days as ISO 8601 has them."""
    return value.isoformat() if isinstance(value, date) else str(value)
