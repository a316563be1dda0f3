"""Controls of the market: `/sandbox/market/…`, as the chat page and the tests use them."""

import asyncio
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from fastapi import APIRouter, Body, HTTPException, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator

from .currency import whole
from .flights import FareMove
from .hotels import Hotel
from .identities import find_hotel, liteapi_id, property_token, travclan_id
from .listings import LITEAPI, SERPAPI, TRAVCLAN, is_listed
from .market import Market
from .moves import Glitch, PriceMove
from .past import MOST_DAYS, write_past
from .stays import MOST_NIGHTS, Guests, Stay, usual_stay
from .supplier_calls import Sandbox, base_url, photo_url

SupplierName = Literal["travclan", "serpapi", "liteapi"]


class Hand(BaseModel):
    """A body of a control; unknown fields are refused, since a typo would silently do nothing."""

    model_config = ConfigDict(extra="forbid")


class MoveFare(Hand):
    """Percent (−15 is a drop) or a total in rupees; `minutes` is how long it lasts."""

    percent: Annotated[Decimal, Field(gt=-100)] | None = None
    total: Annotated[Decimal, Field(gt=0)] | None = None
    minutes: Annotated[float, Field(gt=0)] | None = None

    @model_validator(mode="after")
    def one_of_two(self) -> Self:
        if (self.percent is None) == (self.total is None):
            raise ValueError("give either percent or total")
        return self


class MovePrice(MoveFare):
    check_in: date | None = None
    check_out: date | None = None
    supplier: SupplierName | None = None


class SetAvailability(Hand):
    """None gives the hotel back to chance."""

    available: bool | None


class PlantGlitch(Hand):
    factor: Annotated[Decimal, Field(gt=0)]
    times: Annotated[int, Field(ge=1)] = 1
    supplier: SupplierName | None = None


class SetMarket(Hand):
    drift: Annotated[Decimal, Field(ge=0, le=5)]


def _show_past(routes: APIRouter, market: Market) -> None:
    """Add the route that exports what stays have cost."""

    @routes.get("/past")
    async def show_past(days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 60) -> Response:
        text = await asyncio.to_thread(write_past, market, days)
        return Response(text, media_type="text/csv")


def _show_hotels(routes: APIRouter, market: Market) -> None:
    """Add the routes that show hotels."""

    @routes.get("/hotels")
    async def show_hotels(
        request: Request,
        destination: str,
        check_in: date | None = None,
        check_out: date | None = None,
        adults: int = 2,
    ) -> list[dict[str, Any]]:
        stay = _read_stay(market, check_in, check_out, adults)
        place = market.geography.find(destination)
        if place is None:
            raise HTTPException(404, f"the market knows no place called {destination!r}")
        base = base_url(request)
        return [_show(market, hotel, stay, base) for hotel in market.hotels_in(place)]

    @routes.get("/hotels/{hotel_id}")
    async def show_hotel(
        request: Request,
        hotel_id: str,
        check_in: date | None = None,
        check_out: date | None = None,
        adults: int = 2,
    ) -> dict[str, Any]:
        stay = _read_stay(market, check_in, check_out, adults)
        return _show(market, _find(market, hotel_id), stay, base_url(request))


def _move_hotels(routes: APIRouter, market: Market) -> None:
    """Add the routes that move one hotel's prices and rooms."""

    @routes.post("/hotels/{hotel_id}/price")
    async def move_price(request: Request, hotel_id: str, body: MovePrice) -> dict[str, Any]:
        hotel = _find(market, hotel_id)
        fields = body.model_dump(exclude={"minutes"})
        until = market.now() + timedelta(minutes=body.minutes) if body.minutes else None
        market.controls(hotel).moves.append(PriceMove(**fields, until=until))
        stay = _moved_stay(market, body)
        return _show(market, hotel, stay, base_url(request))

    @routes.post("/hotels/{hotel_id}/availability")
    async def set_availability(
        request: Request, hotel_id: str, body: SetAvailability
    ) -> dict[str, Any]:
        hotel = _find(market, hotel_id)
        market.controls(hotel).closed = None if body.available is None else not body.available
        return _show(market, hotel, usual_stay(market.today), base_url(request))

    @routes.post("/hotels/{hotel_id}/glitch")
    async def plant_glitch(request: Request, hotel_id: str, body: PlantGlitch) -> dict[str, Any]:
        hotel = _find(market, hotel_id)
        market.controls(hotel).glitch = Glitch(body.factor, body.times, body.supplier)
        return _show(market, hotel, usual_stay(market.today), base_url(request))


