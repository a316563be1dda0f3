"""A traveller's likely home, as far as Telegram tells, and the settings that follow from it.

Telegram gives a language as an IETF tag: "en-US", "es", "pt-br", "zh-hans". Its region, if any,
decides; a language spoken in one country more than in all others (CLDR's likely subtags) suggests
that country, and a world language suggests none.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pycountry
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import get_territory_currencies

from domain.money import is_spent

# CLDR's code for the world: the traveller's home is unknown.
WORLD = "001"
# On their own, these are spoken on Telegram in dozens of countries.
OF_MANY_COUNTRIES = frozenset({"en", "ar"})
# Where most people live, if the zone list does not begin with it.
MAIN_ZONES = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}
# Not in CLDR yet: the euro since 2026.
NEWER_CURRENCIES = {"BG": "EUR"}
# Applies until a traveller says where home is; the first screen mentions it.
NEUTRAL_CURRENCY = "USD"
NEUTRAL_NATIONALITY = "US"
NEUTRAL_ZONE = "UTC"


@dataclass(frozen=True, slots=True)
class Home:
    """A country as a home: ISO 3166-1 region and nationality, ISO 4217 currency, IANA zone."""

    region: str
    currency: str
    nationality: str
    time_zone: str


NOWHERE = Home(WORLD, NEUTRAL_CURRENCY, NEUTRAL_NATIONALITY, NEUTRAL_ZONE)


def guess_home(language_code: str | None) -> Home:
    """Return the home suggested by Telegram's language code, or `NOWHERE`."""
    language, *others = (language_code or "").replace("_", "-").split("-")
    regions = [tag.upper() for tag in others if len(tag) in {2, 3}]
    if regions:  # es-419 is all of Latin America: certainly not Spain
        return home_in(regions[0]) if regions[0] in countries() else NOWHERE
    if language.lower() in OF_MANY_COUNTRIES:
        return NOWHERE
    likely = get_global("likely_subtags")
    scripts = [tag.title() for tag in others if len(tag) == len("Hant")]
    full = likely.get("_".join([language.lower(), *scripts])) or likely.get(language.lower(), "")
    region = full.rsplit("_", 1)[-1]
    return home_in(region) if region in countries() else NOWHERE


def home_in(country: str) -> Home:
    """Return the typical home in a country: its currency, nationality and main zone."""
    spent = [code for code in get_territory_currencies(country) if is_spent(code)]
    currency = NEWER_CURRENCIES.get(country) or next(iter(spent), NEUTRAL_CURRENCY)
    zone = MAIN_ZONES.get(country) or first_zones().get(country, NEUTRAL_ZONE)
    return Home(country, currency, country, zone)


@cache
def countries() -> frozenset[str]:
    """Return the ISO 3166-1 alpha-2 codes."""
    return frozenset(country.alpha_2 for country in pycountry.countries)


@cache
def first_zones() -> dict[str, str]:
    """Return each country's first zone in the time zone database's own list."""
    zones: dict[str, str] = {}
    for line in files("tzdata").joinpath("zoneinfo/zone.tab").read_text().splitlines():
        if not line.startswith("#"):
            country, _point, zone, *_ = line.split("\t")
            zones.setdefault(country, zone)
    return zones


@cache
def is_month_first(region: str) -> bool:
    """Return whether a region writes the month first in numeric dates: 12/31.

    Uses CLDR's shortest pattern in the region's main language. The world writes the day first.
    """
    if region not in countries():
        return False
    try:
        pattern = Locale.parse(f"und_{region}").datetime_skeletons["Md"].pattern
    except UnknownLocaleError:
        return False
    return bool(pattern.index("M") < pattern.index("d"))


@cache
def locale_in(language: str, region: str) -> Locale | None:
    """Return a language as written in a region: en and US are en_US; None if no region is known."""
    try:
        return Locale.parse(f"{language}_{region}")
    except (UnknownLocaleError, ValueError):
        return None
