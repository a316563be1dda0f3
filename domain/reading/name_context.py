"""A name's context in its line: the words around it, and other meanings of its own. Pure."""

from domain.catalog.countries import countries_by_name
from domain.catalog.folding import fold
from domain.catalog.values import FoundDestination
from domain.reading.common_words import ordinary_words
from domain.reading.inflection import dictionary_forms
from domain.reading.kinds import Kind
from domain.reading.meanings import Role
from domain.reading.names import Atlas, Name, kinds_of
from domain.reading.tokens import Reading

CODE_LETTERS = 3
# Words of place, before a name or (in Hindi) after it.
THERE_BEFORE = frozenset({Kind.IN, Kind.WITHIN, Kind.NEAR, Kind.TO, Kind.UPTO, Kind.FOR, Kind.A})
THERE_AFTER = frozenset({Kind.IN, Kind.NEAR, Kind.FOR})
SKIPPED = frozenset({Kind.PLAIN, Kind.STAY, Kind.OF})
# Words found inside names: "Isle of Skye", "Gare du Nord".
INNER = frozenset({Kind.OF, Kind.A, Kind.IN})
# Signs that end a part of a line.
ENDINGS = frozenset(",.;!…")
# Hindi says "not" after what it negates.
DENYING_BEHIND = frozenset({"nahi", "nahin", "nhi", "नहीं", "नही"})
FILLER = frozenset({Kind.PLAIN, Kind.STAY})
# Only in Spanish does "of" mark an origin.
OF_ORIGIN = frozenset({"de", "del"})
# Words for days, and those found beside them in a line with no more than a place and its days.
WHEN = frozenset({
    Kind.MONTH, Kind.ISO, Kind.SLASHED, Kind.WEEKDAY, Kind.NEARDAY, Kind.TONIGHT, Kind.WEEKEND,
    Kind.HOLIDAY,
})  # fmt: skip
BESIDE_WHEN = frozenset({
    Kind.NUMBER, Kind.YEAR, Kind.ORDINAL, Kind.NIGHT, Kind.DAYS, Kind.TO, Kind.DASH, Kind.UPTO,
    Kind.SE, Kind.FROM, Kind.OF, Kind.A, Kind.AND, Kind.IN, Kind.FOR, Kind.ADULT, Kind.CHILD,
    Kind.ROOM, Kind.YEARS, Kind.ALONE, Kind.GROUP, Kind.WE, Kind.COUPLE, Kind.STAY, Kind.THIS,
    Kind.NEXT, Kind.PLUS,
})  # fmt: skip
# Words that act across some filler: "anywhere but the old Goa".
FAR_REACHING = frozenset({Kind.BUT, Kind.NEAR, Kind.FROM})
MOST_SKIPPED = 3
# Words for "or"; and those after which "but" leads to another place: "same but Jodhpur".
OR_WORDS = frozenset({"or", "o", "или", "ya", "या", "либо"})
SAME = frozenset({"same", "igual", "mismo", "самое", "то", "wahi", "vahi"})
POINTED, ALONE = -0.6, -1.2
ARROWS = ("→", "->", "➡", "=>")
# After a name that is only the view from the room.
LOOKING_AT = frozenset({"view", "views", "facing", "side", "vista"})
# Two slips turn a shorter word into another one; a name in another script may be shorter.
LONG_ENOUGH, SHORT_WORD = 7, 5


