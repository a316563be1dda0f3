"""What goes in and out of the routes for trips."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from domain.trips.tour_values import MOST_PLACES, TourPrices, TourView
from webhooks.api.hotel_values import PlaceItem
from webhooks.api.values import (
    Body,
    Day,
    Id,
    Price,
    RoomItem,
    Rooms,
)


class TripPlace(Body):
    """A place and how many nights are spent there."""

    place_id: Id
    nights: Annotated[int, Field(ge=1, le=30, examples=[3])]


class TripSearch(Body):
    """Several places one after the other, and the days on which the trip may begin."""

    places: Annotated[list[TripPlace], Field(min_length=1, max_length=MOST_PLACES)]
    first_start: Day
    last_start: Annotated[date, Field(examples=["2026-12-20"])]
    rooms: Rooms = [RoomItem()]
    with_flights: bool = False


class StartItem(BaseModel):
    """A day on which the trip may begin: `priced`, `not sold` or `unknown`, and the sum."""

    day: Day
    status: Annotated[str, Field(examples=["priced"])]
    total: Price | None


class TripStay(BaseModel):
    """A place of a trip and its nights."""

    place: PlaceItem
    nights: Annotated[int, Field(examples=[3])]


class TripResult(BaseModel):
    """What is known of a trip's prices by the day on which it begins. Nothing is guessed."""

    id: Id
    places: list[TripStay]
    with_flights: bool
    currency: Annotated[str, Field(examples=["INR"])]
    starts: list[StartItem]

    @classmethod
    def of(cls, prices: TourPrices) -> "TripResult":
        """Return a trip's prices in the API's form."""
        tour = prices.tour
        return cls(
            id=tour.tour_id, places=_stays(tour), with_flights=tour.with_flights,
            currency=tour.currency,
            starts=[
                StartItem(
                    day=day, status=prices.knowledge(day).value,
                    total=Price.maybe(prices.total(day)),
                )
                for day in tour.starts
            ],
        )  # fmt: skip


def _stays(tour: TourView) -> list[TripStay]:
    return [TripStay(place=PlaceItem.of(one.destination), nights=one.nights) for one in tour.places]
