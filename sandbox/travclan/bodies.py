"""Bodies of requests read into what the market understands, refused where the supplier refuses."""

import re
from datetime import date
from typing import Any

from sandbox.market.stays import (
    MOST_ADULTS,
    MOST_CHILDREN,
    MOST_NIGHTS,
    MOST_ROOMS,
    Guests,
    Stay,
)

from .refusals import bad_request

COUNTRY_CODE = re.compile("[A-Z]{2}")
OLDEST_CHILD = 17


def read_stay(body: dict[str, Any], today: date) -> Stay:
    """Dates and occupancies; raises `Refused` beyond the supplier's rules."""
    check_in, check_out = _read_date(body, "checkIn"), _read_date(body, "checkOut")
    if check_in < today:
        raise bad_request("checkIn must not be in the past")
    if check_out <= check_in:
        raise bad_request("checkOut must be after checkIn")
    if (check_out - check_in).days > MOST_NIGHTS:
        raise bad_request(f"A stay may not be longer than {MOST_NIGHTS} nights")
    if not COUNTRY_CODE.fullmatch(str(body.get("nationality"))):
        raise bad_request("nationality is required as a two-letter country code")
    occupancies = body.get("occupancies")
    if not isinstance(occupancies, list) or not 1 <= len(occupancies) <= MOST_ROOMS:
        raise bad_request(f"occupancies must list 1 to {MOST_ROOMS} rooms")
    return Stay(check_in, check_out, tuple(_read_guests(o) for o in occupancies))


def _read_date(body: dict[str, Any], name: str) -> date:
    try:
        return date.fromisoformat(str(body.get(name))[:10])
    except ValueError:
        raise bad_request(f"{name} must be a date like 2026-12-31") from None


def _read_guests(occupancy: Any) -> Guests:
    try:
        adults = int(occupancy["numOfAdults"])
        ages = tuple(int(age) for age in occupancy.get("childAges") or ())
    except (KeyError, TypeError, ValueError, AttributeError):
        raise bad_request("each occupancy needs numOfAdults and childAges") from None
    if not 1 <= adults <= MOST_ADULTS:
        raise bad_request(f"numOfAdults must be 1 to {MOST_ADULTS}")
    if len(ages) > MOST_CHILDREN or not all(0 <= age <= OLDEST_CHILD for age in ages):
        raise bad_request(f"childAges may hold up to {MOST_CHILDREN} ages of 0 to 17")
    return Guests(adults, ages)


def read_numbers(values: Any) -> set[int]:
    """Read a list of numbers that may have come as strings, as this supplier's do."""
    return {int(float(v)) for v in values or () if str(v).replace(".", "", 1).isdigit()}
