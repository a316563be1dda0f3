"""A field that holds one amount and nothing else: "8,000", "95,50 €", "max 1.2 lakh a night"."""

from domain.errors import CurrencyUnknown
from domain.reading.amounts import MOST, SCOPES, Amount, Writer
from domain.reading.characters import Levelled, level
from domain.reading.errors import (
    AmountNotUnderstood,
    AmountOutOfRange,
)
from domain.reading.phrases import Phrases, Piece, cut
from domain.reading.scopes import Scope
from domain.reading.sums import Figure, figures
from domain.reading.words import money as words

LONGEST = 60
# Words and signs that may surround the amount without changing it.
AROUND: Phrases[None] = Phrases(
    [
        (listed, None)
        for listed in (
            words.MOST_BEFORE, words.MOST_AFTER, words.LEAST_BEFORE, words.LEAST_AFTER,
            words.ABOUT, words.FILLER, "/-, .-, -/, only, !, ?, .",
        )
    ]
)  # fmt: skip


def read_amount(text: str, writer: Writer) -> Amount:
    """Return the amount that a field holds: "8,000", "₹1,20,000", "1.2 lakh", "95,50 €", "50 usd".

    Raises AmountNotUnderstood for anything but one positive amount, CurrencyUnknown for a word
    that is not a currency ("5000 BTC"), AmountOutOfRange for zero and for more than `MOST`.
    """
    typed = text.strip()
    if not typed or len(typed) > LONGEST:
        raise AmountNotUnderstood(typed)
    levelled = level(typed)
    pieces = cut(levelled)
    found = list(figures(levelled, pieces, writer))
    if len(found) != 1:
        raise AmountNotUnderstood(typed)
    figure = found[0]
    scope = _the_rest(levelled, pieces, figure, typed)
    if figure.unknown is not None:
        raise CurrencyUnknown(figure.unknown)
    if not 0 < figure.number <= MOST:
        raise AmountOutOfRange(typed, MOST, writer.currency)
    return Amount(figure.number, figure.currencies, scope, typed)


def _the_rest(text: Levelled, pieces: tuple[Piece, ...], figure: Figure, typed: str) -> Scope:
    """Return the scope that the surrounding words give the amount. Raises if any is unknown."""
    scope, at = Scope.UNSAID, 0
    while at < len(pieces):
        if at == figure.start:
            at = figure.end
            continue
        scoped, idle = SCOPES.after(pieces, at), AROUND.after(pieces, at)
        if scoped is not None:
            scope, at = scoped
        elif pieces[at].text == "-" and at < figure.start:
            raise AmountNotUnderstood(typed)
        elif idle is not None:
            at = idle[1]
        elif at == figure.end and pieces[at].is_word and not figure.currencies:
            raise CurrencyUnknown(text.typed(pieces[at].start, pieces[at].end))
        else:
            raise AmountNotUnderstood(typed)
    return scope
