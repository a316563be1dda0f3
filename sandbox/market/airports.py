"""Airports, from the data package."""

from collections.abc import Iterator
from typing import Any

import airportsdata

from .places import (
    Airport,
    country_name,
)

IATA_LENGTH = 3


def load_airports() -> dict[str, Airport]:
    """Return every airport by its code."""
    return {code: _airport(code, row) for code, row in _airport_rows()}


def _airport_rows() -> Iterator[tuple[str, dict[str, Any]]]:
    rows: dict[str, Any] = dict(airportsdata.load("IATA"))
    return ((code, row) for code, row in rows.items() if len(code) == IATA_LENGTH)


def _airport(code: str, row: dict[str, Any]) -> Airport:
    return Airport(
        code=code,
        name=row["name"],
        city=row["city"],
        state=row["subd"],
        country=row["country"],
        country_name=country_name(row["country"]),
        latitude=row["lat"],
        longitude=row["lon"],
        timezone=row["tz"],
    )


def base36(number: int) -> str:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = digits[digit] + text
    return text.rjust(3, "0")
