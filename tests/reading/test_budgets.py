"""What the amounts of a sentence bound."""

import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import CurrencyUnknown
from domain.money import Money
from domain.reading.amounts import Amount, Writer
from domain.reading.budgets import Budget, NoBudget, propose_budgets
from domain.reading.errors import (
    AmountNotUnderstood,
    AmountOutOfRange,
    AmountUnsaid,
    CurrencyAmbiguous,
)
from domain.reading.scopes import Scope

# What is more far-fetched is rather something else.
FARTHEST = 1.7

INDIAN = Writer("en", "INR", "IN")
UNSAID, NIGHT, TOTAL = Scope.UNSAID, Scope.A_NIGHT, Scope.IN_TOTAL


def ends(amount: Amount | None) -> tuple[int, str | None] | None:
    return None if amount is None else (int(amount.number), amount.currency)


@pytest.mark.parametrize(
    ("text", "words", "least", "most", "scope"),
    [
        ("Goa 12-15 dec under ₹1,20,000", "under ₹1,20,000", None, (120000, "INR"), UNSAID),
        ("goa total budget 1.2 lakh", "total budget 1.2 lakh", None, (120000, None), TOTAL),
        ("dubai 3 nights <150 usd/night", "<150 usd/night", None, (150, "USD"), NIGHT),
        ("New York Jan 4-8 $180", "$180", None, (180, "USD"), UNSAID),
        ("San Jose Jan 4-8 $180/night max", "$180/night max", None, (180, "USD"), NIGHT),
        ("New York jan 4 - 8 $ 180", "$ 180", None, (180, "USD"), UNSAID),
        ("jaipur 12-14 dec at least 5000", "at least 5000", (5000, None), None, UNSAID),
        ("2 kids (3 & 8 yrs), budget 6k", "budget 6k", None, (6000, None), UNSAID),
        ("barclona 14feb 2ppl <€120", "<€120", None, (120, "EUR"), UNSAID),
        ("не дороже 7к за ночь", "не дороже 7к за ночь", None, (7000, None), NIGHT),
        ("питер, тыщ до 6 за ночь", "тыщ до 6 за ночь", None, (6000, None), NIGHT),
        ("тысяч до 50 за всё", "тысяч до 50 за всё", None, (50000, None), TOTAL),
        ("8 साल का बच्चा, 5 हजार से कम", "5 हजार से कम", None, (5000, None), UNSAID),
        ("कम से कम 3000 रुपये", "कम से कम 3000 रुपये", (3000, "INR"), None, UNSAID),
        ("max ¥30,000 a night", "max ¥30,000 a night", None, (30000, "JPY"), NIGHT),
        ("for 2, £600 total", "£600 total", None, (600, "GBP"), TOTAL),
        ("under 1 lakh total", "under 1 lakh total", None, (100000, None), TOTAL),
        ("goa 5000-8000 per night", "5000-8000 per night", (5000, None), (8000, None), NIGHT),
        ("goa 5-8k", "5-8k", (5000, None), (8000, None), UNSAID),
        ("between 100 and 150 euros", "between 100 and 150 euros", (100, "EUR"), (150, "EUR"),
         UNSAID),
        ("от 3000 до 5000 рублей за ночь", "от 3000 до 5000 рублей за ночь", (3000, "RUB"),
         (5000, "RUB"), NIGHT),
        ("entre 80 y 120 euros la noche", "entre 80 y 120 euros la noche", (80, "EUR"),
         (120, "EUR"), NIGHT),
        ("not less than 3000", "not less than 3000", (3000, None), None, UNSAID),
        ("не менее 3000 рублей", "не менее 3000 рублей", (3000, "RUB"), None, UNSAID),
        ("al menos 100 euros", "al menos 100 euros", (100, "EUR"), None, UNSAID),
        ("not above 4000", "not above 4000", None, (4000, None), UNSAID),
        ("no more than 4000", "no more than 4000", None, (4000, None), UNSAID),
        ("5000 or more", "5000 or more", (5000, None), None, UNSAID),
        ("5000+ goa", "5000+", (5000, None), None, UNSAID),
        ("goa 3 din 5000 se kam", "5000 se kam", None, (5000, None), UNSAID),
        ("half a lakh total", "half a lakh total", None, (50000, None), TOTAL),
    ],
)  # fmt: skip
def test_the_likeliest_budget(
    text: str, words: str, least: tuple[int, str] | None, most: tuple[int, str] | None, scope: Scope
) -> None:
    best = propose_budgets(text, INDIAN)[0]
    assert best.cost <= FARTHEST
    assert isinstance(best.meaning, Budget)
    assert (text[best.start : best.end], best.meaning.scope) == (words, scope)
    assert (ends(best.meaning.least), ends(best.meaning.most)) == (least, most)


