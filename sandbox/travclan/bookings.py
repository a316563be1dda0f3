"""Bookings as they stand: details, and cancelling where the rate allows it online."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sandbox.market import Market
from sandbox.market.identities import travclan_id
from sandbox.market.listings import TRAVCLAN
from sandbox.market.sales import Sale, SaleState, penalty_at
from sandbox.market.twists import Step, Turn, Twist

from .itineraries import Itinerary, write_rate
from .policies import Priced, written_penalty
from .refusals import NOT_CANCELLABLE, NOT_FOUND, bad_request, business_refusal, server_error
from .statuses import write_status

Answer = dict[str, Any]


class BookingDesk:
    """What can be done with a booking that was made."""

    def __init__(self, market: Market) -> None:
        self._market = market

    def details(self, code: str) -> Answer:
        """Show a booking with its terms as they are now, which may not be those it was sold on."""
        sale = self._known(code)
        opened: Itinerary = sale.wire["itinerary"]
        chosen: tuple[Priced, ...] = sale.wire["chosen"]
        terms = {"refundable": sale.refundable, "onlineCancellable": sale.cancels_online}
        return write_status(sale) | {
            "itineraryCode": sale.session,
            "traceId": opened.trace.id,
            "hotelId": travclan_id(sale.hotel),
            "hotelName": sale.hotel.name,
            "checkIn": sale.stay.check_in.isoformat(),
            "checkOut": sale.stay.check_out.isoformat(),
            "totalAmount": int(sale.total),
            "currency": sale.currency,
            "specialRequests": sale.requests,
            "guests": list(sale.guests),
            "changedByHotel": sale.hotel_words or None,
            "cancellationCharges": None if sale.penalty is None else float(sale.penalty),
            "data": [
                {
                    "rates": [
                        write_rate(opened, priced, sale.made_at, sale.rules) | terms
                        for priced in chosen
                    ]
                }
            ],
        }

    def cancel(self, code: str, trace_id: object) -> Answer:
        """Cancel for what the rules say now. A second time is refused."""
        sale, now = self._known(code), self._market.now()
        opened: Itinerary = sale.wire["itinerary"]
        if trace_id != opened.trace.id:
            raise bad_request("traceId must be the booking's")
        if sale.state is not SaleState.CONFIRMED:
            raise business_refusal(NOT_CANCELLABLE, f"Booking is {sale.state.value}")
        if not sale.cancels_online:
            raise business_refusal(NOT_CANCELLABLE, "Booking cannot be cancelled online")
        twist = self._market.twists.take(TRAVCLAN, Step.CANCEL)
        if twist is not None and twist.turn is Turn.REFUSED:
            raise business_refusal(NOT_CANCELLABLE, "Cancellation is not allowed")
        penalty = _charge(sale, twist, _due(sale, now))
        if twist is not None and twist.turn is Turn.PENDING:
            sale.state, sale.penalty, sale.changed_at = SaleState.CANCEL_PENDING, penalty, now
            sale.will_settle(now, twist, SaleState.CANCELLED, SaleState.CONFIRMED)
        else:
            sale.cancel(now, penalty)
        if twist is not None and twist.turn is Turn.UNKNOWN:
            raise server_error()
        return write_status(sale) | {
            "bookingCode": sale.code,
            "cancellationCharges": float(penalty),
            "refundAmount": float(sale.refund),
            "currency": sale.currency,
        }

    def _known(self, code: str) -> Sale:
        twist = self._market.twists.take(TRAVCLAN, Step.DETAILS)
        sale = self._market.sales.find(TRAVCLAN, code, self._market.now())
        if sale is None or (twist is not None and twist.turn is Turn.REFUSED):
            raise business_refusal(NOT_FOUND, f"Booking {code} is not known")
        return sale


def _due(sale: Sale, now: datetime) -> Decimal:
    """Give what cancelling costs now, as the booking's rates have it written: in whole rupees."""
    due = penalty_at(sale.rules, sale.total, now)
    if due >= sale.total:
        return sale.total
    chosen: tuple[Priced, ...] = sale.wire["chosen"]
    return Decimal(sum(written_penalty(due, priced) for priced in chosen))


def _charge(sale: Sale, twist: Twist | None, penalty: Decimal) -> Decimal:
    if twist is None or twist.turn is not Turn.CHARGED:
        return penalty
    return (sale.total * twist.percent / 100).quantize(Decimal("0.01"))
