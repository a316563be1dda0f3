"""Notes bookings made elsewhere: what is typed is validated, then stored."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.errors import (
    NotedDaysNotUsable,
    NotedDeadlineNotUsable,
    NotedReferenceNotUsable,
    NotedStayOver,
    NotedStayTooLong,
    NotedTitleNotUsable,
    TooManyNoted,
)
from domain.bookings.models import BookingKind, BookingState
from domain.bookings.noted_bookings import queries
from domain.bookings.noted_bookings.lines import lines_of
from domain.bookings.noted_bookings.reminders import next_after
from domain.bookings.noted_bookings.values import (
    LONGEST_REFERENCE,
    LONGEST_SELLER,
    LONGEST_TITLE,
    Days,
    FreeUntil,
    Noted,
    NotedDraft,
    Part,
    Total,
    Value,
)
from domain.bookings.queries.people import lock_traveller
from domain.clock import today_in
from domain.errors import NotFound
from domain.names import is_visible
from domain.reading.amount_fields import read_amount
from domain.reading.amounts import Writer
from domain.reading.day_pieces import Calendar
from domain.reading.days import propose_days
from domain.trackers.service import delete_tracker

MOST_NOTED = 200
MOST_DAYS = 366
# Kinds that are attached to a stay or a flight.
RECORDED = frozenset({BookingKind.ACTIVITY, BookingKind.TRANSFER, BookingKind.INSURANCE})
# Anything that ended longer ago is useless here: nothing is left to remind of or track.
OVER_FOR = timedelta(days=30)


def read_part(
    part: Part, text: str, draft: NotedDraft, calendar: Calendar, writer: Writer
) -> Value:
    """Return one part of a booking as it was typed.

    Raises a `BookingRefused`, or an `AmountRefused` for the total.
    """
    readers: dict[Part, Callable[[], Value]] = {
        Part.TITLE: lambda: _title(text),
        Part.DAYS: lambda: _days(text, draft.kind, calendar),
        Part.TOTAL: lambda: _total(text, writer),
        Part.DEADLINE: lambda: _deadline(text, calendar),
        Part.SELLER: lambda: _title(text, LONGEST_SELLER),
        Part.REFERENCE: lambda: _reference(text),
    }
    return readers[part]()


def _title(text: str, longest: int = LONGEST_TITLE) -> str:
    name = " ".join("".join(sign for sign in text if sign.isprintable() or sign == "\n").split())
    has_words = any(sign.isalnum() and is_visible(sign) for sign in name)
    if len(name) > longest or not has_words:
        raise NotedTitleNotUsable(longest)
    return name


def _days(text: str, kind: BookingKind, calendar: Calendar) -> Days:
    found = [
        one.meaning
        for one in propose_days(text[:300], calendar)
        if one.meaning.problem is None and one.meaning.check_in is not None
    ]
    whole = [one for one in found if one.check_out is not None]
    if kind is BookingKind.HOTEL and not whole:
        raise NotedDaysNotUsable(text.strip()[:80])
    chosen = (whole or found)[:1]
    if not chosen or chosen[0].check_in is None:
        raise NotedDaysNotUsable(text.strip()[:80])
    return Days(chosen[0].check_in, chosen[0].check_out)


def _total(text: str, writer: Writer) -> Total:
    money = read_amount(text, writer).in_currency(writer.currency)
    return Total(money.amount, money.currency)


def _deadline(text: str, calendar: Calendar) -> FreeUntil:
    for line in lines_of(text, calendar)[:3]:
        for day in line.days:
            return FreeUntil(day.on, line.clock_beside(day, 0))
        near = [
            one.meaning.check_in or one.meaning.check_out
            for one in propose_days(line.text, calendar)
            if one.meaning.problem is None
        ]
        for on in near:
            if on is not None:
                return FreeUntil(on)
    raise NotedDeadlineNotUsable(text.strip()[:80])


def _reference(text: str) -> str:
    name = " ".join(text.split())
    is_usable = all(sign.isalnum() or sign in "-/. #_" for sign in name)
    if not name or len(name) > LONGEST_REFERENCE or not is_usable:
        raise NotedReferenceNotUsable(LONGEST_REFERENCE)
    return name


def require_usable(draft: NotedDraft, today: date) -> None:
    """Validate a draft before it is stored.

    Raises NotedDaysNotUsable, NotedStayOver, NotedStayTooLong or NotedDeadlineNotUsable.
    """
    days, deadline = draft.days, draft.deadline
    if days is None or draft.title is None:
        raise NotFound("booking")
    last = days.last or days.first
    length = (last - days.first).days
    if length < 0 or (draft.kind is BookingKind.HOTEL and length < 1):
        raise NotedDaysNotUsable(f"{days.first} – {days.last or '?'}")
    if length > MOST_DAYS:
        raise NotedStayTooLong(length, MOST_DAYS)
    if last < today - OVER_FOR:
        raise NotedStayOver(last)
    if deadline is not None and deadline.day is not None and deadline.day > days.first:
        raise NotedDeadlineNotUsable(str(deadline.day))


async def note_booking(app: App, traveller: Traveller, draft: NotedDraft) -> tuple[Noted, bool]:
    """Store a booking made elsewhere; return it and whether it is new.

    Raises what `require_usable` does, TooManyNoted, and NotFound for an incomplete draft.
    """
    now = app.clock.now()
    require_usable(draft, today_in(traveller.time_zone, now))
    noted = _noted(traveller, draft, now)
    async with app.pool.transaction() as connection:
        await lock_traveller(connection, traveller.user_id)
        if await queries.count_noted(app.pool, traveller.user_id) >= MOST_NOTED:
            raise TooManyNoted(MOST_NOTED)
        booking_id, is_new = await queries.insert_noted(
            app.pool, traveller, noted, _key(traveller, noted), now
        )
        if is_new and noted.kind in RECORDED:
            await _put_beside(app, noted, booking_id)
        kept = await queries.load_noted(app.pool, traveller.user_id, booking_id)
        await queries.set_look(app.pool, booking_id, next_after(kept, now))
    return kept, is_new


async def _put_beside(app: App, noted: Noted, booking_id: int) -> None:
    """Attach an item to the stay or flight on its dates, if there is exactly one."""
    others = await may_belong_to(app, noted)
    if len(others) == 1:
        await queries.set_beside(app.pool, noted.user_id, booking_id, others[0][0])


async def may_belong_to(app: App, noted: Noted) -> list[tuple[int, str]]:
    """Return the stays and flights that an item on these dates may belong to, by id and title.

    If none overlap, those that begin or end a day off: people go to the airport the evening before,
    and their insurance begins the day before they leave.
    """
    if noted.kind not in RECORDED:
        return []
    first, last = noted.starts_on, noted.ends_on or noted.starts_on
    for off in (timedelta(0), timedelta(days=1)):
        found = await queries.overlapping(app.pool, noted.user_id, first - off, last + off)
        if found:
            return found
    return []


def _noted(traveller: Traveller, draft: NotedDraft, now: datetime) -> Noted:
    days, total = draft.days, draft.total
    if days is None:
        raise NotFound("booking")
    moment = draft.deadline.moment if draft.deadline else None
    zone = ZoneInfo(traveller.time_zone)
    return Noted(
        booking_id=0,
        user_id=traveller.user_id,
        chat_id=traveller.chat_id,
        kind=draft.kind,
        state=BookingState.CONFIRMED,
        title=(draft.title or "")[:LONGEST_TITLE],
        starts_on=days.first,
        ends_on=days.last,
        changed_at=now,
        price=total.money if total else None,
        seller=draft.seller,
        free_until=None if moment is None else moment.replace(tzinfo=zone),
        reference=draft.reference,
        time_zone=traveller.time_zone,
    )


def _key(traveller: Traveller, noted: Noted) -> str:
    """Return a key that is the same for the same thing on the same dates."""
    told = (noted.kind.value, noted.title.casefold(), str(noted.starts_on), str(noted.ends_on))
    digest = hashlib.sha256("\n".join((*told, noted.reference or "")).encode()).hexdigest()[:24]
    return f"noted-{traveller.user_id}-{digest}"


async def remove_booking(app: App, traveller: Traveller, booking_id: int) -> Noted:
    """Remove a noted booking, and stop tracking its price. Raises NotFound for somebody else's."""
    noted = await queries.load_noted(app.pool, traveller.user_id, booking_id)
    async with app.pool.transaction():
        await queries.remove_noted(app.pool, traveller.user_id, booking_id)
    if noted.watched_by is not None:
        with suppress(NotFound):
            await delete_tracker(app, traveller, noted.watched_by)
    return noted