@pytest.mark.parametrize(
    "text",
    [
        "Goa 12-15 dec",
        "Goa 2026-12-05 to 2026-12-09",
        "Goa 12/13/2026",
        "from 12 dec to 15 dec",
        "max 3 nights in goa",
        "max 2 rooms",
        "up to 4 people",
        "at least 4 stars",
        "500m from the beach",
        "within 2 km of the centre",
        "5 nov to 9 nov next year",
        "for 4 adults",
        "before 2027",
        "с 5 по 9 марта",
        "budget hotel within goa",
        "12 दिसंबर से 3 रात",
        "2 adults 2 kids 5 and 7",
    ],
)
def test_no_budget_is_seen_in_what_is_none(text: str) -> None:
    assert [one for one in propose_budgets(text, INDIAN) if one.cost <= FARTHEST] == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("goa under 5000 BTC", CurrencyUnknown),
        ("max 1500 krona in goa", CurrencyAmbiguous),
        ("under abc", AmountNotUnderstood),
        ("goa under -500", AmountNotUnderstood),
        ("under " + "9" * 30, AmountOutOfRange),
        ("under 0", AmountOutOfRange),
    ],
)
def test_what_can_be_no_budget_is_told(text: str, problem: type[Exception]) -> None:
    best = propose_budgets(text, INDIAN)[0]
    assert isinstance(best.meaning, NoBudget)
    assert isinstance(best.meaning.problem, problem)


def test_no_kind_of_digit_breaks_the_reader() -> None:
    """⓵ and ፩ are digits to Unicode, and no number to anybody who counts."""
    odd = [one for one in map(chr, range(sys.maxunicode + 1)) if one.isnumeric()]
    for one in odd:
        for text in (one, f"9{one}", f"{one},5", f"under {one}{one}", f"12-15 dec {one}000"):
            propose_budgets(text, INDIAN)
    assert len(odd) > 1_000


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    for one in propose_budgets(text, INDIAN):
        assert 0 <= one.start < one.end <= len(text)
        assert one.cost >= 0


@given(
    st.decimals(min_value=100, max_value=10**7, places=0),
    st.sampled_from(["goa {} 12-15 dec", "{} goa", "goa 2 adults {}"]),
    st.sampled_from(
        ["under ₹{}", "max {} rupees", "{} inr or less", "до {} рупий", "{} रुपये से कम"]
    ),
)  # fmt: skip
def test_a_budget_is_found_wherever_it_stands(number: Decimal, line: str, words: str) -> None:
    best = propose_budgets(line.format(words.format(f"{number:,}")), INDIAN)[0]
    assert isinstance(best.meaning, Budget)
    assert best.meaning.most is not None
    assert best.meaning.most.number == number


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Goa 12-15 dec 9999", 9999),
        ("12 dec 3000", 3000),
        ("Гоа 12-15 декабря 9999", 9999),
        ("Goa 12-15 dic 8000", 8000),
        ("गोवा 12-15 दिसंबर 5000", 5000),
        ("Goa 12-15 dec 1999", 1999),
    ],
)
def test_four_digits_behind_a_month_may_be_a_price_and_are_asked_about(
    text: str, amount: int
) -> None:
    (one,) = propose_budgets(text, INDIAN)
    assert isinstance(one.meaning, NoBudget)
    assert isinstance(one.meaning.problem, AmountUnsaid)
    assert one.meaning.problem.amount == Money.of(amount, "INR")


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("Barcelona 3-5 ene hasta 95,50 por noche", Decimal("95.50")),
        ("Stambul до 95,50 за ночь", Decimal("95.50")),
        ("Paris up to 80 a night", Decimal(80)),
        ("Paris until 80 a night", Decimal(80)),
    ],
)
def test_what_is_said_a_night_is_money_however_small(text: str, most: Decimal) -> None:
    best = propose_budgets(text, Writer("es", "EUR", "ES"))[0].meaning
    assert isinstance(best, Budget)
    assert best.most is not None
    assert (best.most.number, best.scope) == (most, NIGHT)


@pytest.mark.parametrize("text", ["Goa 12-15 dec 2026", "12 dec 2027", "Гоа 12 декабря 2031"])
def test_a_year_behind_a_month_is_one(text: str) -> None:
    assert propose_budgets(text, INDIAN) == []


@pytest.mark.parametrize(
    "text", ["Goa 12-15 dec under 9999", "Goa 12-15 dec ₹9999", "Goa 12-15 dec 9,999", "12 dec 9k"]
)
def test_an_amount_behind_a_month_says_that_it_is_one(text: str) -> None:
    assert propose_budgets(text, INDIAN) != []


def test_a_number_that_capitals_touch_is_no_amount() -> None:
    assert propose_budgets("NC500 from Inverness, max 6 nights", INDIAN) == []
