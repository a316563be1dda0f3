"""google_flights in its three steps: outbound, return by `departure_token`, sellers by
`booking_token`. A one-way search gives the booking token at once. The two exclude each other.

Either end may be several airports, as in `LHR,LGW`. A token holds the flights chosen so far, each
as its two airports and its number in that route's timetable.
"""

import base64
import json
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from itertools import pairwise, product
from typing import Any

from sandbox.market import Market
from sandbox.market.currency import whole
from sandbox.market.flights import CABINS, Itinerary, Leg
from sandbox.market.places import Airport

from .flight_insights import judge
from .flight_questions import Trip, price_of, read_trip
from .metadata import search_metadata
from .questions import NothingFound, Question, Refused

BEST = 3
MOST_ROWS = 30
LONG_HAUL_MINUTES = 330
# A flight chosen: from, to, and its number in the timetable of that route.
Name = tuple[str, str, int]
LOGOS = "serpapi/airlines"


def search(market: Market, question: Question) -> dict[str, Any]:
    """Answer a google_flights call."""
    trip = read_trip(market, question)
    departure, booking = question.text("departure_token"), question.text("booking_token")
    if departure and booking:
        raise Refused(400, "`departure_token` and `booking_token` cannot be used together.")
    answer = {
        "search_metadata": search_metadata(question, market.now()),
        "search_parameters": question.echo(),
    }
    if booking:
        return answer | _sell(market, question, trip, _read_token(booking, 2))
    if departure:
        return answer | _return(market, question, trip, _read_token(departure, 1)[0])
    return answer | _outbound(market, question, trip)


def _fly(market: Market, trip: Trip, *, home: bool = False) -> list[Itinerary]:
    """Return the day's flights between any two airports of the trip, the cheapest first."""
    day = trip.back if home and trip.back else trip.out
    ends = (trip.destinations, trip.origins) if home else (trip.origins, trip.destinations)
    found = [
        way for pair in product(*ends) for way in market.flights.search(*pair, day, market.now())
    ]
    if not found:
        raise NothingFound
    return sorted(found, key=lambda way: (way.fare, _name(way)))[:MOST_ROWS]


def _outbound(market: Market, question: Question, trip: Trip) -> dict[str, Any]:
    found = _fly(market, trip)
    home = _fly(market, trip, home=True)[0].fare if trip.back else Decimal(0)
    rows = []
    for itinerary in found:
        row = _write(question, trip, itinerary, itinerary.fare + home)
        name = "departure_token" if trip.back else "booking_token"
        row[name] = _write_token([_name(itinerary)])
        rows.append(row)
    answer: dict[str, Any] = {"best_flights": rows[:BEST]} if len(rows) > BEST else {}
    answer["other_flights"] = rows[BEST:] if len(rows) > BEST else rows
    return answer | {
        "price_insights": _judge(market, trip, rows[0]["price"]),
        "airports": _write_airports(trip),
    }


def _return(market: Market, question: Question, trip: Trip, chosen: Name) -> dict[str, Any]:
    if trip.back is None:
        raise Refused(400, "`departure_token` is for round trips.")
    out = _pick(_fly(market, trip), chosen)
    rows = []
    for itinerary in _fly(market, trip, home=True):
        row = _write(question, trip, itinerary, out.fare + itinerary.fare)
        row["booking_token"] = _write_token([_name(out), _name(itinerary)])
        rows.append(row)
    return {"other_flights": rows, "airports": _write_airports(trip)}


def _sell(market: Market, question: Question, trip: Trip, chosen: list[Name]) -> dict[str, Any]:
    ways = [_pick(_fly(market, trip), chosen[0])]
    if trip.back is not None:
        if len(chosen) < len((trip.out, trip.back)):
            raise Refused(400, "Invalid `booking_token` value.")
        ways.append(_pick(_fly(market, trip, home=True), chosen[1]))
    fare = sum((way.fare for way in ways), Decimal(0))
    selected = [_write(question, trip, way, fare) for way in ways]
    for row in selected:
        del row["price"]
    lead = ways[0].legs[0].airline
    sellers = (
        (lead.name, Decimal(1)),
        ("TripNest.com", Decimal("1.02")),
        ("Bookaway", Decimal("1.05")),
    )
    price = price_of(trip, fare)
    insights = _judge(market, trip, price)
    del insights["price_history"]
    return {
        "selected_flights": selected,
        "baggage_prices": {"together": _bags(trip, ways)},
        "booking_options": [
            {"together": _offer(question, trip, ways, name, fare * factor)}
            for name, factor in sellers
        ],
        "price_insights": insights,
    }


