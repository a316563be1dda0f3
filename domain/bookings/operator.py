"""Who runs this instance: what stands on vouchers and receipts, and the numbers of invoices."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from domain.bookings.queries.invoices import invoice_of, next_number, set_invoice
from domain.settings import Settings
from domain.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Operator:
    """Legal name, tax details, and terms (a text, or the address of one), as they are printed.

    Invoices are numbered `prefix`-year-number, by the years of `time_zone`.
    """

    name: str
    tax: str = ""
    terms: str = ""
    prefix: str = "OH"
    time_zone: str = "UTC"


OPERATOR: TypeAdapter[Operator] = TypeAdapter(Operator)


def operator_of(settings: Settings) -> Operator:
    """Return who the settings say runs this instance."""
    return Operator(
        settings.operator_name,
        settings.operator_tax,
        settings.operator_terms,
        settings.invoice_prefix,
        settings.operator_time_zone,
    )


async def number_invoice(
    database: Database, operator: Operator, booking_id: int, now: datetime
) -> str:
    """Give a booking the next number of its year, and return it; one that has a number keeps it.

    Takes part in the transaction that confirms the booking: where that is taken back, so is the
    number, and none is left out. The year's row is held until then, so that of two who come at once
    one is second.
    """
    kept = await invoice_of(database, booking_id)
    if kept is not None:
        return kept
    year = now.astimezone(ZoneInfo(operator.time_zone)).year
    number = await next_number(database, year)
    invoice = f"{operator.prefix}-{year}-{number:06}"
    await set_invoice(database, booking_id, invoice)
    return invoice
