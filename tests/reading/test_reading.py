"""What travellers type, and what is read from it. Today is Tuesday, 24 November 2026."""

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money
from domain.reading.amounts import Writer
from domain.reading.dates import read_dates
from domain.reading.day_pieces import Calendar
from domain.reading.decision import Cover
from domain.reading.errors import AmountNotUnderstood, ChildAgesMissing, DatesOver
from domain.reading.inflection import dictionary_forms
from domain.reading.lexicon import LEXICON
from domain.reading.line import Occasion, decide
from domain.reading.meanings import Person, Request, Spent
from domain.reading.names import Atlas, names_of
from domain.reading.people import Party, party_of
from domain.reading.tokens import cut, read_tokens
from domain.stay import Room
from domain.stay_errors import ChildAgeOutOfRange, NoAdult, StayRefused, TooManyGuests, TooManyRooms

TODAY = date(2026, 11, 24)
INDIAN = Writer("en", "INR", "IN")
CALENDAR = Calendar(TODAY, "IN")
WORDS = ["1", "31", "0", "99", "2026", "31/12", "4.5", "-", "+", "*", "$", "/", "2026-02-31"]
WORDS += [" ".join(words) for words in LEXICON]


def cover(text: str) -> Cover:
    """Return what a line means as a stay where no place is known."""
    words, reading = cut(text), read_tokens(text)
    atlas = Atlas(words, names_of(words, reading), {}, {}, {})
    return decide(reading, words, atlas, Occasion(TODAY, INDIAN)).of(Request.STAY)


def people(text: str) -> Party:
    """Return the people of a line."""
    return party_of(cover(text).all(*get_args(Person)))


def spent(text: str) -> Spent:
    """Return the budget of a line."""
    return cover(text).first(Spent) or Spent()


def d(text: str) -> tuple[str | None, str | None]:
    """Return the dates read from a text, as ISO texts."""
    read = read_dates(text, CALENDAR)
    first, last = (day.isoformat() if day else None for day in (read.check_in, read.check_out))
    return first, last


@pytest.mark.parametrize(
    ("text", "check_in", "check_out"),
    [
        ("12-15 dec", "2026-12-12", "2026-12-15"),
        ("12–15 dec", "2026-12-12", "2026-12-15"),
        ("12 to 15 december", "2026-12-12", "2026-12-15"),
        ("12th - 15th dec", "2026-12-12", "2026-12-15"),
        ("dec 12-15", "2026-12-12", "2026-12-15"),
        ("december 12 to 15", "2026-12-12", "2026-12-15"),
        ("12 dec - 15 dec", "2026-12-12", "2026-12-15"),
        ("12 dec to 15 dec 2026", "2026-12-12", "2026-12-15"),
        ("dec 12 - dec 15", "2026-12-12", "2026-12-15"),
        ("28 dec - 2 jan", "2026-12-28", "2027-01-02"),
        ("28 dec 2026 - 2 jan 2027", "2026-12-28", "2027-01-02"),
        ("28 dec - 2 jan 2027", "2026-12-28", "2027-01-02"),
        ("5-8 jan", "2027-01-05", "2027-01-08"),
        ("5-8 january 2028", "2028-01-05", "2028-01-08"),
        ("15/12-18/12", "2026-12-15", "2026-12-18"),
        ("15/12/2026 - 18/12/2026", "2026-12-15", "2026-12-18"),
        ("15.12.26-18.12.26", "2026-12-15", "2026-12-18"),
        ("2026-12-12 2026-12-15", "2026-12-12", "2026-12-15"),
        ("2026-12-12 to 2026-12-15", "2026-12-12", "2026-12-15"),
        ("12 dec 3 nights", "2026-12-12", "2026-12-15"),
        ("3 nights from 12 dec", "2026-12-12", "2026-12-15"),
        ("three nights from dec 12", "2026-12-12", "2026-12-15"),
        ("2026-12-12 3n", "2026-12-12", "2026-12-15"),
        ("12 dec", "2026-12-12", None),
        ("15/12", "2026-12-15", None),
        ("today 2 nights", "2026-11-24", "2026-11-26"),
        ("tonight 1 night", "2026-11-24", "2026-11-25"),
        ("yesterday 2 nights", "2026-11-23", "2026-11-25"),
        ("tomorrow for 2 nights", "2026-11-25", "2026-11-27"),
        ("day after tomorrow 1 night", "2026-11-26", "2026-11-27"),
        ("friday 2 nights", "2026-11-27", "2026-11-29"),
        ("next friday 3 nights", "2026-11-27", "2026-11-30"),
        ("tuesday 1 night", "2026-12-01", "2026-12-02"),
        ("this weekend", "2026-11-27", "2026-11-29"),
        ("weekend", "2026-11-27", "2026-11-29"),
        ("next weekend", "2026-12-04", "2026-12-06"),
        ("12-15 दिसंबर", "2026-12-12", "2026-12-15"),
        ("12 दिसंबर से 15 दिसंबर", "2026-12-12", "2026-12-15"),
        ("12 से 15 दिसंबर", "2026-12-12", "2026-12-15"),
        ("कल 2 रात", "2026-11-25", "2026-11-27"),
        ("कल दो रातें", "2026-11-25", "2026-11-27"),
        ("आज 1 रात", "2026-11-24", "2026-11-25"),
        ("परसों 3 रात", "2026-11-26", "2026-11-29"),
        ("शुक्रवार 2 रात", "2026-11-27", "2026-11-29"),
        ("अगले सप्ताहांत", "2026-12-04", "2026-12-06"),
        ("5-8 जनवरी 2027", "2027-01-05", "2027-01-08"),
        ("2 adults", None, None),
        ("goa", None, None),
    ],
)
def test_dates(text: str, check_in: str | None, check_out: str | None) -> None:
    assert d(text) == (check_in, check_out)


