"""Amounts as people write them, in every field."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.locales import translator
from domain.errors import CurrencyUnknown, Refusal
from domain.languages import LANGUAGES
from domain.money import Money
from domain.reading.amount_fields import read_amount
from domain.reading.amounts import MOST, Writer, require_currency
from domain.reading.currencies import spent_currencies
from domain.reading.errors import (
    AmountForOnePerson,
    AmountNotUnderstood,
    AmountOutOfRange,
    CurrencyAmbiguous,
    CurrencyOfAnother,
)
from domain.reading.scopes import Scope

INDIAN = Writer("en", "INR", "IN")
SPANIARD = Writer("es", "EUR", "ES")
MEXICAN = Writer("es", "MXN", "MX")
RUSSIAN = Writer("ru", "RUB", "RU")
AMERICAN = Writer("en", "USD", "US")
KUWAITI = Writer("en", "KWD", "KW")


@pytest.mark.parametrize(
    ("text", "writer", "number", "currency"),
    [
        # Grouped by twos and by threes, with commas, points, spaces, apostrophes.
        ("₹1,20,000", INDIAN, "120000", "INR"),
        ("1,20,000", INDIAN, "120000", None),
        ("12,34,56,789", INDIAN, "123456789", None),
        ("8,000", INDIAN, "8000", None),
        ("1.200", SPANIARD, "1200", None),
        ("1.200", AMERICAN, "1200", None),
        ("1,200", SPANIARD, "1200", None),
        ("1.234.567", SPANIARD, "1234567", None),
        ("12 345", RUSSIAN, "12345", None),
        ("12\u00a0345,50\u00a0€", RUSSIAN, "12345.50", "EUR"),
        ("12'500 CHF", AMERICAN, "12500", "CHF"),
        ("12’500.50 CHF", AMERICAN, "12500.50", "CHF"),
        # The last of two signs begins the fraction, whoever writes it.
        ("1.234,50", AMERICAN, "1234.50", None),
        ("1,234.50", SPANIARD, "1234.50", None),
        ("95,50", SPANIARD, "95.50", None),
        ("95,50", INDIAN, "95.50", None),
        ("95.5", RUSSIAN, "95.5", None),
        ("0,75", SPANIARD, "0.75", None),
        # Three decimals where the currency has them, by the writer's own sign.
        ("1.200", KUWAITI, "1.200", None),
        ("1,200", KUWAITI, "1200", None),
        ("KWD 12.500", AMERICAN, "12.500", "KWD"),
        ("12,500 KWD", SPANIARD, "12.500", "KWD"),
        # Words for sizes.
        ("8k", INDIAN, "8000", None),
        ("8 K", INDIAN, "8000", None),
        ("1.2 lakh", INDIAN, "120000", None),
        ("2 lacs", INDIAN, "200000", None),
        ("1.5L", INDIAN, "150000", None),
        ("1 cr", INDIAN, "10000000", None),
        ("1 lakh 20 thousand", INDIAN, "120000", None),
        ("5 हज़ार", INDIAN, "5000", None),
        ("5 हजार रुपये", INDIAN, "5000", "INR"),
        ("डेढ़ लाख", INDIAN, "150000", None),
        ("साढ़े तीन हज़ार", INDIAN, "3500", None),
        ("दो करोड़", INDIAN, "20000000", None),
        ("5 тыс. руб.", RUSSIAN, "5000", "RUB"),
        ("7к", RUSSIAN, "7000", None),
        ("1,5 млн ₽", RUSSIAN, "1500000", "RUB"),
        ("пять тысяч рублей", RUSSIAN, "5000", "RUB"),
        ("R9000", INDIAN, "9000", "ZAR"),
        ("R 900", INDIAN, "900", "ZAR"),
        ("2 mil", SPANIARD, "2000", None),
        ("mil euros", SPANIARD, "1000", "EUR"),
        ("1,5 millones de pesos", MEXICAN, "1500000", "MXN"),
        ("1.250 million", AMERICAN, "1250000", None),
        ("1m", AMERICAN, "1000000", None),
        # Other scripts' digits.
        ("१,२०,०००", INDIAN, "120000", None),
        ("٥٠٠٠", AMERICAN, "5000", None),
        ("８０００", AMERICAN, "8000", None),
        # Signs, codes and names on either side.
        ("$180", INDIAN, "180", "USD"),
        ("180$", INDIAN, "180", "USD"),
        ("usd180", INDIAN, "180", "USD"),
        ("180 usd", INDIAN, "180", "USD"),
        ("US$ 180", INDIAN, "180", "USD"),
        ("Rs. 5000/-", INDIAN, "5000", "INR"),
        ("5000rs", INDIAN, "5000", "INR"),
        ("500 quid", INDIAN, "500", "GBP"),
        ("200 bucks", INDIAN, "200", "USD"),
        ("80 евро", RUSSIAN, "80", "EUR"),
        ("80 यूरो", INDIAN, "80", "EUR"),
        ("R$ 500", INDIAN, "500", "BRL"),
        ("500 AED", INDIAN, "500", "AED"),
        ("3000 баксов", RUSSIAN, "3000", "USD"),
        ("1500 pesos", MEXICAN, "1500", "MXN"),
        ("$1500", MEXICAN, "1500", "MXN"),
        ("$150", Writer("en", "AUD", "AU"), "150", "AUD"),
        ("1500 pesos", Writer("es", "EUR", "AR"), "1500", "ARS"),
        ("5000 rupees", Writer("en", "LKR", "LK"), "5000", "LKR"),
        ("500 ALL", INDIAN, "500", "ALL"),
        # What an answer may be dressed in.
        ("about 5000", INDIAN, "5000", None),
        ("under 5000!", INDIAN, "5000", None),
        ("не дороже 5000", RUSSIAN, "5000", None),
    ],
)
def test_an_amount_is_read(text: str, writer: Writer, number: str, currency: str | None) -> None:
    amount = read_amount(text, writer)
    assert (amount.number, amount.currency) == (Decimal(number), currency)
    assert not currency or amount.currencies == (currency,)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("5000 a night", Scope.A_NIGHT),
        ("150/night", Scope.A_NIGHT),
        ("80 € por noche", Scope.A_NIGHT),
        ("5000 за ночь", Scope.A_NIGHT),
        ("5000 प्रति रात", Scope.A_NIGHT),
        ("20000 in total", Scope.IN_TOTAL),
        ("total 20000", Scope.IN_TOTAL),
        ("2000 per person", Scope.A_PERSON),
        ("с человека 2000", Scope.A_PERSON),
    ],
)
def test_what_an_amount_is_for_is_kept(text: str, scope: Scope) -> None:
    assert read_amount(text, INDIAN).scope is scope


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", AmountNotUnderstood),
        ("abc", AmountNotUnderstood),
        ("k", AmountNotUnderstood),
        ("-500", AmountNotUnderstood),
        ("−500", AmountNotUnderstood),
        ("₹-500", AmountNotUnderstood),
        ("5-8k", AmountNotUnderstood),
        ("1 2 3", AmountNotUnderstood),
        ("1,2345", AmountNotUnderstood),
        ("5,000.50.30", AmountNotUnderstood),
        ("1e999999999", AmountNotUnderstood),
        ("NaN", AmountNotUnderstood),
        ("12/13/2026", AmountNotUnderstood),
        ("\x00", AmountNotUnderstood),
        ("9" * 400, AmountNotUnderstood),
        ("0", AmountOutOfRange),
        ("1" * 30, AmountOutOfRange),
        ("99999999 crore", AmountOutOfRange),
        ("5000 BTC", CurrencyUnknown),
        ("BTC 5", CurrencyUnknown),
        ("5 биткоинов", CurrencyUnknown),
        ("100 DEM", CurrencyUnknown),
        ("500 zorkmids", CurrencyUnknown),
    ],
)
def test_what_is_no_amount_is_refused_by_name(text: str, problem: type[Refusal]) -> None:
    with pytest.raises(problem):
        read_amount(text, INDIAN)


def test_a_name_of_several_currencies_is_asked() -> None:
    amount = read_amount("1500 pesos", SPANIARD)
    with pytest.raises(CurrencyAmbiguous) as asked:
        amount.in_currency("EUR")
    assert {"MXN", "ARS", "CLP", "COP"} <= set(asked.value.candidates)
    with pytest.raises(CurrencyAmbiguous):
        read_amount("kr 500", SPANIARD).in_currency("EUR")


def test_a_sign_that_screens_use_for_another_currency_is_asked() -> None:
    assert set(read_amount("$50", Writer("es", "USD", "MX")).currencies) == {"USD", "MXN"}


def test_an_amount_is_brought_to_the_price_on_the_screen() -> None:
    assert require_currency(read_amount("500 a night", INDIAN), "INR", 3) == Money.of(1500, "INR")
    assert require_currency(read_amount("500", INDIAN), "INR", 3) == Money.of(500, "INR")
    with pytest.raises(CurrencyOfAnother):
        require_currency(read_amount("$50", INDIAN), "INR")
    with pytest.raises(AmountForOnePerson):
        require_currency(read_amount("500 pp", INDIAN), "INR")
    with pytest.raises(AmountOutOfRange):
        require_currency(read_amount("0.4", Writer("en", "JPY", "JP")), "JPY")


REGIONS = {"en": (None, "IN", "US", "GB", "AU", "CA", "ZA"), "hi": (None, "IN"),
           "es": (None, "ES", "MX", "AR", "CO", "US"), "ru": (None, "RU", "KZ", "UA")}  # fmt: skip
AMOUNTS = st.decimals(
    min_value=Decimal("0.01"), max_value=Decimal(10) ** 9, places=3, allow_nan=False
)


HOMES = [(language, region) for language, regions in REGIONS.items() for region in regions]


@settings(deadline=None)  # the first one reads the currencies' names
@given(
    st.sampled_from(HOMES), st.sampled_from(spent_currencies()), AMOUNTS,
    st.sampled_from(["INR", None]),
)  # fmt: skip
def test_what_is_printed_is_read_back(
    home: tuple[str, str | None], currency: str, number: Decimal, own: str | None
) -> None:
    """A price above 100 is printed without its fraction, and must not be read as another."""
    language, region = home
    t = translator(language, region)
    money = Money.of(number, currency)
    printed = t.money(money)
    if not any(digit in printed for digit in "123456789"):
        return
    writer = Writer(language, own or currency, t.locale.territory)
    amount = read_amount(printed, writer)
    if own and printed.startswith("Rs"):
        return  # an Indian's own, whatever the Seychelles print with it
    assert amount.currencies == (currency,), printed
    assert t.money(amount.in_currency(currency)) == printed


@given(AMOUNTS, st.sampled_from(spent_currencies()), st.sampled_from(sorted(LANGUAGES)), st.data())
def test_no_amount_is_read_as_a_hundredth_of_it(
    number: Decimal, currency: str, language: str, data: st.DataObject
) -> None:
    """However digits are grouped, the number is what was written, or refused."""
    region = data.draw(st.sampled_from(REGIONS[language]))
    cents = number.quantize(Decimal("0.01"))
    whole, fraction = str(cents).split(".")
    size = data.draw(st.sampled_from([2, 3]))
    group, point = data.draw(
        st.sampled_from([(",", "."), (".", ","), (" ", ","), (" ", "."), ("'", "."), ("", ".")])
    )
    groups = [whole[-3:]]
    rest = whole[:-3]
    while rest:
        groups.insert(0, rest[-size:])
        rest = rest[:-size]
    written = group.join(groups) + data.draw(st.sampled_from(["", point + fraction]))
    try:
        read = read_amount(written, Writer(language, currency, region)).number
    except Refusal:
        return
    decimals_of_three = currency in {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}
    if decimals_of_three and len(groups) == 2 and written == group.join(groups):
        return  # one sign before three digits is such a currency's own fraction
    assert read in {cents, Decimal(whole)}, written


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        amount = read_amount(text, INDIAN)
    except Refusal:
        return
    assert 0 < amount.number <= MOST