class NameContext:
    """The names of a line among its words."""

    def __init__(self, atlas: Atlas, reading: Reading) -> None:
        """Take what the catalogue has and what the words mean otherwise."""
        self.atlas, self.reading = atlas, reading
        self.kinds = kinds_of(atlas.words, reading)
        letters = [one for one in reading.text if one.isalpha()]
        words = [w for w in atlas.words if len(w.word) > CODE_LETTERS and w.word.isalpha()]
        self.countries = [one for one in atlas.names if one.folded in countries_by_name()]
        self.is_shouted = bool(letters and words) and all(one.isupper() for one in letters)

    def span(self, name: Name) -> tuple[int, int]:
        """Return where a name starts and ends in the text."""
        words = self.atlas.words
        return words[name.start].start, words[name.end - 1].end

    def raw(self, name: Name) -> str:
        """Return a name as it is written."""
        start, end = self.span(name)
        return self.reading.text[start:end]

    def is_looked_at(self, name: Name) -> bool:
        """Return whether a name is only the view from the room."""
        words = self.atlas.words
        return name.end < len(words) and words[name.end].word in LOOKING_AT

    def is_within_country(self, name: Name) -> bool:
        """Return whether a name is part of a country's: "El Salvador", "Papúa Nueva Guinea"."""
        return any(
            one.start <= name.start and name.end <= one.end and one != name
            for one in self.countries
        )

    def is_ordinary(self, name: Name) -> bool:
        """Return whether a one-word name is an ordinary word, and not written like a name."""
        if name.end - name.start > 1 or name.folded not in ordinary_words():
            return False
        raw = self.raw(name)
        if raw[:1].isupper() and name.folded.isascii() and not raw.isascii():
            return False  # "Nazaré" is not "nazare"
        return name.start == 0 or self.is_shouted or not raw[:1].isupper()

    def is_alone(self, name: Name) -> bool:
        """Return whether a line is no more than a name and its days.

        Only days, numbers and people follow, so that no other word can be the place.
        """
        behind = self.kinds[name.end :]
        return (
            name.start == 0
            and len(name.folded) > CODE_LETTERS
            and all(one in {Kind.UNKNOWN, Kind.STAY} for one in self.kinds[: name.end])
            and any(one in WHEN for one in behind)
            and all(one in WHEN | BESIDE_WHEN for one in behind)
        )

    def begins_ordinary(self, name: Name) -> bool:
        """Return whether several lower-case words begin with an ordinary one: "how much is"."""
        first = self.atlas.words[name.start]
        raw = self.raw(name)
        is_small = raw.islower() or (name.start == 0 and not raw.istitle())
        return name.end - name.start > 1 and is_small and fold(first.word) in ordinary_words()

    def found(self, name: Name) -> tuple[FoundDestination, ...]:
        """Return the places of a name, as it stands, misspelt by a letter or inflected."""
        found = self.atlas.places.get(name.folded)
        if found is not None or not self.holds_unknown(name):
            return found or ()
        spelt = self.atlas.nearly.get(name.folded, ())
        least = LONG_ENOUGH if name.folded.isascii() else SHORT_WORD
        if spelt and spelt[0].slips <= 1 and len(name.folded) >= least:
            return (spelt[0].place,)
        return self.bent(name)

    def bent(self, name: Name) -> tuple[FoundDestination, ...]:
        """Return the places of the best-known dictionary form of an inflected name."""
        bent = [self.atlas.places.get(form) for form in dictionary_forms(name.folded)]
        return max(filter(None, bent), key=lambda its: its[0].weight, default=())

    def holds_unknown(self, name: Name) -> bool:
        return any(self.kinds[at] is Kind.UNKNOWN for at in range(name.start, name.end))

    def holds_only_unknown(self, name: Name) -> bool:
        return all(
            self.kinds[at] is Kind.UNKNOWN
            or self.atlas.words[at].kind is Kind.DASH
            or (self.kinds[at] in INNER and name.start < at < name.end - 1)
            for at in range(name.start, name.end)
        )

    def spellings(self, name: Name) -> tuple[str, ...]:
        """Return a name, with its dictionary forms if it has an unknown word."""
        forms = dictionary_forms(name.folded) if self.holds_unknown(name) else ()
        return (name.folded, *forms)

    def role(self, name: Name) -> tuple[Role, bool, float]:
        """Return the role that the words around give it, whether they mean near it, and a cost."""
        before = self.before(name)
        after = self.kinds[name.end] if name.end < len(self.kinds) else Kind.PLAIN
        is_denied = after is Kind.NO and (self._closes_part(name.end) or self._gives_way(name))
        if before is Kind.BUT and self.atlas.words[name.start - 2].word in SAME and name.start > 1:
            return Role.THERE, False, POINTED
        if before in {Kind.BUT, Kind.NO} or is_denied:
            return Role.EXCLUDED, False, POINTED
        is_near = before is Kind.NEAR or (after is Kind.NEAR and self._is_after(name))
        origin = self._origin(name, before, after)
        if origin is not None:
            return Role.ORIGIN, False, origin
        text = self.reading.text[: self.atlas.words[name.start].start].rstrip()
        if text.endswith(ARROWS):
            return Role.THERE, False, POINTED
        # In "the fare for Kochi to Delhi", the first is the origin.
        is_led = before in THERE_BEFORE and not (before is Kind.FOR and self._leads_on(name))
        if is_led or after in THERE_AFTER:
            return Role.THERE, is_near, POINTED
        whole = name.start == 0 and name.end == len(self.kinds)
        return Role.PLAIN, False, ALONE if whole else 0.0

    def _origin(self, name: Name, before: Kind, after: Kind) -> float | None:
        """Return the cost of a place as the origin by the words around it, or None."""
        if before is Kind.FROM or after is Kind.SE:
            return POINTED / 2
        if self._is_other_origin(name):
            return POINTED / 2
        is_of = before is Kind.OF and self.atlas.words[name.start - 1].word in OF_ORIGIN
        return 0.0 if is_of else None

    def _is_other_origin(self, name: Name) -> bool:
        """Return whether "or" joins a name to another origin."""
        at = name.start - 1
        if at < 1 or self.atlas.words[at].word not in OR_WORDS:
            return False
        return any(
            one.end == at and one.start > 0 and self.kinds[one.start - 1] is Kind.FROM
            for one in self.atlas.names
        )

    def _leads_on(self, name: Name) -> bool:
        """Return whether "to" and another name follow a name."""
        kinds = self.kinds[name.end : name.end + 2]
        return len(kinds) > 1 and kinds[0] in {Kind.TO, Kind.DASH} and kinds[1] is Kind.UNKNOWN

    def _gives_way(self, name: Name) -> bool:
        """Return whether a Hindi "not" and another place follow: "Mahabaleshwar nahi Matheran"."""
        at = name.end
        return self.atlas.words[at].word in DENYING_BEHIND and any(
            one.start == at + 1 and self.found(one) for one in self.atlas.names
        )

    def _closes_part(self, at: int) -> bool:
        """Return whether a sign or the end of the line follows a word: "Varanasi nahi, Ayodhya"."""
        follows = self.reading.text[self.atlas.words[at].end :].lstrip()
        return not follows or follows[0] in ",.;!-–—"

    def before(self, name: Name) -> Kind:
        """Return the kind of word before a name that sets its role, perhaps past some filler."""
        at = name.start - 1
        if at > 0 and self.kinds[at] is Kind.DASH and self.kinds[at - 1] is Kind.FROM:
            return Kind.FROM  # "ex-Kolkata"
        while at >= max(name.start - 1 - MOST_SKIPPED, 0) and self.kinds[at] in FILLER:
            at -= 1
        if at < 0:
            return Kind.PLAIN
        kind = self.kinds[at]
        words = self.atlas.words
        between = self.reading.text[words[at].end : words[name.start].start]
        is_behind = words[at].word in DENYING_BEHIND and any(
            one.end == at and self.found(one) for one in self.atlas.names
        )
        if kind is Kind.NO and (any(sign in between for sign in ENDINGS) or is_behind):
            return Kind.PLAIN  # "Varanasi nahi, Ayodhya": it negates the name before it
        return kind if at == name.start - 1 or kind in FAR_REACHING else Kind.PLAIN

    def _is_after(self, name: Name) -> bool:
        """Return whether "near" belongs to the name before it, as in Hindi, not to the next one."""
        at = name.end + 1
        return at >= len(self.kinds) or self.kinds[at] is not Kind.UNKNOWN

    def airport_beside(self, name: Name) -> tuple[int, int] | None:
        """Return where a name with an adjacent "airport" starts and ends, or None."""
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
