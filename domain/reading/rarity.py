"""How unlikely it is that words mean a place: by the place, the name, and other meanings."""

from domain.catalog.folding import fold
from domain.catalog.nicknames import folded_nicknames
from domain.catalog.values import FoundDestination
from domain.reading.common_words import naming_words
from domain.reading.kinds import Kind
from domain.reading.meanings import Role
from domain.reading.name_context import CODE_LETTERS, NameContext
from domain.reading.names import Name
from domain.reading.namesakes import FAMOUS, is_foreign

LITTLE = frozenset({
    Kind.PLAIN, Kind.OF, Kind.A, Kind.AND, Kind.IN, Kind.FOR, Kind.TO, Kind.UPTO, Kind.SE,
    Kind.FROM, Kind.PLUS, Kind.WITHIN, Kind.NEAR, Kind.ME, Kind.NO, Kind.DASH, Kind.BUT,
    Kind.STAY, Kind.THIS, Kind.NEXT, Kind.WE,
})  # fmt: skip
# Words beside the origin or destination of a flight.
BESIDE_CODES = frozenset({Kind.TO, Kind.DASH, Kind.FROM, Kind.SE, Kind.UPTO})
# How unlikely a place is, by its weight: (weight from, cost).
BY_WEIGHT = (
    (1_000_000, 0.2), (200_000, 0.35), (50_000, 0.6), (15_000, 0.9), (5_000, 1.6), (0, 2.3),
)  # fmt: skip
HAMLET, SMALL, LARGE = 5_000, 15_000, 200_000
FOREIGN_ALIAS, LITTLE_ALIAS = 1.2, 3.0
ABBREVIATION, SMALL_CODE, ELSEWHERE = 0.3, 3.0, 0.6
ORDINARY_WORD, FURTHER_WORD = 1.8, -0.6
COMMON_WORD, COMMON_CAPITAL, OTHER_MEANING = 3.0, 1.6, 2.4
AT_HOME, LATELY = -0.2, -0.8
# "For the derby weekend", "our labrador": not a place to stay in.
WITH_ARTICLE = 1.5


class Rarity:
    """The costs of a line's names as places."""

    def __init__(self, context: NameContext) -> None:
        """Take the context of the names."""
        self.context = context

    def of_place(
        self, place: FoundDestination, name: Name, found: tuple[FoundDestination, ...]
    ) -> float:
        heaviest = max(one.weight for one in found)
        cost = next(cost for least, cost in BY_WEIGHT if heaviest >= least)
        is_small, is_latin = self.context.raw(name).islower(), name.folded.isascii()
        is_at_home = place.place.country_code == self.context.atlas.home.country_code
        known = FAMOUS if is_small else LARGE
        if heaviest < known and is_latin and is_foreign(place, name.folded):
            cost += FOREIGN_ALIAS
        elif self._is_little_word(name, found):
            cost += LITTLE_ALIAS
        if heaviest < LARGE and is_small:
            if not is_latin and len(name.folded) <= CODE_LETTERS:
                cost += FOREIGN_ALIAS
            elif is_latin and not is_at_home and self.context.role(name)[0] is Role.PLAIN:
                cost += ELSEWHERE
        if self._is_small_code(name, found):
            cost += SMALL_CODE
        if is_at_home:
            cost += AT_HOME
        if any(one.id in self.context.atlas.home.recent for one in found):
            cost += LATELY
        return cost

    def of_article(self, name: Name, found: tuple[FoundDestination, ...]) -> float:
        """Return the cost of an article or possessive before it: "the derby", "our labrador"."""
        before = self.context.atlas.words[name.start - 1] if name.start else None
        is_led = before is not None and before.word in naming_words() and name.end - name.start == 1
        is_known = any(one.weight >= FAMOUS for one in found)
        return WITH_ARTICLE if is_led and not is_known and self.context.raw(name).islower() else 0.0

    def _is_little_word(self, name: Name, found: tuple[FoundDestination, ...]) -> bool:
        """Return whether a few letters are only a place's name elsewhere, and rather a word here.

        "hu" is a word before it is Shanghai; nicknames ("nyc"), words in capitals and airport codes
        are names.
        """
        if len(name.folded) > CODE_LETTERS or not name.folded.isascii():
            return False
        raw = self.context.raw(name)
        if raw.isupper() or name.folded in folded_nicknames():
            return False
        is_code = any(
            one.iata.lower() == name.folded
            for one in self.context.atlas.airports.get(name.folded, ())
        )
        return not is_code and fold(found[0].name) != name.folded

    def _is_small_code(self, name: Name, found: tuple[FoundDestination, ...]) -> bool:
        """Return whether only a three-letter code in lower case names a place: "har"."""
        beside = {
            self.context.kinds[at]
            for at in (name.start - 1, name.end)
            if 0 <= at < len(self.context.kinds)
        }
        if beside & BESIDE_CODES:
            return False  # "blr to goa"
        is_code = len(name.folded) == CODE_LETTERS and self.context.raw(name).islower()
        is_known = name.folded in folded_nicknames() or any(
            fold(o.name) == name.folded for o in found
        )
        return is_code and name.folded.isascii() and not is_known

    def of_words(self, name: Name) -> float:
        """Return the cost of other meanings that words of the name have."""
        if self.context.holds_unknown(name):
            others = sum(
                self.context.kinds[at] not in LITTLE and self.context.kinds[at] is not Kind.UNKNOWN
                for at in range(name.start, name.end)
            )
            ordinary = ORDINARY_WORD if self.context.is_ordinary(name) else 0.0
            return ordinary + 0.1 * others + FURTHER_WORD * (name.end - name.start - 1)
        first = self.context.atlas.words[name.start]
        raw = self.context.reading.text[first.start : first.end]
        if raw.isupper() and len(raw) > 1 and not self.context.is_shouted:
            return ABBREVIATION
        capital = raw[:1].isupper() and not self.context.is_shouted and name.start > 0
        length = name.end - name.start
        if all(self.context.kinds[at] in LITTLE for at in range(name.start, name.end)):
            return (COMMON_CAPITAL if capital else COMMON_WORD) / length
        return OTHER_MEANING / length

    def holds_a_place(self, name: Name) -> bool:
        """Return whether a part of the name is itself a place, and probably meant.

        "Jaisalmer desert" contains one; the last word of "Vidhyadhar Nagar" is too small a place,
        and so is the village named by the first word of "Koregaon Park".
        """
        is_named = all(
            word.word[:1].isalpha() and self.context.reading.text[word.start].isupper()
            for word in self.context.atlas.words[name.start : name.end]
        )
        inside = (
            one
            for one in self.context.atlas.names
            if name.start <= one.start and one.end <= name.end
        )
        return any(
            its[0].weight
            >= self._least_inside(its[0], is_first=one.start == name.start and not is_named)
            and (not is_foreign(its[0], one.folded) or self._is_own_name(its[0]))
            for one in inside
            if (its := self.context.found(one))
        )

    def _least_inside(self, place: FoundDestination, *, is_first: bool) -> int:
        """Return the least weight of a place that part of a longer name may mean."""
        at_home = place.place.country_code == self.context.atlas.home.country_code
        return (HAMLET if at_home else SMALL) if is_first else LARGE

    def _is_own_name(self, place: FoundDestination) -> bool:
        """Return whether this traveller would know an old or foreign name: Gurgaon."""
        at_home = place.place.country_code == self.context.atlas.home.country_code
        return place.weight >= (HAMLET if at_home else FAMOUS)