@pytest.mark.parametrize("text", ["31 feb", "32 dec", "30/02", "2026-13-45", "12-40 dec"])
def test_a_date_that_does_not_exist_is_a_problem(text: str) -> None:
    assert read_dates(text, CALENDAR).problem is not None


def test_days_that_were_over_lately_are_asked_about_and_never_moved() -> None:
    assert d("24-26 nov") == ("2026-11-24", "2026-11-26")
    over = read_dates("20-22 nov", CALENDAR).problem
    assert isinstance(over, DatesOver)
    assert (over.check_in, over.next_out) == (date(2026, 11, 20), date(2027, 11, 22))


@pytest.mark.parametrize(
    ("text", "rooms"),
    [
        ("2 adults", (Room(2),)),
        ("1 adult", (Room(1),)),
        ("3 people", (Room(3),)),
        ("two guests", (Room(2),)),
        ("2 adults 1 child 6", (Room(2, (6,)),)),
        ("2 adults 2 children 4 7", (Room(2, (4, 7)),)),
        ("2 adults, 2 kids aged 4 and 7", (Room(2, (4, 7)),)),
        ("2 adults 2 children (4, 7)", (Room(2, (4, 7)),)),
        ("2 adults 1 child 6 years old", (Room(2, (6,)),)),
        ("1 child 3", (Room(2, (3,)),)),
        ("2 rooms", (Room(1), Room(1))),
        ("4 adults 2 rooms", (Room(2), Room(2))),
        ("2 rooms 5 adults", (Room(3), Room(2))),
        ("2 rooms 4 adults 2 children 4 7", (Room(2, (4,)), Room(2, (7,)))),
        ("2 rooms: 2 adults 1 child 6, 1 adult", (Room(2, (6,)), Room(1))),
        ("2 rooms: 1 adult and 1 adult 2 kids 4, 9", (Room(1), Room(1, (4, 9)))),
        ("2 rooms: 1 child 6 and 2 adults, 1 adult", (Room(2, (6,)), Room(1))),
        ("room 1: 2 adults 1 child 6, room 2: 1 adult", (Room(2, (6,)), Room(1))),
        ("2 rooms: 3 adults", (Room(2), Room(1))),
        ("2 rooms: 4 people", (Room(2), Room(2))),
        ("solo", (Room(1),)),
        ("couple", (Room(2),)),
        ("2 वयस्क", (Room(2),)),
        ("2 लोग", (Room(2),)),
        ("दो वयस्क 1 बच्चा 6", (Room(2, (6,)),)),
        ("2 कमरे 4 वयस्क", (Room(2), Room(2))),
        ("goa", None),
    ],
)
def test_people(text: str, rooms: tuple[Room, ...] | None) -> None:
    read = people(text)
    assert (None if read.is_silent else read.share_with(None)) == rooms


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("11 rooms 22 adults", TooManyRooms),
        ("0 adults", NoAdult),
        ("1 adult 2 rooms", NoAdult),
        ("2 adults 1 child 19", ChildAgeOutOfRange),
        ("2 adults 2 children", ChildAgesMissing),
        ("2 adults 2 children 4", ChildAgesMissing),
        ("200 children", TooManyGuests),
        ("9223372036854775808 children", TooManyGuests),
    ],
)
def test_people_that_cannot_stay(text: str, problem: type[StayRefused]) -> None:
    read = people(text)
    with pytest.raises(problem):
        raise read.problem or _refusal(read)


