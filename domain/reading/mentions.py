"""Which words of a line may name a place, an airport or a country: pure, once looked up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.catalog.countries import countries_by_name, us_states
from domain.catalog.destinations import rivals
from domain.catalog.districts import nicknames
from domain.catalog.folding import fold
from domain.catalog.models import DestinationKind
from domain.catalog.suggestions import SpeltNearly, most_slips, slips_between
from domain.catalog.travel_demand import OFTEN_VISITED, SELDOM_VISITED
from domain.catalog.values import FoundAirport, FoundDestination
from domain.reading.inflection import dictionary_forms
from domain.reading.kinds import Kind
from domain.reading.meanings import PlaceName, Role, Route, UnknownName
from domain.reading.ordinary import naming_words, ordinary_words
from domain.reading.proposals import Proposal
from domain.reading.tokens import Reading, Token

LONGEST_NAME = 5
MOST_NAMES = 160
SHORTEST_KNOWN = 3
LONGEST_UNKNOWN = 4
CODE_LETTERS = 3
# Words that say where, before a place or (in Hindi) after it.
THERE_BEFORE = frozenset({Kind.IN, Kind.WITHIN, Kind.NEAR, Kind.TO, Kind.UPTO, Kind.FOR, Kind.A})
THERE_AFTER = frozenset({Kind.IN, Kind.NEAR, Kind.FOR})
LITTLE = frozenset({
    Kind.PLAIN, Kind.OF, Kind.A, Kind.AND, Kind.IN, Kind.FOR, Kind.TO, Kind.UPTO, Kind.SE,
    Kind.FROM, Kind.PLUS, Kind.WITHIN, Kind.NEAR, Kind.ME, Kind.NO, Kind.DASH, Kind.BUT,
    Kind.STAY, Kind.THIS, Kind.NEXT, Kind.WE,
})  # fmt: skip
# Words beside an end of a flight.
BESIDE_CODES = frozenset({Kind.TO, Kind.DASH, Kind.FROM, Kind.SE, Kind.UPTO})
SKIPPED = frozenset({Kind.PLAIN, Kind.STAY, Kind.OF})
# Words that stand within names: "Isle of Skye", "Gare du Nord".
INNER = frozenset({Kind.OF, Kind.A, Kind.IN})
FILLER = frozenset({Kind.PLAIN, Kind.STAY})
# Words that say it over some filler: "anywhere but the old Goa".
# "Of" is where one comes from only in Spanish.
OF_ORIGIN = frozenset({"de", "del"})
FAR_REACHING = frozenset({Kind.BUT, Kind.NEAR, Kind.FROM})
MOST_SKIPPED = 3
# How unlikely a place is by how seldom it is meant: (weight from, cost).
BY_WEIGHT = (
    (1_000_000, 0.2), (200_000, 0.35), (50_000, 0.6), (15_000, 0.9), (5_000, 1.6), (0, 2.3),
)  # fmt: skip
HAMLET, SMALL, LARGE, FAMOUS = 5_000, 15_000, 200_000, 600_000
FOREIGN_ALIAS, LITTLE_ALIAS, BENT = 1.2, 3.0, 0.15
ABBREVIATION, SMALL_CODE, ELSEWHERE = 0.3, 3.0, 0.6
ORDINARY_WORD = 1.8
COMMON_WORD, COMMON_CAPITAL, OTHER_MEANING = 3.0, 1.6, 2.4
POINTED, ALONE, AT_HOME, LATELY = -0.6, -1.2, -0.2, -0.8
UNKNOWN, UNKNOWN_MORE = 2.5, 0.6
IN_CAPITALS, IN_SMALL, SIDE_BY_SIDE = 0.1, 0.3, 3.0
A_STATE = 0.3
ITS_AIRPORT, FURTHER_WORD = 0.15, -0.6
# An airport that is called like its city is hardly meant by that name alone.
ITS_CITY = 1.5
# "For the derby weekend", "with an acropolis view": no place to stay in.
WITH_ARTICLE, SEEN, LOOKING_AT = 1.5, 1.2, frozenset({"view", "views", "facing", "side", "vista"})
A_SLIP, SLIP_IN_SHORT, TWO_SLIPS = 1.0, 1.7, 2.0
SHORT_WORD = 5
# No name goes on behind one of these.
BREAKS = frozenset(",;:!?()")
# Two slips make another word of a shorter one.
LONG_ENOUGH = 7
# A name in letters that the catalogue does not have it in: नैनीताल.
OTHER_LETTERS = 0.3


# Where each language is spoken, for namesakes: "Toledo" in a Spanish line.
SPOKEN_IN = {
    "es": frozenset({
        "ES", "MX", "AR", "CO", "PE", "CL", "VE", "EC", "GT", "CU", "BO", "DO", "HN", "PY", "SV",
        "NI", "CR", "PA", "UY", "PR",
    }),
    "ru": frozenset({"RU", "BY", "KZ", "KG"}),
    "hi": frozenset({"IN"}),
    "hinglish": frozenset({"IN"}),
}  # fmt: skip
# What is likelier for a traveller is at least so large beside the largest; the rest count as less.
LEAST_SHARE, BEHIND = 0.15, 20


@dataclass(frozen=True, slots=True)
class Name:
    """Words in a row that may be a name: positions of words from and before, and it folded."""

    start: int
    end: int
    folded: str


@dataclass(frozen=True, slots=True)
class Home:
    """What is known of the traveller: the country, and places searched lately by their ids."""

    country_code: str | None = None
    recent: tuple[int, ...] = ()


@dataclass(frozen=True)
class Atlas:
    """What the catalogue has for the names of a line; `nearly` are names spelt otherwise."""

    words: tuple[Token, ...]
    names: tuple[Name, ...]
    places: Mapping[str, tuple[FoundDestination, ...]]
    airports: Mapping[str, tuple[FoundAirport, ...]]
    nearly: Mapping[str, tuple[SpeltNearly, ...]]
    home: Home = Home()
    language: str = "en"


def names_of(words: tuple[Token, ...], reading: Reading) -> tuple[Name, ...]:
    """Return every run of words that may be a name.

    A run of nothing but words that mean something else is one only where it is written with a
    capital or stands behind a word like "in"; it is dear then.
    """
    kinds = _kinds_of(words, reading)
    names: list[Name] = []
    for start, first in enumerate(words):
        if not first.word[:1].isalpha():
            continue
        for end in range(start + 1, min(start + LONGEST_NAME, len(words)) + 1):
            last = words[end - 1]
            if end > start + 1 and not _goes_on(words[end - 2], last):
                break
            if not last.word[:1].isalpha():
                continue
            folded = fold(reading.text[first.start : last.end])
            if folded and (
                any(kinds[at] is Kind.UNKNOWN for at in range(start, end))
                or len(folded) >= SHORTEST_KNOWN
                or reading.text[first.start : last.end].isupper()
            ):
                names.append(Name(start, end, folded))
    return tuple(names[:MOST_NAMES])


def _goes_on(before: Token, token: Token) -> bool:
    """Say whether a name may go on: words, and hyphens that touch both."""
    if token.word[:1].isalpha():
        return before.word[:1].isalpha() or before.end == token.start
    return token.kind is Kind.DASH and before.end == token.start


def _kinds_of(words: tuple[Token, ...], reading: Reading) -> list[Kind]:
    """Return what each single word is part of in the line's reading."""
    kinds: list[Kind] = []
    at = 0
    tokens = reading.tokens
    for word in words:
        while at < len(tokens) and tokens[at].end <= word.start:
            at += 1
        kinds.append(tokens[at].kind if at < len(tokens) else Kind.UNKNOWN)
    return kinds


