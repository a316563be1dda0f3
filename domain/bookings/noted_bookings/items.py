"""Reads one-line notes: "Airport transfer 12 dec 1,500 ABC123". Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace

from domain.bookings.models import BookingKind
from domain.bookings.noted_bookings import words
from domain.bookings.noted_bookings.lines import Line, lines_of
from domain.bookings.noted_bookings.values import (
    LONGEST_REFERENCE,
    LONGEST_TITLE,
    MOST_OPTIONS,
    Days,
    NotedDraft,
    Part,
    Total,
)
from domain.money import Money
from domain.reading.amounts import MOST, Writer
from domain.reading.day_pieces import Calendar
from domain.reading.day_words import COUNTED_THINGS
from domain.reading.days import propose_days
from domain.reading.phrases import Phrases
from domain.reading.sums import Figure, figures

KINDS: Phrases[BookingKind] = Phrases([(listed, kind) for kind, listed in words.KINDS.items()])
NOTE: Phrases[None] = Phrases([(words.NOTE, None)])
SLEEPS: Phrases[None] = Phrases([(words.SLEEPS, None)])
REFERENCE: Phrases[None] = Phrases([(words.REFERENCE, None)])
# Nobody sleeps in these, so such a note is never a wish for a stay.
NEVER_A_STAY = frozenset({BookingKind.TRANSFER, BookingKind.INSURANCE})
# Letters and digits together, or digits that are not a price.
_CODE = re.compile(
    r"(?<![\w-])(?=[A-Z0-9/-]*\d)(?=[A-Z0-9/-]*[A-Z])[A-Z0-9][A-Z0-9/-]{3,}(?![\w-])"
)
_TOLD = re.compile(r"\s*[:#№.]*\s*(?P<code>[A-Za-z0-9][A-Za-z0-9/-]{2,})")
_DIGITS = re.compile(r"(?<![\w.,-])\d{7,}(?![\w.,-])")
_EDGES = " \t,;:|•·-–—.#№()/"
Span = tuple[int, int]


def read_item(text: str, calendar: Calendar, writer: Writer, kind: BookingKind) -> NotedDraft:
    """Return what a note says about an item of a kind; missing parts are not settled."""
    draft = NotedDraft(kind=kind)
    lines = lines_of(", ".join(part for part in text.splitlines() if part.strip()), calendar)
    if not lines:
        return draft
    line, taken = lines[0], list[Span]()
    if (reference := _reference(line)) is not None:
        draft = draft.with_part(Part.REFERENCE, reference[0])
        taken.append(reference[1])
    if (days := _days(line)) is not None:
        draft = draft.with_part(Part.DAYS, days[0])
        taken.append(days[1])
    totals = list(_totals(line, writer, taken))
    draft = replace(draft, unsure_totals=tuple(one for one, _span in totals)[:MOST_OPTIONS])
    if len(totals) == 1:
        draft = draft.with_part(Part.TOTAL, totals[0][0])
    taken += [span for _one, span in totals]
    title = _title(line, taken)
    return draft if title is None else draft.with_part(Part.TITLE, title)


def kind_of(text: str, calendar: Calendar) -> BookingKind | None:
    """Return a note's kind, by its first telling word, or None."""
    for line in lines_of(text, calendar):
        for at in range(len(line.pieces)):
            found = KINDS.after(line.pieces, at)
            if found is not None:
                return found[0]
    return None


def is_item(text: str, calendar: Calendar) -> bool:
    """Return whether an unprompted line is a note.

    It says what it is, has a date, and something that no wish for a stay has: a reference, a kind
    in which nobody sleeps together with a price, or a leading "add" or "booked".
    """
    lines = lines_of(text, calendar)
    if len(lines) != 1 or not lines[0].days:
        return False
    line, at = lines[0], 0
    while (lead := NOTE.after(line.pieces, at)) is not None:
        at = lead[1]
    found = KINDS.after(line.pieces, at)
    if found is None:
        is_coded = _CODE.search(line.text) is not None and not line.has(SLEEPS)
        return is_coded and kind_of(line.text, calendar) is not None
    if found[0] is BookingKind.FLIGHT:
        return at > 0  # Without a leading "booked" it is a wish for one.
    writer = Writer(calendar.language, "USD")
    is_priced = any(True for _one in _totals(line, writer, []))
    return bool(at or _reference(line) or (found[0] in NEVER_A_STAY and is_priced))


