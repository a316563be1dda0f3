"""Which words of a line may name a place, an airport or a country. Pure, once looked up."""

from collections.abc import Iterator
from dataclasses import replace

from domain.catalog.countries import countries_by_name, us_states
from domain.catalog.folding import fold
from domain.catalog.models import DestinationKind
from domain.catalog.values import FoundDestination
from domain.reading.code_routes import is_beside, propose_routes
from domain.reading.common_words import ordinary_words
from domain.reading.kinds import Kind
from domain.reading.meanings import PlaceName, Role, Route, UnknownName
from domain.reading.name_context import LONG_ENOUGH, SHORT_WORD, NameContext
from domain.reading.names import SHORTEST_KNOWN, Atlas, Name
from domain.reading.namesakes import FAMOUS, but_a_country, likelier_for
from domain.reading.proposals import Proposal
from domain.reading.rarity import (
    BY_WEIGHT,
    COMMON_WORD,
    LARGE,
    ORDINARY_WORD,
    OTHER_MEANING,
    SMALL,
    Rarity,
)
from domain.reading.tokens import Reading

LONGEST_UNKNOWN = 4
BENT, SEEN = 0.15, 1.2
UNKNOWN, UNKNOWN_MORE = 2.5, 0.6
IN_CAPITALS = 0.1
A_STATE, ALONE = 0.3, 0.35
# The weight of a town, and its discount if its name is also a kind of lodging.
A_TOWN, TOWN_OF_LODGING = 50_000, 2.2
OF_ANOTHER = 3.0
# A code that nobody can pronounce ("dxb") is hardly an ordinary word.
NO_WORD, VOWELS = 1.2, frozenset("aeiouy")
ITS_AIRPORT = 0.15
# The least that a name costs: even a certain one is not free.
LEAST = 0.05
# An airport named after its city is hardly meant by that name alone.
ITS_CITY = 1.5
A_SLIP, SLIP_IN_SHORT, TWO_SLIPS = 1.0, 1.7, 2.0
# No name continues after one of these.
BREAKS = frozenset(",;:!?()")
# A name in a script that the catalogue lacks it in: नैनीताल.
OTHER_LETTERS = 0.3


def _is_speakable(word: str) -> bool:
    """Return whether letters can be pronounced as a word: "cok", but not "dxb"."""
    return bool(VOWELS & set(word)) or not word.isascii()


