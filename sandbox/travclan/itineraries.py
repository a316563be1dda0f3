"""Itineraries: every room and rate of one hotel, in the recorded shape with the recorded traps.

Numbers as strings, offsets as `+00:00` and as `Z`, non-refundable as no policies at all or as a
100 % rule from 1970, refundable rates that are not cancelled online, a minute between one rule and
the next, ids that hold `|`, and for several rooms either one rate for the party or one rate a room
that only a recommendation brings together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sandbox.market import Market
from sandbox.market.draws import draw, identifier
from sandbox.market.hotels import Hotel
from sandbox.market.identities import travclan_id
from sandbox.market.market import guests_factor, party_factor
from sandbox.market.offers import BREAKFAST, HALF_BOARD, ROOM_ONLY, Offer
from sandbox.market.sales import Rule, cancel_rules
from sandbox.market.stays import Guests, Stay

from .content import describe
from .policies import Priced, write_policies, zulu
from .sessions import Trace

BOARDS = {ROOM_ONLY: "Room only", BREAKFAST: "Breakfast", HALF_BOARD: "Half board"}
AGENT_MARKUP = 2000
HOLDS_EVERY = 3
HOLD_ENDS_BEFORE = timedelta(hours=24)
EXTRA_GUESTS = {
    "type": "Extra Guest Info",
    "text": "An extra bed is subject to availability and may be charged at the hotel.",
}


@dataclass(frozen=True, slots=True)
class Itinerary:
    """What was offered for a stay under a code: groups of rates that each house the whole party."""

    code: str
    item: str
    hotel: Hotel
    stay: Stay
    trace: Trace
    groups: Mapping[str, tuple[Priced, ...]]

    @property
    def room_ids(self) -> dict[str, str]:
        return {
            room.name: identifier("room", self.hotel.number, room.name) for room in self.hotel.rooms
        }


def open_itinerary(market: Market, hotel: Hotel, stay: Stay, trace: Trace) -> Itinerary:
    """Price the stay. The hotel must have rooms for it."""
    offers = market.offers(hotel, stay, answering=True)
    groups = [_price(market.seed, hotel, stay, offer) for offer in offers]
    code = identifier("itinerary", trace.id, hotel.number).replace("-", "")
    keyed = {
        identifier("recommendation", *(priced.id for priced in group)): tuple(group)
        for group in groups
    }
    return Itinerary(f"itr{code[:9]}", f"itm{code[-9:]}", hotel, stay, trace, keyed)


def write_itinerary(market: Market, opened: Itinerary, base: str) -> dict[str, Any]:
    """`results[0]`."""
    now = market.now()
    return {
        "provider": 1,
        "traceId": opened.trace.id,
        "traceIdDetails": opened.trace.details(now),
        "hotelId": travclan_id(opened.hotel),
        "itinerary": {"code": opened.code},
        "items": [{"code": opened.item, "type": "HOTEL"}],
        "data": [
            describe(market, opened.hotel, base) | {"roomRate": [_write_room_rate(opened, now)]}
        ],
    }


def _price(seed: int, hotel: Hotel, stay: Stay, offer: Offer) -> list[Priced]:
    """Two providers are behind the rates: P25 prices the party, P54 every room separately."""
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


def _write_room_rate(opened: Itinerary, now: datetime) -> dict[str, Any]:
    hotel = opened.hotel
    names = [room.name for room in hotel.rooms]
    room_ids = opened.room_ids
    rates = [priced for group in opened.groups.values() for priced in group]
    return {
        "rooms": {
            room_ids[room.name]: _write_room(hotel, room.name, room_ids) for room in hotel.rooms
        },
        "rates": {priced.id: write_rate(opened, priced, now) for priced in rates},
        "recommendations": {
            key: {
                "id": key,
                "rates": [priced.id for priced in group],
                "groupId": str(names.index(group[0].offer.room.name) + 1),
                **_write_hold(hotel, group[0].offer, now),
            }
            for key, group in opened.groups.items()
        },
        "standardizedRooms": {
            str(number): _write_standard_room(hotel, number, rates)
            for number in range(1, len(names) + 1)
        },
        "supplierRates": None,
        "originalRecommendationsCount": len(opened.groups),
    }


def hold_ends(hotel: Hotel, offer: Offer, now: datetime) -> datetime | None:
    """Give until when a room can be held unpaid, None where it cannot."""
    if not offer.refundable or hotel.number % HOLDS_EVERY or offer.free_until is None:
        return None
    return max(now, offer.free_until - HOLD_ENDS_BEFORE)


def _write_hold(hotel: Hotel, offer: Offer, now: datetime) -> dict[str, Any]:
    """Write whether a room can be held unpaid; what the limit looks like is *assumed*."""
    until = hold_ends(hotel, offer, now)
    return {
        "isHoldAllowedForRecommendation": until is not None,
        "travclanHoldTimeLimitForRecommendation": None if until is None else zulu(until),
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


def write_rate(
    opened: Itinerary, priced: Priced, now: datetime, rules: Iterable[Rule] | None = None
) -> dict[str, Any]:
    """Write a rate; `rules` for the whole price replace those of the offer."""
    hotel, offer = opened.hotel, priced.offer
    base, tax, final = priced.amounts
    if rules is None:
        rules = cancel_rules(offer, opened.stay, offer.total, now)
    return {
        "id": priced.id,
        "availability": str(offer.left),
        "needsPriceCheck": True,
        "isPackageRate": False,
        "providerId": priced.provider,
        "providerName": f"P{priced.provider}",
        "occupancies": [_write_occupancy(opened, offer, guests) for guests in priced.party],
        "baseRate": float(base),
        "currency": "INR",
        "refundable": offer.refundable,
        "refundability": _refundability(offer),
        "boardBasis": {"description": BOARDS[offer.board], "type": offer.board},
        "cancellationPolicies": write_policies(opened.stay, priced, tuple(rules)),
        "finalRate": final,
        "finalRateInRoe": None,
        "sellRate": None,
        "taxAmount": float(tax),
        "salesTax": None,
        "finalRateWithDefaultAgentMarkup": final + AGENT_MARKUP,
        "totalDefaultMarkup": AGENT_MARKUP,
        "affiliateDiscount": None,
    } | _write_terms(hotel, offer)


def _write_occupancy(opened: Itinerary, offer: Offer, guests: Guests) -> dict[str, Any]:
    standard = [room.name for room in opened.hotel.rooms].index(offer.room.name) + 1
    return {
        "roomId": opened.room_ids[offer.room.name],
        "stdRoomId": str(standard),
        "numOfAdults": str(guests.adults),
        "numOfChildren": str(len(guests.child_ages)),
        "childAges": [str(age) for age in guests.child_ages],
    }


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
