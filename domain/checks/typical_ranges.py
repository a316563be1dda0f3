"""Usual prices of tracked things, stored next to their last price."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal

from domain.checks.queries.typical_ranges import keep_ranges, stays_without_range
from domain.prices.usual_prices import usual_of_stay
from domain.search.queries.searches import rooms_from_json
from domain.stay import Stay
from domain.unit_of_work import Database

# How many stays get their usual price from elsewhere per run; others follow in later hours.
MOST_SOUGHT = 500


async def note_what_others_tell(connection: Database, now: datetime) -> dict[int, Decimal]:
    """Store typical ranges of stays with a deal rule and too few days of their own.

    They come from comparable stays at the hotel that searches saw. A stay with a chosen rate has
    nothing comparable. Returns the low end by trackable id.
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
