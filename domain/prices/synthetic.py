"""`python -m domain.prices.synthetic FILE`: load a made-up market's past, for trying the product.

The file comes from the sandbox's `/sandbox/market/past`. Its closes train the forecasts and appear
in charts; they are not observations, and never part of the record. Refused in production.
"""

import asyncio
import csv
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from domain.configuration import load_settings
from domain.db import open_database
from domain.entry import CANNOT_START, REFUSALS, refusal_in_words
from domain.environments import Environment
from domain.prices.forecasts import fit_now
from domain.prices.queries.synthetic_closes import replace_closes
from domain.settings import Settings
from domain.suppliers.contract import Supplier
from domain.unit_of_work import Database

COLUMNS = ("source", "supplier_id", "check_in", "nights", "day", "total", "currency")


class NotLoaded(Exception):
    """Why a file cannot be loaded, in one sentence."""


def read_closes(lines: Iterable[str]) -> Iterator[tuple[object, ...]]:
    """Yield the file's rows. Raises `NotLoaded` for another format."""
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise NotLoaded("This is not a market's past: its first line names other columns.")
    for told in reader:
        try:
            yield (
                Supplier(told["source"]).value,
                told["supplier_id"],
                date.fromisoformat(told["check_in"]),
                int(told["nights"]),
                date.fromisoformat(told["day"]),
                Decimal(told["total"]),
                told["currency"],
            )
        except (ValueError, InvalidOperation, TypeError):
            raise NotLoaded(f"Line {reader.line_num} does not read as a close.") from None


async def load(database: Database, rows: Iterable[tuple[object, ...]], now: datetime) -> int:
    """Replace what was loaded before, fit a model on it, and return the number of closes."""
    closes = list(rows)
    async with database.transaction() as connection:
        await replace_closes(connection, closes, COLUMNS)
    await fit_now(database, now)
    return len(closes)


async def run(settings: Settings, path: Path) -> int:
    """Load a file. Raises `NotLoaded`."""
    if settings.environment is Environment.PRODUCTION:
        raise NotLoaded("A made-up past is not for production: nothing was loaded.")
    with path.open(newline="") as file:
        rows = list(read_closes(file))
    async with open_database(settings.database_url.get_secret_value()) as database:
        return await load(database, rows, datetime.now(UTC))


def main() -> int:
    """Run from the command line."""
    if len(sys.argv) != len(("command", "file")):
        sys.stderr.write("Name one file: python -m domain.prices.synthetic FILE\n")
        return CANNOT_START
    try:
        count = asyncio.run(run(load_settings(os.environ), Path(sys.argv[1])))
    except (NotLoaded, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return CANNOT_START
    except REFUSALS as error:
        sys.stderr.write(f"{refusal_in_words(error)}\n")
        return CANNOT_START
    sys.stdout.write(f"{count} made-up closes loaded.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
