"""Sums of money as written: a number with its scale, and a currency on either side.

"₹1,20,000", "1 lakh 20 thousand", "डेढ़ लाख", "50 usd", "un millón de pesos".
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from domain.money import minor_digits
from domain.reading.amounts import MOST, Writer
from domain.reading.characters import Levelled, level
from domain.reading.currencies import (
    Said,
    currency_phrases,
    decimal_mark,
    needs_capitals,
    printed_phrases,
    printed_signs,
)
from domain.reading.figures import read_figure
from domain.reading.phrases import Phrases, Piece
from domain.reading.words import money as words

LONGEST_CODE = 5
CODE_LETTERS = 3
# Fewer digits may be a day, or count something: "18 CAD 220", "3BHK". After as many, a lower-case
# word is more likely a currency's code: "250.000 cop".
LEAST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its scale and currency: the pieces from `start` up to `end`.

    `unknown` is a word in the place of a currency that is not one.
    """

    start: int
    end: int
    number: Decimal
    currencies: tuple[str, ...] = ()
    is_scaled: bool = False
    is_worded: bool = False
    unknown: str | None = None


OF = frozenset({"de", "of", "in"})
# "Mil" is a thousand in Spanish, and short for a million elsewhere.
MIL, SPANISH, MILLION = "mil", "es", 1_000_000
THOUSAND, HUNDREDS = 1000, range(100, 1000, 50)
# Codes that are words after a number: "5000 all in", "3000 top", "2000 try".
CODES_THAT_LEAD_ON = frozenset({"all", "top", "try", "sos"})
SCALES: Phrases[int] = Phrases(words.SCALES)
# Signs that are one letter, so that they count as capitals before an amount only.
LETTERS_BEFORE = frozenset({"r"})
# A word that begins like this may also stand before the number it scales.
SCALE_FIRST, BEHIND_SCALE = ("тыс", "тыщ"), frozenset({".", "за", "по", words.MOST_INSIDE})
TOUCHING = frozenset(words.TOUCHING.replace(" ", "").split(","))
SHORT_SCALES = TOUCHING | {"k", "к"}
HALVES: Phrases[Decimal] = Phrases([(listed, Decimal(n)) for n, listed in words.HALVES.items()])
# Small numbers in words; they count only before a scale, "two thousand".
COUNTED: dict[str, int] = {
    level(word.strip()).text: number
    for number, listed in words.COUNTED.items()
    for word in listed.split(",")
}


def figures(text: Levelled, pieces: tuple[Piece, ...], writer: Writer) -> Iterator[Figure]:
    """Yield the numbers of a text with their scales and currencies, from left to right."""
    at = 0
    while at < len(pieces):
        figure = _figure(text, pieces, at, writer)
        if figure is None:
            at += 1
            continue
        yield figure
        at = figure.end


def _figure(text: Levelled, pieces: tuple[Piece, ...], at: int, writer: Writer) -> Figure | None:
    lead = _currency_after(text, pieces, at, writer)
    start, said, known = (at, lead[0], lead[1]) if lead else (at, None, at)
    if lead is None and _is_of_a_name(text, pieces, at):
        return None
    if known < len(pieces) and known != at and pieces[known].text == ".":
        known += 1
    sign = text.typed(pieces[start].start, pieces[known - 1].end) if lead else ""
    currencies = _meant(said, sign, writer) if said else ()
    places = minor_digits((*currencies, writer.currency)[0])
    number, end, is_scaled, is_worded = _number(pieces, known, writer, places)
    if number is None:
        return None
    figure = Figure(start, end, number, currencies, is_scaled, is_worded)
    if said is not None and not said.codes:
        return replace(figure, unknown=sign)
    trail = _currency_after(text, pieces, end, writer)
    if trail is None and is_scaled and end < len(pieces) and pieces[end].text in OF:
        end += 1  # "un millón de pesos"
        trail = _currency_after(text, pieces, end, writer)
    if trail is not None and _belongs_to_next(pieces, end, trail[1]):
        trail = None
    if trail is not None:
        typed = text.typed(pieces[end].start, pieces[trail[1] - 1].end)
        figure = _with_trail(figure, trail, typed, said, writer)
        if not currencies and figure.currencies and minor_digits(figure.currencies[0]) != places:
            places = minor_digits(figure.currencies[0])
            number = _number(pieces, known, writer, places)[0]
            figure = replace(figure, number=number or figure.number)
    elif figure.end < len(pieces) and (stranger := _stranger(text, pieces, figure.end)):
        figure = replace(figure, unknown=None if figure.currencies else stranger)
    return figure


