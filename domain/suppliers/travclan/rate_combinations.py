"""Combines an itinerary's rates into ways to buy the stay.

A rate covers the whole party or only some of its rooms. The latter make up a stay only in the
combinations listed in `recommendations`.
"""

from dataclasses import dataclass
from datetime import datetime

from domain.suppliers.contract import ChangedShape, Rate, Supplier
from domain.suppliers.room_combinations import combine
from domain.suppliers.travclan.rates import ItineraryResult, RoomRates, WireRate
from domain.suppliers.wire import read_each


@dataclass(frozen=True, slots=True)
class RateCombination:
    """A way to buy a stay: as one rate, with TravClan's ids for it and its parts.

    A way without a recommendation can be shown but not booked.
    """

    rate: Rate
    parts: tuple[WireRate, ...]
    recommendation: str | None

    @property
    def rooms(self) -> int:
        """Return how many rooms it covers."""
        return sum(max(len(part.occupancies), 1) for part in self.parts)


def rates_of(itinerary: ItineraryResult, rooms: int, now: datetime) -> tuple[Rate, ...]:
    """Return the ways to buy `rooms` rooms as rates, cheapest first.

    Raises `ChangedShape` if there are rates but they do not add up to the stay.
    """
    return tuple(way.rate for way in combinations_of(itinerary, rooms, now))


def combinations_of(itinerary: ItineraryResult, rooms: int, now: datetime) -> list[RateCombination]:
    """Return the ways to buy `rooms` rooms, cheapest first; raises as `rates_of`."""
    ways: list[RateCombination] = []
    listed = 0
    for room_rates in itinerary.data[0].room_rate:
        wires = read_each(WireRate, room_rates.rates.values(), Supplier.TRAVCLAN, "rates", "rates")
        expires_at = itinerary.expires_at(now)
        lone = {
            wire.id: RateCombination(
                wire.to_rate(room_rates.room_name(wire), now, expires_at),
                (wire,),
                room_rates.recommendation_of([wire.id]),
            )
            for wire in wires
        }
        listed += len(lone)
        ways += _ways(room_rates, lone, rooms)
    if listed and not ways:
        raise ChangedShape(Supplier.TRAVCLAN, "rates", "recommendations")
    return sorted(ways, key=lambda way: way.rate.quote.total.amount)


def _ways(
    room_rates: RoomRates, lone: dict[str, RateCombination], rooms: int
) -> list[RateCombination]:
    """Return the rates for the whole party, and the combinations that accommodate it."""
    ways = [way for way in lone.values() if way.rooms >= rooms]
    for recommended in room_rates.recommendations.values():
        if recommended is None or any(rate not in lone for rate in recommended.rates):
            continue
        parts = [lone[rate] for rate in recommended.rates]
        currencies = {part.rate.quote.total.currency for part in parts}
        is_combination = len(parts) > 1 and sum(part.rooms for part in parts) == rooms
        if is_combination and len(currencies) == 1:
            rate = combine([part.rate for part in parts], recommended.id)
            wires = tuple(wire for part in parts for wire in part.parts)
            ways.append(RateCombination(rate, wires, recommended.id))
    return ways
