"""Hotels' usual prices, from our own history: searches and trackers."""

from collections.abc import Sequence
from datetime import datetime

from domain.app import App
from domain.prices.queries.usual_prices import evidence
from domain.prices.statistics import Usual, usual_price
from domain.search.values import FoundHotel, SearchView
from domain.stay import Stay
from domain.suppliers.contract import TaxInclusion
from domain.unit_of_work import Database


async def usual_prices(app: App, search: SearchView, hotel_ids: Sequence[int]) -> dict[int, Usual]:
    """Return the usual price of the search's stay at each hotel; unknown ones are absent.

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
    """Return a stay's usual price at each hotel as of `now`; unknown ones are absent."""
    stays = await evidence(connection, stay, currency, hotel_ids, now)
    found = {
        hotel_id: usual_price(seen, stay.check_in, stay.nights, now.date(), currency)
        for hotel_id, seen in stays.items()
    }
    return {hotel_id: usual for hotel_id, usual in found.items() if usual is not None}


async def below_usual(app: App, search: SearchView, hotels: Sequence[FoundHotel]) -> dict[int, int]:
    """Return by how many percent each hotel is below its usual price; the rest is absent.

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
