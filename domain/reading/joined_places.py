"""How a line joins its places: a choice, a journey from one to another, a return trip. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from domain.reading.common_words import ordinary_words
from domain.reading.decision import Cover
from domain.reading.meanings import (
    Asked,
    Flown,
    Nights,
    PlaceName,
    Request,
    Role,
    Rooms,
    StayDays,
    UnknownName,
)
from domain.reading.place_resolution import kilometres, lies_in, resolve_place
from domain.reading.proposals import Proposal

TITLE = re.compile(r"\s*(?:[^\W\d]+\s*){0,2}:")
# The number of places in "A - B", and in "A - B - A".
PAIR, ROUND = 2, 3
OR_WORDS = frozenset({"or", "o", "или", "ya", "या", "либо", "/"})
AND_WORDS = frozenset({"and", "n", "&", "y", "e", "и", "aur", "और"})
IN_WORDS = frozenset({
    "in", "at", "near", "the", "en", "el", "la", "por", "в", "во", "на", "у", "from", "desde", "из",
})  # fmt: skip
THEN_WORDS = frozenset({
    "then", "phir", "fir", "luego", "despues", "después", "потом", "затем", "далее", "फिर", ">",
})  # fmt: skip
DASHES = frozenset("-–—→>")
# The roles of a place to stay in, and the weight from which a city has quarters.
TO_STAY_IN = frozenset({Role.PLAIN, Role.THERE})
A_CITY = 500_000
# Few people drive more kilometres than this; they fly.
A_DRIVE = 600
TO_WORDS = frozenset({"to", "a", "al", "до", "в", "se", "से", "tak"})


def places_in(cover: Cover) -> list[Proposal[PlaceName]]:
    """Return the places that a cover takes, in line order."""
    return [one for one in cover.chosen if isinstance(one.meaning, PlaceName)]


def _between(cover: Cover, one: Proposal[PlaceName], other: Proposal[PlaceName]) -> str:
    """Return the text between two places in lower case, with an arrow as one sign."""
    return cover.text[one.end : other.start].strip().lower().replace("->", "→")


def is_title(text: str, end: int) -> bool:
    """Return whether a colon follows a name, perhaps after a word or two: "Kashmir trip: …"."""
    return TITLE.match(text, end) is not None


def is_pair(cover: Cover) -> bool:
    """Return whether "and" joins two places: "Dalhousie n Khajjiar"."""
    return _are_joined(cover, AND_WORDS)


def is_sequence(cover: Cover) -> bool:
    """Return whether places come one after another: "Amritsar phir Dalhousie phir Dharamshala"."""
    return any(set(words) & THEN_WORDS for words in _words_between(cover))


def is_choice(cover: Cover) -> bool:
    """Return whether places are alternatives: "Manali or Shimla"."""
    return _are_joined(cover, OR_WORDS)


def alternatives_of(cover: Cover) -> list[PlaceName | UnknownName | str]:
    """Return the names on both sides of an "or" in a line.

    Words that no reader took may be names too: "Shillong or Cherrapunji". Beside a large city,
    they are its quarters: "in CDMX, Roma or Condesa", "Lisbon, Alfama or Graça".
    """
    words: list[tuple[int, int, PlaceName | UnknownName | str]] = [
        (one.start, one.end, one.meaning)
        for one in cover.chosen
        if isinstance(one.meaning, (PlaceName, UnknownName)) and one.meaning.role in TO_STAY_IN
    ]
    words += [
        (one.start, one.end, cover.text[one.start : one.end])
        for one in cover.strangers
        if one.word not in ordinary_words()
    ]
    words.sort(key=lambda one: one[0])
    found: list[PlaceName | UnknownName | str] = []
    for one, other in pairwise(words):
        if is_or(cover.text[one[1] : other[0]]):
            found += [it for it in (one[2], other[2]) if it not in found]
    cities = [
        one
        for _start, _end, one in words
        if isinstance(one, PlaceName) and one.weight >= A_CITY and one not in found
    ]
    if cities and found:
        quarters = _quarters(found, cities[0])
        if quarters:
            return [*quarters, cities[0]]
    is_led = any(one.role is Role.THERE for one in cities)
    return [] if is_led and not _are_known(found) else found


def is_or(between: str) -> bool:
    """Return whether "or" stands between two names, perhaps followed by another "in"."""
    first, *others = between.lower().split() or [""]
    return first in OR_WORDS and set(others) <= IN_WORDS


def _quarters(
    found: list[PlaceName | UnknownName | str], city: PlaceName
) -> list[PlaceName | UnknownName | str]:
    """Return alternatives as quarters of a city; none unless all of them are its parts."""
    quarters: list[PlaceName | UnknownName | str] = []
    for one in found:
        options = one.options if isinstance(one, PlaceName) else ()
        inside = [it for it in options if any(lies_in(it, whole) for whole in city.options[:1])]
        if not isinstance(one, PlaceName) or not inside:
            return []
        quarters.append(replace(one, options=tuple(inside)))
    return quarters


def _are_known(found: list[PlaceName | UnknownName | str]) -> bool:
    """Return whether all are known places in one country: "in Goa, Morjim or Mandrem"."""
    options = [one.options for one in found if isinstance(one, PlaceName) and one.options]
    countries = {one[0].place.country_code for one in options}
    return len(options) == len(found) and len(countries) == 1


def _are_joined(cover: Cover, words: frozenset[str]) -> bool:
    return any(one[-1:] and one[-1] in words for one in _words_between(cover))


def _words_between(cover: Cover) -> list[list[str]]:
    """Return the words between consecutive places, in lower case."""
    return [cover.text[a.end : b.start].lower().split() for a, b in pairwise(places_in(cover))]


def is_there_and_back(cover: Cover) -> bool:
    """Return whether a line goes from one place to another and mentions the way back."""
    names = places_in(cover)
    back = cover.all(Flown) or any(one.is_way_back for one in cover.all(StayDays))
    between = [_between(cover, a, b) for a, b in pairwise(names)]
    is_led = {one.meaning.role for one in names} == {Role.ORIGIN, Role.THERE}
    return bool(back) and len(between) == 1 and (between[0] in DASHES or is_led)


def is_way(cover: Cover) -> bool:
    """Return whether a dash or "to" joins two places: "Toronto to Varadero"."""
    names = places_in(cover)
    if len(names) != PAIR or is_choice(cover):
        return False
    between = _between(cover, *names)
    return between in DASHES or between in TO_WORDS


def is_out_from(cover: Cover) -> bool:
    """Return whether a line names a place and an origin far from it: "Crete from Bristol"."""
    names = [one.meaning for one in places_in(cover)]
    if len(names) != PAIR or sorted(one.role for one in names) != [Role.ORIGIN, Role.PLAIN]:
        return False
    one, other = (name.options[0].place.centre if name.options else None for name in names)
    return one is not None and other is not None and kilometres(one, other) > A_DRIVE


def is_side_by_side(cover: Cover) -> bool:
    """Return whether at most one word stands between two places."""
    return all(len(words) <= 1 for words in _words_between(cover))


def is_from_to(cover: Cover) -> bool:
    """Return whether a line goes from one place to another and mentions no stay."""
    names = places_in(cover)
    roles = [one.meaning.role for one in names]
    stays = cover.all(Rooms, Nights) or any(o.request is Request.STAY for o in cover.all(Asked))
    return not stays and sorted(roles) == [Role.ORIGIN, Role.THERE]


def is_round(names: Sequence[PlaceName | UnknownName]) -> bool:
    """Return whether the third of three places repeats the first: "LED - IST - LED"."""
    return len(names) == ROUND and names[0].name.casefold() == names[2].name.casefold()


def with_origin(cover: Cover) -> Cover:
    """Return a package's cover with the first place as its origin: "Delhi to Goa", "A - B"."""
    names = places_in(cover)
    roles = [one.meaning.role for one in names]
    if len(names) != PAIR or resolve_place(cover.names).qualifiers:
        return cover
    between = _between(cover, *names)
    is_led = roles == [Role.PLAIN, Role.THERE]
    # "Delhi Goa", "Delhi - Goa": a package has an origin too.
    is_beside = roles == [Role.PLAIN, Role.PLAIN] and (not between or between in DASHES)
    if not is_led and not is_beside:
        return cover
    first = replace(names[0], meaning=replace(names[0].meaning, role=Role.ORIGIN))
    chosen = tuple(first if one is names[0] else one for one in cover.chosen)
    return replace(cover, chosen=chosen)
