"""Itineraries: every room and rate of one hotel, in the recorded shape with the recorded traps.

Numbers as strings, offsets as `+00:00` and as `Z`, non-refundable as no policies at all or as a
100 % rule from 1970, ids that hold `|`, and for several rooms either one rate for the party or one
rate a room that only a recommendation brings together.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any

from sandbox.market import Market
from sandbox.market.draws import draw, identifier
from sandbox.market.hotels import Hotel
from sandbox.market.identities import travclan_id
from sandbox.market.market import guests_factor, party_factor
from sandbox.market.offers import BREAKFAST, HALF_BOARD, ROOM_ONLY, Offer
from sandbox.market.stays import Guests, Stay

from .content import describe
from .searches import whole_rate
from .sessions import Trace

BOARDS = {ROOM_ONLY: "Room only", BREAKFAST: "Breakfast", HALF_BOARD: "Half board"}
AGENT_MARKUP = 2000
EXTRA_GUESTS = {
    "type": "Extra Guest Info",
    "text": "An extra bed is subject to availability and may be charged at the hotel.",
}


@dataclass(frozen=True, slots=True)
class Priced:
    """A rate about to be written: an offer for all rooms, or its share for one of them."""

    id: str
    offer: Offer
    party: tuple[Guests, ...]
    share: Decimal
    provider: str


def write_itinerary(
    market: Market, hotel: Hotel, stay: Stay, trace: Trace, base: str
) -> dict[str, Any]:
    """`results[0]`. The hotel must have rooms for the stay."""
    now = market.now()
    offers = market.offers(hotel, stay, answering=True)
    groups = [_price(market.seed, hotel, stay, offer) for offer in offers]
    code = identifier("itinerary", trace.id, hotel.number)
    return {
        "provider": 1,
        "traceId": trace.id,
        "traceIdDetails": trace.details(now),
        "hotelId": travclan_id(hotel),
        "itinerary": {"code": f"itr{code[:5]}"},
        "items": [{"code": f"itm{code[-5:]}", "type": "HOTEL"}],
        "data": [
            describe(market, hotel, base)
            | {"roomRate": [_write_room_rate(hotel, stay, groups, now)]}
        ],
    }


def _price(seed: int, hotel: Hotel, stay: Stay, offer: Offer) -> list[Priced]:
    """Two providers stand behind the rates: P25 prices the party, P54 every room by itself."""
    key = (seed, hotel.number, stay.check_in, stay.check_out, offer.key)
    if draw("provider", *key) < Decimal("0.6"):
        return [Priced(identifier(*key), offer, stay.rooms, Decimal(1), "25")]
    whole = party_factor(hotel, stay)
    plan = "FLEX" if offer.refundable else "NRFN"
    return [
        Priced(
            id=f"{840 + number}-{int(draw(*key) * 10**6)}|{plan}|{stay.check_in:%Y%m%d}|{number}",
            offer=offer,
            party=(guests,),
            share=guests_factor(hotel, guests) / whole,
            provider="54",
        )
        for number, guests in enumerate(stay.rooms)
    ]


def _write_room_rate(
    hotel: Hotel, stay: Stay, groups: list[list[Priced]], now: datetime
) -> dict[str, Any]:
    names = [room.name for room in hotel.rooms]
    room_ids = {name: identifier("room", hotel.number, name) for name in names}
    rates = [priced for group in groups for priced in group]
    recommendations = {}
    for group in groups:
        key = identifier("recommendation", *(priced.id for priced in group))
        recommendations[key] = {
            "id": key,
            "rates": [priced.id for priced in group],
            "groupId": str(names.index(group[0].offer.room.name) + 1),
            "isHoldAllowedForRecommendation": False,
            "travclanHoldTimeLimitForRecommendation": None,
        }
    return {
        "rooms": {
            room_ids[room.name]: _write_room(hotel, room.name, room_ids) for room in hotel.rooms
        },
        "rates": {priced.id: _write_rate(hotel, stay, priced, room_ids, now) for priced in rates},
        "recommendations": recommendations,
        "standardizedRooms": {
            str(number): _write_standard_room(hotel, number, rates)
            for number in range(1, len(names) + 1)
        },
        "supplierRates": None,
        "originalRecommendationsCount": len(recommendations),
    }


def _write_room(hotel: Hotel, name: str, room_ids: dict[str, str]) -> dict[str, Any]:
    room = next(room for room in hotel.rooms if room.name == name)
    return {
        "id": room_ids[name],
        "name": name,
        "description": f"{name}, {room.square_metres} square metres, {room.view.lower()}",
        "beds": [{"type": room.bed, "count": str(room.beds)}],
        "smokingAllowed": False,
        "facilities": [],
        "maxAdultAllowed": str(room.max_adults),
        "maxChildrenAllowed": str(room.max_children),
        "views": [room.view],
    }


def _write_standard_room(hotel: Hotel, number: int, rates: list[Priced]) -> dict[str, Any]:
    room = hotel.rooms[number - 1]
    return {
        "id": str(number),
        "name": f"{room.name}, {room.bed}",
        "images": [],
        "facilities": [],
        "maxGuestAllowed": str(room.max_adults + room.max_children),
        "maxAdultAllowed": str(room.max_adults),
        "maxChildrenAllowed": str(room.max_children),
        "area": {"squareMeters": str(room.square_metres)},
        "views": [room.view],
        "type": room.name.split(maxsplit=1)[0],
        "description": "",
        "beds": [{"type": room.bed, "count": str(room.beds)}],
        "bedInfo": room.bed,
        "mappedRoomRates": [
            {
                "inputIndex": str(index),
                "roomCode": "0",
                "boardBasis": BOARDS[priced.offer.board].title(),
                "refundability": _refundability(priced.offer),
                "attributes": [],
                "rateId": priced.id,
            }
            for index, priced in enumerate(rates)
            if priced.offer.room.name == room.name
        ],
        "attributes": [],
    }


def _refundability(offer: Offer) -> str:
    return "Refundable" if offer.refundable else "NonRefundable"


def _write_rate(
    hotel: Hotel, stay: Stay, priced: Priced, room_ids: dict[str, str], now: datetime
) -> dict[str, Any]:
    offer = priced.offer
    tax = (offer.tax * priced.share).quantize(Decimal("0.01"))
    base = (offer.total * priced.share).quantize(Decimal("0.01")) - tax
    final = whole_rate(base + tax)
    standard = [room.name for room in hotel.rooms].index(offer.room.name) + 1
    return {
        "id": priced.id,
        "availability": str(offer.left),
        "needsPriceCheck": True,
        "isPackageRate": False,
        "providerId": priced.provider,
        "providerName": f"P{priced.provider}",
        "occupancies": [
            {
                "roomId": room_ids[offer.room.name],
                "stdRoomId": str(standard),
                "numOfAdults": str(guests.adults),
                "numOfChildren": str(len(guests.child_ages)),
                "childAges": [str(age) for age in guests.child_ages],
            }
            for guests in priced.party
        ],
        "baseRate": float(base),
        "currency": "INR",
        "refundable": offer.refundable,
        "refundability": _refundability(offer),
        "boardBasis": {"description": BOARDS[offer.board], "type": offer.board},
        "cancellationPolicies": _write_policies(offer, stay, final, now, priced.provider),
        "finalRate": final,
        "finalRateInRoe": None,
        "sellRate": None,
        "taxAmount": float(tax),
        "salesTax": None,
        "finalRateWithDefaultAgentMarkup": final + AGENT_MARKUP,
        "totalDefaultMarkup": AGENT_MARKUP,
        "affiliateDiscount": None,
    } | _write_terms(hotel, offer)


def _write_terms(hotel: Hotel, offer: Offer) -> dict[str, Any]:
    """Write what a rate asks of the traveller and of the agency."""
    abroad = hotel.place.country != "IN"
    return {
        "allGuestsInfoRequired": abroad,
        # Some that are refundable are cancelled by writing to the supplier alone.
        "onlineCancellable": offer.refundable and hotel.number % 4 != 0,
        "specialRequestSupported": True,
        "payAtHotel": offer.pay_at_hotel,
        "cardRequired": offer.pay_at_hotel,
        "policies": [EXTRA_GUESTS] if offer.refundable else [{"text": "NON_REFUNDABLE"}],
        "offers": [],
        "includes": ["Breakfast"] if offer.board == BREAKFAST else [],
        "additionalCharges": [],
        "depositRequired": False,
        "guaranteeRequired": False,
        "distributionChannel": "Any",
        "IsPassportMandatory": abroad and hotel.kind == "Resort",
        "IsPANMandatory": abroad,
        "providerHotelId": f"{hotel.place.country}#{hotel.number}",
        "isChildConvertedToAdult": False,
        "traderInformation": {"trader": []},
        "deposits": [],
    }


def _write_policies(
    offer: Offer, stay: Stay, final: int, now: datetime, provider: str
) -> list[dict[str, Any]]:
    """Rules that follow one another, each from `start` to `end`."""
    arrival = datetime.combine(stay.check_in, time(0), UTC)
    everything = {"value": 100, "valueType": "Percentage", "estimatedValue": final}
    if offer.free_until is None or offer.half_until is None:
        if provider == "25":
            return []
        ever = everything | {"start": "1970-01-01T00:00:00+00:00", "end": _zulu(arrival)}
        return [{"rules": [ever]}]
    night = final // max(1, len(stay.nights))
    free = max(offer.free_until, now)
    half = max(offer.half_until, free)
    rules = [
        {"value": 0, "valueType": "Nights", "estimatedValue": 0,
         "start": now.strftime("%Y-%m-%dT00:00:00+00:00"), "end": _zulu(free)},
        {"value": 1, "valueType": "Nights", "estimatedValue": night,
         "start": _zulu(free), "end": _zulu(half)},
        everything | {"start": half.strftime("%Y-%m-%dT%H:%M:%S+00:00"), "end": _zulu(arrival)},
    ]  # fmt: skip
    return [{"rules": [rule for rule in rules if rule["start"] != rule["end"]]}]


def _zulu(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%S.000Z")
