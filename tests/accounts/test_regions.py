"""What Telegram's language code tells about where somebody is at home."""

from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts.regions import (
    NOWHERE,
    WORLD,
    countries,
    guess_home,
    home_in,
    is_month_first,
    locale_in,
)
from domain.money import is_spent


@pytest.mark.parametrize(
    ("code", "region", "currency", "zone"),
    [
        ("en-US", "US", "USD", "America/New_York"),
        ("en-in", "IN", "INR", "Asia/Kolkata"),
        ("es", "ES", "EUR", "Europe/Madrid"),
        ("es-MX", "MX", "MXN", "America/Mexico_City"),
        ("pt-br", "BR", "BRL", "America/Sao_Paulo"),
        ("pt", "BR", "BRL", "America/Sao_Paulo"),
        ("ar-KW", "KW", "KWD", "Asia/Kuwait"),
        ("ja", "JP", "JPY", "Asia/Tokyo"),
        ("hu", "HU", "HUF", "Europe/Budapest"),
        ("zh-hant", "TW", "TWD", "Asia/Taipei"),
        ("zh-Hant-HK", "HK", "HKD", "Asia/Hong_Kong"),
        ("uk_UA", "UA", "UAH", "Europe/Kyiv"),
    ],
)
def test_a_region_or_a_language_of_one_country_tells_the_home(
    code: str, region: str, currency: str, zone: str
) -> None:
    home = guess_home(code)
    assert (home.region, home.currency, home.time_zone) == (region, currency, zone)
    assert home.nationality == region


@pytest.mark.parametrize("code", [None, "", "en", "EN", "ar", "es-419", "en-001", "xx", "lol-ZZ"])
def test_a_language_of_the_world_tells_nothing(code: str | None) -> None:
    assert guess_home(code) == NOWHERE
    assert NOWHERE.region == WORLD


@given(st.text(max_size=40))
def test_whatever_is_told_makes_a_home(code: str) -> None:
    home = guess_home(code)
    assert is_spent(home.currency)
    assert home.time_zone in available_timezones()


@pytest.mark.parametrize("country", sorted(countries()))
def test_every_country_has_money_a_zone_and_an_order_of_days(country: str) -> None:
    home = home_in(country)
    assert is_spent(home.currency)
    assert home.time_zone in available_timezones()
    assert is_month_first(country) in {True, False}


def test_the_month_comes_first_where_people_write_so() -> None:
    first = {"US", "PH", "JP", "CN", "HU"}
    last = {"GB", "IN", "ES", "MX", "RU", "DE", "BR", "KW", WORLD, "ZZ"}
    assert {region for region in first | last if is_month_first(region)} == first


def test_a_language_is_written_as_its_region_does() -> None:
    assert str(locale_in("en", "US")) == "en_US"
    assert locale_in("hi", "US") is None