def _is_of_a_name(text: Levelled, pieces: tuple[Piece, ...], at: int) -> bool:
    """Return whether capitals touch a number from before, as in a road or a plane: "NC500"."""
    if not at or not pieces[at].is_number or pieces[at - 1].end != pieces[at].start:
        return False
    before = text.typed(pieces[at - 1].start, pieces[at - 1].end)
    return before.isascii() and before.isalpha() and before.isupper()


def _with_trail(
    figure: Figure, trail: tuple[Said, int], typed: str, lead: Said | None, writer: Writer
) -> Figure:
    """Return a figure with the currency after it, which may narrow the one before it down."""
    said, end = trail
    if not said.codes:
        return replace(figure, end=end, unknown=typed)
    both = tuple(one for one in said.codes if lead is None or one in lead.codes)
    if not both:
        return figure
    narrowed = Said(both, said.usual if said.usual in both else None)
    return replace(figure, end=end, currencies=_meant(narrowed, typed, writer))


def _belongs_to_next(pieces: tuple[Piece, ...], at: int, end: int) -> bool:
    """Return whether a currency belongs to the number after it: "Jan 4-8 $180"."""
    if end >= len(pieces) or not pieces[end].is_number:
        return False
    if pieces[at].is_word:
        # "Dec 18 to 21 CAD 220": there is a day before it, and a sum after it.
        return len(pieces[at - 1].text) < LEAST_DIGITS <= len(pieces[end].text)
    return pieces[at - 1].end < pieces[at].start


def _meant(said: Said, sign: str, writer: Writer) -> tuple[str, ...]:
    printed = printed_signs(writer.language, writer.region).get(level(sign).text)
    return said.meant_by(writer.currency, writer.region, printed)


def _currency_after(
    text: Levelled, pieces: tuple[Piece, ...], at: int, writer: Writer
) -> tuple[Said, int] | None:
    found = currency_phrases().after(pieces, at)
    printed = printed_phrases(writer.language, writer.region).after(pieces, at)
    if found is None or (printed is not None and printed[1] > found[1]):
        found = printed
    if found is None:
        return None
    typed = text.typed(pieces[at].start, pieces[found[1] - 1].end)
    if typed.lower() in LETTERS_BEFORE and not _leads_to_sum(pieces, found[1], typed):
        return None
    if needs_capitals(typed.lower()) and not typed.isupper():
        return found if _is_behind_a_sum(pieces, at, found[1]) else None
    return found


def _leads_to_sum(pieces: tuple[Piece, ...], at: int, typed: str) -> bool:
    """Return whether a capital stands before an amount: "R9000", "R 900"."""
    behind = pieces[at] if at < len(pieces) else pieces[-1]
    is_glued = pieces[at - 1].end == behind.start
    digits = sum(one.isdecimal() for one in behind.text)
    return typed.isupper() and behind.is_number and (is_glued or digits >= LEAST_DIGITS)


def _is_behind_a_sum(pieces: tuple[Piece, ...], at: int, end: int) -> bool:
    """Return whether a word follows a number of several digits, and no number follows the word."""
    if not at or not pieces[at - 1].is_number or pieces[at].text in CODES_THAT_LEAD_ON:
        return False
    digits = sum(one.isdecimal() for one in pieces[at - 1].text)
    leads_on = end < len(pieces) and pieces[end].is_number
    return digits >= LEAST_DIGITS and not leads_on


def _stranger(text: Levelled, pieces: tuple[Piece, ...], at: int) -> str | None:
    """Return a word in capitals that looks like a currency's code but is not one, or None.

    None does in a text all in capitals, or if attached to a small number: "3BHK".
    """
    piece = pieces[at]
    typed = text.typed(piece.start, piece.end)
    is_glued = pieces[at - 1].end == piece.start and len(pieces[at - 1].text) < LEAST_DIGITS
    if is_glued or _is_shouted(text.original, typed):
        return None
    is_code = CODE_LETTERS <= len(typed) <= LONGEST_CODE and typed.isascii() and typed.isupper()
    return typed if is_code and typed.isalpha() else None


