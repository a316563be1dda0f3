"""What is hardly a place, a day or a night's price is asked: by kinds of mistakes, not by lines."""

from datetime import date

import pytest

from domain.money import Money
from domain.reading.amounts import Writer
from domain.reading.contradictions import against_days
from domain.reading.counted_people import Uncounted, uncounted
from domain.reading.dear_nights import Likely, likely_scope
from domain.reading.decision import Cover
from domain.reading.errors import AmountForOnePerson, DatesOpen
from domain.reading.intents import Intent, Talk
from domain.reading.line import Occasion, decide
from domain.reading.meanings import Adults, Children, Nights, Request, Spent, StayDays, Wished
from domain.reading.names import Atlas, names_of
from domain.reading.seasons import season_of
from domain.reading.tokens import cut, read_tokens

TODAY = date(2026, 11, 30)


def read(text: str) -> Cover:
    """Return what a line means where no place is known."""
    words, reading = cut(text), read_tokens(text)
    atlas = Atlas(words, names_of(words, reading), {}, {}, {})
    return decide(reading, words, atlas, Occasion(TODAY, Writer("en", "INR", "IN"))).best


@pytest.mark.parametrize(
    "text",
    [
        "back after 14 jan", "после старого нового года", "después de 6 de enero, 2 noches",
        "2 nights after pongal", "hotel 5 dec for holi", "10 jan ke baad 2 raat",
        "the weekend after christmas", "the weekend after next", "our anniversary weekend",
        "diwali se pehle wala weekend", "через выходные", "2 nights before our cruise on 8 may",
    ],
)  # fmt: skip
def test_days_that_are_told_loosely_are_asked(text: str) -> None:
    assert against_days(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "christmas markets 11 to 14 december", "12-15 dec", "5 jan", "12 jan after 2pm, 2 nights",
        "checkout 15 dec before noon", "12 января 5 дней до 4000 в сутки",
    ],
)  # fmt: skip
def test_days_that_are_told_clearly_are_read(text: str) -> None:
    assert against_days(read(text)) is None


@pytest.mark.parametrize(
    ("text", "check_in"),
    [
        ("a week before christmas", date(2026, 12, 17)),
        ("2 days after valentine's day", date(2027, 2, 16)),
        ("una semana antes de navidad", date(2026, 12, 17)),
        ("за неделю до нового года", date(2026, 12, 24)),
        ("за день до нового года, 2 ночи", date(2026, 12, 30)),
        ("за две недели до нового года", date(2026, 12, 17)),
        ("thursday week for one night", date(2026, 12, 10)),
        ("3rd jan 1 adult", date(2027, 1, 3)),
        ("8-9-10 feb", date(2027, 2, 8)),
        ("12 ko check in 13 ko out", date(2026, 12, 12)),
        ("week starting 18 jan", date(2027, 1, 18)),
        ("feb 14 weekend", date(2027, 2, 12)),
        ("twelfth to fifteenth of january", date(2027, 1, 12)),
        ("pandrah january se satrah january", date(2027, 1, 15)),
        ("पंद्रह फरवरी से सत्रह फरवरी", date(2027, 2, 15)),
        ("с пятнадцатого по семнадцатое января", date(2027, 1, 15)),
        ("del quince al diecisiete de enero, dos adultos", date(2027, 1, 15)),
        ("frente al mar 15 al 30 enero, 2 adultos", date(2027, 1, 15)),
    ],
)
def test_days_beside_others(text: str, check_in: date) -> None:
    assert read(text).days.check_in == check_in


@pytest.mark.parametrize("text", ["8-9-10 feb", "8, 9, 10 feb", "8/9/10 feb"])
def test_days_told_one_by_one_with_dashes(text: str) -> None:
    days = read(text).days
    assert (days.check_in, days.check_out) == (date(2027, 2, 8), date(2027, 2, 10))


@pytest.mark.parametrize(
    ("amount", "currency", "nights", "likely"),
    [
        (5_000, "INR", 3, Likely.A_NIGHT), (25_000, "INR", 3, Likely.UNCLEAR),
        (200_000, "INR", 4, Likely.IN_ALL), (200_000, "INR", 1, Likely.A_NIGHT),
        (3_000_000, "COP", 30, Likely.IN_ALL), (250, "USD", 3, Likely.A_NIGHT),
        (25_000, "INR", None, Likely.A_NIGHT), (9_999, "XAF", 3, Likely.A_NIGHT),
    ],
)  # fmt: skip
def test_an_amount_that_no_night_costs_is_for_the_stay(
    amount: int, currency: str, nights: int | None, likely: Likely
) -> None:
    assert likely_scope(Money.of(amount, currency), nights) is likely


