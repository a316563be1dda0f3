"""Controls of bookings: `/sandbox/bookings/…`, to read the suppliers' books and to plant turns."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, ConfigDict, Field

from .identities import find_hotel
from .market import Market
from .sales import Rule, Sale, SaleState
from .supplier_calls import Sandbox
from .twists import Step, Turn, Twist

Bookable = Literal["travclan", "liteapi"]


class Hand(BaseModel):
    """A body of a control; unknown fields are refused, since a typo would silently do nothing."""

    model_config = ConfigDict(extra="forbid")


class PlantTwist(Hand):
    """A turn at a step; see `sandbox.market.twists`."""

    supplier: Bookable
    step: Step
    turn: Turn
    percent: Annotated[Decimal, Field(gt=-100)] = Decimal(10)
    seconds: Annotated[float, Field(ge=0)] = 0.0
    fails: bool = False
    times: Annotated[int, Field(ge=1)] | None = 1


class NewRule(Hand):
    """What cancelling costs between two instants; the penalty in the booking's currency."""

    starts: datetime
    ends: datetime
    penalty: Annotated[Decimal, Field(ge=0)]


class ChangeBooking(Hand):
    """A change that the supplier makes to a booking; absent fields stay."""

    state: SaleState | None = None
    rules: list[NewRule] | None = None
    refundable: bool | None = None
    cancels_online: bool | None = None
    total: Annotated[Decimal, Field(gt=0)] | None = None
    no_show: bool | None = None
    hotel_words: str | None = None


class SetRooms(Hand):
    """How many rooms of each kind a hotel has in all; None: always enough."""

    hotel_id: str
    rooms: Annotated[int, Field(ge=0)] | None


class SetWallet(Hand):
    """The agency's money at a supplier, in whatever it sells in; None is bottomless."""

    balance: Annotated[Decimal, Field(ge=0)] | None


def _open_books(routes: APIRouter, market: Market) -> None:
    """Add the routes of a supplier's wallet and bookings, after those that look like one."""

    @routes.post("/{supplier}/wallet")
    async def set_wallet(supplier: Bookable, body: SetWallet) -> dict[str, Any]:
        market.sales.set_wallet(supplier, body.balance)
        balance = market.sales.wallet(supplier)
        return {"balance": None if balance is None else str(balance)}

    @routes.get("/{supplier}/{code}")
    async def show_booking(supplier: Bookable, code: str) -> dict[str, Any]:
        return _find(market, supplier, code).to_json()

    @routes.post("/{supplier}/{code}")
    async def change_booking(supplier: Bookable, code: str, body: ChangeBooking) -> dict[str, Any]:
        sale = _find(market, supplier, code)
        _change(sale, body)
        sale.changed_at = market.now()
        return sale.to_json()


def router(sandbox: Sandbox) -> APIRouter:
    """Routes that show the books and change them."""
    routes = APIRouter(prefix="/sandbox/bookings")
    market = sandbox.market

    @routes.get("")
    async def show_bookings(
        supplier: Bookable | None = None, reference: str | None = None
    ) -> list[dict[str, Any]]:
        return [
            sale.to_json()
            for sale in market.sales.all(market.now())
            if supplier in (None, sale.supplier) and reference in (None, sale.reference)
        ]

    @routes.post("/twists")
    async def plant_twist(body: PlantTwist) -> dict[str, bool]:
        market.twists.add(Twist(**body.model_dump()))
        return {"planted": True}

    @routes.delete("/twists")
    async def clear_twists() -> dict[str, bool]:
        market.twists.reset()
        return {"cleared": True}

    @routes.post("/rooms")
    async def set_rooms(body: SetRooms) -> dict[str, Any]:
        hotel = find_hotel(market, body.hotel_id)
        if hotel is None:
            raise HTTPException(404, f"the market has no hotel {body.hotel_id!r}")
        market.sales.set_rooms(hotel, body.rooms)
        return {"hotel_id": hotel.id, "rooms": body.rooms}

    _open_books(routes, market)
    return routes


def _find(market: Market, supplier: str, code: str) -> Sale:
    sale = market.sales.find(supplier, code, market.now())
    if sale is None:
        raise HTTPException(404, f"{supplier} has no booking {code!r}")
    return sale


def _change(sale: Sale, body: ChangeBooking) -> None:
    if body.state is not None:
        sale.state, sale.settles = body.state, None
    if body.rules is not None:
        sale.rules = tuple(Rule(rule.starts, rule.ends, rule.penalty) for rule in body.rules)
    if body.refundable is not None:
        sale.refundable = body.refundable
    if body.cancels_online is not None:
        sale.cancels_online = body.cancels_online
    if body.total is not None:
        sale.total = body.total
    if body.no_show is not None:
        sale.no_show = body.no_show
    if body.hotel_words is not None:
        sale.hotel_words = body.hotel_words
