"""How similar two hotels' names are, as suppliers write them.

Suppliers add and drop "The", "Hotel", the place and the chain; they translate, abbreviate and
misspell. What they never vary is what distinguishes neighbours: numbers, "Annex", "East", "Suites".
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from domain.catalog.folding import fold

# Words that suppliers add and drop at will.
FILLERS = frozenset({
    "the", "a", "an", "and", "by", "at", "in", "of", "on", "de", "del", "della", "der", "des",
    "di", "do", "da", "la", "le", "les", "el", "los", "las", "l", "hotel", "hotels", "resort",
    "resorts", "spa",
})  # fmt: skip
# Kinds of hotel: entries of different kinds are rarely the same hotel.
KINDS = frozenset({"hotel", "resort"})
SPELLINGS = {
    "htl": "hotel", "rsrt": "resort", "st": "saint", "sankt": "saint", "san": "saint",
    "santa": "saint", "sao": "saint", "mt": "mount", "monte": "mount", "intl": "international",
    "int": "international", "apts": "apartments", "apartment": "apartments", "apart": "apartments",
    "annexe": "annex", "anexo": "annex", "center": "centre", "centro": "centre",
    "zentrum": "centre", "gran": "grand", "grande": "grand", "villas": "villa",
    "suite": "suites", "residences": "residence", "residencia": "residence",
    "palacio": "palace", "palais": "palace", "palazzo": "palace", "schloss": "castle",
    "chateau": "castle", "castillo": "castle", "playa": "beach", "plage": "beach",
    "strand": "beach", "praia": "beach", "jardin": "garden", "jardim": "garden",
    "gardens": "garden", "casa": "house", "haus": "house", "maison": "house", "torre": "tower",
    "towers": "tower", "lago": "lake", "lac": "lake", "rio": "river", "aeropuerto": "airport",
    "aeroporto": "airport", "flughafen": "airport", "norte": "north", "nord": "north",
    "sur": "south", "sud": "south", "ost": "east", "est": "east", "oeste": "west",
    "ouest": "west", "nuevo": "new", "nueva": "new", "nouveau": "new", "neues": "new",
    "i": "1", "ii": "2", "iii": "3", "iv": "4", "one": "1", "two": "2", "three": "3", "four": "4",
}  # fmt: skip
# Words that distinguish neighbours: if only one name has them, the hotels differ.
TELLING = frozenset({
    "annex", "tower", "wing", "block", "building", "phase", "north", "south", "east", "west",
    "old", "new", "airport", "station", "express", "suites", "residence", "apartments", "villa",
    "hostel", "cottages", "premier", "premium", "select", "deluxe", "studio", "studios",
})  # fmt: skip
# Chains with several hotels in a city under one name.
CHAINS = frozenset({
    "marriott", "hilton", "hyatt", "accor", "radisson", "blu", "wyndham", "melia", "nh", "oyo",
    "townhouse", "treebo", "trend", "trip", "fabhotel", "fabhotels", "prime", "zostel", "itc",
    "taj", "oberoi", "leela", "ginger", "fortune", "lemon", "tree", "sarovar", "clarks",
    "sterling", "mahindra", "club", "regenta", "keys", "pride", "novotel", "ibis", "styles",
    "budget", "mercure", "pullman", "sofitel", "sheraton", "westin", "holiday", "inn",
    "hampton", "ramada", "days", "comfort", "quality", "super", "capital",
})  # fmt: skip
_OWNERS = (
    "marriott|hilton|hyatt|ihg|accor|radisson|wyndham|choice|melia|nh|barcelo|iberostar|taj|ihcl|"
    "oyo|treebo|fabhotels?|itc|sarovar|clarks|lemon tree|sterling|bestwestern|best western|"
    "worldhotels|ascott|minor|anantara|sonesta"
)
# Endings that may be left out: who runs the hotel, and its former name.
_BEHIND = re.compile(
    rf"\b(?:by|an?|(?:a )?member of|part of|managed by)\s+(?:the\s+)?(?:{_OWNERS})\b"
    r"(?:\s+(?:hotels?|resorts?|group|individuals?|collection))*"
    r"|\b(?:autograph|tapestry|curio|trademark|luxury|tribute|unbound|signature)\s+"
    r"(?:collection|portfolio)\b"
    r"|(?<=\s)(?:formerly|previously|ex)\s.*$"
)
EXACT, SPELT, PLACED, DOUBTFUL, LONGER = 100, 94, 96, 80, 68
# Words this long may have one misspelt letter, and two.
FIRST_TYPO, SECOND_TYPO = 5, 9


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared: its words without the fillers, and the kinds it names."""

    words: tuple[str, ...]
    kinds: frozenset[str]

    @property
    def telling(self) -> frozenset[str]:
        """Return the numbers and words that distinguish neighbouring hotels."""
        return frozenset(word for word in self.words if word in TELLING or word[0].isdecimal())

    @property
    def is_chain_alone(self) -> bool:
        """Return whether the name is only that of a chain with several hotels in a city."""
        return all(word in CHAINS for word in self.words)


def read_name(text: str, place_words: Collection[str] = ()) -> Name:
    """Return a name for comparison; the words of the searched place are ignored."""
    spelt = [SPELLINGS.get(word, word) for word in _BEHIND.sub(" ", fold(text)).split()]
    unsaid = FILLERS | (frozenset(place_words) - TELLING)
    words = [word for word in spelt if word not in unsaid]
    if not words:
        words = [word for word in spelt if word not in FILLERS] or spelt
    return Name(tuple(words), KINDS & frozenset(spelt))


def name_score(one: Name, other: Name, location_words: Collection[str] = ()) -> int:
    """Return how similar two names are (0-100); 0 if they name different hotels.

    `location_words` are in either address, so a name may contain them or not.
    """
    if not one.words or not other.words or one.telling != other.telling:
        return 0
    left, right, typos = _unmatched(list(one.words), list(other.words))
    if left and right:
        return SPELT if _is_run_together(one.words, other.words) else 0
    extra = [*left, *right]
    if not extra:
        score = EXACT if not typos else SPELT
    elif all(word in location_words for word in extra):
        score = PLACED if not typos else SPELT
    else:
        score = LONGER
    is_other_kind = one.kinds and other.kinds and not one.kinds & other.kinds
    if is_other_kind or _is_reordered(one.words, other.words):
        score = min(score, DOUBTFUL)
    return score


def _unmatched(left: list[str], right: list[str]) -> tuple[list[str], list[str], int]:
    """Return the words that only one side has, and how many are spelt differently."""
    for word in [word for word in left if word in right]:
        if word in right:
            left.remove(word)
            right.remove(word)
    typos = 0
    for word in list(left):
        twin = next((other for other in right if _is_same_word(word, other)), None)
        if twin is not None:
            left.remove(word)
            right.remove(twin)
            typos += 1
    return left, right, typos


def _is_same_word(one: str, other: str) -> bool:
    """Return whether one word is a misspelling of the other; longer words may differ by more
    letters.
    """
    shorter = min(len(one), len(other))
    if shorter < FIRST_TYPO or one[0] != other[0]:
        return False
    if one in TELLING or other in TELLING:
        return False
    return OSA.distance(one, other) <= (2 if shorter >= SECOND_TYPO else 1)


def _is_run_together(one: Collection[str], other: Collection[str]) -> bool:
    """Return whether the names differ only in their spaces: "Sea View", "Seaview"."""
    return "".join(one) == "".join(other)


def _is_reordered(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether the names have the same words in another order: "Park Central", "Central
    Park".
    """
    return one != other and sorted(one) == sorted(other)
