"""The operator of this instance: details on vouchers and receipts, and invoice numbers."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from domain.bookings.queries.invoices import invoice_of, next_number, set_invoice
from domain.settings import Settings
from domain.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Operator:
    """Legal name, tax details, and terms (text, or its address), as printed.

    Invoices are numbered `prefix`-year-number, by years in `time_zone`.
    """

    name: str
    tax: str = ""
    terms: str = ""
    prefix: str = "OH"
    time_zone: str = "UTC"


OPERATOR: TypeAdapter[Operator] = TypeAdapter(Operator)


def operator_of(settings: Settings) -> Operator:
    """Return the operator from the settings."""
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
    """Assign a booking the next number of its year, and return it; an existing number stays.

    Joins the transaction that confirms the booking: if that is rolled back, so is the number, and
    no number is skipped. The year's row is locked until then, so concurrent callers wait.
    """
    kept = await invoice_of(database, booking_id)
    if kept is not None:
        return kept
    year = now.astimezone(ZoneInfo(operator.time_zone)).year
    number = await next_number(database, year)
    invoice = f"{operator.prefix}-{year}-{number:06}"
    await set_invoice(database, booking_id, invoice)
    return invoice
