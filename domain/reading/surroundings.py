"""The words around an amount: which limit of the price it is, and what it covers."""

from dataclasses import dataclass
from enum import StrEnum

from domain.reading.amounts import SCOPES
from domain.reading.characters import Levelled, level
from domain.reading.phrases import Phrases, Piece, any_of
from domain.reading.scopes import OF_A_NIGHT, SHARED, Scope
from domain.reading.words import money as words


class Bound(StrEnum):
    """Which limit of the price an amount is."""

    AT_MOST = "at most"
    AT_LEAST = "at least"


BEFORE: Phrases[Bound | None] = Phrases(
    [
        (words.MOST_BEFORE, Bound.AT_MOST),
        (words.LEAST_BEFORE, Bound.AT_LEAST),
        (words.ABOUT, None),
    ]
)
AFTER: Phrases[Bound] = Phrases(
    [(words.LEAST_AFTER, Bound.AT_LEAST), (words.MOST_AFTER, Bound.AT_MOST)]
)
FILLER = any_of(words.FILLER)
JOINERS = any_of(words.TO)
OPENERS = any_of(words.BETWEEN)
ENDINGS = any_of("/-, .-, -/")
# What two scopes mean together: "a night, per room", "total per night".
TOGETHER = {
    (Scope.A_NIGHT, Scope.A_ROOM): Scope.A_ROOM,
    (Scope.A_ROOM, Scope.A_NIGHT): Scope.A_ROOM,
    (Scope.IN_TOTAL, Scope.A_NIGHT): Scope.A_NIGHT,
}
WEAK = frozenset(level(word.strip()).text for word in words.OF_DAYS.split(","))


@dataclass(slots=True)
class Around:
    """What is known so far of the amount between pieces `start` and `end`.

    `shared` says whose share it is, besides for how long: "a night per person". `is_of_money`: a
    word that opens a range or sets a limit precedes it. `is_weak`: the words before it may also
    precede days and times.
    """

    start: int
    end: int
    bound: Bound | None = None
    scope: Scope = Scope.UNSAID
    shared: Scope | None = None
    is_of_money: bool = False
    is_weak: bool = False

    @property
    def is_said(self) -> bool:
        """Return whether any word around it marks it as a price limit."""
        return self.bound is not None or self.is_scoped or self.is_of_money

    @property
    def is_scoped(self) -> bool:
        """Return whether the text says what it is for."""
        return self.scope is not Scope.UNSAID or self.shared is not None

    def may_take(self, scope: Scope) -> bool:
        """Return whether a scope can be added to those already found."""
        if scope in SHARED:
            return self.shared is None
        return self.scope is Scope.UNSAID or (self.scope, scope) in TOGETHER

    def take(self, scope: Scope) -> None:
        """Add a scope."""
        if scope in SHARED:
            self.shared = scope
        else:
            self.scope = TOGETHER.get((self.scope, scope), scope)


def look_around(
    text: Levelled, pieces: tuple[Piece, ...], start: int, end: int, *, is_range: bool
) -> Around:
    """Return what the words before and after an amount say about it, as far as they extend."""
    around = Around(start, end, Bound.AT_MOST if _is_most_inside(pieces, start) else None)
    ending = ENDINGS.after(pieces, end)
    if ending is not None:
        around.end = ending[1]
    while _look_behind(pieces, around):
        pass
    while around.start and _look_before(text, pieces, around, is_range=is_range):
        pass
    return around


def _is_most_inside(pieces: tuple[Piece, ...], start: int) -> bool:
    """Return whether "up to" stands between a scale and its number: "тыщ до 6"."""
    return [one.text for one in pieces[start + 1 : start + 2]] == [words.MOST_INSIDE]


def _look_behind(pieces: tuple[Piece, ...], around: Around) -> bool:
    """Take one more phrase after the amount: "a night", "or less", in either order."""
    scoped, bound = SCOPES.after(pieces, around.end), AFTER.after(pieces, around.end)
    filler = FILLER.after(pieces, around.end)
    if scoped is not None and around.may_take(scoped[0]):
        around.take(scoped[0])
        around.end = scoped[1]
    elif bound is not None and around.bound is None:
        around.bound, around.end = bound
    elif filler is not None and _leads_on(pieces, filler[1], around):
        around.end = filler[1]
    else:
        return False
    return True


def _leads_on(pieces: tuple[Piece, ...], at: int, around: Around) -> bool:
    """Return whether "a night" or "or less" follows a small word."""
    scoped = SCOPES.after(pieces, at)
    return (scoped is not None and around.may_take(scoped[0])) or (
        around.bound is None and AFTER.after(pieces, at) is not None
    )


def _look_before(
    text: Levelled, pieces: tuple[Piece, ...], around: Around, *, is_range: bool
) -> bool:
    """Take one more phrase before the amount: "under", "max budget of", "total"."""
    start = around.start
    bound, scoped = BEFORE.before(pieces, start), SCOPES.before(pieces, start)
    opener = OPENERS.before(pieces, start) if is_range and not around.is_of_money else None
    filler = FILLER.before(pieces, start)
    if opener is not None and (bound is None or opener[1] <= bound[1]):
        around.start, around.is_of_money = opener[1], True
    elif bound is not None and (around.bound is None or bound[0] in {around.bound, None}):
        phrase = text.text[pieces[bound[1]].start : pieces[start - 1].end]
        around.is_weak = around.is_weak or (
            around.bound is None if bound[0] is None else phrase in WEAK
        )
        around.bound, around.start, around.is_of_money = bound[0] or around.bound, bound[1], True
    elif scoped is not None and around.may_take(scoped[0]) and scoped[0] not in OF_A_NIGHT:
        around.take(scoped[0])
        around.start = scoped[1]
    elif filler is not None and BEFORE.before(pieces, filler[1]) is not None:
        around.start = filler[1]
    else:
        return False
    return True
