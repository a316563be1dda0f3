"""`often reading`: how a line is read, and why."""

from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from domain.reading.amounts import Writer
from domain.reading.explanation import explained
from domain.reading.line import Occasion, read_line
from domain.reading.namesakes import Home
from domain.unit_of_work import Database
from operations.opening import AsJson, say, with_database

Lines = Annotated[list[str], typer.Argument(help="What was written; quote each line.")]
Language = Annotated[str, typer.Option(help="The writer's language.")]
Region = Annotated[str, typer.Option(help="The writer's country.")]
Currency = Annotated[str, typer.Option(help="The writer's currency.")]


def reading(
    lines: Lines,
    *,
    language: Language = "en",
    region: Region = "IN",
    currency: Currency = "INR",
    as_json: AsJson = False,
) -> None:
    """Show what every reader proposed for a line, what was chosen, and what else was near."""
    occasion = Occasion(datetime.now(UTC).date(), Writer(language, currency, region), Home(region))

    async def work(database: Database) -> list[dict[str, Any]]:
        read = []
        for line in lines:
            decision = await read_line(database, line, occasion)
            rival = decision.rival
            read.append(
                {
                    "line": line,
                    "request": decision.best.request.value,
                    "left": [token.word for token in decision.best.left],
                    "near": rival and rival.request.value,
                    "why": list(explained(decision)),
                }
            )
        return read

    found = with_database(work)
    say("\n".join(text for one in found for text in one["why"]), found, as_json=as_json)
