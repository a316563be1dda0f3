"""`POST /hotels/rates`: offers, each with one rate a room, its taxes, fees and terms.

An offer's id is opaque and long, and holds what the offer was: it is read back at the prebook.
"""

import base64
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Self

from sandbox.market import Market
from sandbox.market.currency import in_currency
from sandbox.market.draws import identifier
from sandbox.market.hotels import Hotel
from sandbox.market.identities import liteapi_id
from sandbox.market.listings import LITEAPI
from sandbox.market.market import guests_factor, party_factor
from sandbox.market.offers import BREAKFAST, HALF_BOARD, ROOM_ONLY, Offer
from sandbox.market.sales import GAP, Rule, cancel_rules
from sandbox.market.stays import Guests, Stay

from .hotels import find_hotel
from .questions import Body, read_currency, read_stay
from .refusals import OUTDATED_OFFER, Refused, bad_field, nothing_found

BOARDS = {
    ROOM_ONLY: ("RO", "Room Only"),
    BREAKFAST: ("BB", "Bed & Breakfast"),
    HALF_BOARD: ("HB", "Half Board"),
}
OFFER_LIFE = timedelta(minutes=30)
COMMISSION = Decimal("0.04")
# At every third hotel a fee is paid on arrival, on top.
FEE_EVERY = 3
FEE_SHARE = Decimal("0.02")
MOST_RATES = 40


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer in a currency, as it was shown at `shown_at` for `price`."""

    hotel: Hotel
    stay: Stay
    offer: Offer
    currency: str
    shown_at: datetime

    @property
    def rooms(self) -> list[Decimal]:
        """The price of each room, to the cent."""
        whole = party_factor(self.hotel, self.stay)
        return [
            cents(in_currency(self.offer.total * guests_factor(self.hotel, guests) / whole,
                              self.currency))
            for guests in self.stay.rooms
        ]  # fmt: skip

    @property
    def price(self) -> Decimal:
        return sum(self.rooms, Decimal(0))

    def rules(self) -> tuple[Rule, ...]:
        """Give what cancelling costs, in the offer's currency, as it was when it was shown."""
        return cancel_rules(self.offer, self.stay, self.price, self.shown_at)

    def to_id(self) -> str:
        """Write what the offer was as LiteAPI's ids look: long, and of capitals and digits."""
        stay = self.stay
        content = {
            "h": self.hotel.number,
            "i": stay.check_in.isoformat(),
            "o": stay.check_out.isoformat(),
            "g": [[guests.adults, list(guests.child_ages)] for guests in stay.rooms],
            "k": self.offer.key,
            "c": self.currency,
            "p": str(self.price),
            "t": self.shown_at.isoformat(),
        }
        return base64.b32encode(json.dumps(content).encode()).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class Remembered:
    """What an offer's id says it was."""

    hotel: Hotel
    stay: Stay
    key: str
    currency: str
    price: Decimal
    shown_at: datetime

    @classmethod
    def read(cls, market: Market, offer_id: object) -> Self:
        """Read an id. Raises `Refused` for one that was never given or is out of date."""
        text = str(offer_id)
        try:
            content = json.loads(base64.b32decode(text + "=" * (-len(text) % 8)))
            hotel = market.hotel(int(content["h"]))
            rooms = tuple(Guests(adults, tuple(ages)) for adults, ages in content["g"])
            days = date.fromisoformat(content["i"]), date.fromisoformat(content["o"])
            shown_at = datetime.fromisoformat(content["t"])
            key, currency, price = content["k"], content["c"], Decimal(content["p"])
        except (ValueError, KeyError, TypeError, ArithmeticError):
            raise bad_field("invalid offerId") from None
        if hotel is None:
            raise bad_field("invalid offerId")
        if market.now() - shown_at > OFFER_LIFE:
            raise Refused(408, OUTDATED_OFFER, "offerId is outdated, please search again")
        return cls(hotel, Stay(*days, rooms), key, currency, price, shown_at)

    def as_now(self, market: Market) -> Offered | None:
        """Give the same offer at its present price, None where it is gone."""
        if not market.is_available(self.hotel, self.stay):
            return None
        offers = {o.key: o for o in market.offers(self.hotel, self.stay, supplier=LITEAPI)}
        offer = offers.get(self.key)
        now = market.now()
        if offer is None or not market.sales.has_rooms(self.hotel, self.stay, offer, now):
            return None
        return Offered(self.hotel, self.stay, offer, self.currency, now)


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def list_rates(market: Market, body: Body) -> dict[str, Any]:
    """Rates of the hotels named. Raises `Refused` with 2001 when none of them sells anything."""
    stay, currency = read_stay(body, market.today), read_currency(body)
    ids = body.get("hotelIds")
    if not isinstance(ids, list) or not ids:
        raise bad_field("hotelIds is required")
    most = int(body.get("maxRatesPerHotel") or MOST_RATES)
    hotels = [find_hotel(market, one) for one in dict.fromkeys(ids)]
    found = [
        {
            "hotelId": liteapi_id(hotel),
            "roomTypes": _room_types(market, hotel, stay, currency, most),
        }
        for hotel in hotels
        if hotel is not None and market.is_available(hotel, stay)
    ]
    if not found:
        raise nothing_found()
    return {"data": found, "guestLevel": 0, "sandbox": True}


