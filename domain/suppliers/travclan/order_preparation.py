"""Prepares an order at TravClan: itinerary, rates, guests, price check. Nothing is booked."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.clock import Clock
from domain.money import Money
from domain.suppliers.booking_contract import Difference, Gone, Order, Rechecked, Session
from domain.suppliers.contract import (
    ChangedShape,
    NoAvailability,
    Rate,
    SessionExpired,
    Supplier,
)
from domain.suppliers.http import Call
from domain.suppliers.rate_matches import like
from domain.suppliers.room_combinations import combine
from domain.suppliers.travclan.booking_wire import Basket, CheckedPrice, PriceCheck
from domain.suppliers.travclan.client import Asking
from domain.suppliers.travclan.gateway import RATES, stay_body
from domain.suppliers.travclan.guests import allocations, placed, selection, slots_of
from domain.suppliers.travclan.rate_combinations import RateCombination, combinations_of
from domain.suppliers.travclan.rates import Itinerary, ItineraryResult

OPERATION = "recheck"
# A session that expires between two steps is begun again, once.
TRIES = 2


@dataclass(frozen=True, slots=True)
class Opened:
    """An itinerary's codes, with which it is booked and found again."""

    code: str
    item: str
    trace: str
    can_hold: bool = False

    @classmethod
    def of(cls, itinerary: ItineraryResult) -> "Opened":
        """Read them from an itinerary. Raises `ChangedShape` if one is missing."""
        if itinerary.itinerary is None or itinerary.trace_id is None or not itinerary.items:
            raise ChangedShape(Supplier.TRAVCLAN, OPERATION, "itinerary")
        return cls(itinerary.itinerary.code, itinerary.items[0].code, itinerary.trace_id)

    @classmethod
    def read(cls, session: Session) -> "Opened | None":
        """Read them from a session; None if it has none."""
        try:
            told = json.loads(session.token)
            can_hold = told.get("can_hold") is True
            return cls(str(told["code"]), str(told["item"]), str(told["trace"]), can_hold)
        except (ValueError, TypeError, KeyError):
            return None

    def token(self) -> str:
        """Return them as a session's token."""
        told = {"code": self.code, "item": self.item, "trace": self.trace}
        return json.dumps(told | ({"can_hold": True} if self.can_hold else {}))


@dataclass(frozen=True, slots=True)
class Preparing:
    """The steps before a booking, all of which may be repeated."""

    asking: Asking
    clock: Clock
    hotel_url: str

    async def prepare(self, order: Order) -> Rechecked | Gone:
        """Return the order as it can be booked now. Raises a `SupplierError`."""
        for left in reversed(range(TRIES)):
            try:
                return await self._prepare(order)
            except NoAvailability:
                return Gone()
            except SessionExpired:
                if not left:
                    raise
        raise AssertionError  # the loop returns or raises

    async def _prepare(self, order: Order) -> Rechecked | Gone:
        itinerary = await self._open(order)
        ways = combinations_of(itinerary, len(order.question.stay.rooms), self.clock.now())
        bookable = {way.rate.token: way for way in ways if way.recommendation is not None}
        found = like((way.rate for way in bookable.values()), order.rate, Supplier.TRAVCLAN)
        if found is None:
            return Gone()
        way = bookable[found.token]
        opened = replace(Opened.of(itinerary), can_hold=itinerary.can_hold(way.recommendation))
        pairs = placed(slots_of(way.parts), order.rooms)
        await self._step(
            opened,
            "select-roomrates",
            recommendationId=way.recommendation,
            items=[{"code": opened.item, "type": "HOTEL"}],
            roomsAndRateAllocations=selection(pairs),
        )
        await self._step(
            opened,
            "rooms-allocations",
            roomsAllocations=allocations(pairs, order),
            specialRequests=order.requests,
        )
        return self._rechecked(way, opened, await self._check(opened))

    async def _open(self, order: Order) -> ItineraryResult:
        """Open an itinerary for this order alone: nobody else may add guests to it."""
        body = {"hotelId": order.hotel.supplier_id, **stay_body(order.question)}
        url = f"{self.hotel_url}{RATES}"
        call = Call(OPERATION, OPERATION, "POST", url, body=body, shared=False)
        return (await self.asking.ask(call, Itinerary)).results[0]

    async def _step(self, opened: Opened, step: str, **body: Any) -> None:
        url = f"{self.hotel_url}{RATES}/{opened.code}/{step}"
        call = Call(OPERATION, OPERATION, "POST", url, body={"traceId": opened.trace, **body})
        await self.asking.ask(call, Basket)

    async def _check(self, opened: Opened) -> CheckedPrice:
        url = f"{self.hotel_url}{RATES}/{opened.code}/check-price"
        call = Call(OPERATION, OPERATION, "GET", url, params={"traceId": opened.trace})
        return (await self.asking.ask(call, PriceCheck)).results[0]

    def _rechecked(self, way: RateCombination, opened: Opened, checked: CheckedPrice) -> Rechecked:
        now = self.clock.now()
        ends = checked.trace_id_details
        expires_at = None if ends is None else ends.ends_at(now)
        change = checked.price_change_data
        return Rechecked(
            rate=_rate_now(way, checked, now, expires_at),
            session=Session(opened.token(), expires_at),
            differences=frozenset({Difference.PRICE} if change.is_price_changed else ()),
        )


def _rate_now(
    way: RateCombination, checked: CheckedPrice, now: datetime, expires_at: datetime | None
) -> Rate:
    """Return the rate according to the price check.

    The check's total counts, even if its rates add up to something else. Raises `ChangedShape` if
    these are not the selected rates.
    """
    wires = checked.data[0].rates
    if sorted(wire.id for wire in wires) != sorted(part.id for part in way.parts):
        raise ChangedShape(Supplier.TRAVCLAN, OPERATION, "rates")
    parts = [wire.to_rate(way.rate.room_name, now, expires_at) for wire in wires]
    rate = parts[0] if len(parts) == 1 else combine(parts, way.rate.token)
    total = Money.of(checked.price_change_data.current_total_amount, wires[0].currency)
    quote = replace(rate.quote, total=total)
    due = total if rate.due_at_property == rate.quote.total else rate.due_at_property
    return replace(rate, token=way.rate.token, quote=quote, due_at_property=due)
