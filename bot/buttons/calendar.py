"""A month to choose days from: check-in first, then check-out."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.buttons.callbacks import STAMP, Day, DayButton
from bot.buttons.keyboards import Row, button, home_button, keyboard
from bot.locales import Translator
from domain.stay import FARTHEST_DAYS, MOST_NIGHTS

EMPTY = "·"


@dataclass(frozen=True, slots=True)
class Reach:
    """Which days can be chosen: how far ahead the first, how long after it the second.

    `press` is what the days send, so that each conversation has its own calendar.
    """

    farthest: int = FARTHEST_DAYS
    shortest: int = 1
    longest: int = MOST_NIGHTS
    press: type[DayButton] = DayButton


HOTEL = Reach()


def _stamp(day: date) -> str:
    return day.strftime(STAMP)


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a calendar's button means: a day or a month, and the first day once it is chosen.

    Whatever makes no sense (a last day without a first) turns to the month.
    """

    kind: Day
    day: date
    first: date | None = None


def read_press(pressed: DayButton) -> Pressed | None:
    """Return what was pressed, None for a button that only shows something."""
    if pressed.kind is Day.NOTHING or not pressed.day:
        return None
    day, kind = read_day(pressed.day), pressed.kind
    first = read_day(pressed.first) if pressed.first else None
    fits = first is None if kind is Day.CHECK_IN else first is not None
    return Pressed(kind if fits else Day.MONTH, day, first)


def read_day(text: str) -> date:
    """Return the day that a button carries."""
    return date(int(text[:4]), int(text[4:6]), int(text[6:8]))


def month_of(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def opening_month(day: date) -> date:
    """Return the month that a calendar opens on: the next one where hardly a day is left."""
    return month_of(day + timedelta(days=2))


def _next_month(month: date) -> date:
    return month_of(month + timedelta(days=31))


def calendar_keyboard(
    month: date,
    today: date,
    t: Translator,
    check_in: date | None = None,
    reach: Reach = HOTEL,
    below: Sequence[Row] = (),
    told: Mapping[date, str] | None = None,
) -> InlineKeyboardMarkup:
    """Return a month's days. With `check_in` the days that can be its check-out.

    `below` are rows of the conversation's own, above the way home. `told` is what stands next to a
    day, such as a mark for its price; keep it to a sign.
    """
    first, last = _reached(today, check_in, reach)
    kind, chosen = (Day.CHECK_OUT, _stamp(check_in)) if check_in else (Day.CHECK_IN, "")

    def cell(day: date) -> InlineKeyboardButton:
        if day == check_in and day < first:
            return _nothing(f"[{day.day}]")
        if day.month != month.month or not first <= day <= last:
            return _nothing(EMPTY)
        label = f"[{day.day}]" if day == check_in else f"{day.day}{(told or {}).get(day, '')}"
        return button(label, reach.press(kind=kind, day=_stamp(day), first=chosen))

    weeks = calendar.Calendar(t.first_weekday).monthdatescalendar(month.year, month.month)
    # Weeks that hold nothing to tap would only push the others down.
    rows: list[Row] = [
        [cell(day) for day in week]
        for week in weeks
        if any(day.month == month.month and first <= day <= last for day in week)
    ]
    return keyboard(
        _month_row(month, first, last, chosen, reach, t),
        [_nothing(name) for name in t.weekdays()],
        *rows,
        *below,
        _again_row(chosen, reach, t),
        [home_button(t)],
    )


def _reached(today: date, check_in: date | None, reach: Reach) -> tuple[date, date]:
    """Return the first and the last day that can be chosen."""
    if check_in is None:
        return today, today + timedelta(days=reach.farthest)
    return check_in + timedelta(days=reach.shortest), check_in + timedelta(days=reach.longest)


def _again_row(chosen: str, reach: Reach, t: Translator) -> Row:
    if not chosen:
        return []
    label = t.gettext("⬅️ Other check-in") if reach is HOTEL else t.gettext("⬅️ Other day")
    return [button(label, reach.press(kind=Day.AGAIN, day=chosen))]


def _month_row(
    month: date, first: date, last: date, chosen: str, reach: Reach, t: Translator
) -> Row:
    kind = Day.MONTH_OUT if chosen else Day.MONTH
    before, after = month_of(month - timedelta(days=1)), _next_month(month)

    def turn(label: str, to: date) -> InlineKeyboardButton:
        return button(label, reach.press(kind=kind, day=_stamp(to), first=chosen))

    return [
        turn("‹", before) if before >= month_of(first) else _nothing(EMPTY),
        _nothing(t.month(month)),
        turn("›", after) if after <= last else _nothing(EMPTY),
    ]


def _nothing(label: str) -> InlineKeyboardButton:
    return button(label, DayButton(kind=Day.NOTHING))