def _refusal(read: Party) -> Exception:
    try:
        read.share_with(None)
    except StayRefused as refusal:
        return refusal
    return AssertionError(read)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("under 8000", 8000, "INR"),
        ("below 8,000", 8000, "INR"),
        ("max 8k", 8000, "INR"),
        ("under ₹7500", 7500, "INR"),
        ("under rs 7500 per night", 7500, "INR"),
        ("under $120", 120, "USD"),
        ("up to 90 eur", 90, "EUR"),
        ("< 5000", 5000, "INR"),
        ("5000 से कम", 5000, "INR"),
        ("nowt over 110 quid a night", 110, "GBP"),
        ("10k total per night", 10_000, "INR"),
        ("2.5k per room per night", 2500, "INR"),
        ("पाँच हज़ार तक प्रति रात", 5000, "INR"),
        ("тыс. 4 за ночь", 4000, "INR"),
        ("не больше 120 тыр", 120_000, "INR"),
        ("what about 70 tops", 70, "INR"),
    ],
)
def test_budget(text: str, amount: int, currency: str) -> None:
    told = spent(text)
    assert (told.most, told.in_all) == (Money.of(amount, currency), False)


@pytest.mark.parametrize(
    "text",
    ["goa under abc", "goa below lots", "goa under 1e400", "goa below 5e5 rupees", "goa < ₹1.5E+3"],
)
def test_a_budget_that_is_no_amount_is_told_and_is_no_place(text: str) -> None:
    told = cover(text)
    assert isinstance(told.first(Spent).problem, AmountNotUnderstood)
    assert [name.name for name in told.names] == ["goa"]


def test_a_budget_hotel_is_no_budget() -> None:
    assert spent("budget hotel within goa") == Spent()


def test_the_parts_of_a_line_leave_the_place() -> None:
    told = cover("goa 12-15 dec 2 adults 1 child 6 under 8000")
    assert [name.name for name in told.names] == ["goa"]
    assert not told.left


@given(st.text(max_size=120) | st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_no_text_breaks_the_decision(text: str) -> None:
    people(text)


@given(st.dates(min_value=TODAY, max_value=date(2028, 1, 1)), st.integers(1, 30))
def test_a_date_written_whole_reads_as_itself(day: date, nights: int) -> None:
    written = f"{day.day} {day:%B} {day.year} {nights} nights"
    read = read_dates(written, CALENDAR)
    assert read.check_in == day
    assert read.check_out is not None
    assert (read.check_out - day).days == nights


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("москве", "москва"),
        ("казани", "казань"),
        ("анталии", "анталия"),
        ("нижнем новгороде", "нижнии новгород"),
        ("дубае", "дубаи"),
        ("афинах", "афины"),
        ("आगरे", "आगरा"),
    ],
)
def test_bent_names_have_their_dictionary_form(typed: str, meant: str) -> None:
    assert meant in dictionary_forms(typed)


def test_a_latin_name_is_bent_by_nothing() -> None:
    assert dictionary_forms("goa") == ()
