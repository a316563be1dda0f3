"""From a rate to a booking: select rates, allocate guests, check the price, book.

An itinerary lives as long as its trace. What it was booked as can be read afterwards, too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from sandbox.market import Market
from sandbox.market.draws import identifier
from sandbox.market.listings import TRAVCLAN
from sandbox.market.offers import BREAKFAST, ROOM_ONLY, Offer
from sandbox.market.sales import Sale, SaleState, cancel_rules
from sandbox.market.twists import Step, Turn, Twist

from .guests import Asks, read_guests, rooms_of
from .itineraries import Itinerary, write_rate
from .policies import Priced
from .refusals import (
    ALREADY_BOOKED,
    NO_FUNDS,
    PRICE_CHANGED,
    bad_request,
    business_refusal,
    server_error,
    sold_out,
    trace_expired,
)
from .statuses import Answer, write_status

Body = Mapping[str, Any]
MOST_KEPT = 20_000


@dataclass(slots=True)
class Basket:
    """An itinerary on its way to a booking."""

    opened: Itinerary
    chosen: tuple[Priced, ...] = ()
    guests: list[dict[str, Any]] = field(default_factory=list)
    requests: str = ""
    checked: int | None = None
    twists: list[Twist] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(priced.amounts[2] for priced in self.chosen)


class Checkout:
    """The steps from an itinerary to a booking, each of which rejects what comes too early."""

    def __init__(self, market: Market) -> None:
        self._market = market
        self._baskets: dict[str, Basket] = {}
        market.on_reset(self._baskets.clear)

    def keep(self, opened: Itinerary) -> None:
        """Keep an itinerary; the oldest make room."""
        self._baskets[opened.code] = Basket(opened)
        while len(self._baskets) > MOST_KEPT:
            self._baskets.pop(next(iter(self._baskets)))

    def itinerary(self, code: str) -> Answer:
        """Show an itinerary and what it was booked as; also when its trace has ended."""
        basket = self._known(code)
        sold = self._market.sales.of_session(TRAVCLAN, code, self._market.now())
        return self._head(basket) | {
            "items": [self._write_item(basket)],
            "bookingDetails": [write_status(sale) for sale in sold],
        }

    def select(self, code: str, body: Body) -> Answer:
        """Choose a recommendation's rates."""
        basket = self.live(code, body.get("traceId"), Step.SELECT)
        group = basket.opened.groups.get(str(body.get("recommendationId")))
        if group is None:
            raise bad_request("recommendationId is not known")
        items = body.get("items")
        if items != [{"code": basket.opened.item, "type": "HOTEL"}]:
            raise bad_request("items must be those of the itinerary")
        wanted = [
            {
                "rateId": priced.id,
                "roomId": basket.opened.room_ids[priced.offer.room.name],
                "occupancy": {"adults": guests.adults, "childAges": list(guests.child_ages)},
            }
            for priced, guests in rooms_of(group)
        ]
        if body.get("roomsAndRateAllocations") != wanted:
            raise bad_request("roomsAndRateAllocations must be those of the recommendation")
        basket.chosen, basket.guests, basket.checked = group, [], None
        return self._head(basket) | {"items": [self._write_item(basket)]}

    def allocate(self, code: str, body: Body) -> Answer:
        """Name the guests of each room."""
        basket = self.live(code, body.get("traceId"), Step.GUESTS)
        rooms = rooms_of(basket.chosen)
        given = body.get("roomsAllocations")
        if not rooms:
            raise bad_request("rates must be selected first")
        if not isinstance(given, list) or [_room_key(room) for room in given] != [
            (priced.id, basket.opened.room_ids[priced.offer.room.name]) for priced, _ in rooms
        ]:
            raise bad_request("roomsAllocations must be the selected rooms and rates")
        now = self._market.now()
        asks = Asks(write_rate(basket.opened, priced, now) for priced in basket.chosen)
        basket.guests = read_guests(given, [guests for _, guests in rooms], asks)
        basket.requests, basket.checked = str(body.get("specialRequests") or ""), None
        return self._head(basket)

    def check_price(self, code: str, trace_id: object) -> Answer:
        """Price the selected rates as they stand now."""
        basket = self.live(code, trace_id, Step.CHECK)
        if not basket.chosen:
            raise bad_request("rates must be selected first")
        before = basket.total
        basket.chosen = self.as_now(basket)
        basket.checked = basket.total
        now = self._market.now()
        return self._head(basket) | {
            "priceChangeData": {
                "previousTotalAmount": before,
                "currentTotalAmount": basket.total,
                "isPriceChanged": before != basket.total,
            },
            "data": [
                {"rates": [write_rate(basket.opened, priced, now) for priced in basket.chosen]}
            ],
        }

    def book(self, code: str, body: Body) -> Answer:
        """Book what was selected, checked and has guests; a second time is refused."""
        basket = self.live(code, body.get("traceId"), None)
        market = self._market
        if market.sales.of_session(TRAVCLAN, code, market.now()):
            raise business_refusal(ALREADY_BOOKED, "Itinerary is already booked")
        if not basket.guests or basket.checked is None:
            raise bad_request("guests and a price check are required before booking")
        twist = market.twists.take(TRAVCLAN, Step.BOOK)
        self.take_turn(basket, twist)
        kept = market.sales.held(TRAVCLAN, code, market.now())
        if kept is not None:
            market.sales.release(kept, market.now())
        basket.chosen = self.as_now(basket)
        if basket.total != basket.checked and body.get("isPriceChangeAccepted") is not True:
            raise business_refusal(PRICE_CHANGED, "Price has changed")
        if not market.sales.can_pay(TRAVCLAN, Decimal(basket.total)):
            raise business_refusal(NO_FUNDS, "Insufficient wallet balance")
        sales = [self.sell(basket, twist)]
        if twist is not None and twist.turn is Turn.DOUBLED:
            sales.append(self.sell(basket, None))
        if twist is not None and twist.turn is Turn.UNKNOWN:
            raise server_error()
        return {
            "itineraryCode": code,
            "traceId": basket.opened.trace.id,
            "details": [{"itemCode": basket.opened.item, **write_status(sales[0])}],
        }

    def sell(
        self, basket: Basket, twist: Twist | None, state: SaleState = SaleState.CONFIRMED
    ) -> Sale:
        market, opened = self._market, basket.opened
        now, offer = market.now(), basket.chosen[0].offer
        number = market.sales.number()
        first = write_rate(opened, basket.chosen[0], now)
        return market.sales.add(
            Sale(
                supplier=TRAVCLAN,
                code=f"trh{identifier('booking', number, now)[:6]}{number}",
                session=opened.code,
                reference=None,
                hotel=opened.hotel,
                stay=opened.stay,
                room=offer.room.name,
                board=offer.board,
                refundable=offer.refundable,
                cancels_online=bool(first["onlineCancellable"]),
                total=Decimal(basket.total),
                currency="INR",
                rules=cancel_rules(offer, opened.stay, offer.total, now),
                guests=tuple(basket.guests),
                requests=basket.requests,
                made_at=now,
                wire={"itinerary": opened, "chosen": basket.chosen},
                state=state,
            ),
            twist,
        )

    def _known(self, code: str) -> Basket:
        basket = self._baskets.get(code)
        if basket is None:
            raise bad_request(f"itinerary {code} is not known")
        return basket

    def live(self, code: str, trace_id: object, step: Step | None) -> Basket:
        """Find an itinerary whose trace lives, after the turn planted at this step."""
        basket = self._known(code)
        trace = basket.opened.trace
        if trace_id != trace.id or not trace.remaining(self._market.now()):
            raise trace_expired()
        if step is not None:
            self.take_turn(basket, self._market.twists.take(TRAVCLAN, step))
        return basket

    def take_turn(self, basket: Basket, twist: Twist | None) -> None:
        if twist is None:
            return
        match twist.turn:
            case Turn.SOLD_OUT:
                raise sold_out(basket.opened.trace.details(self._market.now()))
            case Turn.SESSION_EXPIRED:
                raise trace_expired()
            case Turn.NO_FUNDS:
                raise business_refusal(NO_FUNDS, "Insufficient wallet balance")
            case Turn.PRICE_CHANGED | Turn.TERMS_CHANGED | Turn.BOARD_CHANGED:
                basket.twists.append(twist)
            case _:
                pass

    def as_now(self, basket: Basket) -> tuple[Priced, ...]:
        """Give the selected rates at today's price. Raises `Refused` when they are gone."""
        opened, market = basket.opened, self._market
        now, hotel, stay = market.now(), opened.hotel, opened.stay
        wanted = basket.chosen[0].offer
        offers = {offer.key: offer for offer in market.offers(hotel, stay)}
        offer = offers.get(wanted.key)
        if (
            offer is None
            or not market.is_available(hotel, stay)
            or not market.sales.has_rooms(hotel, stay, offer, now)
        ):
            raise sold_out(opened.trace.details(now))
        for twist in basket.twists:
            offer = _twisted(offer, twist)
        return tuple(replace(priced, offer=offer) for priced in basket.chosen)

    def _head(self, basket: Basket) -> Answer:
        opened = basket.opened
        return {
            "traceId": opened.trace.id,
            "traceIdDetails": opened.trace.details(self._market.now()),
            "itineraryCode": opened.code,
            "itinerary": {"code": opened.code},
        }

    def _write_item(self, basket: Basket) -> Answer:
        opened, now = basket.opened, self._market.now()
        return {
            "code": opened.item,
            "type": "HOTEL",
            "selectedRoomsAndRates": [
                {
                    "rate": write_rate(opened, priced, now),
                    "room": {"id": opened.room_ids[priced.offer.room.name]},
                    "occupancy": {"adults": guests.adults, "childAges": list(guests.child_ages)},
                }
                for priced, guests in rooms_of(basket.chosen)
            ],
        }


def _twisted(offer: Offer, twist: Twist) -> Offer:
    match twist.turn:
        case Turn.PRICE_CHANGED:
            factor = 1 + twist.percent / 100
            return replace(
                offer,
                total=(offer.total * factor).quantize(Decimal("0.01")),
                tax=(offer.tax * factor).quantize(Decimal("0.01")),
            )
        case Turn.TERMS_CHANGED:
            return replace(offer, refundable=False, free_until=None, half_until=None)
        case _:
            return replace(offer, board=ROOM_ONLY if offer.board == BREAKFAST else BREAKFAST)


def _room_key(room: Any) -> tuple[Any, Any]:
    return (room.get("rateId"), room.get("roomId")) if isinstance(room, dict) else (None, None)