def _room_types(
    market: Market, hotel: Hotel, stay: Stay, currency: str, most: int
) -> list[dict[str, Any]]:
    now = market.now()
    offers = market.offers(hotel, stay, answering=True, supplier=LITEAPI)[:most]
    return [write_offer(Offered(hotel, stay, offer, currency, now)) for offer in offers]


def write_offer(offered: Offered) -> dict[str, Any]:
    """Write a room type, which is what LiteAPI calls an offer."""
    price = {"amount": float(offered.price), "currency": offered.currency}
    return {
        "roomTypeId": identifier("liteapi-room", offered.hotel.number, offered.offer.key),
        "offerId": offered.to_id(),
        "supplier": "nuitee",
        "supplierId": 2,
        "rates": write_rates(offered),
        "offerRetailRate": price,
        "suggestedSellingPrice": price | {"source": "providerDirect"},
        "offerInitialPrice": price,
        "priceType": "commission",
        "rateType": "standard",
        "paymentTypes": ["NUITEE_PAY"],
    }


def write_rates(offered: Offered) -> list[dict[str, Any]]:
    """Write one rate for each room of the stay."""
    board, board_name = BOARDS[offered.offer.board]
    pairs = zip(offered.stay.rooms, offered.rooms, strict=True)
    return [
        {
            "rateId": identifier("liteapi-rate", offered.hotel.number, offered.offer.key, number),
            "occupancyNumber": number,
            "name": offered.offer.room.name,
            "maxOccupancy": offered.offer.room.max_adults + offered.offer.room.max_children,
            "adultCount": guests.adults,
            "childCount": len(guests.child_ages),
            "childrenAges": list(guests.child_ages),
            "boardType": board,
            "boardName": board_name,
            "remarks": "Check-in from 02:00 PM.",
            "priceType": "commission",
            "commission": [_money(cents(amount * COMMISSION), offered.currency)],
            "retailRate": {
                "total": [_money(amount, offered.currency)],
                "suggestedSellingPrice": [_money(amount, offered.currency)],
                "initialPrice": None,
                "taxesAndFees": _taxes(offered, amount),
            },
            "cancellationPolicies": write_policies(offered, amount),
            "paymentTypes": ["NUITEE_PAY"],
        }
        for number, (guests, amount) in enumerate(pairs, start=1)
    ]


def _taxes(offered: Offered, amount: Decimal) -> list[dict[str, Any]] | None:
    """Write taxes that the total holds, and fees that it does not; null where there are none."""
    taxes: list[dict[str, Any]] = []
    if offered.offer.tax:
        share = cents(amount * offered.offer.tax / offered.offer.total)
        taxes.append(
            {"included": True, "description": "Hotel Tax", **_money(share, offered.currency)}
        )
    if offered.hotel.number % FEE_EVERY == 0:
        fee = cents(amount * FEE_SHARE)
        taxes.append(
            {"included": False, "description": "City Tax", **_money(fee, offered.currency)}
        )
    return taxes or None


def write_policies(
    offered: Offered, amount: Decimal, rules: tuple[Rule, ...] | None = None
) -> dict[str, Any]:
    """Write from when on a cancelled room costs what; the tag says whether anything comes back."""
    rules = offered.rules() if rules is None else rules
    whole = offered.price
    costly = [rule for rule in rules if rule.penalty]
    infos = [
        {
            "cancelTime": rule.starts.strftime("%Y-%m-%d %H:%M:%S"),
            **_money(cents(amount * rule.penalty / whole), offered.currency),
            "type": "amount",
            "timezone": "GMT",
        }
        for rule in costly
    ]
    if not rules:
        day = offered.shown_at.strftime("%Y-%m-%d 00:00:00")
        infos = [{"cancelTime": day, **_money(amount, offered.currency), "type": "amount",
                  "timezone": "GMT"}]  # fmt: skip
    return {
        "cancelPolicyInfos": infos,
        "hotelRemarks": [],
        "refundableTag": "RFN" if rules else "NRFN",
    }


def _money(amount: Decimal, currency: str) -> dict[str, Any]:
    return {"amount": float(amount), "currency": currency}


def last_free(rules: tuple[Rule, ...]) -> str | None:
    """Write until when a booking is cancelled for nothing."""
    free = [rule.ends for rule in rules if not rule.penalty]
    return (max(free) + GAP).strftime("%Y-%m-%dT%H:%M:%S") if free else None
