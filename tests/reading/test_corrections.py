"""What a second line changes of a stay, and what it leaves as it was; and what several words leave
open. Written on Monday 30 November 2026.
"""

from datetime import date, timedelta

import pytest

from domain.money import Money
from domain.reading.amounts import Writer
from domain.reading.decision import Cover
from domain.reading.kinds import Kind
from domain.reading.line import Occasion, decide
from domain.reading.meanings import Nights, Request, Rooms, Spent
from domain.reading.names import Atlas, names_of
from domain.reading.tokens import cut, read_tokens
from domain.search.stay_drafts import with_dates
from domain.search.values import Draft

TODAY = date(2026, 11, 30)
OPEN = Draft(check_in=date(2026, 12, 12), check_out=date(2026, 12, 15))


def cover(text: str) -> Cover:
    """Return what a line means as a stay where no place is known."""
    words, reading = cut(text), read_tokens(text)
    atlas = Atlas(words, names_of(words, reading), {}, {}, {})
    occasion = Occasion(TODAY, Writer("en", "INR", "IN"))
    return decide(reading, words, atlas, occasion, (Request.STAY,)).of(Request.STAY)


def days(text: str, draft: Draft = OPEN) -> tuple[date | None, date | None]:
    """Return the days of a draft after a line; it must leave nothing to ask."""
    changed = with_dates(draft, cover(text), TODAY, [])
    return changed.check_in, changed.check_out


@pytest.mark.parametrize(
    "text",
    [
        "from the 22nd instead", "no, from 22 dec", "mejor desde el 22", "лучше с 22 декабря",
        "nahi, 22 tarikh se", "22 दिसंबर से",
    ],
)  # fmt: skip
def test_a_later_first_day_keeps_the_nights(text: str) -> None:
    assert days(text) == (date(2026, 12, 22), date(2026, 12, 25))


def test_a_new_stay_keeps_no_nights_of_another() -> None:
    assert days("from 22 dec", Draft()) == (date(2026, 12, 22), None)


@pytest.mark.parametrize(
    ("text", "last"),
    [("17 and 18 jan, 2 nights", 19), ("17 y 18 de enero, 2 noches", 19), ("17 and 18 jan", 18)],
)
def test_days_told_one_by_one_hold_the_nights_that_are_told(text: str, last: int) -> None:
    assert days(text, Draft()) == (date(2027, 1, 17), date(2027, 1, last))


@pytest.mark.parametrize("text", ["12 dec, 4-5 nights", "del 12 de dic, 4 o 5 noches"])
def test_so_many_nights_or_more_are_asked(text: str) -> None:
    told = cover(text).first(Nights)
    assert told is not None
    assert told.is_open
    assert days(text, Draft())[1] is None


@pytest.mark.parametrize("text", ["2-2 raat", "2-2 nights", "по 2 ночи", "दो दो रात"])
def test_a_number_said_twice_is_for_each_place(text: str) -> None:
    told = cover(f"delhi agra {text}").first(Nights)
    assert told is not None
    assert (told.count, told.is_each) == (2, True)


@pytest.mark.parametrize(
    "text",
    [
        "4000 per room", "BUDGET 4000 PER ROOM PER NIGHT", "4000 per night per room",
        "hasta 4000 por habitación", "до 4000 за номер", "4000 प्रति कमरा", "4000 per kamra",
    ],
)  # fmt: skip
def test_an_amount_for_each_room_is_told_as_one(text: str) -> None:
    spent = cover(text).first(Spent)
    assert spent == Spent(most=Money.of(4000, "INR"), each_room=True)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("3 nights in february", "10 feb"), ("अगले हफ्ते तीन रात", "8 dec"),
        ("3 noches en febrero", "10 de febrero"), ("на 3 ночи в феврале", "10 февраля"),
    ],
)  # fmt: skip
def test_nights_are_kept_while_the_days_are_asked(text: str, answer: str) -> None:
    asked = with_dates(Draft(), cover(text), TODAY, [])
    assert (asked.check_in, asked.nights) == (None, 3)
    whole = with_dates(asked, cover(answer), TODAY, [])
    assert whole.check_in is not None
    assert (whole.check_out, whole.nights) == (whole.check_in + timedelta(days=3), None)


@pytest.mark.parametrize(
    "text",
    ["no, two rooms", "no, dos habitaciones", "нет, два номера", "नहीं, दो कमरे", "nahi, do kamre"],
)
def test_a_no_before_what_is_wanted_is_no_word_left_over(text: str) -> None:
    read = cover(text)
    assert read.all(Rooms) == [Rooms(2)]
    assert not [one for one in read.left if one.kind in {Kind.NO, Kind.UNKNOWN}]


@pytest.mark.parametrize("text", ["wedding on 11th Dec, 10-12 dec", "boda el 11 de dic, 10-12 dic"])
def test_days_that_hold_a_day_told_beside_them_are_meant(text: str) -> None:
    assert days(text, Draft()) == (date(2026, 12, 10), date(2026, 12, 12))
