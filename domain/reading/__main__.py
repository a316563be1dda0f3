"""How a line is read, and why: `python -m domain.reading "Goa 12-15 dec 2 adults"`.

Prints every reader's proposals, the chosen cover, and what else the line may mean, with the extra
cost. Places are looked up in the catalogue of DATABASE_URL; today is the real date unless
`--today 2026-11-30` sets another.
"""

import argparse
import asyncio
import os
import sys
from datetime import UTC, date, datetime

from domain.db import open_database
from domain.reading.amounts import Writer
from domain.reading.explanation import explained
from domain.reading.line import Occasion, read_line
from domain.reading.namesakes import Home


async def _read(arguments: argparse.Namespace) -> None:
    today = date.fromisoformat(arguments.today) if arguments.today else datetime.now(UTC).date()
    writer = Writer(arguments.language, arguments.currency, arguments.region)
    occasion = Occasion(today, writer, Home(arguments.region))
    async with open_database(arguments.database) as database:
        for text in arguments.text:
            decision = await read_line(database, text, occasion)
            sys.stdout.write("\n".join(explained(decision)) + "\n")


def main() -> int:
    """Read the lines given on the command line."""
    parser = argparse.ArgumentParser(prog="python -m domain.reading", description=__doc__)
    parser.add_argument("text", nargs="+", help="what was written")
    parser.add_argument("--today", help="the day it was written on, like 2026-11-30")
    parser.add_argument("--language", default="en", help="the writer's language (default: en)")
    parser.add_argument("--region", default="IN", help="the writer's country (default: IN)")
    parser.add_argument("--currency", default="INR", help="the writer's currency (default: INR)")
    parser.add_argument(
        "--database", default=os.environ.get("DATABASE_URL"), help="default: DATABASE_URL"
    )
    arguments = parser.parse_args()
    if not arguments.database:
        parser.error("set DATABASE_URL or --database: places are looked up in the catalogue")
    asyncio.run(_read(arguments))
    return 0


if __name__ == "__main__":
    sys.exit(main())
