"""All commands of the command line: each explains itself, and says in a sentence what is wrong."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any

import asyncpg
import pytest
import typer.main

from domain.entry import CANNOT_START
from domain.settings import Settings
from operations.commands import app
from tests.operations.running import Outcome, environment, often, run

AWAY = {"DATABASE_URL": "postgres://x@127.0.0.1:9/none", "REDIS_URL": "redis://127.0.0.1:9/0"}
# What each command is called with besides its name.
ARGUMENTS = {
    "admin give": ("1",),
    "admin take": ("1",),
    "backup": ("/nonexistent/often.backup",),
    "reading": ("Goa 12-15 dec",),
    "restore": (__file__,),
    "supplier credentials": ("serpapi", "--unchecked"),
    "supplier forget": ("serpapi",),
    "supplier pause": ("serpapi",),
    "supplier requests": ("serpapi",),
    "supplier resume": ("serpapi",),
    "supplier test": ("serpapi",),
}
# Those that say what is wrong among other things.
TELLS_ALL = {"doctor"}
# Those that bring an empty database up to date, or want it empty.
WANT_NO_TABLES = {"migrate", "restore", "backup"}
WITHOUT_DATABASE = {"maintenance begin", "maintenance end", "maintenance status"}


def leaves(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield each command under `command` by its full name, with its help text."""
    for name, inner in command.commands.items():
        if hasattr(inner, "commands"):
            yield from leaves(inner, (*path, name))
        else:
            yield " ".join((*path, name)), inner.help


COMMANDS = dict(leaves(typer.main.get_command(app)))
GROUPS = sorted({name.split()[0] for name in COMMANDS if " " in name})


def said(outcome: Outcome) -> str:
    """Return what was wrong: one sentence on standard error, and nothing else."""
    assert outcome.code != 0
    assert outcome.out == ""
    assert outcome.error.endswith(".\n")
    assert outcome.error.count("\n") == 1
    return outcome.error


@pytest.fixture
async def unmigrated(settings: Settings) -> AsyncIterator[str]:
    """The address of a database without a table."""
    url = settings.database_url.get_secret_value()
    name = f"often_bare_{os.getpid()}"
    base, _, query = url.partition("?")
    admin = await asyncpg.connect(url)
    await admin.execute(f"CREATE DATABASE {name}")
    yield f"{base.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")
    await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await admin.close()


@pytest.mark.parametrize("name", [*COMMANDS, *GROUPS, ""])
def test_each_command_explains_itself(name: str) -> None:
    told = run({}, *name.split(), "--help")
    assert (told.code, told.error) == (0, "")
    assert "Usage" in told.out
    if name in COMMANDS:
        assert "--json" in told.out
        assert COMMANDS[name]


async def test_each_says_that_its_servers_are_away(settings: Settings) -> None:
    for name in COMMANDS.keys() - TELLS_ALL:
        call = (*name.split(), *ARGUMENTS.get(name, ()), "--json")
        sentence = said(await often(settings, *call, typed="key\n", **AWAY))
        server = "Redis" if name in WITHOUT_DATABASE else "PostgreSQL"
        assert sentence.startswith(f"{server} does not answer at "), name


async def test_each_says_that_the_database_is_behind(settings: Settings, unmigrated: str) -> None:
    for name in COMMANDS.keys() - TELLS_ALL - WANT_NO_TABLES - WITHOUT_DATABASE:
        call = (*name.split(), *ARGUMENTS.get(name, ()), "--json")
        keys = {"SERPAPI_KEY": "key-of-serpapi", "DATABASE_URL": unmigrated}
        told = await often(settings, *call, typed="key\n", **keys)
        assert said(told) == "The database is not up to date: run often migrate.\n", name


@pytest.mark.parametrize(
    "call",
    [
        "admin list", "doctor", "maintenance begin --minutes 1", "maintenance end",
        "maintenance status", "reading Goa", "seed", "supplier list", "trackers resume",
        "trackers status",
    ],
)  # fmt: skip
async def test_what_is_asked_for_as_json_is_json(settings: Settings, call: str) -> None:
    told = await often(settings, *call.split(), "--json")
    json.loads(told.out)
    assert told.error == ""


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        ("admin give nobody-at-all", "Nobody answers to nobody-at-all"),
        ("admin give ", "Say who"),
        ("maintenance begin --minutes 0", "greater than or equal to 1"),
        ("maintenance begin --minutes soon", "a valid integer"),
        ("nonsense", "No such command 'nonsense'."),
        ("reading", "Missing argument"),
        ("restore /nonexistent/file", "There is no file /nonexistent/file."),
        ("seed --past /nonexistent/file", "There is no file /nonexistent/file."),
        ("supplier pause nobody", "No such supplier, or none with a key"),
        ("supplier credentials nobody", "No such supplier, or none with a key"),
    ],
)
async def test_what_cannot_be_done_is_said_in_a_sentence(
    settings: Settings, call: str, sentence: str
) -> None:
    told = await often(settings, *call.split(" "))
    assert told.code != 0
    assert sentence in told.error


async def test_a_database_that_is_not_there_is_said_to_be_missing(settings: Settings) -> None:
    base, _, query = settings.database_url.get_secret_value().partition("?")
    nowhere = f"{base.rpartition('/')[0]}/nowhere" + (f"?{query}" if query else "")
    told = await often(settings, "admin", "list", DATABASE_URL=nowhere)
    assert told.code == CANNOT_START
    assert "has no database of the name in DATABASE_URL: create it" in told.error


async def test_the_command_runs_as_a_process_of_its_own(settings: Settings) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "operations", "migrate",
        env={**os.environ, **environment(settings)},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, _error = await process.communicate()
    assert (process.returncode, out) == (0, b"The database is up to date.\n")
