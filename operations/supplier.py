"""`often supplier`: pauses, a test call, and credentials, which must never be typed into a chat."""

import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, NoReturn, TypeVar

import typer

from domain.administration.audit import COMMAND_LINE
from domain.administration.credentials import change_credentials, forget_credentials
from domain.administration.suppliers import (
    SupplierReport,
    Trial,
    last_asked,
    pause_supplier,
    read_supplier,
    read_suppliers,
    resume_supplier,
    try_supplier,
)
from domain.app import App, open_app
from domain.errors import NotFound
from domain.suppliers.assembly import CREDENTIALS
from domain.suppliers.contract import Supplier
from domain.suppliers.status import SupplierStatus
from operations.opening import AsJson, refuse, run_or_refuse, say, settings_or_refuse

app = typer.Typer(help="The suppliers: pauses, tests, credentials.", no_args_is_help=True)
Result = TypeVar("Result")
Unchecked = Annotated[
    bool, typer.Option("--unchecked", help="Take them over without trying them first.")
]


def with_app(work: Callable[[App], Awaitable[Result]]) -> Result:
    """Run `work` on the whole product; if it cannot be reached, say so and end."""
    settings = settings_or_refuse()

    async def run() -> Result:
        async with open_app(settings) as product:
            return await work(product)

    try:
        return run_or_refuse(run())
    except NotFound:
        _unknown()


def _unknown() -> NoReturn:
    refuse(f"No such supplier, or none with a key. There are: {', '.join(Supplier)}.")


@app.command("list")
def show(*, as_json: AsJson = False) -> None:
    """List the suppliers that have a key, their pauses and their remaining quota."""
    found = with_app(read_suppliers)
    words = "\n".join(map(_line, found)) or "No supplier has a key."
    say(words, [_as_json(one) for one in found], as_json=as_json)


@app.command()
def pause(name: str, *, as_json: AsJson = False) -> None:
    """Pause a supplier in all processes, within seconds."""
    one = with_app(lambda product: pause_supplier(product, COMMAND_LINE, name))
    say(f"{one.name} is paused.", _as_json(one), as_json=as_json)


@app.command()
def resume(name: str, *, as_json: AsJson = False) -> None:
    """Resume it; checks that waited for it are due immediately."""
    one = with_app(lambda product: resume_supplier(product, COMMAND_LINE, name))
    say(f"{one.name} is asked again.", _as_json(one), as_json=as_json)


@app.command("test")
def try_one(name: str, *, as_json: AsJson = False) -> None:
    """Make the smallest request that needs the supplier's credentials."""
    trial = with_app(lambda product: try_supplier(product, COMMAND_LINE, name))
    say(_trial(name, trial), {"status": trial.status.value, "seconds": trial.seconds},
        as_json=as_json)  # fmt: skip
    if trial.status is not SupplierStatus.OK:
        raise typer.Exit(1)


@app.command()
def requests(name: str, *, as_json: AsJson = False) -> None:
    """Show the last requests to a supplier, with secrets removed."""

    async def work(product: App) -> list[dict[str, object]]:
        one = await read_supplier(product, name)
        asked = await last_asked(product, one.supplier)
        return [
            {"at": a.at.isoformat(), "operation": a.operation, "method": a.method,
             "address": a.address, "outcome": a.outcome, "seconds": a.seconds}
            for a in asked
        ]  # fmt: skip

    found = with_app(work)
    words = "\n".join(f"{a['at']} {a['outcome']} {a['method']} {a['address']}" for a in found)
    say(words or "No requests yet.", found, as_json=as_json)


@app.command()
def credentials(name: str, *, unchecked: Unchecked = False, as_json: AsJson = False) -> None:
    """Give a supplier new credentials; all processes use them within seconds.

    They are prompted for, or read from standard input, one per line, but never taken from the
    command line, which others on the machine can read. They are tried first, and rejected if the
    supplier rejects them.
    """
    if name not in set(Supplier):
        _unknown()
    supplier = Supplier(name)
    newer = {field: _read(field) for field in CREDENTIALS[supplier]}
    if not all(newer.values()):
        refuse("Nothing was changed: each of them is needed.")

    async def work(product: App) -> Trial | None:
        return await change_credentials(
            product, COMMAND_LINE, supplier, newer, datetime.now(UTC), checked=not unchecked
        )

    trial = with_app(work)
    if trial is not None and trial.status is not SupplierStatus.OK:
        refuse(f"Nothing was changed. {_trial(name, trial)}")
    say(f"{name} is asked with the new credentials from now on.", {"changed": True},
        as_json=as_json)  # fmt: skip


@app.command()
def forget(name: str, *, as_json: AsJson = False) -> None:
    """Go back to the credentials in the settings."""
    if name not in set(Supplier):
        _unknown()

    async def work(product: App) -> None:
        await forget_credentials(product, COMMAND_LINE, Supplier(name), datetime.now(UTC))

    with_app(work)
    say(f"{name} is asked with the credentials of the settings.", {"changed": True},
        as_json=as_json)  # fmt: skip


def _read(field: str) -> str:
    if sys.stdin.isatty():
        return str(typer.prompt(field.upper(), hide_input=True)).strip()
    return sys.stdin.readline().strip()


def _trial(name: str, trial: Trial) -> str:
    if trial.status is SupplierStatus.OK:
        return f"{name} answered in {trial.seconds:.1f} s."
    return f"{name}: {trial.status} after {trial.seconds:.1f} s."


def _line(one: SupplierReport) -> str:
    left = "" if one.share is None else f"\t{one.share.account.left} left"
    return f"{one.name}\t{'paused' if one.control.paused_at else 'asked'}{left}"


def _as_json(one: SupplierReport) -> dict[str, object]:
    return {
        "name": one.name,
        "paused_at": one.control.paused_at,
        "credentials_at": one.control.credentials_at,
        "left": None if one.share is None else one.share.account.left,
        "checks_an_hour": None if one.share is None else one.share.checks_an_hour,
    }
