"""The emulators' answers hold every field of the recordings, in a type that reads alike.

Fields that nothing reads are named below, so that a new one in a recording is noticed.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from .city import CHECK_IN, CHECK_OUT, RATES, City, stay_body

RECORDINGS = Path(__file__).parents[4] / "shared" / "data"
ENTRY = "*"
UNREAD = (
    "airports.*.arrival.*.image",
    "airports.*.arrival.*.thumbnail",
    "airports.*.departure.*.image",
    "airports.*.departure.*.thumbnail",
    "brands.*.children",
    "contact.fax.*",
    "data.*.__static_room_example",
    "deal",
    "flights.*.plane_and_crew_by",
    "flights.*.ticket_also_sold_by",
    "nearby_places.*.category",
    "nearby_places.*.description",
    "nearby_places.*.gps_coordinates",
    "nearby_places.*.link",
    "nearby_places.*.rating",
    "nearby_places.*.reviews",
    "nearby_places.*.thumbnail",
    "selected_flights.*.layovers.*.overnight",  # only where the chosen stop lasts past midnight
)
# Dictionaries whose keys are ids, not names of fields.
KEYED_BY_ID = ("rooms", "rates", "recommendations", "standardizedRooms")
Shape = dict[str, set[str]]


def recording(name: str) -> Any:
    path = RECORDINGS / name
    if not path.exists():
        pytest.skip(f"no recording {name} beside the project")
    return json.loads(path.read_text())


def shape(value: Any, path: str = "", found: Shape | None = None) -> Shape:
    """Key paths with the kinds of values seen there."""
    found = {} if found is None else found
    if isinstance(value, dict):
        by_id = path.rpartition(".")[2] in KEYED_BY_ID
        for key, inner in value.items():
            shape(inner, f"{path}.{ENTRY if by_id else key}".lstrip("."), found)
    elif isinstance(value, list):
        for inner in value:
            shape(inner, f"{path}.{ENTRY}", found)
    elif value is not None:
        found.setdefault(path, set()).add(kind(value))
    return found


def kind(value: Any) -> str:
    if isinstance(value, bool):
        return "truth"
    return "number" if isinstance(value, int | float) else type(value).__name__


def compare(recorded: Any, answered: Any) -> list[str]:
    """Paths of the recording that the answer lacks or has in another kind."""
    ours = shape(answered)
    return [
        f"{path}: recorded {kinds}, answered {ours.get(path)}"
        for path, kinds in shape(recorded).items()
        if not any(part in path for part in UNREAD) and not kinds & ours.get(path, set())
    ]


async def test_a_list_of_hotels(city: City) -> None:
    recorded = recording("serpapi/hotels_search_lucknow_2024-09.json")
    answered = (await city.serpapi(q="Hotels in Goa", currency="USD")).json()

    assert compare(recorded, answered) == []


async def test_the_details_of_a_property(city: City) -> None:
    recorded = recording("serpapi/hotels_property_details_A.json")
    hotels = await city.serpapi_hotels()
    token = next(
        h["property_token"] for h in hotels if {"link", "hotel_class", "total_rate"} <= h.keys()
    )
    answered = (await city.serpapi(property_token=token)).json()

    assert compare(recorded, answered) == []


async def test_the_three_steps_of_a_flight(city: City) -> None:
    trip = {
        "departure_id": "LHR",
        "arrival_id": "DEL",
        "outbound_date": str(CHECK_IN),
        "return_date": str(CHECK_OUT),
    }
    outbound = (await city.serpapi("google_flights", **trip)).json()
    token = outbound["best_flights"][0]["departure_token"]
    back = (await city.serpapi("google_flights", **trip, departure_token=token)).json()
    token = next(w for w in back["other_flights"] if "layovers" in w)["booking_token"]
    options = (await city.serpapi("google_flights", **trip, booking_token=token)).json()

    for name, answered in (
        ("outbound_2025-04", outbound),
        ("return_departure_token", back),
        ("booking_options", options),
    ):
        recorded = recording(f"serpapi/flights_LHR-DEL_{name}.json")
        # Which flights of a list have a stop is chance, so both lists are held side by side.
        for rows in (recorded, answered):
            rows["other_flights"] = rows.pop("best_flights", []) + rows.get("other_flights", [])
        assert compare(recorded, answered) == []


async def test_the_rates_of_a_hotel(city: City) -> None:
    recorded = recording("travclan/itinerary_create_success_excerpt.json")
    answers = [
        (await city.travclan(RATES, **stay_body(), hotelId=hotel["id"])).json()
        for hotel in await city.travclan_hotels(locationId="90000001")
        if hotel["isAvailable"]
    ]
    merged = answers[0] | {"results": [answer["results"][0] for answer in answers]}

    assert compare(recorded, merged) == []


async def test_no_rooms(city: City) -> None:
    recorded = recording("travclan/itinerary_create_error_1013_no_rooms.json")
    hotel = await city.shared_hotel()
    await city.move(hotel, "availability", available=False)
    answered = (await city.travclan(RATES, **stay_body(), hotelId=hotel["travclan_id"])).json()

    assert shape(answered) == shape(recorded)
    assert answered["error"]["errors"] == recorded["error"]["errors"]
