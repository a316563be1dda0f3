"""Where a traveller is at home, as far as Telegram tells, and what follows from it.

Telegram tells a language as an IETF tag: "en-US", "es", "pt-br", "zh-hans". Its region, where it
has one, decides; a language spoken in one country more than in all others (CLDR's likely subtags)
suggests that one, and a language of the whole world suggests none.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pycountry
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import get_territory_currencies

from domain.money import is_spent

# CLDR's code for the world: nothing is known of where the traveller is.
WORLD = "001"
# Bare, these are what Telegram speaks to people in dozens of countries.
OF_MANY_COUNTRIES = frozenset({"en", "ar"})
# The zone of most people, where the list of zones does not begin with it.
MAIN_ZONES = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}
# What CLDR does not know yet: the euro since 2026.
NEWER_CURRENCIES = {"BG": "EUR"}
# What holds until a traveller says where home is; the first screen tells it.
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

    @property
    def is_known(self) -> bool:
        """Say whether it is a country at all."""
        return self.region != WORLD


NOWHERE = Home(WORLD, NEUTRAL_CURRENCY, NEUTRAL_NATIONALITY, NEUTRAL_ZONE)


def guess_home(language_code: str | None) -> Home:
    """Return the home that Telegram's language code suggests, `NOWHERE` when it suggests none."""
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
    """Return the home of most who live in a country: its currency, its people, its main zone."""
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
    """Return the first zone of each country in the time zone database's own list."""
    zones: dict[str, str] = {}
    for line in files("tzdata").joinpath("zoneinfo/zone.tab").read_text().splitlines():
        if not line.startswith("#"):
            country, _point, zone, *_ = line.split("\t")
            zones.setdefault(country, zone)
    return zones


@cache
def is_month_first(region: str) -> bool:
    """Say whether numbers of a day are written with the month first in a region: 12/31.

    By CLDR's shortest pattern in the language that most speak there. The world writes the day
    first.
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
    """Return a language as a region writes it: en and US are en_US; None where nobody has said."""
    try:
        return Locale.parse(f"{language}_{region}")
    except (UnknownLocaleError, ValueError):
        return None
