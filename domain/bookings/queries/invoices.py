"""Invoice numbers."""

from domain.unit_of_work import Database


async def invoice_of(database: Database, booking_id: int) -> str | None:
    """Return a booking's number, or None."""
    invoice: str | None = await database.fetchval(
        "SELECT invoice FROM universal_bookings WHERE id = $1", booking_id
    )
    return invoice


async def next_number(connection: Database, year: int) -> int:
    """Return a year's next number; the year's row is locked until the transaction ends."""
    number: int = await connection.fetchval(
        """
        INSERT INTO invoice_years (year, numbered) VALUES ($1, 1)
        ON CONFLICT (year) DO UPDATE SET numbered = invoice_years.numbered + 1
        RETURNING numbered
        """,
        year,
    )
    return number


async def set_invoice(database: Database, booking_id: int, invoice: str) -> None:
    """Assign a booking its number."""
    await database.execute(
        "UPDATE universal_bookings SET invoice = $2 WHERE id = $1", booking_id, invoice
    )
