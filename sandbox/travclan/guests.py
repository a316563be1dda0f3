"""The guests of a booking, refused where a rate asks for more than was given.

Their fields are those that clients in the field send; which of them are compulsory is *assumed*
from the rate's own description.
"""

import re
from collections.abc import Iterable
from typing import Any

from sandbox.market.stays import Guests

from .policies import Priced
from .refusals import bad_request

PAN = re.compile("[A-Z]{5}[0-9]{4}[A-Z]")
TITLES = ("Mr", "Mrs", "Ms", "Dr")


def read_guests(rooms: list[Any], party: Iterable[Guests], asks: "Asks") -> list[dict[str, Any]]:
    """Give all guests, room by room. Raises `Refused` naming what is missing."""
    found = [_of_room(room, guests, asks) for room, guests in zip(rooms, party, strict=True)]
    everyone = [guest for room in found for guest in room]
    leads = [guest for guest in everyone if guest.get("isLeadGuest") is True]
    if len(leads) != 1:
        raise bad_request("exactly one guest must be the lead guest")
    _check_lead(leads[0], asks)
    return everyone


class Asks:
    """What the rates of a booking ask of its guests."""

    def __init__(self, rates: Iterable[dict[str, Any]]) -> None:
        listed = list(rates)
        self.everyone = any(rate["allGuestsInfoRequired"] for rate in listed)
        self.pan = any(rate["IsPANMandatory"] for rate in listed)
        self.passport = any(rate["IsPassportMandatory"] for rate in listed)


def _of_room(room: Any, party: Guests, asks: Asks) -> list[dict[str, Any]]:
    guests = room.get("guests") if isinstance(room, dict) else None
    if not isinstance(guests, list) or not guests or not all(isinstance(g, dict) for g in guests):
        raise bad_request("each room needs its guests")
    for guest in guests:
        _check_name(guest, is_compulsory=asks.everyone or guest.get("isLeadGuest") is True)
    adults = [guest for guest in guests if guest.get("type") == "adult"]
    ages = sorted(int(g["age"]) for g in guests if g.get("type") == "child" and _is_age(g))
    if len(adults) > party.adults or len(guests) - len(adults) > len(party.child_ages):
        raise bad_request("more guests than the room was searched for")
    if asks.everyone and (len(adults) != party.adults or ages != sorted(party.child_ages)):
        raise bad_request("all guests must be named, children with the ages as searched")
    return guests


def _is_age(guest: dict[str, Any]) -> bool:
    return str(guest.get("age")).isdigit()


def _check_name(guest: dict[str, Any], *, is_compulsory: bool) -> None:
    """Unless all are to be named, a guest's kind and a child's age are enough."""
    names = [guest.get("firstName"), guest.get("lastName")]
    if is_compulsory and not all(isinstance(name, str) and name.strip() for name in names):
        raise bad_request("firstName and lastName are required")
    if guest.get("title") not in TITLES:
        raise bad_request("title must be one of Mr, Mrs, Ms, Dr")
    if guest.get("type") not in ("adult", "child"):
        raise bad_request("type must be adult or child")


def _check_lead(lead: dict[str, Any], asks: Asks) -> None:
    if not (lead.get("email") and lead.get("contactNumber") and lead.get("isdCode")):
        raise bad_request("the lead guest needs email, isdCode and contactNumber")
    if asks.passport and not (lead.get("passportNumber") and lead.get("passportExpiry")):
        raise bad_request("passportNumber and passportExpiry are mandatory")
    if asks.pan and not PAN.fullmatch(str(lead.get("panCardNumber"))):
        raise bad_request("panCardNumber is mandatory")


def rooms_of(group: Iterable[Priced]) -> list[tuple[Priced, Guests]]:
    """Return a recommendation's rooms with each one's rate."""
    return [(priced, guests) for priced in group for guests in priced.party]
