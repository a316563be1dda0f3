"""Reads confirmations of stays, as other sellers and hotels write them.

Each part of the text is a guess at a part of the booking, with a cost: a matching label makes it
cheap, unrelated words make it expensive. The cheapest wins if it is well ahead; otherwise the
nearest ones are offered, and the traveller chooses. Nothing else in the text is looked at or
stored: no names of people, cards or telephone numbers. Pure.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from domain.bookings.noted_bookings import words
from domain.bookings.noted_bookings.deadlines import propose_deadlines
from domain.bookings.noted_bookings.guesses import weigh
from domain.bookings.noted_bookings.lines import Line, lines_of
from domain.bookings.noted_bookings.names import name_guesses
from domain.bookings.noted_bookings.stay_days import CHECK_IN, CHECK_OUT, propose_stay_days
from domain.bookings.noted_bookings.totals import STRONG, propose_totals
from domain.bookings.noted_bookings.values import MOST_OPTIONS, NotedDraft, Part, Value
from domain.reading.amounts import Writer
from domain.reading.day_pieces import Calendar
from domain.reading.phrases import Phrases

SELLERS: Phrases[str] = Phrases([(listed, name) for name, listed in words.SELLERS.items()])
TERMS: Phrases[None] = Phrases([(listed, None) for listed in (words.FREE, words.NOT_FREE)])
CONFIRMS: Phrases[None] = Phrases([(words.CONFIRMS, None)])
# Shorter texts are a wish, not something that somebody else wrote.
SHORTEST = 60
EVIDENCE_NEEDED, FEWEST_LINES = 3, 3


def read_confirmation(text: str, calendar: Calendar, writer: Writer) -> NotedDraft:
    """Return what a confirmation says about a stay; open parts are not settled."""
    lines = lines_of(text, calendar)
    draft = NotedDraft()
    days = weigh(propose_stay_days(lines), MOST_OPTIONS)
    names = weigh(name_guesses(lines), MOST_OPTIONS)
    totals = weigh(propose_totals(lines, writer), MOST_OPTIONS)
    arrival = days.meanings[0].first if days.meanings else None
    deadlines = weigh(propose_deadlines(lines, arrival), MOST_OPTIONS)
    draft = replace(
        draft,
        unsure_titles=names.left,
        unsure_days=days.left,
        unsure_totals=totals.left,
        unsure_deadlines=deadlines.left,
    )
    sure: tuple[tuple[Part, Value | None], ...] = (
        (Part.TITLE, names.sure),
        (Part.DAYS, days.sure),
        (Part.TOTAL, totals.sure),
        (Part.DEADLINE, deadlines.sure),
        (Part.SELLER, seller_of(lines)),
    )
    for part, value in sure:
        draft = draft if value is None else draft.with_part(part, value)
    return draft


def seller_of(lines: Sequence[Line]) -> str | None:
    """Return the seller named most often, the first among equals; None if none is known."""
    told: Counter[str] = Counter()
    for line in lines:
        at = 0
        while at < len(line.pieces):
            found = SELLERS.after(line.pieces, at)
            if found is not None:
                told[found[0]] += 1
            at = found[1] if found else at + 1
    return told.most_common(1)[0][0] if told else None


def has_found(draft: NotedDraft) -> bool:
    """Return whether a text revealed a stay: its dates, or its hotel together with a total."""
    has_days = draft.days is not None or bool(draft.unsure_days)
    has_name = draft.title is not None or bool(draft.unsure_titles)
    return has_days or (has_name and (draft.total is not None or bool(draft.unsure_totals)))


def merged(known: NotedDraft, more: NotedDraft) -> NotedDraft:
    """Return a draft completed with what a further text says about its open parts."""
    for part in known.parts:
        if part not in known.settled and part in more.settled:
            told: dict[Part, Value | None] = {
                Part.TITLE: more.title,
                Part.DAYS: more.days,
                Part.TOTAL: more.total,
                Part.DEADLINE: more.deadline,
                Part.SELLER: more.seller,
                Part.REFERENCE: more.reference,
            }
            known = known.with_part(part, told[part])
    return replace(
        known,
        unsure_titles=known.unsure_titles or more.unsure_titles,
        unsure_days=known.unsure_days or more.unsure_days,
        unsure_totals=known.unsure_totals or more.unsure_totals,
        unsure_deadlines=known.unsure_deadlines or more.unsure_deadlines,
    )


def is_confirmation(text: str, calendar: Calendar) -> bool:
    """Return whether unprompted text is a confirmation: long, and with the right words."""
    if len(text) < SHORTEST:
        return False
    lines = lines_of(text, calendar)
    is_told = seller_of(lines) is not None or any(line.has(CONFIRMS) for line in lines)
    found = (
        is_told,
        any(line.has(CHECK_IN) for line in lines),
        any(line.has(CHECK_OUT) for line in lines),
        any(line.has(STRONG) for line in lines),
        any(line.has(TERMS) for line in lines),
    )
    needed = EVIDENCE_NEEDED if len(lines) >= FEWEST_LINES else len(found)
    return is_told and sum(found) >= needed and any(line.days for line in lines)
