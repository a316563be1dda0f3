"""Puts a line's days into a draft of a search. Pure."""

import re
from dataclasses import replace
from datetime import date, timedelta

from domain.errors import Refusal
from domain.reading.contradictions import against_days
from domain.reading.date_frames import end_after, in_month_of
from domain.reading.decision import Cover
from domain.reading.errors import DateNotUnderstood, DatesOpen
from domain.reading.meanings import MoreNights, Nights, StayDays
from domain.search.values import Draft
from domain.stay import MOST_NIGHTS, Stay
from domain.stay_errors import StayRefused

# "2 days later" than the open search; "in 2 days" and "from now" are counted from today.
LATER_BY = re.compile(
    r"\w+ (?:days?|din|दिन|дн[яей]+|días?|dias?|weeks?|haft[ae]|недел\w+|semanas?)"
    r" (?:later|baad|ke baad|बाद|के बाद|спустя)",
    re.IGNORECASE,
)
A_MONTH = timedelta(days=31)


def with_dates(draft: Draft, cover: Cover, today: date, problems: list[Refusal]) -> Draft:
    """Put dates into the draft if they make a bookable stay."""
    told: Nights | None = next((one for one in cover.all(Nights) if not one.is_open), None)
    nights = told.count if told is not None else None
    draft = _with_nights(draft, nights)
    problem = cover.days.problem or _unclear(cover, told)
    if problem is not None:
        problems.append(problem)
        return draft
    told_days = in_month_of(_with_last_night(cover.days, nights), draft.check_in, today)
    moved = _moved_on(draft, cover, today)
    if moved is not None:
        told_days = moved
    if not nights:
        told_days = _as_check_out(told_days, draft)
    check_in, check_out = _ends(draft, told_days, nights, _nights_kept(draft, cover))
    more: MoreNights | None = cover.first(MoreNights)
    if more is not None and cover.days.check_in is None and draft.check_out is not None:
        check_in, check_out = draft.check_in, draft.check_out + timedelta(days=more.count)
    if check_in is None or (cover.days.check_in is None and check_out is None):
        return draft
    try:
        # A check-in alone is validated with one night.
        last = check_out or check_in + timedelta(days=1)
        Stay(check_in, last).require_bookable(today)
    except StayRefused as refused:
        problems.append(refused)
        return draft
    is_whole = check_out is not None
    return replace(
        draft, check_in=check_in, check_out=check_out, nights=None if is_whole else draft.nights
    )


def stay_from(draft: Draft, check_in: date, check_out: date | None = None) -> Draft:
    """Return a draft from one day to another, by the number of nights if only one is known.

    Without that, the check-out is still to be asked for.
    """
    if check_out is None and draft.nights:
        check_out = check_in + timedelta(days=draft.nights)
    return replace(draft, check_in=check_in, check_out=check_out, nights=None)


def _with_nights(draft: Draft, nights: int | None) -> Draft:
    """Return a draft without days that remembers their number of nights."""
    is_whole = draft.check_in is not None and draft.check_out is not None
    return draft if is_whole or not nights else replace(draft, nights=nights)


def _unclear(cover: Cover, told: Nights | None) -> StayRefused | None:
    """Return why a line's days must be asked about: its other words contradict them."""
    against = against_days(cover)
    if against is not None:
        return DateNotUnderstood(against)
    days = cover.days
    if days.check_in is None or days.check_out is None or told is None:
        return None
    nights = told.count
    if (days.check_out - days.check_in).days > nights:
        # "3 nights between 10 and 20 March": which of these days?
        return DatesOpen(cover.typed(StayDays), days.check_in, days.check_out, is_estimate=False)
    # "12-15 Dec, 4 days" are three nights; "12-15 Dec, 4 nights" are none.
    is_longer = nights > (days.check_out - days.check_in).days + (told.is_days or days.is_list)
    return (
        DateNotUnderstood(f"{cover.typed(StayDays)} … {cover.typed(Nights)}") if is_longer else None
    )


def _with_last_night(days: StayDays, nights: int | None) -> StayDays:
    """Return separately listed days including the last one's night: "17 and 18 Jan, 2 nights"."""
    if not days.is_list or days.check_in is None or days.check_out is None:
        return days
    is_counted = nights == (days.check_out - days.check_in).days + 1
    return replace(days, check_out=days.check_out + timedelta(days=1)) if is_counted else days


def _moved_on(draft: Draft, cover: Cover, today: date) -> StayDays | None:
    """Return an open search's days, moved by as many as a line says: "2 din baad"."""
    day = cover.days.check_in
    if draft.check_in is None or draft.check_out is None or day is None or cover.names:
        return None
    by = day - today
    is_later = LATER_BY.fullmatch(cover.typed(StayDays).strip()) is not None
    if not is_later or not timedelta(0) < by <= A_MONTH:
        return None
    return StayDays(draft.check_in + by, draft.check_out + by)


def _as_check_out(days: StayDays, draft: Draft) -> StayDays:
    """Return a single day as the check-out, if only that is missing."""
    first, last = draft.check_in, days.check_in
    if first is None or draft.check_out is not None or last is None or days.check_out is not None:
        return days
    last = end_after(first, days, last)
    may_end = first < last <= first + timedelta(days=MOST_NIGHTS)
    return replace(days, check_in=first, check_out=last) if may_end else days


def _nights_kept(draft: Draft, cover: Cover) -> int | None:
    """Return the number of nights of an open search that a line moves: "from the 22nd instead"."""
    if draft.check_in is None or draft.check_out is None or cover.names:
        return None
    return (draft.check_out - draft.check_in).days


def _ends(
    draft: Draft, days: StayDays, nights: int | None, kept: int | None = None
) -> tuple[date | None, date | None]:
    """Return check-in and check-out; a known check-in is kept.

    `kept` is the number of nights of an open search of which only the first day changes.
    """
    check_in, check_out = days.check_in, days.check_out
    if check_in is not None and check_out is None:
        nights = nights or (1 if days.is_tonight else None) or kept or draft.nights
        return check_in, check_in + timedelta(days=nights) if nights else None
    if check_in is None and draft.check_in is not None:
        check_in = draft.check_in
        if check_out is not None:
            check_out = end_after(check_in, days, check_out)
        if check_out is None and nights:
            check_out = check_in + timedelta(days=nights)
    return check_in, check_out
