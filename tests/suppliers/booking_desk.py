"""Booking against an emulator as a test reads best: an order, a call, and the supplier's books."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import httpx

from domain.money import Money
from domain.stay import Room
from domain.suppliers.booking_contract import (
    BookingGateway,
    BookingKey,
    Cancellation,
    Contact,
    Document,
    DocumentKind,
    Guest,
    HoldingGateway,
    Order,
    Rechecked,
    RoomGuests,
    Submission,
)
from domain.suppliers.contract import (
    HotelRef,
    NoAvailability,
    Place,
    PriceQuestion,
    Rate,
    Refundability,
    Supplier,
)
from domain.suppliers.registry import SupplierRegistry
from tests.patience import patience
from tests.suppliers.conftest import GOA

PAN = Document(DocumentKind.PAN, "ABCDE1234F")
ASHA = Guest("Asha", "Rao", documents=(PAN,))
RAVI = Guest("Ravi", "Rao")
CONTACT = Contact("asha@example.com", "+919876543210")
# A negligible amount.
ANYTHING = Money.of(10**9, "INR")


_orders: dict[tuple[Supplier, PriceQuestion, Refundability, Place], Order] = {}


@dataclass
class Desk:
    """One supplier's booking gateway, with a hand on its emulator's books."""

    supplier: Supplier
    registry: SupplierRegistry
    sandbox: httpx.AsyncClient

    @property
    def gateway(self) -> BookingGateway:
        return self.registry.booking[self.supplier]

    async def order(
        self,
        question: PriceQuestion,
        refundable: Refundability = Refundability.YES,
        place: Place = GOA,
    ) -> Order:
        """Return an order for the first rate of its kind that is cancelled online.

        The market is the same again for every test, so it is looked for once.
        """
        key = (self.supplier, question, refundable, place)
        if key not in _orders:
            _orders[key] = await self._first(question, refundable, place)
        return _orders[key]

    async def _first(
        self, question: PriceQuestion, refundable: Refundability, place: Place
    ) -> Order:
        seller = self.registry.gateways[self.supplier]
        page = await seller.search(place, question)
        for offer in page.offers:
            hotel = HotelRef(self.supplier, offer.supplier_id, offer.name, place)
            try:
                sheet = await seller.rates(hotel, question)
            except NoAvailability:
                continue
            for rate in sheet.rates:
                is_kind = rate.quote.refundable is refundable
                if is_kind and (rate.cancels_online is not False or not is_refundable(rate)):
                    return Order(hotel, question, rate, party(question), CONTACT, "a quiet room")
        raise AssertionError("no hotel sells such a rate")

    async def holdable(self, question: PriceQuestion, place: Place = GOA) -> Order:
        """Return an order for a rate whose rooms can be kept unpaid."""
        gateway, seller = self.gateway, self.registry.gateways[self.supplier]
        assert isinstance(gateway, HoldingGateway)
        for offer in (await seller.search(place, question)).offers:
            hotel = HotelRef(self.supplier, offer.supplier_id, offer.name, place)
            with suppress(NoAvailability):
                sheet = await seller.rates(hotel, question)
                for rate in filter(is_refundable, sheet.rates[:2]):
                    order = Order(hotel, question, rate, party(question), CONTACT)
                    found = await gateway.recheck(order)
                    if isinstance(found, Rechecked) and gateway.can_hold(found.session):
                        return order
        raise AssertionError("no hotel keeps rooms")

    async def ready(self, order: Order) -> Rechecked:
        found = await self.gateway.recheck(order)
        assert isinstance(found, Rechecked)
        return found

    def submission(self, order: Order, found: Rechecked, ref: str = "OH-1") -> Submission:
        return Submission(ref, order, found.session, found.rate.quote.total)

    def key(self, found: Rechecked, ref: str = "OH-1", theirs: str | None = None) -> BookingKey:
        return BookingKey(ref, found.session, theirs)

    def cancellation(self, found: Rechecked, theirs: str, most: Money) -> Cancellation:
        return Cancellation(self.key(found, theirs=theirs), theirs, most)

    async def books(self) -> list[dict[str, Any]]:
        """Return what the supplier has sold."""
        query = {"supplier": self.supplier.value}
        answer = await self.sandbox.get("/sandbox/bookings", params=query)
        sold: list[dict[str, Any]] = answer.raise_for_status().json()
        return sold

    async def states(self) -> list[str]:
        return [sale["state"] for sale in await self.books()]

    async def twist(self, step: str, turn: str, **more: Any) -> None:
        body = {"supplier": self.supplier.value, "step": step, "turn": turn, **more}
        (await self.sandbox.post("/sandbox/bookings/twists", json=body)).raise_for_status()

    async def fault(self, match: str, kind: str, **more: Any) -> None:
        body = {"target": self.supplier.value, "match": match, "kind": kind, **more}
        (await self.sandbox.post("/sandbox/faults", json=body)).raise_for_status()

    async def asked(self, ending: str) -> int:
        """Return how often the supplier was asked for a path with this ending."""
        query = {"target": self.supplier.value}
        log = (await self.sandbox.get("/sandbox/requests", params=query)).json()
        return sum(1 for request in log if request["method"].endswith(ending))

    async def asked_at_last(self, ending: str) -> int:
        """Return the same once the supplier has done with what it was asked."""
        async with patience(30):
            while not await self.asked(ending):
                await asyncio.sleep(0.05)
        return await self.asked(ending)


def is_refundable(rate: Rate) -> bool:
    return rate.quote.refundable is Refundability.YES


def party(question: PriceQuestion) -> tuple[RoomGuests, ...]:
    """Return the guests of each room: the first room's adults, children where there are some."""
    rooms = question.stay.rooms
    return tuple(_guests(room, number) for number, room in enumerate(rooms))


def _guests(room: Room, number: int) -> RoomGuests:
    if number:
        return RoomGuests(room, (Guest("Mira", f"Iyer{number}"),))
    children = tuple(Guest("Tara", "Rao", age=age) for age in room.child_ages)
    return RoomGuests(room, (ASHA, RAVI)[: room.adults] + children)


def with_rate(order: Order, **changes: Any) -> Order:
    """Return the order with another rate as what was seen."""
    return replace(order, rate=replace(order.rate, **changes))
