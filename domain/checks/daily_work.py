"""Daily work: prices, deal lines, and notes."""

from datetime import datetime
from decimal import Decimal

from domain.alerts.queries.rules import redraw_deals
from domain.checks.queries.typical_ranges import note_what_is_usual
from domain.checks.typical_ranges import note_what_others_tell
from domain.prices.days import roll_up
from domain.unit_of_work import Database


async def work_out_days(pool: Database, now: datetime) -> None:
    """Bring daily prices, typical ranges and deal lines up to date."""
    await roll_up(pool, now)
    async with pool.transaction() as connection:
        lows: dict[int, Decimal | None] = {
            one.id: one.typical_low for one in await note_what_is_usual(connection, now)
        }
        lows |= await note_what_others_tell(connection, now)
        await redraw_deals(connection, lows, now)
