"""What hotels usually cost, from our own history: what searches saw and trackers recorded."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.app import App
from domain.prices.statistics import SEASON, PricedStay, Usual, usual_price
from domain.search.newest import people_key
from domain.search.queries import rooms_to_json
from domain.search.values import FoundHotel, SearchView
from domain.stay import Stay
from domain.suppliers.contract import TaxInclusion
from domain.unit_of_work import Database

# Older prices tell of other times.
EVIDENCE = timedelta(days=90)


async def usual_prices(app: App, search: SearchView, hotel_ids: Sequence[int]) -> dict[int, Usual]:
    """Return what the search's stay usually costs at each hotel; unknown ones are absent.

    One query, however many hotels.
    """
    now = app.clock.now()
    return await usual_of_stay(app.pool, search.stay, search.currency, hotel_ids, now)


async def usual_of_stay(
    connection: Database,
    stay: Stay,
    currency: str,
    hotel_ids: Sequence[int],
    now: datetime,
) -> dict[int, Usual]:
    """Return what a stay usually costs at each hotel as of `now`; unknown ones are absent."""
    evidence = await _evidence(connection, stay, currency, hotel_ids, now)
    found = {
        hotel_id: usual_price(seen, stay.check_in, stay.nights, now.date(), currency)
        for hotel_id, seen in evidence.items()
    }
    return {hotel_id: usual for hotel_id, usual in found.items() if usual is not None}


async def below_usual(app: App, search: SearchView, hotels: Sequence[FoundHotel]) -> dict[int, int]:
    """Return how many percent below its usual price each hotel is; those that are not are absent.

    For a page of results: one query, however many hotels.
    """
    usual = await usual_prices(app, search, [hotel.hotel_id for hotel in hotels])
    found = {}
    for hotel in hotels:
        if hotel.hotel_id not in usual or hotel.best is None:
            continue
        quote = hotel.best.quote
        if quote.taxes is not TaxInclusion.INCLUDED:
            continue
        percent = usual[hotel.hotel_id].percent_below(quote.total)
        if percent is not None:
            found[hotel.hotel_id] = percent
    return found


async def _evidence(
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
