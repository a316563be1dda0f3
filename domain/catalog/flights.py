"""Known flights, by number, day and origin."""

from collections.abc import Mapping
from datetime import date

from domain.catalog.models import Flight

LONGEST_NUMBER = 16


async def know_flight(
    number: str, departs_on: date, origin: str, details: Mapping[str, object]
) -> Flight:
    """Return a flight's row; a missing one is created with `details`, its other columns."""
    flight, _is_new = await Flight.get_or_create(
        number=number[:LONGEST_NUMBER],
        departs_on=departs_on,
        origin_id=origin,
        defaults=dict(details),
    )
    return flight
