"""`often seed`: places, countries and airports; optionally a made-up past for trying the
product.
"""

from pathlib import Path
from typing import Annotated

import typer

from domain.catalog.seed import seed_catalogue
from domain.prices.synthetic import NotLoaded, run
from domain.unit_of_work import Database
from operations.opening import AsJson, refuse, run_or_refuse, say, settings_or_refuse, with_database

Past = Annotated[
    Path | None,
    typer.Option("--past", help="A file of the sandbox's /sandbox/market/past."),
]


def seed(*, past: Past = None, as_json: AsJson = False) -> None:
    """Write the catalogue, unless this version of it is there.

    --past also loads a made-up market's past, which is marked as such, never counts in the record,
    and is refused in production.
    """

    async def work(database: Database) -> bool:
        return await seed_catalogue(database)

    written = with_database(work)
    closes = _load_past(past) if past else 0
    words = "The catalogue was written." if written else "The catalogue is up to date."
    outcome = {"written": written, "closes": closes}
    say(f"{words} {closes} made-up closes loaded." if past else words, outcome, as_json=as_json)


def _load_past(file: Path) -> int:
    if not file.is_file():
        refuse(f"There is no file {file}.")
    try:
        return run_or_refuse(run(settings_or_refuse(), file))
    except (NotLoaded, OSError, UnicodeDecodeError) as error:
        refuse(f"{file} cannot be loaded: {error}")