class Mentions:
    """The places that a line may mention."""

    def __init__(self, atlas: Atlas, reading: Reading) -> None:
        """Take what the catalogue has and what the words mean otherwise."""
        self.atlas, self.reading = atlas, reading
        self.context = NameContext(atlas, reading)
        self.rarity = Rarity(self.context)

    def propose(self) -> Iterator[Proposal[PlaceName | UnknownName | Route]]:
        """Propose places, airports and countries, and unknown words as names of places."""
        for name in self.atlas.names:
            yield from self._places(name)
            yield from self._airports(name)
            yield from self._country(name)
            yield from self._state(name)
            yield from self._nearly(name)
            yield from self._unknown(name)
        yield from propose_routes(self.context)

    def _places(self, name: Name) -> Iterator[Proposal[PlaceName]]:
        found, cost = self.atlas.places.get(name.folded), 0.0
        if found is None and self.context.holds_unknown(name):
            found, cost = self.context.bent(name), BENT
        for one in self.context.spellings(name):
            found = but_a_country(found or (), one, self.atlas.home)
        if not found or self.context.is_within_country(name):
            return
        cost += self.rarity.of_place(found[0], name, found) + self.rarity.of_words(name)
        cost += self.rarity.of_article(name, found) + SEEN * self.context.is_looked_at(name)
        is_famous = found[0].weight >= FAMOUS and self.context.before(name) is Kind.IN
        if is_famous and self.context.is_ordinary(name):
            cost -= ORDINARY_WORD  # "в москве", though newspapers use it more often than many words
        if found[0].weight >= A_TOWN and self._is_lodging(name):
            cost -= TOWN_OF_LODGING  # "dharamshala 2 raat, dalhousie 2 raat"
        cost += OF_ANOTHER * self._begins_another(name, found)
        if found[0].weight >= SMALL and (
            self.context.is_alone(name) or self._is_in_its_country(name, found[0])
        ):
            cost = min(cost, ALONE)  # "ronda 12-14 marzo", "baños ecuador"
        yield from self._as_it_stands(name, found, cost, "called so")

    def _is_in_its_country(self, name: Name, place: FoundDestination) -> bool:
        """Return whether a place's country is named right after it."""
        words = self.atlas.words
        behind = words[name.end].word if name.end < len(words) else ""
        return countries_by_name().get(fold(behind)) == place.place.country_code

    def _is_lodging(self, name: Name) -> bool:
        """Return whether a one-word name is also a kind of lodging."""
        return name.end - name.start == 1 and self.context.kinds[name.start] is Kind.STAY

    def _begins_another(self, name: Name, found: tuple[FoundDestination, ...]) -> bool:
        """Return whether an ordinary word begins a longer name: "la Sierra de Cazorla"."""
        words, kinds = self.atlas.words, self.context.kinds
        last = words[name.end - 1].word
        goes_on = (
            name.end + 1 < len(words)
            and kinds[name.end] is Kind.OF
            and kinds[name.end + 1] is Kind.UNKNOWN
            and words[name.end + 1].word not in ordinary_words()
        )
        return goes_on and last in ordinary_words() and found[0].weight < LARGE

    def _as_it_stands(
        self,
        name: Name,
        options: tuple[FoundDestination, ...],
        cost: float,
        why: str,
        slips: int = 0,
    ) -> Iterator[Proposal[PlaceName]]:
        """Yield a place as it stands in the line, and with an adjacent word "airport"."""
        role, is_near, pointed = self.context.role(name)
        options = likelier_for(options, self.atlas.home, self.atlas.language, self.atlas.hinted)
        raw = self.context.raw(name)
        meaning = PlaceName(raw, role, options, slips=slips, is_near=is_near)
        # The whole name beats its first word alone: "Viña del Mar", where "mar" may be a Tuesday.
        least = LEAST / (name.end - name.start)
        yield Proposal(*self.context.span(name), meaning, max(cost + pointed, least), why)
        beside = self.context.airport_beside(name)
        if beside is not None:
            airport = replace(meaning, wants_airport=True, is_near=True)
            dear = max(cost + pointed, LEAST) + ITS_AIRPORT
            yield Proposal(*beside, airport, dear, f"{why}, its airport")

    def _airports(self, name: Name) -> Iterator[Proposal[PlaceName]]:
        names = self.context.spellings(name)
        found = next((self.atlas.airports[n] for n in names if n in self.atlas.airports), ())
        if not found:
            return
        raw, (start, end) = self.context.raw(name), self.context.span(name)
        role, is_near, pointed = self.context.role(name)
        beside = self.context.airport_beside(name)
        by_name = [airport for airport in found if airport.iata.lower() != name.folded]
        by_code = [airport for airport in found if airport.iata.lower() == name.folded]
        if len(by_name) == 1 and self.context.holds_unknown(name):
            cities = [
                one
                for one in self.atlas.places.get(name.folded, ())
                if one.weight >= SMALL or one.kind is DestinationKind.REGION
            ]
            if cities and not is_beside(by_name[0], cities[0]):
                return  # "Frankfurt airport" is not that of Hahn
            cost = ITS_CITY if cities and not is_near and not beside else 0.0
            cost += 0.5 if is_near or beside else 1.0
            cost += ORDINARY_WORD if name.folded in ordinary_words() else 0.0
            meaning = PlaceName(raw, role, airport=by_name[0], is_near=True)
            yield Proposal(start, end, meaning, max(cost + pointed, LEAST), "an airport's name")
            if beside is not None:
                yield Proposal(*beside, meaning, 0.1, "an airport's name")
        for airport in by_code:
            capitals = raw.isupper() and not self.context.is_shouted
            cost = 0.6 if capitals else 2.2 if role is Role.PLAIN else 1.5
            cost -= NO_WORD * (not capitals and not _is_speakable(name.folded))
            cost += 0 if self.context.holds_unknown(name) or capitals else 1.2
            cost -= 0.6 if is_near else 0
            meaning = PlaceName(raw, role, airport=airport, is_near=True, is_code=True)
            yield Proposal(start, end, meaning, max(cost, 0.1), "an airport's code")
            if beside is not None and (capitals or self.context.holds_unknown(name)):
                yield Proposal(*beside, meaning, 0.15, "an airport's code")

    def _country(self, name: Name) -> Iterator[Proposal[PlaceName]]:
        countries = countries_by_name()
        known = self.context.holds_unknown(name)
        names = self.context.spellings(name)
        code = next((countries[one] for one in names if one in countries), None)
        code = code or self._country_code(name)
        if code is None or (not known and len(name.folded) <= SHORTEST_KNOWN):
            return
        role, is_near, pointed = self.context.role(name)
        meaning = PlaceName(self.context.raw(name), role, country=code, is_near=is_near)
        cost = max(0.35 + (0 if known else COMMON_WORD) + pointed, LEAST)
        yield Proposal(*self.context.span(name), meaning, cost, "a country")

    def _country_code(self, name: Name) -> str | None:
        """Return a country's code in capitals after a name: "Queenstown NZ"."""
        raw = self.context.raw(name)
        follows = name.start > 0 and self.context.kinds[name.start - 1] is Kind.UNKNOWN
        is_code = (
            len(raw) == len("NZ") and raw.isupper() and not self.context.is_shouted and follows
        )
        return raw if is_code and raw in countries_by_name().values() else None

    def _state(self, name: Name) -> Iterator[Proposal[PlaceName]]:
        """Propose a state's code after a name: "San Jose CA"."""
        found = self.atlas.places.get(us_states().get(name.folded, ""), ())
        regions = tuple(one for one in found if one.kind is DestinationKind.REGION)
        follows = name.start > 0 and self.context.kinds[name.start - 1] is Kind.UNKNOWN
        raw = self.context.raw(name)
        is_written = raw.isupper() or (len(raw) == len("Az") and raw.istitle())
        if not regions or not follows or not is_written:
            return
        meaning = PlaceName(raw, Role.PLAIN, regions)
        yield Proposal(*self.context.span(name), meaning, A_STATE, "a state's code")

    def _nearly(self, name: Name) -> Iterator[Proposal[PlaceName]]:
        spelt = self.atlas.nearly.get(name.folded, ())
        if not spelt or self.context.is_ordinary(name):
            return  # "been" is not Bern
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
        cost += 0.0 if self.context.holds_only_unknown(name) else OTHER_MEANING
        yield from self._as_it_stands(name, options, cost, f"{best.slips} letters off", best.slips)

    def _unknown(self, name: Name) -> Iterator[Proposal[UnknownName]]:
        if not self.context.holds_only_unknown(name) or name.end - name.start > LONGEST_UNKNOWN:
            return
        if name.end - name.start > 1 and (
            self.rarity.holds_a_place(name)
            or any(sign in BREAKS for sign in self.context.raw(name))
        ):
            return
        role, is_near, pointed = self.context.role(name)
        if self.context.before(name) is Kind.FOR:
            role, pointed = Role.PLAIN, 0.0  # "for puja", "for work"
        cost = UNKNOWN + UNKNOWN_MORE * (name.end - name.start - 1) + pointed
        cost += (
            ORDINARY_WORD
            if self.context.is_ordinary(name) or self.context.begins_ordinary(name)
            else 0.0
        )
        meaning = UnknownName(self.context.raw(name), role, is_near)
        yield Proposal(*self.context.span(name), meaning, cost, "a name that nobody knows")
