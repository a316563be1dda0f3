"""A place as a heading names it: with what it lies in, and its country's flag."""

from bot.locales import Translator
from domain.full_names import Named

REGIONAL_A = ord("\N{REGIONAL INDICATOR SYMBOL LETTER A}")


def flag(country_code: str) -> str:
    """Return a country's flag: the letters of its code as regional indicators."""
    return "".join(chr(REGIONAL_A + ord(letter) - ord("A")) for letter in country_code)


def located(named: Named, t: Translator) -> str:
    """Return a place so that a namesake is noticed: Shoreditch, London 🇬🇧."""
    return f"{t.place_within(named)} {flag(named.full_name.country_code)}"