def _is_shouted(text: str, code: str) -> bool:
    """Return whether a text is all in capitals, apart from a word that may be a code."""
    others = [one for one in text.replace(code, "") if one.isalpha()]
    return len(others) > len(code) and all(one.isupper() for one in others)


def _number(
    pieces: tuple[Piece, ...], at: int, writer: Writer, places: int
) -> tuple[Decimal | None, int, bool, bool]:
    """Return the number at a piece, scaled: "1 lakh 20 thousand", "डेढ़ लाख", "mil"."""
    total, end, is_scaled, is_worded, last = Decimal(0), at, False, False, MOST * 10
    while True:
        one, after, scale, worded = _scaled(pieces, end, writer, places)
        if one is None or (is_scaled and (not scale or scale >= last)):
            break
        total, end, is_worded = total + one, after, is_worded or worded
        if not scale:
            break
        is_scaled, last = True, Decimal(scale)
    if last == THOUSAND and pieces[end - 1].text not in SHORT_SCALES:
        hundreds = _hundreds(pieces, end)
        total, end = total + hundreds, end + bool(hundreds)
    return (total if end > at else None), end, is_scaled, is_worded


def _hundreds(pieces: tuple[Piece, ...], at: int) -> int:
    """Return the hundreds after thousands in words, "mil 200" and "две тысячи пятьсот", or 0."""
    text = pieces[at].text if at < len(pieces) else ""
    number = int(text) if text.isdecimal() and len(text) == len("200") else COUNTED.get(text, 0)
    return number if number in HUNDREDS else 0


def _scaled(
    pieces: tuple[Piece, ...], at: int, writer: Writer, places: int
) -> tuple[Decimal | None, int, int, bool]:
    """Return one scaled number, the piece after it, its scale or 0, and whether it is in words."""
    if at >= len(pieces):
        return None, at, 0, False
    scale = SCALES.after(pieces, at + 1) if at + 1 < len(pieces) else None
    if pieces[at].is_number:
        touches = scale is not None and pieces[at].end == pieces[at + 1].start
        is_letter = scale is not None and scale[1] == at + 2 and pieces[at + 1].text in TOUCHING
        if is_letter and not touches:
            scale = None
        mark = decimal_mark(writer.language, writer.region)
        number = read_figure(pieces[at].text, mark, places, is_scaled=scale is not None)
        if number is None:
            return None, at, 0, False
        if scale is None:
            return number, at + 1, 0, False
        times = scale[0]
        if pieces[at + 1].text == MIL and writer.language != SPANISH and number % 1:
            times = MILLION  # "1.8 mil rupiah" is short for millions
        return number * times, scale[1], times, False
    before = _scale_before(pieces, at, writer, places)
    return before or _in_words(pieces, at)


def _scale_before(
    pieces: tuple[Piece, ...], at: int, writer: Writer, places: int
) -> tuple[Decimal, int, int, bool] | None:
    """Return a number that follows its scale, as in Russian for approximate ones: "тысяч 5"."""
    scale = SCALES.after(pieces, at) if pieces[at].text.startswith(SCALE_FIRST) else None
    if scale is None:
        return None
    behind = scale[1] + any(one.text in BEHIND_SCALE for one in pieces[scale[1] : scale[1] + 1])
    if behind >= len(pieces) or not pieces[behind].is_number:
        return None
    mark = decimal_mark(writer.language, writer.region)
    number = read_figure(pieces[behind].text, mark, places, is_scaled=True)
    if number is None or number >= scale[0]:
        return None
    return number * scale[0], behind + 1, scale[0], False


def _in_words(pieces: tuple[Piece, ...], at: int) -> tuple[Decimal | None, int, int, bool]:
    half = HALVES.after(pieces, at)
    lead = words.LEADING.get(pieces[at].text)
    number, behind = (Decimal(half[0]), half[1]) if half else (Decimal(1), at)
    if half is None and (lead or pieces[at].text in COUNTED):
        behind = at + 1
        if lead and behind < len(pieces):
            count = COUNTED.get(pieces[behind].text, pieces[behind].text)
            number = Decimal(count) + Decimal(lead) if str(count).isdecimal() else number
            behind += 1
        elif not lead:
            number = Decimal(COUNTED[pieces[at].text])
    scale = SCALES.after(pieces, behind)
    if scale is None or pieces[behind].text in SHORT_SCALES:
        return None, at, 0, False
    return number * scale[0], scale[1], scale[0], True
