"""Days as people write them, on Monday 30 November 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.locales import translator
from domain.reading.dates import read_dates
from domain.reading.day_pieces import Calendar
from domain.reading.days import propose_days
from domain.reading.errors import DateAmbiguous, DateNotUnderstood, DatesOpen, DatesOver, StayBegun
from domain.reading.nights import propose_nights
from domain.stay_errors import StayRefused

TODAY = date(2026, 11, 30)
INDIA = Calendar(TODAY, "IN")
AMERICA = Calendar(TODAY, "US")
NOWHERE = Calendar(TODAY)
RUSSIA = Calendar(TODAY, "RU", "ru")


def stay(text: str, calendar: Calendar = INDIA) -> tuple[str | None, str | None]:
    read = read_dates(text, calendar)
    assert read.problem is None, read.problem
    return tuple(day and day.isoformat() for day in (read.check_in, read.check_out))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "check_in", "check_out"),
    [
        # Two digits of a year next to a month's name, in every language.
        ("Goa 20 jan 27 - 30 jan 27", "2027-01-20", "2027-01-30"),
        ("12 dec 26 - 15 dec 26", "2026-12-12", "2026-12-15"),
        ("12-15 jan 27", "2027-01-12", "2027-01-15"),
        ("12-15 jan'27", "2027-01-12", "2027-01-15"),
        ("с 20 января 27 по 30 января 27 года", "2027-01-20", "2027-01-30"),
        ("del 20 de enero de 27 al 30 de enero de 27", "2027-01-20", "2027-01-30"),
        ("20 जनवरी 27 से 30 जनवरी 27", "2027-01-20", "2027-01-30"),
        ("Dec 12 - 15, 2026", "2026-12-12", "2026-12-15"),
        ("singapore 5 nov to 9 nov next year", "2027-11-05", "2027-11-09"),
        # Weeks and weekdays.
        ("next week tue-thu pune", "2026-12-08", "2026-12-10"),
        ("tue-thu next week", "2026-12-08", "2026-12-10"),
        ("на следующей неделе со вторника по четверг", "2026-12-08", "2026-12-10"),
        ("la próxima semana de martes a jueves", "2026-12-08", "2026-12-10"),
        ("अगले हफ्ते मंगलवार से गुरुवार", "2026-12-08", "2026-12-10"),
        ("friday next week 2 nights", "2026-12-11", "2026-12-13"),
        ("lonavla sat-sun", "2026-12-05", "2026-12-06"),
        ("хостел в Казани, одна ночь 5 на 6 декабря", "2026-12-05", "2026-12-06"),
        ("15 jan ko pahuchenge 17 ko subah niklenge", "2027-01-15", "2027-01-17"),
        ("Ереван, суббота-вторник", "2026-12-05", "2026-12-08"),
        # Without a month, where a word says that it is a day.
        ("the 19th for 2 nights", "2026-12-19", "2026-12-21"),
        ("5 तारीख से 9 तक", "2026-12-05", "2026-12-09"),
        ("5 तारीख से 9 तारीख तक", "2026-12-05", "2026-12-09"),
        ("5 числа на 3 ночи", "2026-12-05", "2026-12-08"),
        ("5-9 next month", "2026-12-05", "2026-12-09"),
        # Over the ends of months and years.
        ("28 dic al 3 ene", "2026-12-28", "2027-01-03"),
        ("28 - 3 jan", "2026-12-28", "2027-01-03"),
        ("dec 28-3", "2026-12-28", "2027-01-03"),
        # Nights in other words.
        ("2n3d from 12 dec", "2026-12-12", "2026-12-14"),
        ("3d2n 12 dec", "2026-12-12", "2026-12-14"),
        ("fortnight from 3 jan", "2027-01-03", "2027-01-17"),
        ("una quincena desde el 5 de enero", "2027-01-05", "2027-01-20"),
        ("дней на пять с 10 января", "2027-01-10", "2027-01-15"),
        ("10 января на недельку", "2027-01-10", "2027-01-17"),
        ("a couple of nights from 12 dec", "2026-12-12", "2026-12-14"),
        ("через 3 дня на 2 ночи", "2026-12-03", "2026-12-05"),
        ("5 days from now for 2 nights", "2026-12-05", "2026-12-07"),
        ("10 days from 12 dec", "2026-12-12", "2026-12-22"),
        # Holidays and their weekends.
        ("easter weekend in rome", "2027-03-26", "2027-03-29"),
        ("diwali weekend", "2027-10-29", "2027-10-31"),
        ("memorial day weekend", "2027-05-28", "2027-05-31"),
        ("thanksgiving weekend", "2027-11-25", "2027-11-28"),
        ("weekend of 12 dec", "2026-12-11", "2026-12-13"),
        ("for Diwali 2 nights", "2027-10-29", "2027-10-31"),
        ("холи 2 ночи", "2027-03-22", "2027-03-24"),
        ("Navidad 3 noches", "2026-12-24", "2026-12-27"),
        ("на новый год 3 ночи", "2026-12-31", "2027-01-03"),
        ("Hogmanay 3 nights from 30 December", "2026-12-30", "2027-01-02"),
    ],
)
def test_days_are_read(text: str, check_in: str, check_out: str) -> None:
    assert stay(text) == (check_in, check_out)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        # Over: asked about, never moved to another year.
        ("goa 26-29 nov", DatesOver),
        ("26 nov 3 nights", DatesOver),
        ("с 1 по 5 октября", DatesOver),
        # Begun.
        ("goa 28 nov - 2 dec", StayBegun),
        # More days than a stay.
        ("in the first week of May", DatesOpen),
        ("в начале мая", DatesOpen),
        ("a finales de enero", DatesOpen),
        ("next month", DatesOpen),
        ("Semana Santa en Sevilla", DatesOpen),
        ("майские в Сочи", DatesOpen),
        ("navratri in ahmedabad", DatesOpen),
        # The moon decides.
        ("eid in dubai 3 nights", DatesOpen),
        ("ईद पर 2 रात", DatesOpen),
        # A weekend is asked for where the holiday is in the midst of a week.
        ("republic day weekend", DatesOpen),
        # In no calendar, or of no month.
        ("31 feb", DateNotUnderstood),
        ("31.02.2027", DateNotUnderstood),
        ("goa 12-15", DateNotUnderstood),
    ],
)
def test_what_is_not_clear_is_asked(text: str, problem: type[StayRefused]) -> None:
    assert isinstance(read_dates(text, INDIA).problem, problem)


def test_what_was_over_long_ago_is_next_years() -> None:
    assert stay("10-14 may") == ("2027-05-10", "2027-05-14")
    assert stay("2-9 aug") == ("2027-08-02", "2027-08-09")


def test_holidays_that_are_asked_about_tell_their_days() -> None:
    week = read_dates("semana santa", INDIA).problem
    assert isinstance(week, DatesOpen)
    assert (week.first, week.last) == (date(2027, 3, 21), date(2027, 3, 28))
    eid = read_dates("eid", INDIA).problem
    assert isinstance(eid, DatesOpen)
    assert (eid.first, eid.is_estimate) == (date(2027, 3, 10), True)


@pytest.mark.parametrize(
    ("text", "calendar", "check_in"),
    [
        ("12/13/2026", AMERICA, "2026-12-13"),
        ("12/13/2026", NOWHERE, "2026-12-13"),
        ("12/13/2026", INDIA, "2026-12-13"),
        ("13/12/2026", AMERICA, "2026-12-13"),
        ("5/12", INDIA, "2026-12-05"),
        ("5/12", AMERICA, "2027-05-12"),
        ("5.12.26", RUSSIA, "2026-12-05"),
        ("2026-12-05", AMERICA, "2026-12-05"),
        # Both fit, and only one is ahead; both fit, and are the same.
        ("11/12", NOWHERE, "2026-12-11"),
        ("6/6/2027", NOWHERE, "2027-06-06"),
    ],
)
def test_the_region_orders_day_and_month(text: str, calendar: Calendar, check_in: str) -> None:
    assert stay(text, calendar)[0] == check_in


def test_the_order_is_asked_where_both_fit_and_nobody_knows_the_region() -> None:
    asked = read_dates("goa 3/5/2027", NOWHERE).problem
    assert isinstance(asked, DateAmbiguous)
    assert {asked.one, asked.other} == {date(2027, 5, 3), date(2027, 3, 5)}
    # The other end of the range tells.
    assert stay("3/5/2027 - 15/5/2027", NOWHERE) == ("2027-05-03", "2027-05-15")


@pytest.mark.parametrize(
    "text", ["2 adults 2 children 5 and 7", "4-5 stars", "8,000", "under 1.5 lakh", "2-3 people"]
)
def test_what_is_no_day_is_read_as_none(text: str) -> None:
    read = read_dates(text, INDIA)
    assert (read.check_in, read.nights, read.problem) == (None, None, None)


def test_money_behind_days_takes_none_of_them() -> None:
    assert stay("New York Jan 4-8 $180", AMERICA) == ("2027-01-04", "2027-01-08")
    assert stay("Kyoto 14feb 2ppl 3nite <€120") == ("2027-02-14", "2027-02-17")


LANGUAGES = {"en": "IN", "hi": "IN", "es": "ES", "ru": "RU"}


@given(
    st.sampled_from(sorted(LANGUAGES)),
    st.dates(TODAY, date(2027, 11, 1)),
    st.integers(1, 30),
)
@settings(deadline=None)
def test_days_that_are_printed_are_read_back(language: str, first: date, nights: int) -> None:
    t, last = translator(language), first + timedelta(days=nights)
    calendar = Calendar(TODAY, LANGUAGES[language], language)
    expected = (first.isoformat(), last.isoformat())
    assert stay(t.dated_days(first, last), calendar) == expected
    if (last - TODAY).days < 300:
        assert stay(t.days(first, last), calendar) == expected
    assert stay(f"{first.isoformat()} {last.isoformat()}", calendar) == expected


@given(st.text(max_size=150), st.sampled_from([INDIA, AMERICA, NOWHERE]))
def test_no_text_breaks_the_reader(text: str, calendar: Calendar) -> None:
    for one in propose_days(text, calendar):
        assert 0 <= one.start < one.end <= len(text)
        assert one.meaning.problem or one.meaning.check_in or one.meaning.check_out
    for nights in propose_nights(text, calendar):
        assert nights.meaning.count > 0


@pytest.mark.parametrize("calendar", [INDIA, AMERICA, NOWHERE, RUSSIA])
@pytest.mark.parametrize(
    ("text", "check_in", "check_out"),
    [
        # Nobody writes the month first with dots.
        ("12.01.2027", "2027-01-12", None),
        ("12.01.2027 - 15.01.2027", "2027-01-12", "2027-01-15"),
        ("12.01-15.01", "2027-01-12", "2027-01-15"),
        ("01.12.2026 3 nights", "2026-12-01", "2026-12-04"),
        ("12.13.2026", "2026-12-13", None),
        # One day that fits but one order tells it of the other.
        ("12/01/2027 - 15/01/2027", "2027-01-12", "2027-01-15"),
        ("12/01/2026 - 12/15/2026", "2026-12-01", "2026-12-15"),
    ],
)
def test_the_order_of_day_and_month_is_asked_only_where_both_are_likely(
    calendar: Calendar, text: str, check_in: str, check_out: str | None
) -> None:
    assert stay(text, calendar) == (check_in, check_out)
