"""What is usual for what is watched, noted beside its last price."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal

from domain.checks.queries.usual import keep_ranges, stays_without_range
from domain.prices.usual import usual_of_stay
from domain.search.queries.searches import rooms_from_json
from domain.stay import Stay
from domain.unit_of_work import Database

# Stays for which what is usual is sought elsewhere in one go; others have their turn another hour.
MOST_SOUGHT = 500


async def note_what_others_tell(connection: Database, now: datetime) -> dict[int, Decimal]:
    """Note typical ranges of stays that wait for a deal and have too few days of their own.

    What searches saw of comparable stays at the hotel tells them. A stay whose rate was chosen has
    none to compare with. Returns the low end by trackable id.
    """
    alike: dict[tuple[Stay, str], dict[int, int]] = defaultdict(dict)
    for one in await stays_without_range(connection, MOST_SOUGHT):
        stay = Stay(one.check_in, one.check_out, rooms_from_json(one.rooms))
        alike[stay, one.currency][one.hotel_id] = one.id
    ranges: list[tuple[int, Decimal, Decimal]] = []
    for (stay, currency), ids in alike.items():
        found = await usual_of_stay(connection, stay, currency, list(ids), now)
        ranges += [(ids[hotel], one.low.amount, one.high.amount) for hotel, one in found.items()]
    await keep_ranges(connection, sorted(ranges))
    return {trackable_id: low for trackable_id, low, _high in ranges}