def spellings_of(names: Iterable[Name], words: tuple[Token, ...], reading: Reading) -> set[str]:
    """Return what has to be looked up: names, and the dictionary forms of unknown words."""
    kinds = _kinds_of(words, reading)
    spelt: set[str] = set()
    states = us_states()
    for name in names:
        spelt.add(name.folded)
        if name.folded in states:
            spelt.add(states[name.folded])
        if any(kinds[at] is Kind.UNKNOWN for at in range(name.start, name.end)):
            spelt.update(dictionary_forms(name.folded))
    return spelt


def _is_foreign(place: FoundDestination, name: Name) -> bool:
    """Say whether a name in Latin letters is neither its place's own nor close to it."""
    own = fold(place.name)
    if not name.folded.isascii():
        return False  # the same name in other letters
    return name.folded not in own and slips_between(own, name.folded) > most_slips(own)


def is_foreign_alias(place: FoundDestination, typed: str) -> bool:
    """Say whether nothing but a foreign or an old name of a city that few know was typed.

    Names that begin alike are mostly other spellings: Jumeirah, and Jumayrā.
    """
    name = Name(0, 1, fold(typed))
    is_known = place.weight >= FAMOUS or name.folded in nicknames()
    if is_known or place.kind is not DestinationKind.CITY or not name.folded.isascii():
        return False
    return name.folded[:1] != fold(place.name)[:1] and _is_foreign(place, name)


