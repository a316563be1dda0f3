"""Builds SerpAPI's questions about hotels, and reads its lists."""

from typing import Any

from domain.stay import Room, Stay
from domain.suppliers.contract import (
    Place,
    PriceQuestion,
    Rate,
    Supplier,
    identity_of,
)
from domain.suppliers.serpapi.price_wire import Basis, Seller
from domain.suppliers.serpapi.wire import Property, PropertyList
from domain.suppliers.wire import read_each, read_whole

MOST_RATES = 40


def read_list(body: Any, operation: str) -> PropertyList:
    """Read a list; a question that names a single hotel is answered with that hotel's page."""
    if isinstance(body, dict) and "properties" not in body and "name" in body:
        around = {key: body.get(key) for key in ("search_metadata", "search_parameters")}
        return PropertyList.model_validate({"properties": [body], **around})
    return read_whole(PropertyList, body, Supplier.SERPAPI, operation)


def parameters_of(place: Place, question: PriceQuestion) -> dict[str, str | int]:
    """Return the question, for one room: see `SerpapiGateway._basis`."""
    stay, room = question.stay, fullest_room(question.stay)
    params: dict[str, str | int] = {
        "engine": "google_hotels",
        "q": f"Hotels in {place.name}, {place.country_name}",
        "check_in_date": stay.check_in.isoformat(),
        "check_out_date": stay.check_out.isoformat(),
        "adults": room.adults,
        "currency": question.currency,
        "gl": question.nationality.lower(),
        "hl": "en",
    }
    if question.first_hand:
        params["no_cache"] = "true"
    if room.child_ages:
        params["children"] = len(room.child_ages)
        # The engine accepts ages from 1 to 17; a baby counts as one year old.
        params["children_ages"] = ",".join(str(max(age, 1)) for age in room.child_ages)
    return params


def fullest_room(stay: Stay) -> Room:
    """Return the room with the most people."""
    return max(stay.rooms, key=lambda room: (room.adults + len(room.child_ages), room.adults))


def rates_of(found: Property, basis: Basis, operation: str = "rates") -> tuple[Rate, ...]:
    """Return the rates of all sellers, cheapest first, each once."""
    listed = [*(found.featured_prices or ()), *(found.prices or ())]
    sellers = read_each(Seller, listed, Supplier.SERPAPI, operation, "prices")
    rates = [rate for seller in sellers for rate in seller.rates(basis)]
    rates.sort(key=lambda rate: rate.quote.total.amount)
    cheapest: dict[tuple[str, ...], Rate] = {}
    for rate in rates:
        cheapest.setdefault(identity_of(Supplier.SERPAPI, rate.named_quote).key, rate)
    return tuple(cheapest.values())[:MOST_RATES]
