"""Which of several places of the same name a traveller means, and which names are foreign. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from domain.catalog.countries import countries_by_name
from domain.catalog.destinations import rivals
from domain.catalog.english_names import native_names
from domain.catalog.folding import fold
from domain.catalog.models import DestinationKind
from domain.catalog.nicknames import folded_nicknames
from domain.catalog.suggestions import most_slips, slips_between
from domain.catalog.travel_demand import OFTEN_VISITED, SELDOM_VISITED
from domain.catalog.values import FoundDestination
from domain.languages import spoken_in

# The least share of the largest weight that a likelier place has, and what divides the others'.
LEAST_SHARE, BEHIND = 0.15, 20
# A line's language says less: half the world's San José is in California.
LEAST_SHARE_SPOKEN, LEAST_SHARE_VISITED = 0.7, 0.5
# A town abroad named like a country must be this large: Palaú, unlike Palau, is not.
BESIDE_COUNTRY = 100_000
# From this weight on, nearly everybody has heard of a place.
FAMOUS = 600_000
# A name with no more letters may be a word.
SHORT = 3


@dataclass(frozen=True, slots=True)
class Home:
    """What is known of the traveller: the country, and the ids of places searched recently."""

    country_code: str | None = None
    recent: tuple[int, ...] = ()


def is_foreign(place: FoundDestination, name: str) -> bool:
    """Return whether a folded name in Latin letters is neither the place's own nor close to it."""
    own = fold(place.name)
    if not name.isascii():
        return False  # the same name in another script
    if name in native_names(place.place.country_code, place.name):
        return False
    return name not in own and slips_between(own, name) > most_slips(own)


def but_a_country(
    places: tuple[FoundDestination, ...], name: str, home: Home
) -> tuple[FoundDestination, ...]:
    """Return the places that a folded name may mean besides the country it names.

    Mexico is not Mexico City, nor El Salvador a town in Brazil; Singapore is both.
    """
    country = countries_by_name().get(name)
    if country is None:
        return places

    def is_meant(place: FoundDestination) -> bool:
        own, code = fold(place.name), place.place.country_code
        if code == country:
            return own == name or countries_by_name().get(own) == country
        is_there = code == home.country_code or place.weight >= BESIDE_COUNTRY
        return own == name and (is_there or place.kind is not DestinationKind.CITY)

    return tuple(place for place in places if is_meant(place))


def is_foreign_alias(place: FoundDestination, typed: str) -> bool:
    """Return whether only a foreign or old name of a little-known city was typed.

    Names with the same first letter are mostly variant spellings: Jumeirah and Jumayrā.
    """
    name = fold(typed)
    is_known = place.weight >= FAMOUS or name in folded_nicknames()
    if is_known or place.kind is not DestinationKind.CITY or not name.isascii():
        return False
    return name[:1] != fold(place.name)[:1] and is_foreign(place, name)


def is_short_alias(place: FoundDestination, typed: str) -> bool:
    """Return whether a few letters are a place's name elsewhere: "Sol" is Seoul."""
    name = fold(typed)
    return len(name) <= SHORT and name not in folded_nicknames() and name != fold(place.name)


def likelier_for(
    options: tuple[FoundDestination, ...],
    home: Home,
    language: str,
    hinted: Collection[str] = (),
) -> tuple[FoundDestination, ...]:
    """Return places of the same name, with those that this traveller more likely means first.

    Of several of similar size, preference goes to those searched recently, then those in a country
    that the line hints at (`hinted`: by its currency or words), in the traveller's country, and
    where the line's language is spoken; each criterion chooses among those that the one before it
    left. If none of them decides, it goes to where people travel. The others follow as if small.
    """
    several = list(rivals(options))
    if len(several) < 2:  # noqa: PLR2004 - several
        return options
    meant = several
    for likely, least in (
        ([one for one in several if one.id in home.recent], LEAST_SHARE),
        (_in_countries(options, hinted), LEAST_SHARE),
        (_in_countries(options, {home.country_code}), LEAST_SHARE),
        (_in_countries(several, spoken_in(language)), LEAST_SHARE_SPOKEN),
    ):
        kept = [one for one in likely if meant == several or one in meant]
        if kept and kept[0].weight >= least * several[0].weight:
            meant = kept
    if meant == several:
        meant = _visited(several)
    if meant == several:
        return options
    first = [replace(one, weight=max(one.weight, several[0].weight)) for one in meant]
    rest = [one for one in options if one not in meant]
    return (*first, *(replace(one, weight=one.weight // BEHIND) for one in rest))


def _in_countries(
    options: Sequence[FoundDestination], countries: Collection[str | None]
) -> list[FoundDestination]:
    """Return those in certain countries, without those much smaller than the largest there."""
    return list(rivals([one for one in options if one.place.country_code in countries]))


def _visited(several: list[FoundDestination]) -> list[FoundDestination]:
    """Return those in countries that people travel to, if any is in one that many visit.

    A city far larger than those stays, since people know it anyway.
    """
    if not any(one.place.country_code in OFTEN_VISITED for one in several):
        return list(several)
    kept = [one for one in several if one.place.country_code not in SELDOM_VISITED]
    return kept if kept and kept[0].weight >= LEAST_SHARE_VISITED * several[0].weight else several