def _reference(line: Line) -> tuple[str, Span] | None:
    """Return a reference with its position: after its label, or by its form."""
    days = [_span(line, day.start, day.end) for day in line.days]
    for start, end in line.where(REFERENCE):
        told = _TOLD.match(line.text, _span(line, start, end)[1])
        if told is None or not any(map(str.isdecimal, told["code"])):
            continue
        span = (_span(line, start, end)[0], told.end("code"))
        if not any(span[0] < last and first < span[1] for first, last in days):
            return told["code"][:LONGEST_REFERENCE], span
    found = _CODE.search(line.text) or _DIGITS.search(line.text)
    return None if found is None else (found[0][:LONGEST_REFERENCE], found.span())


def _span(line: Line, start: int, end: int) -> Span:
    return line.points.stretch(start, end)


def _days(line: Line) -> tuple[Days, Span] | None:
    """Return the first range of dates, else the first date."""
    ranges = [
        one
        for one in propose_days(line.text, line.calendar)
        if one.why == "a range" and one.meaning.check_in and one.meaning.check_out
    ]
    for one in ranges[:1]:
        if one.meaning.check_in is not None and one.cost < 1:
            return Days(one.meaning.check_in, one.meaning.check_out), (one.start, one.end)
    if line.days:
        day = line.days[0]
        return Days(day.on), _span(line, day.start, day.end)
    near = [
        one
        for one in propose_days(line.text, line.calendar)
        if one.why == "a day" and one.meaning.check_in and one.meaning.problem is None
    ]
    for one in near[:1]:
        if one.meaning.check_in is not None and one.cost < 1:
            return Days(one.meaning.check_in), (one.start, one.end)
    return None


def _totals(line: Line, writer: Writer, taken: list[Span]) -> Iterator[tuple[Total, Span]]:
    """Yield amounts outside dates and references; those with a currency before bare numbers."""
    days = [_span(line, day.start, day.end) for day in line.days]
    found: list[tuple[Figure, Span]] = []
    for figure in figures(line.levelled, line.amounts, writer):
        first, last = line.amounts[figure.start], line.amounts[figure.end - 1]
        span = line.levelled.span(first.start, last.end)
        is_counted = COUNTED_THINGS.after(line.amounts, figure.end) is not None
        if any(span[0] < end and start < span[1] for start, end in [*taken, *days]):
            continue
        if 0 < figure.number <= MOST and (figure.currencies or not is_counted):
            found.append((figure, span))
    in_currency = [one for one in found if one[0].currencies]
    for figure, span in in_currency or [one for one in found if _is_price(line, one[1])]:
        for currency in figure.currencies or (writer.currency,):
            money = Money.of(figure.number, currency)
            if money.amount > 0:
                yield Total(money.amount, money.currency), span


def _is_price(line: Line, span: Span) -> bool:
    """Return whether a bare number may be a price: not a time of day, not a terminal."""
    number = line.text[span[0] : span[1]]
    beside = line.text[max(span[0] - 1, 0) : span[0]] + line.text[span[1] : span[1] + 1]
    return sum(map(str.isdecimal, number)) > 1 and not set(beside) & set(":#")


def _title(line: Line, taken: list[Span]) -> str | None:
    """Return the rest of a note, its subject."""
    at = 0
    while (lead := NOTE.after(line.pieces, at)) is not None:
        at = lead[1]
    if at:
        taken = [*taken, (0, _span(line, at - 1, at)[1])]
    rest = "".join(
        " , " if any(start <= place < end for start, end in taken) else sign
        for place, sign in enumerate(line.text)
    )
    parts = [" ".join(part.split()).strip(_EDGES) for part in rest.split(",")]
    told = [part for part in parts if any(map(str.isalpha, part)) and part not in REFERENCE]
    title = ", ".join(told)
    return title[:LONGEST_TITLE].strip() or None