@pytest.mark.parametrize(
    ("text", "adults"),
    [("3 girls", 3), ("4 boys from 12 dec", 4), ("somos 3 chicas", 3), ("1 labour passenger", 1)],
)
def test_young_people_without_ages_are_grown(text: str, adults: int) -> None:
    assert [one.count for one in read(text).all(Adults)] == [adults]


def test_children_beside_adults_stay_children() -> None:
    assert [one.count for one in read("2 adults 2 girls").all(Children)] == [2]


def test_thanks_with_a_remark_asks_for_nothing() -> None:
    best = read("thanks so much, you're a star")
    assert best.request is Request.TALK
    assert best.all(Intent)[0].what is Talk.THANKS
    assert not best.all(StayDays)


def test_seasons_move_with_the_year() -> None:
    assert season_of("oktoberfest", 2027) == (date(2027, 9, 18), date(2027, 10, 3))
    assert season_of("christmas", 2027) is None


@pytest.mark.parametrize(
    ("text", "check_in"),
    [
        ("2nd sat of jan, 1 night", date(2027, 1, 9)),
        ("el primer lunes de mayo", date(2027, 5, 3)),
        ("the last friday of february", date(2027, 2, 26)),
        ("во вторую субботу января", date(2027, 1, 9)),
    ],
)
def test_a_weekday_of_a_month(text: str, check_in: date) -> None:
    assert read(text).days.check_in == check_in


@pytest.mark.parametrize(
    "text", ["4 nights from nov 30th... no wait dec 30th", "5 мая, точнее 7", "5 jan, wait no, 7th"]
)
def test_days_that_are_taken_back_are_not_read(text: str) -> None:
    best = read(text)
    assert best.days.check_in is None or against_days(best)


def test_the_days_of_a_flight_may_be_counted_from_the_first() -> None:
    days = read("1 feb, back ten days later").days
    assert (days.check_in, days.check_out) == (date(2027, 2, 1), date(2027, 2, 11))


@pytest.mark.parametrize(
    ("text", "words", "count"),
    [
        ("12-15 dec 3 ladkiyo ke liye", "3 ladkiyo", 3),
        ("12-15 dec 5 surfers", "5 surfers", 5),
        ("12-15 dec three retired schoolteachers", "three retired schoolteachers", 3),
        ("10 students and 1 xylophonist, 12-15 dec", "1 xylophonist", 1),
    ],
)
def test_numbers_beside_nouns_that_nobody_knows_are_asked(
    text: str, words: str, count: int
) -> None:
    assert uncounted(read(text)) == Uncounted(words, count)


@pytest.mark.parametrize(
    "text",
    [
        "12-15 dec 5 min walk to the beach", "3bhk 12-15 dec", "12-15 dec with 2 cats",
        "una semanita, 12-15 dec", "2 adults, 3 xylophones, 12-15 dec", "the 2nd floor, 12-15 dec",
        "12-15 dec, 2, quiet", "12-15 dec with 1 labrador", "12-15 dec 2 perros",
    ],
)  # fmt: skip
def test_numbers_of_things_are_not_asked(text: str) -> None:
    assert uncounted(read(text)) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("week of 18 jan", date(2027, 1, 18), date(2027, 1, 24)),
        ("semana del 18 de enero", date(2027, 1, 18), date(2027, 1, 24)),
        ("26 jan long weekend", date(2027, 1, 23), date(2027, 1, 29)),
        ("puente de diciembre", date(2026, 12, 4), date(2026, 12, 8)),
    ],
)
def test_days_around_one_are_asked(text: str, first: date, last: date) -> None:
    problem = read(text).days.problem
    assert isinstance(problem, DatesOpen)
    assert (problem.first, problem.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "12-15 dec, pool not needed", "12-15 dec, no need for a pool", "breakfast nahi chahiye",
        "бассейн не нужен, 12-15 мая", "no hace falta piscina", "पूल नहीं चाहिए",
    ],
)  # fmt: skip
def test_what_is_not_needed_is_not_wished_for(text: str) -> None:
    told = read(text).all(Wished)
    assert [one.is_wanted for one in told] == [False]


@pytest.mark.parametrize(
    ("text", "nights"),
    [
        ("1 month from 12 jan", 30),
        ("2 meses desde el 12 de enero", 60),
        ("с 1 мая на 2 месяца", 60),
    ],
)
def test_months_are_nights(text: str, nights: int) -> None:
    assert [one.count for one in read(text).all(Nights)] == [nights]


@pytest.mark.parametrize("text", ["12-15 jan with a 2 month old baby", "in 2 months"])
def test_months_of_an_age_or_ahead_are_no_nights(text: str) -> None:
    assert not read(text).all(Nights)


@pytest.mark.parametrize("text", ["5k in total per person", "300 euros en total por persona"])
def test_a_total_for_a_person_is_asked(text: str) -> None:
    assert isinstance(read(f"12-15 dec, {text}").first(Spent).problem, AmountForOnePerson)
