"""Bodies of requests read into what the market understands, refused where LiteAPI refuses."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from sandbox.market.currency import CURRENCIES
from sandbox.market.stays import MOST_ADULTS, MOST_CHILDREN, MOST_NIGHTS, MOST_ROOMS, Guests, Stay

from .refusals import bad_field

COUNTRY_CODE = re.compile("[A-Z]{2}")
Body = Mapping[str, Any]


def read_stay(body: Body, today: date) -> Stay:
    """Dates and occupancies; raises `Refused` naming the field."""
    check_in, check_out = _read_date(body, "checkin"), _read_date(body, "checkout")
    if check_in < today:
        raise bad_field("checkin must not be in the past")
    if not 1 <= (check_out - check_in).days <= MOST_NIGHTS:
        raise bad_field("checkout must be after checkin")
    occupancies = body.get("occupancies")
    if not isinstance(occupancies, list) or not 1 <= len(occupancies) <= MOST_ROOMS:
        raise bad_field("occupancies is required")
    return Stay(check_in, check_out, tuple(_read_guests(one) for one in occupancies))


def read_currency(body: Body) -> str:
    """Give the currency, which is required, as is the guests' nationality."""
    if not COUNTRY_CODE.fullmatch(str(body.get("guestNationality"))):
        raise bad_field("guestNationality is required")
    currency = body.get("currency")
    if currency not in CURRENCIES:
        raise bad_field("currency is required")
    return str(currency)


def _read_date(body: Body, name: str) -> date:
    try:
        return date.fromisoformat(str(body.get(name)))
    except ValueError:
        raise bad_field(f"{name} must be YYYY-MM-DD") from None


def _read_guests(occupancy: Any) -> Guests:
    try:
        adults = int(occupancy["adults"])
        ages = tuple(int(age) for age in occupancy.get("children") or ())
    except (KeyError, TypeError, ValueError, AttributeError):
        raise bad_field("each occupancy needs adults and the ages of children") from None
    if not 1 <= adults <= MOST_ADULTS or len(ages) > MOST_CHILDREN:
        raise bad_field("occupancies is out of range")
    if not all(0 <= age <= 17 for age in ages):  # noqa: PLR2004 - the documented range
        raise bad_field("children must be ages from 0 to 17")
    return Guests(adults, ages)
