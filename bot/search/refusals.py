"""Refusals of a stay, its days and its people, in words."""

from bot.buttons.keyboards import echo
from bot.locales import Translator
from domain.reading.errors import (
    ChildAgesMissing,
    DateAmbiguous,
    DateNotUnderstood,
    DatesOpen,
    DatesOver,
    DateTooWide,
    PeopleUnclear,
    StayBegun,
)
from domain.search.errors import TonightOver
from domain.stay_errors import (
    CheckInPast,
    CheckOutNotAfterCheckIn,
    ChildAgeOutOfRange,
    NoAdult,
    StayRefused,
    StayTooFarAhead,
    StayTooLong,
    TooManyGuests,
    TooManyRooms,
)


def stay_words(error: StayRefused, t: Translator) -> str:
    """Return what is wrong with the days or the people, and what to write instead."""
    match error:
        case CheckInPast() | CheckOutNotAfterCheckIn() | StayTooLong() | StayTooFarAhead():
            return _date_words(error, t)
        case DateNotUnderstood(text):
            return t.gettext(
                "I couldn’t read “{text}” as a date. Write it like 12-15 Dec.", text=echo(text)
            )
        case DatesOpen() | DatesOver() | DateAmbiguous() | StayBegun():
            return _day_questions(error, t)
        case TonightOver(place, today):
            return t.gettext(
                "Tonight is already over in {place}: it is {today} there. Choose a later day.",
                place=t.place(place),
                today=t.full_day(today),
            )
        case DateTooWide(text):
            return t.gettext(
                "“{text}” doesn’t say which days. Tap them, or write them like 12-15 Dec.",
                text=echo(text),
            )
        case _:
            return _people_words(error, t)


def _day_questions(error: DatesOpen | DatesOver | DateAmbiguous | StayBegun, t: Translator) -> str:
    """Return the question that days leave open, with the answers to choose from."""
    match error:
        case DatesOpen(text, first, last, True):
            return t.gettext(
                "“{text}” is expected around {days}, but the date isn’t certain yet. "
                "Which days do you want?",
                text=echo(text),
                days=t.dated_days(first, last),
            )
        case DatesOpen(text, first, last):
            return t.gettext(
                "“{text}” is {days}. Which of these days do you want?",
                text=echo(text),
                days=t.dated_days(first, last),
            )
        case DatesOver(check_in, check_out, next_in, next_out):
            return t.gettext(
                "{days} has passed. For the next one, write {next}, or choose other days.",
                days=t.dated_days(check_in, check_out or check_in),
                next=t.dated_days(next_in, next_out or next_in) if next_in else "",
            )
        case DateAmbiguous(text, one, other):
            return t.gettext(
                "Is “{text}” {one} or {other}? Write the month as a word.",
                text=echo(text),
                one=t.full_day(one),
                other=t.full_day(other),
            )
        case StayBegun(check_in, check_out, today):
            return t.gettext(
                "{days} has already begun. For the nights that are left, write {left}.",
                days=t.days(check_in, check_out),
                left=t.days(today, check_out),
            )


def _date_words(error: StayRefused, t: Translator) -> str:
    match error:
        case CheckInPast(check_in, today):
            return t.gettext(
                "Check-in on {day} has passed: today is {today}. Choose a later day.",
                day=t.full_day(check_in),
                today=t.full_day(today),
            )
        case CheckOutNotAfterCheckIn(check_in, check_out):
            return t.gettext(
                "Check-out on {out} must be after check-in on {day}. Write both days in "
                "order, like 12-15 Dec.",
                day=t.full_day(check_in),
                out=t.full_day(check_out),
            )
        case StayTooLong(nights, most):
            return t.gettext(
                "{nights} nights are too many: you can book up to {most} at a time. "
                "Choose an earlier check-out.",
                nights=t.number(nights),
                most=t.number(most),
            )
        case StayTooFarAhead(check_in, latest):
            return t.gettext(
                "{day} isn’t on sale yet. Prices go up to {latest}.",
                day=t.full_day(check_in),
                latest=t.full_day(latest),
            )
        case _:
            return t.gettext("These dates don’t work for a stay. Write them like 12-15 Dec.")


def _people_words(error: StayRefused, t: Translator) -> str:
    match error:
        case TooManyRooms(rooms, most):
            return t.gettext(
                "{rooms} rooms are too many. You can search for up to {most} at a time.",
                rooms=t.number(rooms),
                most=t.number(most),
            )
        case NoAdult(room):
            return t.gettext(
                "Room {room} has no adult. Each room needs one, like “2 rooms 2 adults”.",
                room=t.number(room),
            )
        case TooManyGuests(_adults, _children, most_adults, most_children):
            return t.gettext(
                "That’s too many people for one room: it fits up to {adults} adults and "
                "{children} children. Add a room, like “2 rooms”.",
                adults=t.number(most_adults),
                children=t.number(most_children),
            )
        case ChildAgeOutOfRange(age, oldest):
            return t.gettext(
                "{age} isn’t a child’s age here. Children are 0 to {oldest}; anyone "
                "older counts as an adult.",
                age=t.number(age),
                oldest=t.number(oldest),
            )
        case ChildAgesMissing() | PeopleUnclear():
            return _people_questions(error, t)
        case _:
            return t.gettext(
                "I couldn’t work out who’s coming. Write it like “2 adults 1 child 6”."
            )


def _people_questions(error: ChildAgesMissing | PeopleUnclear, t: Translator) -> str:
    match error:
        case PeopleUnclear(text):
            return t.gettext(
                "Is “{text}” who’s coming? Check the number of adults and children.",
                text=echo(text),
            )
        case ChildAgesMissing(children):
            return t.ngettext(
                "Prices depend on the child’s age. Add it, like “1 child 6”.",
                "Prices depend on the ages of the {count} children. Add them, like “2 "
                "children 6, 9”.",
                children,
            )
