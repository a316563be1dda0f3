"""Assigns guests to the rooms of a rate, in TravClan's form."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from domain.suppliers.booking_contract import (
    Contact,
    DocumentKind,
    Guest,
    Order,
    RoomGuests,
    Title,
)
from domain.suppliers.contract import ChangedShape, InvalidRequest, Supplier
from domain.suppliers.phones import split_phone
from domain.suppliers.travclan.rates import Occupancy, WireRate

TITLES = {Title.MR: "Mr", Title.MS: "Ms", Title.MRS: "Mrs"}
# TravClan requires a title; this one is the least objectionable default.
USUAL_TITLE = "Mr"


@dataclass(frozen=True, slots=True)
class Slot:
    """A room, with the rate that prices it."""

    rate: str
    occupancy: Occupancy

    @property
    def room(self) -> str:
        """Return the room's id. Raises `ChangedShape` if there is none."""
        if self.occupancy.room_id is None:
            raise ChangedShape(Supplier.TRAVCLAN, "recheck", "roomId")
        return self.occupancy.room_id


def slots_of(parts: Iterable[WireRate]) -> list[Slot]:
    """Return the rooms of a combination of rates."""
    return [Slot(part.id, one) for part in parts for one in part.occupancies]


def placed(slots: list[Slot], rooms: tuple[RoomGuests, ...]) -> list[tuple[Slot, RoomGuests]]:
    """Return each room with the guests that its rate is for.

    Raises `ChangedShape` if the priced rooms are not the requested ones.
    """
    waiting = list(rooms)
    pairs = []
    for slot in slots:
        fitting = next((one for one in waiting if _fits(slot.occupancy, one)), None)
        if fitting is None:
            raise ChangedShape(Supplier.TRAVCLAN, "recheck", "occupancies")
        waiting.remove(fitting)
        pairs.append((slot, fitting))
    if waiting:
        raise ChangedShape(Supplier.TRAVCLAN, "recheck", "occupancies")
    return pairs


def _fits(occupancy: Occupancy, guests: RoomGuests) -> bool:
    if occupancy.num_of_adults is None:
        return True
    same_ages = Counter(occupancy.child_ages) == Counter(guests.room.child_ages)
    return occupancy.num_of_adults == guests.room.adults and same_ages


def selection(pairs: list[tuple[Slot, RoomGuests]]) -> list[dict[str, Any]]:
    """Return the rooms and rates to select."""
    return [
        {
            "rateId": slot.rate,
            "roomId": slot.room,
            "occupancy": {
                "adults": guests.room.adults,
                "childAges": list(guests.room.child_ages),
            },
        }
        for slot, guests in pairs
    ]


def allocations(pairs: list[tuple[Slot, RoomGuests]], order: Order) -> list[dict[str, Any]]:
    """Return the rooms with their guests; the first one is the lead guest.

    Raises `InvalidRequest` for an invalid phone number. Unnamed guests are given by kind and age,
    which suffices unless the rate requires all names.
    """
    return [
        {
            "rateId": slot.rate,
            "roomId": slot.room,
            "guests": [
                _guest(guest, order.contact, is_lead=guest is order.lead)
                for guest in _everyone(guests)
            ],
        }
        for slot, guests in pairs
    ]


def _everyone(guests: RoomGuests) -> list[Guest]:
    """Return the named guests, and unnamed children; unnamed adults are left out."""
    ages = Counter(guests.room.child_ages) - Counter(
        guest.age for guest in guests.guests if guest.age is not None
    )
    return [*guests.guests, *(Guest("", "", age=age) for age in ages.elements())]


def _guest(guest: Guest, contact: Contact, *, is_lead: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "title": USUAL_TITLE if guest.title is None else TITLES[guest.title],
        "firstName": guest.first_name,
        "lastName": guest.last_name,
        "isLeadGuest": is_lead,
        "type": "child" if guest.is_child else "adult",
    }
    if guest.age is not None:
        told["age"] = guest.age
    if is_lead:
        phone = split_phone(contact.phone)
        if phone is None:
            raise InvalidRequest(Supplier.TRAVCLAN, "recheck", "phone")
        told |= {"email": contact.email, "isdCode": phone[0], "contactNumber": phone[1]}
    for document in guest.documents:
        if document.kind is DocumentKind.PAN:
            told["panCardNumber"] = document.number
        else:
            told["passportNumber"] = document.number
            if document.expires_on is not None:
                told["passportExpiry"] = document.expires_on.isoformat()
    return told
