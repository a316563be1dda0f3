"""Guesses at the total paid, in a confirmation or a note."""

import re
from collections.abc import Iterator, Sequence

from domain.bookings.noted_bookings import words
from domain.bookings.noted_bookings.guesses import Guess
from domain.bookings.noted_bookings.lines import Line
from domain.bookings.noted_bookings.values import Total
from domain.money import Money
from domain.reading.amounts import MOST, Writer
from domain.reading.day_words import COUNTED_THINGS
from domain.reading.phrases import Phrases, Piece
from domain.reading.sums import Figure, figures

STRONG: Phrases[None] = Phrases([(words.STRONG_TOTAL, None)])
WEAK: Phrases[None] = Phrases([(words.WEAK_TOTAL, None)])
PARTS: Phrases[None] = Phrases([(words.PARTS, None)])
# A label refers to the amount in its own line, or to the first one below.
LINES_BELOW = 2
LABELLED, NEAR_LABEL, ALONE, UNLABELLED = 0.0, 0.45, 0.6, 1.2
BELOW, LATER, A_PART, NO_CURRENCY, ONE_OF_SEVERAL = 0.1, 0.35, 0.9, 0.9, 0.45
LEAST_BARE = 10
# "Total (USD)": the word alone, and the amount right behind it.
_IS_TOTAL = re.compile(
    r"\s*(?:total|всего|कुल)\s*(?:\([a-z]{3}\)\s*)?[:=]?\s*(?:[^\w\s]|[a-z]{3}\b)?\s*\d"
)


def propose_totals(lines: Sequence[Line], writer: Writer) -> list[Guess[Total]]:
    """Return possible totals; several for an ambiguous currency."""
    found: list[Guess[Total]] = []
    label, label_line = UNLABELLED, -LINES_BELOW - 1
    for line in lines:
        own = _label(line)
        if own is not None:
            label, label_line = own, line.number
        below = line.number - label_line
        is_told = below <= LINES_BELOW
        cost = label + BELOW * below if is_told else UNLABELLED
        is_strong = is_told and label == LABELLED
        read = list(_in_line(line, writer, cost, is_labelled=is_strong))
        found += read
        if read and not own:
            label_line = -LINES_BELOW - 1  # A label refers to one amount.
    if len({guess.meaning for guess in found}) == 1 and found[0].cost == UNLABELLED:
        return [Guess(found[0].meaning, ALONE)]
    return found


def _label(line: Line) -> float | None:
    if line.has(STRONG) or _IS_TOTAL.match(line.levelled.text):
        return LABELLED
    return NEAR_LABEL if line.has(WEAK) else None


def _in_line(
    line: Line, writer: Writer, cost: float, *, is_labelled: bool
) -> Iterator[Guess[Total]]:
    is_part = line.has(PARTS) and not line.has(STRONG)
    nth = 0
    for figure in figures(line.levelled, line.amounts, writer):
        if not _may_be_total(line, figure, is_labelled=is_labelled):
            continue
        extra = LATER * nth + A_PART * is_part
        nth += 1
        yield from _in_currencies(figure, writer, cost + extra)


def _in_currencies(figure: Figure, writer: Writer, cost: float) -> Iterator[Guess[Total]]:
    if not figure.currencies:
        yield _guess(figure, writer.currency, cost + NO_CURRENCY)
        return
    is_unclear = len(figure.currencies) > 1
    for currency in figure.currencies[:4]:
        yield _guess(figure, currency, cost + ONE_OF_SEVERAL * is_unclear)


def _guess(figure: Figure, currency: str, cost: float) -> Guess[Total]:
    money = Money.of(figure.number, currency)
    return Guess(Total(money.amount, money.currency), cost)


def _may_be_total(line: Line, figure: Figure, *, is_labelled: bool) -> bool:
    """Return whether a number may be an amount: in a currency, or large and right after a label."""
    if not 0 < figure.number <= MOST or figure.unknown is not None:
        return False
    first, last = line.amounts[figure.start], line.amounts[figure.end - 1]
    if any(_overlaps(line, day.start, day.end, first, last) for day in line.days):
        return False
    if figure.currencies:
        return True
    is_counted = COUNTED_THINGS.after(line.amounts, figure.end) is not None
    return is_labelled and not is_counted and figure.number >= LEAST_BARE


def _overlaps(line: Line, start: int, end: int, first: Piece, last: Piece) -> bool:
    return line.pieces[start].start < last.end and first.start < line.pieces[end - 1].end
