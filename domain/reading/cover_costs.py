"""The cost of a cover as a whole: how well it makes a stay, a flight, a package or a tour."""

from domain.reading.asides import Aside
from domain.reading.common_words import ordinary_words
from domain.reading.cost_sum import Weigher, Weight
from domain.reading.date_frames import are_apart
from domain.reading.decision import MOST_MENTIONS, TWICE, Cover
from domain.reading.intents import Intent
from domain.reading.joined_places import is_sequence
from domain.reading.journey_costs import (
    OUT_FROM,
    OVER_AND_OUT,
    weigh_flight,
    weigh_package,
    weigh_tour,
)
from domain.reading.meanings import (
    Change,
    Changed,
    Flown,
    Nights,
    PlaceName,
    Request,
    Role,
    StayDays,
)
from domain.reading.place_resolution import ResolvedPlace, resolve_place

# A name this well known stands on its own, whatever follows.
WELL_KNOWN, CUT_IN_TWO = 200_000, 1.6


# The largest discounts on a cover: for a journey there and back, and for places within others.
MOST_OFF = {Request.STAY: 0.3 * MOST_MENTIONS, Request.FLIGHT: OVER_AND_OUT + 0.9}
MOST_OFF[Request.PACKAGE] = -OUT_FROM


class Weighing:
    """Weighs the covers of one line; each combination of names is resolved once."""

    def __init__(self) -> None:
        """Start with no names resolved."""
        self._where: dict[tuple[int, ...], ResolvedPlace] = {}

    def weigh(self, cover: Cover) -> Weight:
        """Return what a cover costs beyond its parts, and why."""
        weigher = Weigher(cover, self._where_of(cover))
        match cover.request:
            case Request.STAY:
                _stay(cover, weigher)
            case Request.FLIGHT:
                weigh_flight(cover, weigher)
            case Request.PACKAGE:
                weigh_package(cover, weigher)
            case Request.TOUR:
                weigh_tour(cover, weigher)
            case Request.COMMAND | Request.TALK:
                weigher.add(20.0, "nothing told", when=not cover.all(Intent))
        if cover.request is not Request.FLIGHT:
            weigher.add(TWICE, "days apart", when=are_apart(cover.all(StayDays)))
        return weigher.result

    def _where_of(self, cover: Cover) -> ResolvedPlace:
        """Return what a cover's names resolve to, kept by `id`: the names outlive every cover."""
        names = cover.names
        key = tuple(map(id, names))
        if key not in self._where:
            self._where[key] = resolve_place(names)
        return self._where[key]


def _stay(cover: Cover, weigher: Weigher) -> None:
    names, where = cover.names, weigher.where
    found = where.place or where.airport or where.country
    exact = [one for one in names if isinstance(one, PlaceName) and not one.slips]
    misspelt = [one for one in names if isinstance(one, PlaceName) and one.slips]
    beside = [one for one in exact if one.role is not Role.PLAIN or one.weight >= WELL_KNOWN]
    weigher.add(1.5 * len(misspelt), "a slip beside a place", when=bool(beside and misspelt))
    weigher.add(0.4, "no place", when=not names)
    weigher.add(1.0, "nothing asked for", when=not cover.chosen)
    weigher.add(1.8 * len(where.others), "places apart")
    weigher.add(1.5, "one place after the other", when=is_sequence(cover))
    weigher.add(0.4 * len(where.origins), "where one comes from")
    weigher.add(0.8, "an origin alone", when=found is not None and found.role is Role.ORIGIN)
    weigher.add(-0.3 * len(where.qualifiers), "one place in another")
    weigher.add(0.3 * len(where.unknown), "an unknown name beside", when=found is not None)
    weigher.add(1.5 * max(len(where.unknown) - 1, 0), "several unknown names")
    weigher.add(CUT_IN_TWO * _cut_in_two(cover), "a part of a longer name")
    weigher.add(0.3, "a whole country", when=where.country is not None and not where.options)
    weigher.add(1.5, "nights that the days contradict", when=_contradicts(cover))
    moved = [one for one in cover.all(Changed) if one.change is not Change.CHEAPER]
    weigher.add(2.5, "days told, and moved", when=bool(moved and cover.all(StayDays)))
    own = any(one.is_flight for one in cover.all(Aside))
    is_led = any(one.role in {Role.THERE, Role.ORIGIN} for one in names)
    weigher.add(
        1.5,
        "a way, and a flight of one's own",
        when=own and len(names) > 1 and (is_led or bool(where.others)),
    )
    for flown in cover.all(Flown):
        weigher.add(1.4 if flown.is_return is None or not flown.is_return else 1.0, "of a flight")


def _cut_in_two(cover: Cover) -> int:
    """Return how many small places are followed by a leftover word that may continue the name."""
    small = [
        one
        for one in cover.chosen
        if isinstance(one.meaning, PlaceName) and one.meaning.options
        and one.meaning.weight < WELL_KNOWN
    ]  # fmt: skip
    left = [token for token in cover.strangers if token.word not in ordinary_words()]
    return sum(
        any(
            not cover.text[one.end : token.start].strip()
            and token.start >= one.end
            and cover.text[token.start].isupper() >= cover.text[one.start].isupper()
            for token in left
        )
        for one in small
    )


def _contradicts(cover: Cover) -> bool:
    """Return whether check-in and check-out contradict the number of nights."""
    days, nights = cover.days, cover.first(Nights)
    if nights is None or days.check_in is None or days.check_out is None:
        return False
    return bool((days.check_out - days.check_in).days != nights.count)
