"""Budgets in a sentence, as proposals over the untouched text.

"under ₹1,20,000", "<150 usd/night", "5-8k a night", "at least 5000", "1.2 lakh total". Nothing is
consumed: the decision over the whole line chooses among these proposals and all others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from domain.errors import CurrencyUnknown, Refusal
from domain.money import Money
from domain.reading.amounts import MOST, Amount, Writer
from domain.reading.characters import Levelled, level
from domain.reading.day_pieces import YEARS
from domain.reading.errors import (
    AmountNotUnderstood,
    AmountOutOfRange,
    AmountUnsaid,
    CurrencyAmbiguous,
)
from domain.reading.kinds import Kind
from domain.reading.lexicon import LEXICON
from domain.reading.phrases import Phrases, Piece, any_of, cut
from domain.reading.proposals import Proposal
from domain.reading.scopes import Scope
from domain.reading.sums import TOUCHING, Figure, figures
from domain.reading.surroundings import FILLER, JOINERS, Around, Bound, look_around
from domain.reading.words import money as words

# A smaller number, with no sign of money, is hardly an amount.
LEAST_BARE = 100
# From here on, nobody writes an amount to the last rupee without saying that it is money.
LEAST_CODE = 10_000
UNSAID_CURRENCY, UNSAID_BOUND, BARE, WEAK = 0.3, 0.5, 2.6, 0.4
LOOSE_SCALE, WORDED = 0.3, 0.6
# One proposal with both ends beats two with one end each.
BOTH_ENDS = 0.1


@dataclass(frozen=True, slots=True)
class Budget:
    """The least and most that a stay may cost; an open end is None.

    `shared` says whose share it is, if it does not cover everybody.
    """

    least: Amount | None
    most: Amount | None
    scope: Scope = Scope.UNSAID
    shared: Scope | None = None


@dataclass(frozen=True, slots=True)
class NoBudget:
    """An amount in the place of a budget that cannot be one; `problem` says why.

    `unclear` is the budget it would be, if only its currency is in question.
    """

    problem: Refusal
    unclear: Budget | None = None


Meaning = Budget | NoBudget

UNDER = any_of(words.UNDER)
SIGNS = frozenset("-₹$€£₽¥")
UNTIL_BEHIND = frozenset({"tak", "tk", "तक"})


def _of_kinds(*kinds: Kind) -> Phrases[None]:
    return Phrases([(" ".join(key), None) for key, one in LEXICON.items() if one.kind in kinds])


MONTHS = _of_kinds(Kind.MONTH)
OLD = _of_kinds(Kind.YEARS)
COUNTED = _of_kinds(
    Kind.NIGHT, Kind.DAYS, Kind.WEEK, Kind.MONTHS, Kind.ADULT, Kind.CHILD, Kind.ROOM, Kind.STAR,
    Kind.YEARS,
)  # fmt: skip
MEASURED = any_of(words.MEASURES)
KNOWN: Phrases[None] = Phrases([(" ".join(key), None) for key in LEXICON])


@dataclass(frozen=True, slots=True)
class Ends:
    """The amounts between pieces `start` and `end`: one, or two with a joining word."""

    start: int
    end: int
    low: Figure | None
    high: Figure


def propose_budgets(
    text: str, writer: Writer, *, is_asked: bool = False
) -> list[Proposal[Meaning]]:
    """Return every run of `text` that may state a budget, the likeliest first.

    `is_asked`: the text answers a question about the budget, so any number is an amount.
    """
    levelled = level(text)
    pieces = cut(levelled)
    found = tuple(figures(levelled, pieces, writer))
    proposals = [
        one
        for ends in _ends(pieces, found)
        if (one := _proposal(levelled, pieces, ends, writer, is_asked=is_asked)) is not None
    ]
    return sorted(
        [*proposals, *_slips(levelled, pieces, found)],
        key=lambda one: (one.cost, one.start - one.end),
    )


def _ends(pieces: tuple[Piece, ...], found: tuple[Figure, ...]) -> Iterator[Ends]:
    for at, figure in enumerate(found):
        yield Ends(figure.start, figure.end, None, figure)
        if at + 1 < len(found):
            joined = JOINERS.after(pieces, figure.end)
            behind = joined[1] if joined else figure.end
            filler = FILLER.after(pieces, behind)
            behind = filler[1] if joined and filler else behind
            high = found[at + 1]
            if joined and behind == high.start:
                low = _like(figure, high)
                if low.number < high.number:
                    high = replace(high, currencies=high.currencies or low.currencies)
                    yield Ends(figure.start, high.end, low, high)


def _like(low: Figure, high: Figure) -> Figure:
    """Return the lower end in the currency and scale of the upper one: "5-8k"."""
    if high.is_scaled and not low.is_scaled and low.number < LEAST_BARE:
        for scale in (10**7, 10**6, 10**5, 1000):
            if high.number >= scale and low.number * scale < high.number:
                low = replace(low, number=low.number * scale, is_scaled=True)
                break
    return replace(low, currencies=low.currencies or high.currencies)


def _proposal(
    text: Levelled, pieces: tuple[Piece, ...], ends: Ends, writer: Writer, *, is_asked: bool
) -> Proposal[Meaning] | None:
    around = look_around(text, pieces, ends.start, ends.end, is_range=ends.low is not None)
    if not is_asked and not _may_be_money(text, pieces, ends, around):
        return None
    cost = 0.0 if is_asked else _cost(ends, around)
    start, end = text.span(pieces[around.start].start, pieces[around.end - 1].end)
    meaning = _meaning(text, pieces, ends, around)
    is_open = not is_asked and not around.is_said and not has_currency(ends.high)
    if is_open and _is_like_a_year(pieces, ends) and isinstance(meaning, Budget):
        amount = Money.of(ends.high.number, writer.currency)
        meaning = NoBudget(AmountUnsaid(str(ends.high.number), amount))
    why = f"{around.bound or 'a bound unsaid'}, {around.scope}"
    return Proposal(start, end, meaning, round(cost, 2), why)


def _may_be_money(text: Levelled, pieces: tuple[Piece, ...], ends: Ends, around: Around) -> bool:
    """Return whether it can be an amount: without a currency, it must not be a count or date."""
    high = ends.high
    if has_currency(high):
        return True
    if _counts(pieces, ends) or _is_day(text, pieces, ends):
        return False
    if not around.is_said and _is_no_amount(pieces, ends):
        return False
    is_small = not high.is_scaled and high.number < LEAST_BARE
    behind = pieces[ends.end].text if ends.end < len(pieces) else ""
    if is_small and behind in UNTIL_BEHIND:
        return False  # "8 tak" is a day
    # "hasta 95,50 por noche": a price per night is not the day until which one stays.
    return not is_small or around.is_scoped or (around.bound is not None and not around.is_weak)


def _is_no_amount(pieces: tuple[Piece, ...], ends: Ends) -> bool:
    """Return whether a number with no budget word beside it is a year, length or postal code."""
    high = ends.high
    is_year = _is_like_a_year(pieces, ends) and high.number in YEARS
    is_length = pieces[ends.end - 1].text in TOUCHING  # "500m from the beach"
    is_odd = high.number >= LEAST_CODE and int(high.number) % LEAST_BARE != 0
    return is_year or is_length or (is_odd and not high.is_scaled)  # "110001 area"


def has_currency(figure: Figure) -> bool:
    """Return whether a currency, known or not, is written beside a number."""
    return bool(figure.currencies) or figure.unknown is not None


def _cost(ends: Ends, around: Around) -> float:
    """Return how unlikely it is that a budget is meant: whatever is left unsaid adds to it."""
    high, is_range = ends.high, ends.low is not None
    says_money = has_currency(high)
    cost = 0.0 if says_money else UNSAID_CURRENCY + WORDED * high.is_worded
    if not around.is_said:
        is_clear = says_money or high.is_scaled or is_range
        cost += UNSAID_BOUND if is_clear else BARE
        cost += LOOSE_SCALE * (high.is_scaled and not says_money)
    elif around.bound is None and not around.is_of_money and not is_range:
        cost += WEAK
    if around.is_weak and not says_money and not high.is_scaled and not around.is_scoped:
        cost += WEAK + BARE * (high.number in YEARS)
    return max(cost - BOTH_ENDS * is_range, 0.0)


def _counts(pieces: tuple[Piece, ...], ends: Ends) -> bool:
    """Return whether a number counts something else: nights, people, stars, metres."""
    end, number = ends.end, ends.high.number
    if ends.high.is_scaled or end >= len(pieces):
        return False
    # Nobody books a hundred nights.
    what = MEASURED if number >= LEAST_BARE and number not in YEARS else COUNTED
    behind = end + (pieces[end].text == "-")
    return any(
        phrases.after(pieces, behind) is not None for phrases in (what, MEASURED)
    ) and behind < len(pieces)


def _is_like_a_year(pieces: tuple[Piece, ...], ends: Ends) -> bool:
    """Return whether four digits stand where a year would, after a month: "12-15 dec 9999"."""
    first, figure = ends.start, ends.high
    return (
        ends.low is None
        and not figure.is_scaled
        and ends.end - first == 1
        and pieces[first].text.isdecimal()
        and len(pieces[first].text) == len("2026")
        and first > 0
        and MONTHS.before(pieces, first) is not None
    )


def _is_day(text: Levelled, pieces: tuple[Piece, ...], ends: Ends) -> bool:
    """Return whether a number is part of a date: beside a month, a slash or a dash."""
    first, last = ends.start, ends.end
    if first and MONTHS.before(pieces, first) is not None and ends.high.number <= LEAST_BARE:
        return True
    small = FILLER.after(pieces, last)
    if MONTHS.after(pieces, small[1] if small else last) is not None:
        return True
    around = text.text[max(pieces[first].start - 1, 0) : pieces[first].start]
    behind = text.text[pieces[last - 1].end : pieces[last - 1].end + 2]
    is_in_date = around in {"/", "-"} and first > 1 and pieces[first - 2].is_number
    return is_in_date or (behind[:1] in {"/", "-"} and behind[1:].isdecimal() and ends.low is None)


def _meaning(text: Levelled, pieces: tuple[Piece, ...], ends: Ends, around: Around) -> Meaning:
    typed = text.typed(pieces[ends.start].start, pieces[ends.end - 1].end)
    high, scope, shared = ends.high, around.scope, around.shared
    if high.unknown is not None:
        return NoBudget(CurrencyUnknown(high.unknown))
    if not 0 < high.number <= MOST:
        return NoBudget(AmountOutOfRange(typed, MOST, (*high.currencies, "USD")[0]))
    amount = Amount(high.number, high.currencies, shared or scope, typed)
    if ends.low is not None:
        budget = Budget(replace(amount, number=ends.low.number), amount, scope, shared)
    elif around.bound is Bound.AT_LEAST:
        budget = Budget(amount, None, scope, shared)
    else:
        budget = Budget(None, amount, scope, shared)
    if len(high.currencies) > 1:
        return NoBudget(CurrencyAmbiguous(typed, high.currencies), budget)
    return budget


def _slips(
    text: Levelled, pieces: tuple[Piece, ...], found: tuple[Figure, ...]
) -> Iterator[Proposal[Meaning]]:
    """Yield "under abc": an unknown word where only an amount can stand."""
    taken = {at for figure in found for at in range(figure.start, figure.end)}
    for at in range(len(pieces)):
        lead = UNDER.after(pieces, at)
        if lead is None or lead[1] >= len(pieces) or lead[1] in taken:
            continue
        what = lead[1]
        while what < len(pieces) - 1 and pieces[what].text in SIGNS:
            what += 1
        first, last = text.span(pieces[at].start, pieces[what].end)
        typed = text.original[first:last]
        if what in taken or pieces[what].text in SIGNS:  # "under -5"
            yield Proposal(first, last, NoBudget(AmountNotUnderstood(typed)), 1.0, "below zero")
        elif pieces[what].is_power or (pieces[what].is_word and KNOWN.after(pieces, what) is None):
            word = text.typed(pieces[what].start, pieces[what].end)
            yield Proposal(first, last, NoBudget(AmountNotUnderstood(word)), 1.0, "a slip")
