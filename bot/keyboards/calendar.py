"""A month to choose days from: check-in first, then check-out."""

import calendar
from datetime import date, timedelta

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.keyboards.buttons import Row, button, home_button, keyboard
from bot.keyboards.callbacks import STAMP, Day, DayButton
from bot.locales import Translator
from domain.stay import FARTHEST_DAYS, MOST_NIGHTS

EMPTY = "·"


def _stamp(day: date) -> str:
    return day.strftime(STAMP)


def read_day(text: str) -> date:
    """Return the day that a button carries."""
    return date(int(text[:4]), int(text[4:6]), int(text[6:8]))


def month_of(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def _next_month(month: date) -> date:
    return month_of(month + timedelta(days=31))


def calendar_keyboard(
    month: date, today: date, t: Translator, check_in: date | None = None
) -> InlineKeyboardMarkup:
    """Return a month's days. With `check_in` the days that can be its check-out."""
    first = today if check_in is None else check_in + timedelta(days=1)
    last = (
        today + timedelta(days=FARTHEST_DAYS)
        if check_in is None
        else check_in + timedelta(days=MOST_NIGHTS)
    )
    kind = Day.CHECK_IN if check_in is None else Day.CHECK_OUT
    chosen = _stamp(check_in) if check_in else ""

    def cell(day: date) -> InlineKeyboardButton:
        if day == check_in:
            return _nothing(f"[{day.day}]")
        if day.month != month.month or not first <= day <= last:
            return _nothing(EMPTY)
        return button(str(day.day), DayButton(kind=kind, day=_stamp(day), first=chosen))

    weeks = calendar.Calendar(t.first_weekday).monthdatescalendar(month.year, month.month)
    # Weeks that hold nothing to tap would only push the others down.
    rows: list[Row] = [
        [cell(day) for day in week]
        for week in weeks
        if any(day.month == month.month and first <= day <= last for day in week)
    ]
    again: Row = []
    if check_in is not None:
        again = [button(t.gettext("⬅️ Other check-in"), DayButton(kind=Day.AGAIN, day=chosen))]
    return keyboard(
        _month_row(month, first, last, chosen, t),
        [_nothing(name) for name in t.weekdays()],
        *rows,
        again,
        [home_button(t)],
    )


def _month_row(month: date, first: date, last: date, chosen: str, t: Translator) -> Row:
    kind = Day.MONTH_OUT if chosen else Day.MONTH
    before, after = month_of(month - timedelta(days=1)), _next_month(month)

    def turn(label: str, to: date) -> InlineKeyboardButton:
        return button(label, DayButton(kind=kind, day=_stamp(to), first=chosen))

    return [
        turn("‹", before) if before >= month_of(first) else _nothing(EMPTY),
        _nothing(t.month(month)),
        turn("›", after) if after <= last else _nothing(EMPTY),
    ]


def _nothing(label: str) -> InlineKeyboardButton:
    return button(label, DayButton(kind=Day.NOTHING))
