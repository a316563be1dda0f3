"""Where a stay is to be: what the names in a line add up to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians

from domain.catalog.destinations import rivals
from domain.catalog.folding import fold
from domain.catalog.models import DestinationKind
from domain.catalog.values import KILOMETRES_A_DEGREE, FoundDestination
from domain.reading.meanings import PlaceName, Role, UnknownName
from domain.reading.namesakes import is_short_alias
from domain.reading.repeats import once
from domain.suppliers.contract import Coordinates

# How far a region extends from its centre, and how far from a town are its airport and districts.
REGION_KILOMETRES = 250
AIRPORT_KILOMETRES = 100
DISTRICT_KILOMETRES = 45
DISTRICT_SHARE, SIGHT_KILOMETRES = 1.5, 60
# A well-known city may outweigh its region, but must stay below this factor.
MOST_IN_REGION = 2
LARGE, A_TOWN, FAMOUS = 100_000, 20_000, 900_000
# Anything farther from where the line leads is not a landmark there.
FAR_KILOMETRES = 150
MEANT = 0.3
RIVAL_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class ResolvedPlace:
    """Where to stay: places of one name (if several: which?), an airport, or a whole country.

    `others` are places unrelated to the first, `origins` where the journey starts, `unknown` the
    unknown words beside a place, `qualifiers` the names that chose among namesakes.
    """

    place: PlaceName | None = None
    options: tuple[FoundDestination, ...] = ()
    airport: PlaceName | None = None
    country: PlaceName | None = None
    others: tuple[PlaceName, ...] = ()
    origins: tuple[PlaceName, ...] = ()
    unknown: tuple[UnknownName, ...] = ()
    qualifiers: tuple[PlaceName, ...] = ()


def resolve_place(names: Sequence[PlaceName | UnknownName]) -> ResolvedPlace:
    """Return what the names in a line add up to."""
    names = once(names)
    meant = [one for one in names if one.role is not Role.EXCLUDED]
    unknown = tuple(one for one in meant if isinstance(one, UnknownName))
    known = [one for one in meant if isinstance(one, PlaceName)]
    countries = [one for one in known if one.country is not None]
    places, qualifiers = _qualified([one for one in known if one.options], countries)
    places, regions = _inside(_beside_country(countries, places, qualifiers))
    airports = [one for one in known if one.airport is not None]
    is_led = bool(unknown or countries)
    chosen, airports, origins = _ends(places, airports, is_led=is_led)
    airports, doubted = _meant(airports, chosen)
    beside = ResolvedPlace(
        origins=tuple(origins), unknown=unknown, qualifiers=(*qualifiers, *regions)
    )
    if airports:
        return _at_airport(airports, chosen, doubted, beside)
    return _at_place(chosen, doubted, beside) if chosen else _in_country(countries, beside)


def _ends(
    places: list[PlaceName], airports: list[PlaceName], *, is_led: bool
) -> tuple[list[PlaceName], list[PlaceName], list[PlaceName]]:
    """Return the destinations, places and airports apart, and all origins.

    `is_led`: other names say where the journey goes. If nothing does, the "origins" are the
    destinations.
    """
    there = [one for one in places if one.role is not Role.ORIGIN]
    origins = [one for one in places if one.role is Role.ORIGIN]
    if not (there or airports or is_led):
        return origins, airports, []
    left = [one for one in airports if one.role is not Role.ORIGIN]
    if there or left:
        # "Gatwick to Tenerife": the airport is not the destination.
        return there, left, origins + [one for one in airports if one.role is Role.ORIGIN]
    return there, airports, origins


def _at_airport(
    airports: list[PlaceName],
    places: list[PlaceName],
    doubted: tuple[UnknownName, ...],
    beside: ResolvedPlace,
) -> ResolvedPlace:
    """Stay at the first airport, in the place it serves, if the line names that."""
    airport = airports[0]
    first = next((one for one in places if _serves(airport, one)), None)
    elsewhere = [one for one in places if not _serves(airport, one)]
    return replace(
        beside, place=first, options=() if first is None else rivals(first.options)[:1],
        airport=airport, others=(*elsewhere, *airports[1:]), unknown=(*beside.unknown, *doubted),
    )  # fmt: skip


def _at_place(
    places: list[PlaceName], doubted: tuple[UnknownName, ...], beside: ResolvedPlace
) -> ResolvedPlace:
    """Stay in the likeliest place; the rest are rivals if large enough, else unknown words."""
    first, *rest = _by_likelihood(places)
    others = tuple(one for one in rest if _is_rival(one, first))
    words = tuple(UnknownName(one.name, one.role) for one in rest if one not in others)
    return replace(
        beside, place=first, options=rivals(first.options), others=others,
        unknown=(*beside.unknown, *words, *doubted),
    )  # fmt: skip


def _in_country(countries: list[PlaceName], beside: ResolvedPlace) -> ResolvedPlace:
    """Stay somewhere in the first country, if one is named; there are no qualifiers to report."""
    country = countries[0] if countries else None
    return replace(beside, country=country, others=tuple(countries[1:]), qualifiers=())


def _meant(
    airports: list[PlaceName], places: Sequence[PlaceName]
) -> tuple[list[PlaceName], tuple[UnknownName, ...]]:
    """Return the airports that a line means, and the words that are not airports after all.

    If the line leads to a place ("in Shimla … cecil"), a word that nothing points to is not the
    airport of another place.
    """
    led = [one for one in places if one.role is Role.THERE or one.weight >= A_TOWN]
    if not led:
        return airports, ()
    doubted = [
        one
        for one in airports
        if (one.is_code or (one.role is Role.PLAIN and not one.wants_airport))
        and not any(_serves(one, place) for place in led)
    ]  # fmt: skip
    words = tuple(UnknownName(one.name, one.role) for one in doubted)
    return [one for one in airports if one not in doubted], words


def _beside_country(
    countries: list[PlaceName], places: list[PlaceName], qualifiers: tuple[PlaceName, ...]
) -> list[PlaceName]:
    """Let a country that the line leads to win over places elsewhere, which become origins."""
    is_led = any(one.role is Role.THERE for one in countries)
    if qualifiers or not is_led or any(one.role is Role.THERE for one in places):
        return places
    return [replace(one, role=Role.ORIGIN) for one in places]


def _by_likelihood(places: list[PlaceName]) -> list[PlaceName]:
    """Return places, first those that the line points to, then the larger ones.

    A place to be near is a landmark of the others, unless it lies far from them.
    """
    plain = [one for one in places if not one.is_near]

    def is_landmark(one: PlaceName) -> bool:
        is_own = bool(one.options) and fold(one.options[0].name) == fold(one.name)
        is_around = any(_apart(one, other) <= FAR_KILOMETRES for other in plain)
        return one.is_near and (is_around or not is_own)

    return sorted(
        places,
        key=lambda one: (
            one.slips > 0,
            is_landmark(one),
            is_short_alias(one.options[0], one.name),
            one.role is not Role.THERE,
            -one.weight,
        ),
    )


def _apart(one: PlaceName, other: PlaceName) -> float:
    """Return the distance between the likeliest places of two names."""
    if not one.options or not other.options:
        return float("inf")
    return kilometres(one.options[0].place.centre, other.options[0].place.centre)


def _is_rival(one: PlaceName, first: PlaceName) -> bool:
    """Return whether a place may be meant as well as the first: large, and not a landmark of it."""
    if (one.is_near and not first.is_near) or is_short_alias(one.options[0], one.name):
        return False
    is_led = first.role is Role.THERE and one.role is Role.PLAIN
    if is_led and one.name.islower() and not first.name.islower():
        return False  # "in Reykjavik … to see the aurora"
    is_alike = one.weight >= RIVAL_SHARE * first.weight or one.weight >= FAMOUS
    return one.weight >= LARGE and is_alike


def _qualified(
    places: list[PlaceName], countries: list[PlaceName]
) -> tuple[list[PlaceName], tuple[PlaceName, ...]]:
    """Let a country named beside places choose among their namesakes."""
    for country in countries:
        inside = [
            tuple(p for p in one.options if p.place.country_code == country.country)
            for one in places
        ]
        if any(inside):
            return [
                replace(one, options=kept) if kept else one
                for one, kept in zip(places, inside, strict=True)
            ], (country,)
    return places, ()


def _inside(places: list[PlaceName]) -> tuple[list[PlaceName], tuple[PlaceName, ...]]:
    """Let a region or town that contains another place in the line only say which one that is."""
    for wide in sorted(places, key=lambda one: one.weight, reverse=True):
        for fine in places:
            if fine is wide or _lead_apart(fine, wide):
                continue
            least = MEANT * fine.weight
            kept = tuple(
                place
                for place in fine.options
                if any(_holds(one, place, least) for one in wide.options)
            )
            if kept:
                role = Role.THERE if Role.THERE in (fine.role, wide.role) else fine.role
                narrowed = replace(fine, options=kept, role=role)
                rest = [narrowed if one is fine else one for one in places if one is not wide]
                if len(rest) > 1:
                    more, further = _inside(rest)
                    return more, (wide, *further)
                return rest, (wide,)
    return places, ()


def _lead_apart(one: PlaceName, other: PlaceName) -> bool:
    """Return whether one place is the origin and the other is not."""
    return one.role is not other.role and Role.ORIGIN in {one.role, other.role}


def _holds(wide: FoundDestination, place: FoundDestination, least: float) -> bool:
    """Return whether a place lies in another that was named beside it.

    A region chooses among namesakes; a town accepts only its own district, of at least that
    weight, not any hamlet near it.
    """
    is_meant = wide.kind is DestinationKind.REGION or place.weight >= least
    return is_meant and lies_in(place, wide)


def lies_in(place: FoundDestination, wide: FoundDestination) -> bool:
    """Return whether a place is part of another, larger one."""
    if place.id == wide.id or place.place.country_code != wide.place.country_code:
        return False
    if place.subdivision is not None and fold(place.subdivision) == fold(wide.name):
        return True
    if _is_sight(wide):
        return _lies_at(place, wide)
    if wide.kind is DestinationKind.REGION:
        is_smaller = not wide.weight or place.weight < MOST_IN_REGION * wide.weight
        return is_smaller and _lies_within(place, wide)
    if place.kind is DestinationKind.REGION and place.subdivision is None:
        return False  # "El Nido, Palawan": an island does not lie in its village
    is_larger = wide.weight >= DISTRICT_SHARE * place.weight and wide.weight >= A_TOWN
    return is_larger and kilometres(place.place.centre, wide.place.centre) <= DISTRICT_KILOMETRES


def _lies_at(place: FoundDestination, sight: FoundDestination) -> bool:
    """Return whether a village lies at a sight: "Listvyanka, Baikal"; the sight's city does not."""
    is_its_city = fold(sight.subdivision or "") == fold(place.name)
    is_village = place.kind is DestinationKind.CITY and place.weight < sight.weight
    away = kilometres(place.place.centre, sight.place.centre)
    return is_village and not is_its_city and away <= SIGHT_KILOMETRES


def _lies_within(place: FoundDestination, region: FoundDestination) -> bool:
    if place.subdivision is not None:
        return fold(place.subdivision) == fold(region.name)
    return kilometres(place.place.centre, region.place.centre) <= REGION_KILOMETRES


def _is_sight(place: FoundDestination) -> bool:
    return place.kind is DestinationKind.REGION and place.subdivision is not None


def _serves(airport: PlaceName, place: PlaceName) -> bool:
    return airport.airport is not None and any(
        kilometres(one.place.centre, airport.airport.point) <= AIRPORT_KILOMETRES
        for one in place.options[:2]
    )


def kilometres(one: Coordinates | None, other: Coordinates | None) -> float:
    """Return the distance, accurate enough for a few hundred kilometres; infinite if unknown."""
    if one is None or other is None:
        return float("inf")
    across = (one.longitude - other.longitude) * cos(radians(one.latitude))
    return KILOMETRES_A_DEGREE * hypot(one.latitude - other.latitude, across)
