"""Keeping rooms unpaid, and giving them back. How TravClan is asked for it is *assumed*."""

from collections.abc import Mapping
from typing import Any

from sandbox.market import Market
from sandbox.market.listings import TRAVCLAN
from sandbox.market.sales import Sale, SaleState
from sandbox.market.twists import Step, Turn

from .checkout import Checkout
from .itineraries import hold_ends
from .policies import zulu
from .refusals import (
    ALREADY_BOOKED,
    NO_FUNDS,
    NOT_FOUND,
    PRICE_CHANGED,
    bad_request,
    business_refusal,
    server_error,
)
from .statuses import write_status

Body = Mapping[str, Any]
Answer = dict[str, Any]


class Holds:
    """What is kept of the baskets of a checkout."""

    def __init__(self, market: Market, checkout: Checkout) -> None:
        self._market, self._checkout = market, checkout

    def hold(self, code: str, body: Body) -> Answer:
        """Keep what was selected and checked, unpaid; how this is asked for is *assumed*."""
        basket, market = self._checkout.live(code, body.get("traceId"), None), self._market
        now = market.now()
        if not basket.guests or basket.checked is None:
            raise bad_request("guests and a price check are required before a hold")
        if market.sales.of_session(TRAVCLAN, code, now) or market.sales.held(TRAVCLAN, code, now):
            raise business_refusal(ALREADY_BOOKED, "Itinerary is already booked")
        until = hold_ends(basket.opened.hotel, basket.chosen[0].offer, now)
        if until is None or until <= now:
            raise bad_request("hold is not allowed for this recommendation")
        twist = market.twists.take(TRAVCLAN, Step.HOLD)
        self._checkout.take_turn(basket, twist)
        basket.chosen = self._checkout.as_now(basket)
        if basket.total != basket.checked:
            raise business_refusal(PRICE_CHANGED, "Price has changed")
        sale = self._checkout.sell(basket, None, SaleState.HELD)
        sale.settles = (until, SaleState.RELEASED)
        if twist is not None and twist.turn is Turn.UNKNOWN:
            raise server_error()
        return {"itineraryCode": code, "holdCode": sale.code, "holdUntil": zulu(until)}

    def confirm_hold(self, code: str, body: Body) -> Answer:
        """Make a booking of what is kept, at the price that it was kept at."""
        basket, market = self._checkout.live(code, body.get("traceId"), None), self._market
        sale = self._kept(code, body)
        if not market.sales.can_pay(TRAVCLAN, sale.total):
            raise business_refusal(NO_FUNDS, "Insufficient wallet balance")
        twist = market.twists.take(TRAVCLAN, Step.BOOK)
        self._checkout.take_turn(basket, twist)
        market.sales.confirm(sale, market.now())
        if twist is not None and twist.turn is Turn.UNKNOWN:
            raise server_error()
        return {
            "itineraryCode": code,
            "traceId": basket.opened.trace.id,
            "details": [{"itemCode": basket.opened.item, **write_status(sale)}],
        }

    def release_hold(self, code: str, body: Body) -> Answer:
        """Give back what is kept; a second time is refused."""
        sale = self._kept(code, body)
        self._market.sales.release(sale, self._market.now())
        return write_status(sale) | {"bookingStatus": "CANCELLED", "cancellationCharges": 0}

    def _kept(self, code: str, body: Body) -> Sale:
        sale = self._market.sales.held(TRAVCLAN, code, self._market.now())
        if sale is None or sale.code != body.get("holdCode"):
            raise business_refusal(NOT_FOUND, "hold is not known")
        return sale
