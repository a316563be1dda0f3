"""Prebook, book, retrieve and cancel: `book.liteapi.travel`'s part."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sandbox.market import Market
from sandbox.market.draws import identifier
from sandbox.market.identities import liteapi_id
from sandbox.market.listings import LITEAPI
from sandbox.market.offers import BREAKFAST, ROOM_ONLY
from sandbox.market.sales import Sale, SaleState, penalty_at
from sandbox.market.twists import Step, Turn, Twist

from .booking_answers import status_of, write_booking
from .questions import Body
from .rates import Offered, Remembered, cents, write_rates
from .refusals import (
    BAD_METHOD,
    DUPLICATE,
    NOTHING_FOUND,
    OUTDATED_OFFER,
    PROVIDER_FAILED,
    SERVER,
    Empty,
    Refused,
    bad_field,
)

METHODS = ("ACC_CREDIT_CARD", "WALLET", "CREDIT")
PREBOOK_LIFE = timedelta(minutes=60)
MOST_KEPT = 20_000
DUPLICATED = "duplicate booking attempt with existing client reference"
PAYMENT_FAILED = "payment failed please check your provided payment information"


@dataclass(frozen=True, slots=True)
class Prebook:
    """A price that was confirmed; it can be booked from more than once, and protects nothing."""

    id: str
    offer_id: str
    offered: Offered
    first_price: Decimal
    board_changed: bool
    terms_changed: bool
    made_at: datetime

    @property
    def difference(self) -> int:
        return round((self.offered.price / self.first_price - 1) * 100)


class BookingDesk:
    """LiteAPI's bookings, over the market's books."""

    def __init__(self, market: Market) -> None:
        self._market = market
        self._prebooks: dict[str, Prebook] = {}
        market.on_reset(self._prebooks.clear)

    def prebook(self, body: Body) -> dict[str, Any]:
        """Confirm an offer's price and say what has changed."""
        if not isinstance(body.get("usePaymentSdk"), bool):
            raise bad_field("usePaymentSdk is required")
        twist = self._market.twists.take(LITEAPI, Step.CHECK)
        if twist is not None and twist.turn is Turn.SESSION_EXPIRED:
            raise Refused(408, OUTDATED_OFFER, "offerId is outdated, please search again")
        was = Remembered.read(self._market, body.get("offerId"))
        now = was.as_now(self._market)
        if now is None or (twist is not None and twist.turn is Turn.SOLD_OUT):
            raise Refused(400, NOTHING_FOUND)  # *assumed*: the code is that of the rates
        offered = _twisted(now, twist)
        number = self._market.sales.number()
        made = Prebook(
            id=identifier("prebook", number)[:9],
            offer_id=str(body["offerId"]),
            offered=offered,
            first_price=was.price,
            board_changed=offered.offer.board != now.offer.board,
            terms_changed=offered.offer.refundable != now.offer.refundable,
            made_at=self._market.now(),
        )
        self._prebooks[made.id] = made
        while len(self._prebooks) > MOST_KEPT:
            self._prebooks.pop(next(iter(self._prebooks)))
        return self.show_prebook(made.id)

    def show_prebook(self, prebook_id: object) -> dict[str, Any]:
        made = self._live(prebook_id)
        offered = made.offered
        data = {
            "prebookId": made.id,
            "offerId": made.offer_id,
            "hotelId": liteapi_id(offered.hotel),
            "checkin": offered.stay.check_in.isoformat(),
            "checkout": offered.stay.check_out.isoformat(),
            "currency": offered.currency,
            "termsAndConditions": "",
            "roomTypes": [{"rates": write_rates(offered)}],
            "commission": 0,
            "price": float(offered.price),
            "priceType": "commission",
            "priceDifferencePercent": made.difference,
            "cancellationChanged": made.terms_changed,
            "boardChanged": made.board_changed,
            "supplier": "nuitee",
            "supplierId": 2,
            "paymentTypes": ["NUITEE_PAY"],
        }
        return {"data": data, "guestLevel": 0, "sandbox": True}

    def book(self, body: Body) -> dict[str, Any]:
        """Book a prebook's rooms; a reference that was used before is refused."""
        made = self._live(body.get("prebookId"))
        guests = _read_people(body, len(made.offered.stay.rooms))
        market, now = self._market, self._market.now()
        reference = body.get("clientReference") or None
        if reference and market.sales.of_reference(LITEAPI, str(reference), now):
            raise Refused(400, DUPLICATE, DUPLICATED)
        twist = market.twists.take(LITEAPI, Step.BOOK)
        self._take_turn(twist)
        current = Remembered.read(market, made.offered.to_id()).as_now(market)
        if current is None:
            raise Refused(400, PROVIDER_FAILED)
        if not market.sales.can_pay(LITEAPI, made.offered.price):
            raise Refused(400, SERVER, PAYMENT_FAILED)
        sale = self._sell(made, reference, guests, twist)
        if twist is not None and twist.turn is Turn.DOUBLED:
            self._sell(made, reference, guests, None)
        if twist is not None and twist.turn is Turn.UNKNOWN:
            raise Refused(500, SERVER)
        return {"data": write_booking(sale), "guestLevel": 0, "sandbox": True}

    def _take_turn(self, twist: Twist | None) -> None:
        match None if twist is None else twist.turn:
            case Turn.SOLD_OUT | Turn.REFUSED:
                raise Refused(400, PROVIDER_FAILED)
            case Turn.NO_FUNDS:
                raise Refused(400, SERVER, PAYMENT_FAILED)
            case Turn.SESSION_EXPIRED:
                raise bad_field("invalid prebookId, rate not found")
            case _:
                return

    def _sell(
        self, made: Prebook, reference: Any, guests: list[dict[str, Any]], twist: Twist | None
    ) -> Sale:
        market, offered = self._market, made.offered
        now, number = market.now(), market.sales.number()
        return market.sales.add(
            Sale(
                supplier=LITEAPI,
                code=f"{identifier('liteapi', number, now)[:6]}{number}",
                session=made.id,
                reference=None if reference is None else str(reference),
                hotel=offered.hotel,
                stay=offered.stay,
                room=offered.offer.room.name,
                board=offered.offer.board,
                refundable=offered.offer.refundable,
                cancels_online=True,
                total=offered.price,
                currency=offered.currency,
                rules=offered.rules(),
                guests=tuple(guests),
                requests=" ".join(str(guest.get("remarks") or "") for guest in guests).strip(),
                made_at=now,
                wire={"offered": offered},
            ),
            twist,
        )

    def find(self, query: Mapping[str, str]) -> dict[str, Any]:
        """`GET /bookings` by our reference; an empty list if there is none."""
        if not (query.get("clientReference") or query.get("guestId")):
            raise bad_field("guestId or clientReference is required")
        found = self._market.sales.of_reference(
            LITEAPI, query.get("clientReference", ""), self._market.now()
        )
        return {"data": [write_booking(sale) for sale in found]}

    def show(self, code: str) -> dict[str, Any]:
        return {"data": write_booking(self._known(code)), "guestLevel": 0, "sandbox": True}

    def cancel(self, code: str) -> dict[str, Any]:
        """Cancel; what was not refundable is cancelled too, and charged for."""
        sale, now = self._known(code), self._market.now()
        twist = self._market.twists.take(LITEAPI, Step.CANCEL)
        turn = None if twist is None else twist.turn
        if sale.state is not SaleState.CONFIRMED or turn is Turn.REFUSED:
            raise Empty(304)
        penalty = penalty_at(sale.rules, sale.total, now)
        if twist is not None and turn is Turn.CHARGED:
            penalty = cents(sale.total * twist.percent / 100)
        if twist is not None and turn is Turn.PENDING:
            sale.state, sale.penalty = SaleState.CANCEL_PENDING, penalty
            sale.will_settle(now, twist, SaleState.CANCELLED, SaleState.CONFIRMED)
        else:
            sale.cancel(now, penalty)
        if turn is Turn.UNKNOWN:
            raise Refused(500, SERVER)
        data = {
            "bookingId": sale.code,
            "status": status_of(sale),
            "cancellation_fee": float(penalty),
            "refund_amount": float(sale.refund),
            "currency": sale.currency,
        }
        return {"data": data}

    def amend(self, code: str, body: Body) -> dict[str, Any]:
        """Name the holder, who is the lead guest, again; of a booking that stands."""
        sale, holder = self._known(code), body.get("holder")
        if not isinstance(holder, Mapping):
            raise bad_field("holder is required")
        for name in ("firstName", "lastName", "email"):
            if not isinstance(holder.get(name), str) or not holder[name].strip():
                raise bad_field(f"holder.{name} is required")
        if sale.state is not SaleState.CONFIRMED:
            raise bad_field("booking can not be amended")
        lead = {**sale.guests[0], "firstName": holder["firstName"], "lastName": holder["lastName"]}
        sale.guests = (lead, *sale.guests[1:])
        return {"data": {"bookingId": sale.code, "message": "Booking amended"}}

    def _known(self, code: str) -> Sale:
        twist = self._market.twists.take(LITEAPI, Step.DETAILS)
        sale = self._market.sales.find(LITEAPI, code, self._market.now())
        if sale is None or (twist is not None and twist.turn is Turn.REFUSED):
            raise Empty(204)
        return sale

    def _live(self, prebook_id: object) -> Prebook:
        made = self._prebooks.get(str(prebook_id))
        if made is None or self._market.now() - made.made_at > PREBOOK_LIFE:
            raise bad_field("invalid prebookId, rate not found")
        return made


