"""The phrases' expected readings, and what a draft says in the same words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from domain.money import Money
from domain.search.filters import Filters
from domain.search.values import Draft, Understanding
from domain.stay import Room

TODAY = date(2026, 11, 24)
ALONE = "2"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase and its expected parts."""

    language: str
    text: str
    expected: frozenset[str]

    def differs(self, read: Understanding) -> str | None:
        """Return what was read otherwise, None when all is as expected."""
        told = frozenset(parts_of(read))
        names = _place_names(read.draft)
        expected = frozenset("place" if part in names else part for part in self.expected) - {ALONE}
        if expected == told:
            return None
        missing, wrong = expected - told, told - expected
        where = f" (place: {' = '.join(sorted(names))})" if "place" in wrong else ""
        return f"{self.text!r}: not {sorted(missing)} but {sorted(wrong)}{where}"

    def asks_instead(self, read: Understanding) -> bool:
        """Return whether nothing was guessed: what was read is expected, and something is
        asked.
        """
        names = _place_names(read.draft)
        expected = {"place" if part in names else part for part in self.expected}
        wrong = {p for p in parts_of(read) if not p.startswith("ask ")} - expected
        return not wrong and bool(read.problems or read.draft.missing or read.left_over)


def phrases() -> Iterator[Phrase]:
    """Yield every phrase of every language."""
    for path in sorted(Path(__file__).parent.glob("*.txt")):
        for line in path.read_text().splitlines():
            if line and not line.startswith("#"):
                text, _, expected = line.partition(" => ")
                yield Phrase(path.stem, text, frozenset(expected.split(" | ")))


def _place_names(draft: Draft) -> set[str]:
    place = draft.destination
    return {place.name, str(place.full_name)} if place else set()


def parts_of(read: Understanding) -> Iterator[str]:
    """Yield what was read in the words of the phrases' files."""
    draft = read.draft
    if draft.destination:
        yield "place"
    if draft.near:
        yield f"@{draft.near.name}"
    if draft.check_in:
        yield _dates(draft.check_in, draft.check_out)
    people = "/".join(map(_room, draft.rooms))
    if people != ALONE:
        yield people
    for most, scope in ((draft.most_a_night, "night"), (draft.most_in_all, "stay")):
        if most:
            yield _money(most, scope)
    yield from _wishes(draft.filters)
    for problem in read.problems:
        yield f"ask {type(problem).__name__}"
    for word in read.left_over:
        yield f"left {word}"


def _wishes(filters: Filters) -> Iterator[str]:
    if filters.stars:
        first, last = min(filters.stars), max(filters.stars)
        yield f"{first}*" if first == last else f"{first}-{last}*"
    if filters.least_rating:
        yield f"{filters.least_rating:g}+"
    if filters.refundable:
        yield "refundable"
    if filters.breakfast:
        yield "breakfast"
    yield from (amenity.value for amenity in filters.amenities)


def _room(room: Room) -> str:
    return f"{room.adults}+{','.join(map(str, room.child_ages))}".rstrip("+")


def _money(most: Money, scope: str) -> str:
    return (
        f"<={most.amount:g} {most.currency} {scope}"
        if most.amount % 1
        else (f"<={int(most.amount)} {most.currency} {scope}")
    )


def _dates(check_in: date, check_out: date | None) -> str:
    if check_out is None:
        return f"{check_in.day}.{check_in.month}-?"
    first = (
        f"{check_in.day}"
        if check_in.month == check_out.month
        else (f"{check_in.day}.{check_in.month}")
    )
    written = f"{first}-{check_out.day}.{check_out.month}"
    next_such = check_in.replace(year=TODAY.year)
    year = TODAY.year if next_such >= TODAY else TODAY.year + 1
    return written if check_in.year == year else f"{written}.{check_out.year}"