def likelier_for(
    options: tuple[FoundDestination, ...], home: Home, language: str
) -> tuple[FoundDestination, ...]:
    """Return places of one name with those ahead that this traveller rather means.

    Where several of like size have that name, those are meant that were searched lately, that are
    in the traveller's country, where the line's language is spoken: each of these chooses among
    what the one before it left. Where none of them tells, those are where people travel to. The
    others follow as if they were small.
    """
    several = rivals(options)
    if len(several) < 2:  # noqa: PLR2004 - several
        return options
    meant = list(several)
    for likely in (
        [one for one in several if one.id in home.recent],
        [one for one in several if one.place.country_code == home.country_code],
        [one for one in several if one.place.country_code in SPOKEN_IN.get(language, ())],
    ):
        kept = [one for one in meant if one in likely]
        if kept and kept[0].weight >= LEAST_SHARE * several[0].weight:
            meant = kept
    if len(meant) == len(several):
        meant = _visited(several)
    if len(meant) == len(several):
        return options
    first = [replace(one, weight=max(one.weight, several[0].weight)) for one in meant]
    rest = [one for one in options if one not in meant]
    return (*first, *(replace(one, weight=one.weight // BEHIND) for one in rest))


def _visited(several: Sequence[FoundDestination]) -> list[FoundDestination]:
    """Return those in countries that people travel to, if any is where many go."""
    if not any(one.place.country_code in OFTEN_VISITED for one in several):
        return list(several)
    return [one for one in several if one.place.country_code not in SELDOM_VISITED]


class Mentions:
    """The places that a reading of a line may mention."""

    def __init__(self, atlas: Atlas, reading: Reading) -> None:
        """Take what the catalogue has and what the other words mean."""
        self.atlas, self.reading = atlas, reading
        self.kinds = _kinds_of(atlas.words, reading)
        letters = [one for one in reading.text if one.isalpha()]
        words = [w for w in atlas.words if len(w.word) > CODE_LETTERS and w.word.isalpha()]
        self.is_shouted = bool(letters and words) and all(one.isupper() for one in letters)

    def propose(self) -> Iterator[Proposal[PlaceName | UnknownName | Route]]:
        """Propose places, airports, countries, and unknown words as the name of a place."""
        for name in self.atlas.names:
            yield from self._places(name)
            yield from self._airports(name)
            yield from self._country(name)
            yield from self._state(name)
            yield from self._nearly(name)
            yield from self._unknown(name)
        yield from self._routes()

    def _routes(self) -> Iterator[Proposal[Route]]:
        """Propose two codes side by side, or with a dash or "to" between them."""
        codes = {
            name.start: (name, code)
            for name in self.atlas.names
            for code in self.atlas.airports.get(name.folded, ())
            if code.iata.lower() == name.folded and self._is_coded(name)
        }
        for start, (name, code) in codes.items():
            between = self.kinds[name.end] if name.end < len(self.kinds) else None
            joined = between in {Kind.DASH, Kind.TO}
            other = codes.get(start + 2 if joined else start + 1)
            if other is None:
                continue
            texts = [self._raw(name), self._raw(other[0])]
            capitals = all(one.isupper() for one in texts) and not self.is_shouted
            cost = IN_CAPITALS if capitals else IN_SMALL if joined else SIDE_BY_SIDE
            origin = PlaceName(texts[0], Role.ORIGIN, airport=code, is_near=True, is_code=True)
            there = PlaceName(texts[1], Role.THERE, airport=other[1], is_near=True, is_code=True)
            first, last = self.atlas.words[start], self.atlas.words[other[0].start]
            yield Proposal(first.start, last.end, Route(origin, there), cost, "two codes")

    def _is_coded(self, name: Name) -> bool:
        """Say whether a word looks like a code: in capitals, or small and no large place's name."""
        raw = self._raw(name)
        places = self.atlas.places.get(name.folded, ())
        is_large = any(one.weight >= LARGE for one in places if fold(one.name) == name.folded)
        return raw.isupper() or (raw.islower() and not is_large)

    def _raw(self, name: Name) -> str:
        words = self.atlas.words
        return self.reading.text[words[name.start].start : words[name.end - 1].end]

    def _places(self, name: Name) -> Iterator[Proposal[PlaceName]]:
        found = self.atlas.places.get(name.folded)
        cost = 0.0
        if found is None and self._holds_unknown(name):
            bent = [self.atlas.places.get(form) for form in dictionary_forms(name.folded)]
            found = max(filter(None, bent), key=lambda its: its[0].weight, default=None)
            cost = BENT
        if not found:
            return
        cost += self._cost_of(found[0], name, found) + self._cost_of_words(name)
        cost += self._cost_of_article(name, found) + SEEN * self._is_looked_at(name)
        is_famous = found[0].weight >= FAMOUS and self._before(name) is Kind.IN
        if is_famous and self._is_ordinary(name):
            cost -= ORDINARY_WORD  # "в москве", though newspapers write it more than many words
        yield from self._standing(name, found, cost, "called so")

    def _standing(
        self,
        name: Name,
        options: tuple[FoundDestination, ...],
        cost: float,
        why: str,
        slips: int = 0,
    ) -> Iterator[Proposal[PlaceName]]:
        """Yield a place as it stands in the line, and with the word "airport" beside it."""
        role, is_near, pointed = self._role(name)
        text = self.reading.text
        start, end = self.atlas.words[name.start].start, self.atlas.words[name.end - 1].end
        options = likelier_for(options, self.atlas.home, self.atlas.language)
        meaning = PlaceName(text[start:end], role, options, slips=slips, is_near=is_near)
        yield Proposal(start, end, meaning, max(cost + pointed, 0.05), why)
        beside = self._airport_beside(name)
        if beside is not None:
            airport = replace(meaning, wants_airport=True, is_near=True)
            dear = max(cost + pointed, 0.05) + ITS_AIRPORT
            yield Proposal(*beside, airport, dear, f"{why}, its airport")

    def _cost_of(
        self, place: FoundDestination, name: Name, found: tuple[FoundDestination, ...]
    ) -> float:
        heaviest = max(one.weight for one in found)
        cost = next(cost for least, cost in BY_WEIGHT if heaviest >= least)
        known = FAMOUS if self._raw(name).islower() else LARGE
        if heaviest < known and name.folded.isascii() and _is_foreign(place, name):
            cost += FOREIGN_ALIAS
        elif self._is_little_word(name, found):
            cost += LITTLE_ALIAS
        is_at_home = place.place.country_code == self.atlas.home.country_code
        is_small = heaviest < LARGE and self._raw(name).islower() and name.folded.isascii()
        if is_small and not is_at_home and self._role(name)[0] is Role.PLAIN:
            cost += ELSEWHERE
        if heaviest < LARGE and len(name.folded) <= CODE_LETTERS and self._raw(name).islower():
            cost += FOREIGN_ALIAS * (not name.folded.isascii())
        if self._is_small_code(name, found):
            cost += SMALL_CODE
        if place.place.country_code == self.atlas.home.country_code:
            cost += AT_HOME
        if any(one.id in self.atlas.home.recent for one in found):
            cost += LATELY
        return cost

    def _cost_of_article(self, name: Name, found: tuple[FoundDestination, ...]) -> float:
        """Return what it costs that a small word is told of: "the derby", "our labrador"."""
        before = self.atlas.words[name.start - 1] if name.start else None
        is_led = before is not None and before.word in naming_words() and name.end - name.start == 1
        is_known = any(one.weight >= FAMOUS for one in found)
        return WITH_ARTICLE if is_led and not is_known and self._raw(name).islower() else 0.0

    def _is_looked_at(self, name: Name) -> bool:
        """Say whether a name only tells what is to be seen from the room."""
        words = self.atlas.words
        return name.end < len(words) and words[name.end].word in LOOKING_AT

    def _is_ordinary(self, name: Name) -> bool:
        """Say whether a name of one word is an ordinary one, and not written like a name."""
        if name.end - name.start > 1 or name.folded not in ordinary_words():
            return False
        raw = self._raw(name)
        return name.start == 0 or self.is_shouted or not raw[:1].isupper()

    def _is_little_word(self, name: Name, found: tuple[FoundDestination, ...]) -> bool:
        """Say whether a few small letters are no more than what a place is called by elsewhere.

        "hu" is a word before it is Shanghai; nicknames ("nyc") and codes of airports are names.
        """
        if len(name.folded) > CODE_LETTERS or not name.folded.isascii():
            return False
        if self._raw(name) != self._raw(name).lower() or name.folded in nicknames():
            return False
        is_code = any(one.iata.lower() == name.folded for one in self._airports_of(name))
        return not is_code and fold(found[0].name) != name.folded

    def _is_small_code(self, name: Name, found: tuple[FoundDestination, ...]) -> bool:
        """Say whether nothing but an airport's code in small letters names a place: "har"."""
        beside = {self.kinds[at] for at in (name.start - 1, name.end) if 0 <= at < len(self.kinds)}
        if beside & BESIDE_CODES:
            return False  # "blr to goa"
        is_code = len(name.folded) == CODE_LETTERS and self._raw(name).islower()
        is_known = name.folded in nicknames() or any(fold(o.name) == name.folded for o in found)
        return is_code and name.folded.isascii() and not is_known

    def _airports_of(self, name: Name) -> tuple[FoundAirport, ...]:
        return self.atlas.airports.get(name.folded, ())

    def _cost_of_words(self, name: Name) -> float:
        """Return what it costs that words of the name mean something else as well."""
        if self._holds_unknown(name):
            others = sum(
                self.kinds[at] not in LITTLE and self.kinds[at] is not Kind.UNKNOWN
                for at in range(name.start, name.end)
            )
            ordinary = ORDINARY_WORD if self._is_ordinary(name) else 0.0
            return ordinary + 0.1 * others + FURTHER_WORD * (name.end - name.start - 1)
        first = self.atlas.words[name.start]
        raw = self.reading.text[first.start : first.end]
        if raw.isupper() and len(raw) > 1 and not self.is_shouted:
            return ABBREVIATION
        capital = raw[:1].isupper() and not self.is_shouted and name.start > 0
        length = name.end - name.start
        if all(self.kinds[at] in LITTLE for at in range(name.start, name.end)):
            return (COMMON_CAPITAL if capital else COMMON_WORD) / length
        return OTHER_MEANING / length

    def _airports(self, name: Name) -> Iterator[Proposal[PlaceName]]:
        names = self._spellings(name)
        found = next((self.atlas.airports[n] for n in names if n in self.atlas.airports), ())
        if not found:
            return
        text, words = self.reading.text, self.atlas.words
        start, end = words[name.start].start, words[name.end - 1].end
        role, is_near, pointed = self._role(name)
        beside = self._airport_beside(name)
        by_name = [airport for airport in found if airport.iata.lower() != name.folded]
        by_code = [airport for airport in found if airport.iata.lower() == name.folded]
        if len(by_name) == 1 and self._holds_unknown(name):
            is_city = any(one.weight >= LARGE for one in self.atlas.places.get(name.folded, ()))
            cost = ITS_CITY if is_city and not is_near and not beside else 0.0
            cost += 0.5 if is_near or beside else 1.0
            cost += ORDINARY_WORD if name.folded in ordinary_words() else 0.0
            meaning = PlaceName(text[start:end], role, airport=by_name[0], is_near=True)
            yield Proposal(start, end, meaning, max(cost + pointed, 0.05), "an airport's name")
            if beside is not None:
                yield Proposal(*beside, meaning, 0.1, "an airport's name")
        for airport in by_code:
            capitals = text[start:end].isupper() and not self.is_shouted
            cost = 0.6 if capitals else 2.2 if role is Role.PLAIN else 1.5
            cost += 0 if self._holds_unknown(name) or capitals else 1.2
            cost -= 0.6 if is_near else 0
            meaning = PlaceName(text[start:end], role, airport=airport, is_near=True, is_code=True)
            yield Proposal(start, end, meaning, max(cost, 0.1), "an airport's code")
            if beside is not None and (capitals or self._holds_unknown(name)):
                yield Proposal(*beside, meaning, 0.15, "an airport's code")

    def _country(self, name: Name) -> Iterator[Proposal[PlaceName]]:
        countries = countries_by_name()
        known = self._holds_unknown(name)
        names = (name.folded, *dictionary_forms(name.folded)) if known else (name.folded,)
        code = next((countries[one] for one in names if one in countries), None)
        code = code or self._country_code(name)
        if code is None or (not known and len(name.folded) <= SHORTEST_KNOWN):
            return
        role, is_near, pointed = self._role(name)
        words = self.atlas.words
        start, end = words[name.start].start, words[name.end - 1].end
        meaning = PlaceName(self.reading.text[start:end], role, country=code, is_near=is_near)
        cost = 0.35 + (0 if known else COMMON_WORD)
        yield Proposal(start, end, meaning, max(cost + pointed, 0.05), "a country")

    def _country_code(self, name: Name) -> str | None:
        """Return a country's code in capitals behind a name: "Queenstown NZ"."""
        raw = self._raw(name)
        follows = name.start > 0 and self.kinds[name.start - 1] is Kind.UNKNOWN
        is_code = len(raw) == len("NZ") and raw.isupper() and not self.is_shouted and follows
        return raw if is_code and raw in countries_by_name().values() else None

    def _state(self, name: Name) -> Iterator[Proposal[PlaceName]]:
        """Propose a state's code behind a name: "San Jose CA"."""
        found = self.atlas.places.get(us_states().get(name.folded, ""), ())
        regions = tuple(one for one in found if one.kind is DestinationKind.REGION)
        follows = name.start > 0 and self.kinds[name.start - 1] is Kind.UNKNOWN
        raw = self._raw(name)
        is_written = raw.isupper() or (len(raw) == len("Az") and raw.istitle())
        if not regions or not follows or not is_written:
            return
        words = self.atlas.words
        start, end = words[name.start].start, words[name.end - 1].end
        meaning = PlaceName(self._raw(name), Role.PLAIN, regions)
        yield Proposal(start, end, meaning, A_STATE, "a state's code")

    def _nearly(self, name: Name) -> Iterator[Proposal[PlaceName]]:
        spelt = self.atlas.nearly.get(name.folded, ())
        if not spelt or self._is_ordinary(name):
            return  # "been" is no Bern
        best = spelt[0]
        rivals = [one for one in spelt if one.slips <= best.slips]
        options = tuple(one.place for one in rivals)
        letters = len(name.folded)
        if best.slips > 1 and letters < LONG_ENOUGH:
            return
        cost = next(cost for least, cost in BY_WEIGHT if best.place.weight >= least)
        if not best.slips and name.folded.isascii():
            return
        if not best.slips:
            cost += OTHER_LETTERS
        elif best.slips == 1:
            cost += A_SLIP if letters > SHORT_WORD else SLIP_IN_SHORT
        else:
            cost += TWO_SLIPS
        cost += 0.0 if self._holds_only_unknown(name) else OTHER_MEANING
        yield from self._standing(name, options, cost, f"{best.slips} letters off", best.slips)

    def _unknown(self, name: Name) -> Iterator[Proposal[UnknownName]]:
        if not self._holds_only_unknown(name) or name.end - name.start > LONGEST_UNKNOWN:
            return
        if name.end - name.start > 1 and (
            self._holds_a_place(name) or any(sign in BREAKS for sign in self._raw(name))
        ):
            return
        role, is_near, pointed = self._role(name)
        words = self.atlas.words
        start, end = words[name.start].start, words[name.end - 1].end
        if self._before(name) is Kind.FOR:
            role, pointed = Role.PLAIN, 0.0  # "for puja", "for work"
        cost = UNKNOWN + UNKNOWN_MORE * (name.end - name.start - 1) + pointed
        cost += ORDINARY_WORD if self._is_ordinary(name) or self._begins_ordinary(name) else 0.0
        meaning = UnknownName(self.reading.text[start:end], role, is_near)
        yield Proposal(start, end, meaning, cost, "a name that nobody knows")

    def _begins_ordinary(self, name: Name) -> bool:
        """Say whether several small words begin with an ordinary one: "how much is"."""
        first = self.atlas.words[name.start]
        is_small = self._raw(name).islower() or name.start == 0
        return name.end - name.start > 1 and is_small and fold(first.word) in ordinary_words()

    def _holds_a_place(self, name: Name) -> bool:
        """Say whether a word of the name is a place by itself that is likely meant.

        "Jaisalmer desert" holds one; the last word of "Vidhyadhar Nagar" does not make one, nor the
        village of the first one of "Koregaon Park".
        """
        is_named = all(
            word.word[:1].isalpha() and self.reading.text[word.start].isupper()
            for word in self.atlas.words[name.start : name.end]
        )
        inside = (
            one for one in self.atlas.names if name.start <= one.start and one.end <= name.end
        )
        return any(
            its[0].weight
            >= self._least_inside(its[0], is_first=one.start == name.start and not is_named)
            and (not _is_foreign(its[0], one) or self._is_own_name(its[0]))
            for one in inside
            if (its := self._found(one))
        )

    def _found(self, name: Name) -> tuple[FoundDestination, ...]:
        """Return the places of a name, as it stands or as a sentence has bent it."""
        found = self.atlas.places.get(name.folded)
        if found is not None or not self._holds_unknown(name):
            return found or ()
        spelt = self.atlas.nearly.get(name.folded, ())
        least = LONG_ENOUGH if name.folded.isascii() else SHORT_WORD
        if spelt and spelt[0].slips <= 1 and len(name.folded) >= least:
            return (spelt[0].place,)
        bent = [self.atlas.places.get(form) for form in dictionary_forms(name.folded)]
        return max(filter(None, bent), key=lambda its: its[0].weight, default=())

    def _least_inside(self, place: FoundDestination, *, is_first: bool) -> int:
        """Return how much a place weighs at least that is meant by a word of a longer name."""
        at_home = place.place.country_code == self.atlas.home.country_code
        return (HAMLET if at_home else SMALL) if is_first else LARGE

    def _is_own_name(self, place: FoundDestination) -> bool:
        """Say whether an old or foreign name is one that this traveller knows: Gurgaon."""
        at_home = place.place.country_code == self.atlas.home.country_code
        return place.weight >= (HAMLET if at_home else FAMOUS)

    def _holds_unknown(self, name: Name) -> bool:
        return any(self.kinds[at] is Kind.UNKNOWN for at in range(name.start, name.end))

    def _holds_only_unknown(self, name: Name) -> bool:
        return all(
            self.kinds[at] is Kind.UNKNOWN
            or self.atlas.words[at].kind is Kind.DASH
            or (self.kinds[at] in INNER and name.start < at < name.end - 1)
            for at in range(name.start, name.end)
        )

    def _spellings(self, name: Name) -> tuple[str, ...]:
        """Return a name, with its dictionary forms where it is no other word."""
        forms = dictionary_forms(name.folded) if self._holds_unknown(name) else ()
        return (name.folded, *forms)

    def _role(self, name: Name) -> tuple[Role, bool, float]:
        """Return what the words around say: the part it plays, whether near to it, and how sure."""
        before = self._before(name)
        after = self.kinds[name.end] if name.end < len(self.kinds) else Kind.PLAIN
        if before in {Kind.BUT, Kind.NO} or (after is Kind.NO and self._closes_part(name.end)):
            return Role.EXCLUDED, False, POINTED
        is_near = before is Kind.NEAR or (after is Kind.NEAR and self._is_after(name))
        if before is Kind.FROM or after is Kind.SE:
            return Role.ORIGIN, False, POINTED / 2
        if before is Kind.OF and self.atlas.words[name.start - 1].word in OF_ORIGIN:
            return Role.ORIGIN, False, 0.0
        if before is Kind.FOR and self._leads_on(name):
            return Role.PLAIN, False, 0.0  # "the fare for Kochi to Delhi"
        if before in THERE_BEFORE or after in THERE_AFTER:
            return Role.THERE, is_near, POINTED
        whole = name.start == 0 and name.end == len(self.kinds)
        return Role.PLAIN, False, ALONE if whole else 0.0

    def _leads_on(self, name: Name) -> bool:
        """Say whether "to" stands behind a name, and another name behind that."""
        kinds = self.kinds[name.end : name.end + 2]
        return len(kinds) > 1 and kinds[0] in {Kind.TO, Kind.DASH} and kinds[1] is Kind.UNKNOWN

    def _closes_part(self, at: int) -> bool:
        """Say whether a sign or the line's end follows a word: "Varanasi nahi, Ayodhya"."""
        follows = self.reading.text[self.atlas.words[at].end :].lstrip()
        return not follows or follows[0] in ",.;!-–—"

    def _before(self, name: Name) -> Kind:
        """Return the word before a name that tells its part; a few filler words may lie between."""
        at = name.start - 1
        if at > 0 and self.kinds[at] is Kind.DASH and self.kinds[at - 1] is Kind.FROM:
            return Kind.FROM  # "ex-Kolkata"
        while at >= max(name.start - 1 - MOST_SKIPPED, 0) and self.kinds[at] in FILLER:
            at -= 1
        if at < 0:
            return Kind.PLAIN
        kind = self.kinds[at]
        words = self.atlas.words
        if kind is Kind.NO and "," in self.reading.text[words[at].end : words[name.start].start]:
            return Kind.PLAIN  # "Varanasi nahi, Ayodhya": it speaks of the one before
        return kind if at == name.start - 1 or kind in FAR_REACHING else Kind.PLAIN

    def _is_after(self, name: Name) -> bool:
        """Say whether "near" stands behind the name, as in Hindi, and not before the next one."""
        at = name.end + 1
        return at >= len(self.kinds) or self.kinds[at] is not Kind.UNKNOWN

    def _airport_beside(self, name: Name) -> tuple[int, int] | None:
        """Return from where to where name and "airport" reach, None without one."""
        words, kinds = self.atlas.words, self.kinds
        before, after = name.start - 1, name.end
        while before >= 0 and kinds[before] in SKIPPED:
            before -= 1
        while after < len(kinds) and kinds[after] in SKIPPED:
            after += 1
        if after < len(kinds) and kinds[after] is Kind.AIRPORT:
            while after + 1 < len(kinds) and kinds[after + 1] is Kind.AIRPORT:
                after += 1
            return words[name.start].start, words[after].end
        if before >= 0 and kinds[before] is Kind.AIRPORT:
            return words[before].start, words[name.end - 1].end
        return None
