"""`often backup` and `often restore`: the whole database in one file, by PostgreSQL's own tools."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, BinaryIO, cast

import typer
from pyrage.x25519 import Identity, Recipient

from domain.db import connection_arguments
from domain.unit_of_work import Database
from operations.opening import AsJson, refuse, say, settings_or_refuse, with_database
from operations.queries import count_tables, server_version
from operations.sealing import identity, is_sealed, open_sealed, recipient, seal

Process = subprocess.Popen[bytes]

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

IdentityFile = Annotated[
    Path | None,
    typer.Option("--identity", help="The file that holds the secret key of an encrypted backup."),
]


def backup(file: Path, *, tools: Tools = None, as_json: AsJson = False) -> None:
    """Write the database into FILE, which must not exist yet.

    With BACKUP_RECIPIENT it is encrypted on the fly, and never stored in the clear. pg_dump must be
    of the server's major version or newer; it is looked for in the PATH and in distributions' usual
    folders.
    """
    if file.exists():
        refuse(f"{file} exists already: give another name.")
    major = with_database(server_version)
    owner = settings_or_refuse().backup_recipient
    key = recipient(owner) if owner else None
    program = _tool("pg_dump", major, tools)
    command = [program, "--format=custom", "--no-owner", "--no-privileges"]
    try:
        with file.open("xb") as target:
            _run(command, lambda process: _take(process, target, key))
    except OSError as error:
        file.unlink(missing_ok=True)
        refuse(f"{file} cannot be written: {error.strerror}.")
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    size, how = file.stat().st_size, "encrypted" if key else "in the clear"
    outcome = {"file": str(file), "bytes": size, "encrypted": key is not None}
    say(f"Written to {file}, {how} ({size:,} bytes).", outcome, as_json=as_json)


def restore(
    file: Path, *, identity_file: IdentityFile = None, tools: Tools = None, as_json: AsJson = False
) -> None:
    """Read FILE into the database, which must be empty. An encrypted one needs --identity.

    Everything is read in one transaction: a failure leaves the database empty.
    """
    if not file.is_file():
        refuse(f"There is no file {file}.")
    major, tables = with_database(_server_and_tables)
    if tables:
        refuse(f"The database has {tables} tables: create an empty one and set DATABASE_URL to it.")
    key = identity(identity_file) if is_sealed(file) else None
    program = _tool("pg_restore", major, tools)
    name = _arguments()["database"]
    command = [program, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
               f"--dbname={name}"]  # fmt: skip
    with file.open("rb") as source:
        _run(command, lambda process: _give(process, source, key))
    _major, tables = with_database(_server_and_tables)
    say(f"Restored {tables} tables.", {"tables": tables}, as_json=as_json)


async def _server_and_tables(database: Database) -> tuple[int, int]:
    return await server_version(database), await count_tables(database)


def _arguments() -> dict[str, Any]:
    return connection_arguments(settings_or_refuse().database_url.get_secret_value())


def find_tool(name: str, major: int) -> str | None:
    """Return a program of PostgreSQL's that is new enough, or None."""
    for folder in _usual_folders(major):
        program = shutil.which(name, path=folder)
        if program is not None and _version(program) >= major:
            return program
    return None


def _tool(name: str, major: int, tools: Path | None) -> str:
    """Return a program that is new enough; without one the command ends with instructions."""
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


def _run(command: list[str], hand_over: Callable[[Process], None]) -> None:
    """Run a tool on the configured database while its data is passed along.

    The password goes through the environment. A failure ends the command.
    """
    at = _arguments()
    environment = {
        **os.environ,
        "PGHOST": str(at["host"]),
        "PGPORT": str(at["port"]),
        "PGUSER": at["user"],
        "PGDATABASE": at["database"],
        **({"PGPASSWORD": at["password"]} if at["password"] else {}),
    }
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(  # noqa: S603 - a program that was found, without a shell
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=complaints,
        ) as process,
    ):  # fmt: skip
        with suppress(BrokenPipeError):  # it ended before everything was passed, and says why
            hand_over(process)
        process.communicate()
        if process.returncode:
            complaints.seek(0)
            said = complaints.read().decode(errors="replace").strip()
            refuse(f"{Path(command[0]).name} failed: {said[-500:]}")


def _take(process: Process, target: BinaryIO, key: Recipient | None) -> None:
    """Save what the tool writes."""
    written = cast("BinaryIO", process.stdout)
    if key is None:
        shutil.copyfileobj(written, target)
    else:
        seal(written, target, key)


def _give(process: Process, source: BinaryIO, key: Identity | None) -> None:
    """Feed the tool its input."""
    read = cast("BinaryIO", process.stdin)
    if key is None:
        shutil.copyfileobj(source, read)
    else:
        open_sealed(source, read, key)
