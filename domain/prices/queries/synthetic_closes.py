"""A made-up market's closes."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.stay import Stay
from domain.unit_of_work import Database


async def closes_of(
    database: Database, hotel_id: int, stay: Stay, currency: str
) -> list[tuple[date, Decimal]]:
    """Return the lowest made-up price of a hotel's stay on each day, oldest first."""
    rows = await database.fetch(
        """
        SELECT c.day, min(c.total) AS total FROM synthetic_closes c
        JOIN hotel_listings s ON s.supplier = c.source AND s.supplier_id = c.supplier_id
        WHERE s.hotel_id = $1 AND c.check_in = $2 AND c.nights = $3 AND c.currency = $4
        GROUP BY c.day ORDER BY c.day
        """,
        hotel_id,
        stay.check_in,
        stay.nights,
        currency,
    )
    return [(row["day"], row["total"]) for row in rows]


async def replace_closes(
    connection: Database, closes: Sequence[tuple[object, ...]], columns: Sequence[str]
) -> None:
    """Replace all closes."""
    await connection.execute("DELETE FROM synthetic_closes")
    await connection.copy_records_to_table("synthetic_closes", records=closes, columns=columns)
