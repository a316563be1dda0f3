"""What is polled: one row per distinct thing, whoever watches it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple, Protocol

from domain.flights.values import question_fingerprint
from domain.prices.models import TrackableKind
from domain.search.queries.searches import rooms_from_json, rooms_to_json
from domain.stay import Stay
from domain.suppliers.contract import PriceQuestion
from domain.suppliers.flight_contract import Cabin, FlightQuestion, Party


class Stored(Protocol):
    """A thing's stored form: in its row of `trackables`, or in a line of a file."""

    @property
    def kind(self) -> TrackableKind: ...
    @property
    def destination_id(self) -> int | None: ...
    @property
    def hotel_id(self) -> int | None: ...
    @property
    def check_in(self) -> date: ...
    @property
    def check_out(self) -> date | None: ...
    @property
    def rooms(self) -> Sequence[Sequence[Any]]: ...
    @property
    def nationality(self) -> str: ...
    @property
    def currency(self) -> str: ...
    @property
    def asked_currency(self) -> str | None: ...
    @property
    def terms(self) -> dict[str, Any]: ...


class StoredThing(NamedTuple):
    """A thing as in its row of `trackables`."""

    id: int
    kind: TrackableKind
    destination_id: int | None
    hotel_id: int | None
    check_in: date
    check_out: date | None
    rooms: Sequence[Sequence[Any]]
    nationality: str
    currency: str
    asked_currency: str | None
    terms: dict[str, Any]


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()


@dataclass(frozen=True)
class Thing:
    """A thing with a price, stored or not: a stay in a hotel, a whole search or trip.

    `terms` are a stay's `RateTerms`, a search's wishes or a trip's way, in stored form. `priced_in`
    is the currency of its prices if that is not the requested one: some suppliers sell in one
    currency only. Things that differ only in it share their supplier calls.
    """

    kind: TrackableKind
    destination_id: int
    question: PriceQuestion
    hotel_id: int | None = None
    terms: dict[str, Any] = field(default_factory=dict)
    priced_in: str | None = None

    @property
    def currency(self) -> str:
        """Return the currency of its prices."""
        return self.priced_in or self.question.currency

    @property
    def fingerprint(self) -> str:
        """Return its identity: what, when, who, origin, currencies, terms."""
        what = self.destination_id if self.hotel_id is None else self.hotel_id
        terms = [self.terms] if self.terms else []
        foreign = [self.currency] if self.currency != self.question.currency else []
        return _digest(self.kind.value, what, *_question_parts(self.question), *terms, *foreign)

    @property
    def question_key(self) -> str:
        """Return the key shared by things that one supplier call can price."""
        kinds = [] if self.kind is TrackableKind.HOTEL_STAY else [self.kind.value]
        flown = [self.terms[FLIGHT]] if FLIGHT in self.terms else []
        way = [self.terms] if self.kind is TrackableKind.TRIP else []
        parts = _question_parts(self.question)
        return _digest(self.destination_id, *parts, *kinds, *flown, *way)

    @property
    def check_in(self) -> date:
        """Return its first day."""
        return self.question.stay.check_in

    @property
    def check_out(self) -> date:
        """Return its last day."""
        return self.question.stay.check_out

    @property
    def rooms(self) -> list[list[object]]:
        """Return the people in stored form."""
        return rooms_to_json(self.question.stay.rooms)


@dataclass(frozen=True)
class FlightThing:
    """A route on its dates, at its lowest price, or one outbound journey on it.

    `names` are the display names of its two ends, `journey` is
    `domain.flights.values.fingerprint_of` that journey. The people are in the terms: a row's rooms
    hold only the adults, because children count differently on flights.
    """

    question: FlightQuestion
    names: tuple[str, str]
    journey: str | None = None
    kind: TrackableKind = TrackableKind.FLIGHT
    destination_id: int | None = None
    hotel_id: int | None = None

    @property
    def currency(self) -> str:
        """Return the currency of its prices."""
        return self.question.currency

    @property
    def fingerprint(self) -> str:
        """Return its identity."""
        return _digest(self.kind.value, self.question_key, self.journey)

    @property
    def question_key(self) -> str:
        """Return the key shared by journeys of one question."""
        return question_fingerprint(self.question)

    @property
    def check_in(self) -> date:
        """Return its first day."""
        return self.question.outbound

    @property
    def check_out(self) -> date | None:
        """Return the day of the return flight, None one way."""
        return self.question.inbound

    @property
    def rooms(self) -> list[list[object]]:
        """Return the adults in the stored form of rooms."""
        return [[self.question.party.adults, []]]

    @property
    def terms(self) -> dict[str, Any]:
        """Return the rest of the question."""
        return {
            "names": list(self.names),
            "origins": list(self.question.origins),
            "destinations": list(self.question.destinations),
            "child_ages": list(self.question.party.child_ages),
            "cabin": self.question.cabin.value,
            "journey": self.journey,
        }


def flight_from(row: Stored) -> FlightThing:
    """Return the flight in a row of `trackables`."""
    terms, adults = row.terms, int(row.rooms[0][0])
    question = FlightQuestion(
        tuple(terms["origins"]),
        tuple(terms["destinations"]),
        row.check_in,
        row.check_out,
        Party(adults, tuple(terms["child_ages"])),
        Cabin(terms["cabin"]),
        row.currency,
        row.nationality,
    )
    origin, destination = terms["names"]
    return FlightThing(question, (origin, destination), terms["journey"])


FLIGHT = "flight"
# No destination has this id.
NOWHERE = 0


def package_thing(stay: Thing, flight: FlightThing) -> Thing:
    """Return a stay and its flights as one thing with one price.

    Packages with the same stay dates and flight question share their supplier calls.
    """
    terms = {FLIGHT: {**flight.terms, "adults": flight.question.party.adults}}
    return replace(stay, kind=TrackableKind.PACKAGE, terms=terms)


def flight_of_package(row: Stored) -> FlightThing:
    """Return the flights in a package's row of `trackables`."""
    terms: dict[str, Any] = row.terms[FLIGHT]
    adults = [[terms["adults"], []]]
    flown = StoredThing(
        0, TrackableKind.FLIGHT, None, None, row.check_in, row.check_out, adults,
        row.nationality, row.currency, row.asked_currency, terms,
    )  # fmt: skip
    return flight_from(flown)


def thing_from(row: Stored) -> Thing:
    """Return the thing in a row of `trackables`. Raises ValueError for one without nights."""
    if row.check_out is None:
        raise ValueError(row)
    stay = Stay(row.check_in, row.check_out, rooms_from_json(row.rooms))
    question = PriceQuestion(stay, row.nationality, asked_currency(row))
    return Thing(
        row.kind, row.destination_id or NOWHERE, question, row.hotel_id,
        row.terms, row.currency,
    )  # fmt: skip


def asked_currency(row: Stored) -> str:
    """Return the currency to ask suppliers for, by a row of `trackables`."""
    return row.asked_currency or row.currency


def _question_parts(question: PriceQuestion) -> tuple[object, ...]:
    stay = question.stay
    return (
        stay.check_in.isoformat(),
        stay.check_out.isoformat(),
        rooms_to_json(stay.rooms),
        question.nationality,
        question.currency,
    )
