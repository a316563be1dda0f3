"""The limits of a line in a file: the same as in a chat. Pure.

Whatever is out of bounds gets its own refusal.
"""

import re
from collections.abc import Iterable
from datetime import date

from domain.alerts.states import RuleTerms
from domain.flights.values import require_days
from domain.prices.terms import RateTerms
from domain.prices.trackables import FlightThing, Stored
from domain.prices.trips import places_of_trip
from domain.reading.amounts import MOST
from domain.search.selection import Wishes
from domain.stay import OLDEST_CHILD
from domain.stay_errors import ChildAgeOutOfRange
from domain.trackers.edits import require_rule_terms
from domain.trips.tour_values import MOST_PLACES

AIRPORT = re.compile("[A-Z]{3}")
MOST_AIRPORTS = 10
MOST_NAMES = 20
LONGEST_TEXT = 300
LARGEST_ID = 2**63 - 1
STARS = frozenset({1, 2, 3, 4, 5})
BEST_RATING = 5


def require_rules(rules: Iterable[RuleTerms]) -> None:
    """Raise `RuleImpossible` for terms that make no rule."""
    for terms in rules:
        require_rule_terms(terms)


def require_rate(terms: RateTerms) -> None:
    """Raise ValueError or TypeError for a rate with impossible names."""
    exact = terms.exact
    names = [terms.room] if exact is None else [exact.seller, exact.room]
    _require_texts([name for name in names if name is not None])


def require_wishes(wishes: Wishes) -> None:
    """Raise ValueError or TypeError for wishes that cannot be chosen."""
    filters = wishes.filters
    if not filters.stars <= STARS:
        raise ValueError(filters.stars)
    if filters.least_rating is not None and not 0 <= filters.least_rating <= BEST_RATING:
        raise ValueError(filters.least_rating)
    for names in (filters.areas, filters.property_types):
        if len(names) > MOST_NAMES:
            raise ValueError(len(names))
        _require_texts(names)
    for money in (wishes.most_total, filters.least_a_night):
        if money is not None and not 0 < money.amount <= MOST:
            raise ValueError(money)


def require_places(trip: Stored) -> None:
    """Raise ValueError if a trip's places and nights do not add up to its stay."""
    places = places_of_trip(trip.terms)
    nights = [one for _destination_id, one in places]
    days = 0 if trip.check_out is None else (trip.check_out - trip.check_in).days
    if not 0 < len(places) <= MOST_PLACES or min(nights) < 1 or sum(nights) != days:
        raise ValueError(places)
    if any(not 0 < one <= LARGEST_ID for one, _nights in places):
        raise ValueError(places)


def require_flight(flight: FlightThing, today: date) -> None:
    """Raise a `FlightRefused` or `StayRefused`, ValueError or TypeError for an impossible
    flight.
    """
    question = flight.question
    for codes in (question.origins, question.destinations):
        if not 0 < len(codes) <= MOST_AIRPORTS:
            raise ValueError(codes)
        if not all(AIRPORT.fullmatch(code) for code in codes):
            raise ValueError(codes)
    for age in question.party.child_ages:
        if not 0 <= age <= OLDEST_CHILD:
            raise ChildAgeOutOfRange(age, OLDEST_CHILD)
    _require_texts([*flight.names, *([] if flight.journey is None else [flight.journey])])
    require_days(question.outbound, question.inbound, today)


def _require_texts(texts: Iterable[object]) -> None:
    for text in texts:
        if not isinstance(text, str):
            raise TypeError(type(text))
        if not 0 < len(text) <= LONGEST_TEXT:
            raise ValueError(len(text))