def _move_flights(routes: APIRouter, market: Market) -> None:
    """Add the route that changes a route's fares."""

    @routes.post("/flights/{route}/price")
    async def move_fare(route: str, body: Annotated[MoveFare, Body()]) -> dict[str, Any]:
        code, _, other = route.upper().partition("-")
        origin, destination = market.geography.airport(code), market.geography.airport(other)
        if origin is None or destination is None or code == other:
            raise HTTPException(404, f"{route!r} is no route; one is like DEL-GOI")
        until = market.now() + timedelta(minutes=body.minutes) if body.minutes else None
        market.flights.move(f"{code}-{other}", FareMove(body.percent, body.total, until))
        day = usual_stay(market.today).check_in
        cheapest = market.flights.search(origin, destination, day, market.now())[0]
        return {
            "route": f"{code}-{other}",
            "date": day.isoformat(),
            "fare": whole(cheapest.fare),
            "currency": "INR",
        }


def router(sandbox: Sandbox) -> APIRouter:
    """Routes that show the market and move it."""
    routes = APIRouter(prefix="/sandbox/market")
    market = sandbox.market

    @routes.post("")
    async def set_market(body: SetMarket) -> dict[str, Any]:
        market.drift = body.drift
        return {"drift": str(market.drift)}

    _show_past(routes, market)

    _show_hotels(routes, market)
    _move_hotels(routes, market)
    _move_flights(routes, market)
    return routes


def _find(market: Market, hotel_id: str) -> Hotel:
    hotel = find_hotel(market, hotel_id)
    if hotel is None:
        raise HTTPException(404, f"the market has no hotel {hotel_id!r}")
    return hotel


def _read_stay(market: Market, check_in: date | None, check_out: date | None, adults: int) -> Stay:
    usual = usual_stay(market.today)
    start = check_in or usual.check_in
    end = check_out or start + timedelta(days=len(usual.nights))
    if not 1 <= (end - start).days <= MOST_NIGHTS or adults < 1:
        raise HTTPException(422, f"a stay has 1 to {MOST_NIGHTS} nights and at least one adult")
    return Stay(start, end, (Guests(adults),))


def _moved_stay(market: Market, body: MovePrice) -> Stay:
    """Give the stay that shows the move best: its own dates where it names a whole stay."""
    if body.check_in and body.check_out and body.check_in < body.check_out:
        return Stay(body.check_in, body.check_out)
    return usual_stay(market.today)


def _show(market: Market, hotel: Hotel, stay: Stay, base: str) -> dict[str, Any]:
    return {
        "id": hotel.id,
        "name": hotel.name,
        "area": hotel.area,
        "destination": hotel.place.name,
        "stars": hotel.stars,
        "rating": float(hotel.guest_rating),
        "travclan_id": travclan_id(hotel) if is_listed(hotel, TRAVCLAN) else None,
        "serpapi_id": property_token(hotel) if is_listed(hotel, SERPAPI) else None,
        "liteapi_id": liteapi_id(hotel) if is_listed(hotel, LITEAPI) else None,
        "names": {
            supplier: market.listing(hotel, supplier).name
            for supplier in (TRAVCLAN, SERPAPI, LITEAPI)
            if is_listed(hotel, supplier)
        },
        "check_in": stay.check_in.isoformat(),
        "check_out": stay.check_out.isoformat(),
        "price": whole(market.shown_price(hotel, stay)),
        "prices": {
            supplier: whole(market.price(hotel, stay, supplier))
            for supplier in (TRAVCLAN, SERPAPI, LITEAPI)
            if is_listed(hotel, supplier)
        },
        "currency": "INR",
        "available": market.is_available(hotel, stay),
        "photo": photo_url(base, hotel.id, 1),
    }
