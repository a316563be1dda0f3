"""`often trackers`: the state of price checks, and resuming them."""

from datetime import UTC, datetime

import typer

from domain.administration.audit import COMMAND_LINE
from domain.administration.queries.trackers import count_by_state, count_checks
from domain.administration.resumption import resume_checks
from domain.unit_of_work import Database
from operations.opening import AsJson, say, with_database

app = typer.Typer(help="Price checks.", no_args_is_help=True)


@app.command()
def status(*, as_json: AsJson = False) -> None:
    """Count trackers by their state, and those that are due or set aside."""

    async def work(database: Database) -> dict[str, int]:
        checks = await count_checks(database, datetime.now(UTC))
        return await count_by_state(database) | checks._asdict()

    found = with_database(work)
    words = "\n".join(f"{name.replace('_', ' ')}: {number}" for name, number in found.items())
    say(words, found, as_json=as_json)


@app.command()
def resume(*, as_json: AsJson = False) -> None:
    """Resume all checks that are set aside, starting now."""

    async def work(database: Database) -> int:
        return await resume_checks(database, COMMAND_LINE, datetime.now(UTC))

    taken = with_database(work)
    say(f"{taken} checks resumed.", {"resumed": taken}, as_json=as_json)
