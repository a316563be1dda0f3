"""What the market's stays have cost: every day's close of the last weeks, worked out again.

Only the calendar and the noise are in it: what hands did to the market is not remembered.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import StringIO

from .hotels import Hotel
from .identities import property_token, travclan_id
from .listings import SERPAPI, TRAVCLAN, is_listed
from .market import Market, party_factor
from .prices import lead_factor, noise_factor, settled_night
from .stays import Stay

COLUMNS = ("source", "supplier_id", "check_in", "nights", "day", "total", "currency")
MOST_DAYS = 90
PLACES = ("Goa",)
HOTELS = 10
NIGHTS = 3
# Check-ins this many days ahead: each of the coming weeks' days, then once a week.
CHECK_INS = (*range(2, 31), *range(35, 120, 7))
CLOSE = time(20)


def write_past(market: Market, days: int) -> str:
    """Return the closes of the last days as CSV, today's not among them."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(closes(market, days))
    return text.getvalue()


def closes(market: Market, days: int) -> Iterator[tuple[object, ...]]:
    """Yield each close: of the cheapest hotels of some places, for two, at each who lists it."""
    today = market.today
    for name in PLACES:
        place = market.geography.find(name)
        hotels = [] if place is None else _cheapest(market, market.hotels_in(place))
        for hotel in hotels:
            names = {TRAVCLAN: travclan_id(hotel), SERPAPI: property_token(hotel)}
            spreads = {
                source: market.spread(hotel, source) for source in names if is_listed(hotel, source)
            }
            noise = {
                day: noise_factor(market.seed, hotel.number, _close(day, market), market.drift)
                for day in (today - timedelta(days=back) for back in range(days, 0, -1))
            }
            for ahead in CHECK_INS:
                check_in = today + timedelta(days=ahead)
                stay = Stay(check_in, check_in + timedelta(days=NIGHTS))
                nights = [
                    (night, settled_night(market.seed, hotel, night)) for night in stay.nights
                ]
                party = party_factor(hotel, stay)
                for day, factor in noise.items():
                    usual = sum(
                        (price * lead_factor((night - day).days) for night, price in nights),
                        Decimal(0),
                    )
                    for source, spread in spreads.items():
                        total = round(usual * factor * party * spread)
                        yield source, names[source], check_in, NIGHTS, day, total, "INR"


def _cheapest(market: Market, hotels: Iterable[Hotel]) -> list[Hotel]:
    """Return the hotels that a search shows first."""
    night = market.today + timedelta(days=CHECK_INS[0])
    return sorted(hotels, key=lambda hotel: settled_night(market.seed, hotel, night))[:HOTELS]


def _close(day: date, market: Market) -> datetime:
    return datetime.combine(day, CLOSE, market.now().tzinfo)