def _twisted(offered: Offered, twist: Twist | None) -> Offered:
    """Give the offer as a planted turn has it at the prebook."""
    offer = offered.offer
    match None if twist is None else twist.turn:
        case Turn.PRICE_CHANGED if twist is not None:
            factor = 1 + twist.percent / 100
            offer = replace(offer, total=offer.total * factor, tax=offer.tax * factor)
        case Turn.TERMS_CHANGED:
            offer = replace(offer, refundable=False, free_until=None, half_until=None)
        case Turn.BOARD_CHANGED:
            offer = replace(offer, board=ROOM_ONLY if offer.board == BREAKFAST else BREAKFAST)
        case _:
            pass
    return replace(offered, offer=offer)


def _read_people(body: Body, rooms: int) -> list[dict[str, Any]]:
    """Holder, one guest a room, and a way to pay; raises `Refused` naming what is missing."""
    payment = body.get("payment")
    if not isinstance(payment, dict) or payment.get("method") not in METHODS:
        raise Refused(400, BAD_METHOD, "missing or not supported payment method")
    holder = body.get("holder")
    fields = ("firstName", "lastName", "email", "phone")
    if not isinstance(holder, dict) or not all(holder.get(name) for name in fields):
        raise bad_field("holder needs firstName, lastName, email and phone")
    guests = body.get("guests")
    if not isinstance(guests, list) or not all(isinstance(one, dict) for one in guests):
        raise bad_field("guests is required")
    if sorted(one.get("occupancyNumber", 0) for one in guests) != list(range(1, rooms + 1)):
        raise bad_field("there must be one guest for each room")
    if not all(one.get(name) for one in guests for name in fields[:3]):
        raise bad_field("each guest needs firstName, lastName and email")
    return guests
