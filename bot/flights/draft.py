"""The flight search that a traveller is putting together, kept between messages.

It lives in the conversation's state in Redis, next to the hotel search's.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from aiogram.fsm.context import FSMContext

from domain.errors import NotFound
from domain.flights.airports import load_airports
from domain.flights.queries import endpoint_of
from domain.flights.ranking import DepartureTime, Stops
from domain.flights.values import Endpoint, FlightDraft
from domain.suppliers.flight_contract import Cabin, Party

KEY = "flight"


@dataclass(frozen=True, slots=True)
class OpenFlight:
    """A draft; `asks_flyers` is True while the guided way has still to ask who flies."""

    draft: FlightDraft = field(default_factory=FlightDraft)
    asks_flyers: bool = False


async def save_flight(state: FSMContext, opened: OpenFlight) -> None:
    """Keep the draft."""
    await state.update_data({KEY: _to_json(opened)})


async def load_flight(state: FSMContext) -> OpenFlight:
    """Return the draft as it was left, or an empty one."""
    stored = (await state.get_data()).get(KEY)
    if not stored:
        return OpenFlight()
    await load_airports()
    return _from_json(stored)


def _to_json(opened: OpenFlight) -> dict[str, Any]:
    draft = opened.draft
    return {
        "from": end_to_json(draft.origin),
        "to": end_to_json(draft.destination),
        "out": draft.outbound.isoformat() if draft.outbound else None,
        "back": draft.inbound.isoformat() if draft.inbound else None,
        "single": draft.is_one_way,
        "adults": draft.party.adults,
        "ages": list(draft.party.child_ages),
        "cabin": draft.cabin.value,
        "stops": draft.stops.value,
        "leaves": draft.leaves.value,
        "asks": opened.asks_flyers,
    }


def end_to_json(end: Endpoint | None) -> list[str] | None:
    """Return an end as it is kept: its name and its airports' codes."""
    return [end.name, end.key] if end else None


def _from_json(stored: dict[str, Any]) -> OpenFlight:
    draft = FlightDraft(
        origin=end_from_json(stored["from"]),
        destination=end_from_json(stored["to"]),
        outbound=date.fromisoformat(stored["out"]) if stored["out"] else None,
        inbound=date.fromisoformat(stored["back"]) if stored["back"] else None,
        is_one_way=stored["single"],
        party=Party(stored["adults"], tuple(stored["ages"])),
        cabin=Cabin(stored["cabin"]),
        stops=Stops(stored.get("stops", Stops.ANY)),
        leaves=DepartureTime(stored.get("leaves", DepartureTime.ANY)),
    )
    return OpenFlight(draft, stored["asks"])


def end_from_json(stored: list[str] | None) -> Endpoint | None:
    """Return an end as it was kept."""
    if stored is None:
        return None
    try:
        return endpoint_of(*stored)
    except NotFound:
        # The data have lost the airport since: ask for it again.
        return None
