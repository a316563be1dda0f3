"""Prices of a hotel's stays seen by searches and recorded by trackers."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.prices.statistics import SEASON, PricedStay
from domain.search.newest_prices import people_key
from domain.search.queries.searches import rooms_to_json
from domain.stay import Stay
from domain.unit_of_work import Database

# Older prices are no longer representative.
EVIDENCE = timedelta(days=90)


async def evidence(
    connection: Database,
    stay: Stay,
    currency: str,
    hotel_ids: Sequence[int],
    now: datetime,
) -> dict[int, list[PricedStay]]:
    """Return each day's cheapest price of the hotels' stays in the same season."""
    rows = await connection.fetch(
        """
        SELECT hotel_id, check_in, nights, seen_on, min(total) AS total FROM (
            SELECT hotel_id, check_in, nights::int, seen_on, total FROM seen_prices
            WHERE hotel_id = ANY($1::bigint[]) AND people = $2 AND currency = $4
              AND check_in BETWEEN $5 AND $6 AND observed_at > $7
            UNION ALL
            SELECT k.hotel_id, k.check_in, k.check_out - k.check_in, d.day, d.lowest
            FROM trackables k JOIN daily_prices d ON d.trackable_id = k.id
            WHERE k.hotel_id = ANY($1::bigint[]) AND k.rooms = $3 AND k.currency = $4
              AND k.terms = $8 AND k.check_in BETWEEN $5 AND $6 AND k.check_out > k.check_in
              AND d.day > ($7 AT TIME ZONE 'UTC')::date AND d.lowest > 0
        ) AS seen
        GROUP BY hotel_id, check_in, nights, seen_on
        """,
        list(hotel_ids),
        people_key(stay.rooms),
        rooms_to_json(stay.rooms),
        currency,
        stay.check_in - SEASON,
        stay.check_in + SEASON,
        now - EVIDENCE,
        {},
    )
    evidence: dict[int, list[PricedStay]] = defaultdict(list)
    for row in rows:
        evidence[row["hotel_id"]].append(
            PricedStay(row["check_in"], row["nights"], row["seen_on"], row["total"])
        )
    return evidence
