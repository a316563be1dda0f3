"""Answers to a question about days: the month it is about, and whole answers."""

from datetime import date

from aiogram.types import InlineKeyboardButton

from bot.buttons.calendar import opening_month
from bot.buttons.callbacks import STAMP, Day, DayButton
from bot.buttons.keyboards import Row, button
from bot.locales import Translator
from domain.errors import Refusal
from domain.reading.errors import DateAmbiguous, DatesOpen, DatesOver, StayBegun
from domain.stay_errors import StayTooFarAhead


def month_asked(problem: Refusal, today: date) -> date:
    """Return the month of the days that a problem asks about, else the coming one."""
    match problem:
        case DatesOpen(_text, first):
            return opening_month(max(first, today))
        case DatesOver(_check_in, _check_out, date() as next_in):
            return next_in.replace(day=1)
        case DateAmbiguous(_text, one, other):
            return min((day for day in (one, other) if day >= today), default=today).replace(day=1)
        case StayBegun():
            return today.replace(day=1)
        case StayTooFarAhead(_check_in, latest):
            return latest.replace(day=1)
        case _:
            return opening_month(today)


def day_answers(problem: Refusal, today: date, t: Translator) -> list[Row]:
    """Return the answers that a problem itself proposes, a button each."""
    match problem:
        case DatesOver(_check_in, _check_out, date() as next_in, next_out):
            return [[_days(next_in, next_out, t)]]
        case StayBegun(_check_in, check_out):
            return [[_days(today, check_out, t)]]
        case DateAmbiguous(_text, one, other):
            days = sorted(day for day in {one, other} if day >= today)
            return [[_days(day, None, t) for day in days]] if days else []
        case _:
            return []


def _days(check_in: date, check_out: date | None, t: Translator) -> InlineKeyboardButton:
    first = check_in.strftime(STAMP)
    if check_out is None:
        return button(f"📅 {t.full_day(check_in)}", DayButton(kind=Day.CHECK_IN, day=first))
    data = DayButton(kind=Day.CHECK_OUT, day=check_out.strftime(STAMP), first=first)
    return button(f"📅 {t.dated_days(check_in, check_out)}", data)