def _offer(
    question: Question, trip: Trip, ways: list[Itinerary], seller: str, fare: Decimal
) -> dict[str, Any]:
    legs = [leg for way in ways for leg in way.legs]
    logos = dict.fromkeys(_logo(question, leg) for leg in legs)
    rupees = fare * Decimal(CABINS[trip.cabin][1]) * trip.seats
    return {
        "book_with": seller,
        "airline_logos": list(logos),
        "marketed_as": [f"{leg.airline.code} {leg.number}" for leg in legs],
        "price": price_of(trip, fare),
        "local_prices": [{"currency": "INR", "price": whole(rupees)}],
        "baggage_prices": _bags(trip, ways),
        # Google's own forwarding address takes a form only: no plain link leads to a seller.
        "booking_request": {
            "url": "https://www.google.com/travel/clk/f",
            "post_data": f"u={_write_token([_name(way) for way in ways])}",
        },
    }


def _bags(trip: Trip, ways: list[Itinerary]) -> list[str]:
    """Return the bags that the fare includes: a checked one on long flights and in the better
    cabins.
    """
    is_long = any(way.minutes >= LONG_HAUL_MINUTES for way in ways)
    checked = ["1 free checked bag"] if is_long or trip.cabin > 1 else []
    return ["1 free carry-on", *checked]


def _name(way: Itinerary) -> Name:
    return way.legs[0].origin.code, way.legs[-1].destination.code, way.number


def _pick(found: Iterable[Itinerary], name: Name) -> Itinerary:
    for itinerary in found:
        if _name(itinerary) == name:
            return itinerary
    raise NothingFound


def _write_token(names: list[Name]) -> str:
    return base64.urlsafe_b64encode(json.dumps(names).encode()).decode()


def _read_token(token: str, most: int) -> list[Name]:
    try:
        names = json.loads(base64.urlsafe_b64decode(token))
        chosen = [(str(origin), str(to), int(number)) for origin, to, number in names][:most]
    except (ValueError, TypeError):
        chosen = []
    if not chosen:
        raise Refused(400, "Invalid token.")
    return chosen


def _write(question: Question, trip: Trip, way: Itinerary, fare: Decimal) -> dict[str, Any]:
    grams = 1000 * round(way.minutes * len(way.legs) * 0.8)
    usual = 1000 * round(way.minutes * 0.85)
    row: dict[str, Any] = {"flights": [_write_leg(question, trip, leg) for leg in way.legs]}
    if len(way.legs) > 1:
        row["layovers"] = [_write_layover(here, there) for here, there in pairwise(way.legs)]
    return row | {
        "total_duration": way.minutes,
        "carbon_emissions": {
            "this_flight": grams,
            "typical_for_this_route": usual,
            "difference_percent": round((grams - usual) / usual * 100),
        },
        "price": price_of(trip, fare),
        "type": trip.kind,
        "airline_logo": _logo(question, way.legs[0]),
    }


def _write_leg(question: Question, trip: Trip, leg: Leg) -> dict[str, Any]:
    written = {
        "departure_airport": _write_stop(leg.origin, leg.departs),
        "arrival_airport": _write_stop(leg.destination, leg.arrives),
        "duration": leg.minutes,
        "airplane": leg.airplane,
        "airline": leg.airline.name,
        "airline_logo": _logo(question, leg),
        "travel_class": CABINS[trip.cabin][0],
        "flight_number": f"{leg.airline.code} {leg.number}",
        "legroom": "30 in",
        "extensions": ["Average legroom (30 in)", "In-seat USB outlet"],
    }
    if leg.arrives.date() > leg.departs.date():
        written["overnight"] = True
    return written


def _write_stop(airport: Airport, at: datetime) -> dict[str, str]:
    return {"name": airport.name, "id": airport.code, "time": at.strftime("%Y-%m-%d %H:%M")}


def _write_layover(here: Leg, there: Leg) -> dict[str, Any]:
    airport = here.destination
    waited = round((there.departs - here.arrives).total_seconds() / 60)
    layover: dict[str, Any] = {"duration": waited, "name": airport.name, "id": airport.code}
    if there.departs.date() > here.arrives.date():
        layover["overnight"] = True
    return layover


def _logo(question: Question, leg: Leg) -> str:
    return f"{question.base}/{LOGOS}/{leg.airline.code}.png"


def _write_airports(trip: Trip) -> list[dict[str, Any]]:
    out = {
        "departure": [_write_city(airport) for airport in trip.origins],
        "arrival": [_write_city(airport) for airport in trip.destinations],
    }
    if trip.back is None:
        return [out]
    return [out, {"departure": out["arrival"], "arrival": out["departure"]}]


def _write_city(airport: Airport) -> dict[str, Any]:
    return {
        "airport": {"id": airport.code, "name": airport.name},
        "city": airport.city,
        "country": airport.country_name,
        "country_code": airport.country,
    }


def _judge(market: Market, trip: Trip, lowest: int) -> dict[str, Any]:
    """Set the price next to what the first of its routes usually costs."""
    ways = 1 if trip.back is None else 2
    origin, destination = trip.origins[0], trip.destinations[0]
    usual = price_of(trip, market.flights.usual_fare(origin, destination) * ways)
    return judge(market, f"{origin.code}-{destination.code}", trip.out, usual, lowest)
