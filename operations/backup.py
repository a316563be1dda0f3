"""`often backup` and `often restore`: the whole database in one file, by PostgreSQL's own tools."""

import asyncio
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from domain.db import connection_arguments
from domain.unit_of_work import Database
from operations.opening import AsJson, refuse, say, settings_or_refuse, with_database

# Where distributions put the tools of each major version.
PLACES = (
    "/usr/lib/postgresql/{major}/bin",
    "/usr/pgsql-{major}/bin",
    "/usr/local/opt/postgresql@{major}/bin",
)
_VERSION = re.compile(r"\b(\d+)(?:\.\d+|\w*)\b")
Tools = Annotated[
    Path | None,
    typer.Option("--tools", help="The folder that pg_dump and pg_restore lie in."),
]


def backup(file: Path, *, tools: Tools = None, as_json: AsJson = False) -> None:
    """Write the database into FILE, which must not exist yet.

    pg_dump must be of the server's major version or newer; it is looked for in the PATH and where
    distributions put it.
    """
    if file.exists():
        refuse(f"{file} exists already: give another name.")
    major = with_database(_server_version)
    program = _tool("pg_dump", major, tools)
    _run([program, "--format=custom", "--no-owner", "--no-privileges", f"--file={file}"])
    size = file.stat().st_size
    say(f"Written to {file} ({size:,} bytes).", {"file": str(file), "bytes": size}, as_json=as_json)


def restore(file: Path, *, tools: Tools = None, as_json: AsJson = False) -> None:
    """Read FILE into the database, which must be empty.

    Everything is read in one transaction: what fails leaves the database empty.
    """
    if not file.is_file():
        refuse(f"There is no file {file}.")
    major, tables = with_database(_server_and_tables)
    if tables:
        refuse(f"The database has {tables} tables: create an empty one and set DATABASE_URL to it.")
    program = _tool("pg_restore", major, tools)
    name = _arguments()["database"]
    _run([program, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
          f"--dbname={name}", str(file)])  # fmt: skip
    _major, tables = with_database(_server_and_tables)
    say(f"Restored {tables} tables.", {"tables": tables}, as_json=as_json)


async def _server_version(database: Database) -> int:
    number: str = await database.fetchval("SHOW server_version_num")
    return int(number) // 10_000


async def _server_and_tables(database: Database) -> tuple[int, int]:
    tables: int = await database.fetchval(
        "SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition "
        "AND relnamespace = 'public'::regnamespace"
    )
    return await _server_version(database), tables


def _arguments() -> dict[str, Any]:
    return connection_arguments(settings_or_refuse().database_url.get_secret_value())


def _tool(name: str, major: int, tools: Path | None) -> str:
    """Return a program that is new enough; the command ends with what to do where there is none."""
    folders = [str(tools)] if tools else [*_usual_folders(major)]
    found = []
    for folder in folders:
        program = shutil.which(name, path=folder)
        if program is not None:
            version = _version(program)
            found.append(f"{program} ({version})")
            if version >= major:
                return program
    seen = f" Found: {', '.join(found)}." if found else ""
    return refuse(
        f"{name} of PostgreSQL {major} is needed.{seen} Install postgresql-client-{major}, or say "
        "where it is with --tools."
    )


def _usual_folders(major: int) -> Iterator[str]:
    yield os.environ.get("PATH", "")
    for place in PLACES:
        yield place.format(major=major)


def _version(program: str) -> int:
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - a program that was found, without a shell
    number = _VERSION.search(told.stdout)
    return int(number[1]) if number else 0


def _run(command: list[str]) -> None:
    """Run a tool on the configured database; the password goes by the environment."""
    at = _arguments()
    environment = {
        **os.environ,
        "PGHOST": str(at["host"]),
        "PGPORT": str(at["port"]),
        "PGUSER": at["user"],
        "PGDATABASE": at["database"],
        **({"PGPASSWORD": at["password"]} if at["password"] else {}),
    }
    code, error = asyncio.run(_awaited(command, environment))
    if code:
        refuse(f"{Path(command[0]).name} failed: {error.strip()[-500:]}")


async def _awaited(command: list[str], environment: dict[str, str]) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        *command, env=environment, stderr=asyncio.subprocess.PIPE
    )
    _out, error = await process.communicate()
    return process.returncode or 0, error.decode(errors="replace")
