"""Places' names in travellers' languages: London is Londres, Лондон, लंदन.

`own_names.tsv` has a row for each place: its country, its name in the data package, and its name in
each of the languages that head the columns; an empty field means that the name stays as it is. The
table started from CLDR's cities of time zones, ISO 3166-2's translations (iso-codes) and those of
GeoNames' other spellings that can belong to only one language (CC BY 4.0); the most visited places
are maintained by hand. A spelling that may belong to another language is left out: the English name
misleads nobody. Districts and regions that the table lacks have their names from where they are
listed with other spellings: those in Cyrillic are Russian, those in Devanagari Hindi.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product

from domain.catalog.districts import districts
from domain.catalog.english_names import english_name, native_names
from domain.catalog.folding import fold
from domain.catalog.resorts import REGION_NAMES, RESORTS
from domain.catalog.tables import table_columns, table_rows
from domain.full_names import Named
from domain.languages import LANGUAGES

TABLE = "own_names.tsv"
# The first and the last letter of scripts (ISO 15924) that but one of the languages is written in.
LETTERS = {"Cyrl": ("Ѐ", "ӿ"), "Deva": ("ऀ", "ॿ")}


@cache
def own_names() -> dict[tuple[str, str], dict[str, str]]:
    """Return the names by language of each place, by country and folded name. Takes 30 ms once."""
    names: dict[tuple[str, str], dict[str, str]] = {}
    _country, _name, *languages = table_columns(TABLE)
    for country, name, *told in table_rows(TABLE):
        named = {language: own for language, own in zip(languages, told, strict=True) if own}
        for key in _both(country, name):
            names[key] = names.get(key, {}) | named
    written = {
        code: LETTERS[one.script] for code, one in LANGUAGES.items() if one.script in LETTERS
    }
    for country, name, spellings in _spelt_otherwise():
        for key, spelling in product(_both(country, name), spellings):
            its = names.setdefault(key, {})
            for language, (first, last) in written.items():
                if first <= spelling[0] <= last:
                    its.setdefault(language, spelling)
    return names


def _both(country_code: str, name: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return where a place of the data package is found: by its name there, and in English."""
    return (country_code, fold(name)), (country_code, fold(english_name(country_code, name)))


def _spelt_otherwise() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the country, the name and the other spellings of districts, resorts and regions."""
    for one in districts():
        yield one.country_code, one.name, one.names
    for resort in RESORTS:
        yield resort.country_code, resort.name, resort.names
    for (country, subdivision), names in REGION_NAMES.items():
        yield country, subdivision.replace("-", " ").rstrip("'"), names


@lru_cache(maxsize=4_096)
def own_spellings(country_code: str, name: str) -> frozenset[str]:
    """Return the folded names of a place in travellers' languages, and what it calls itself.

    `name` is its English one.
    """
    told = own_names().get((country_code, fold(name)), {}).values()
    return native_names(country_code, name) | {fold(one) for one in told}


def own_name(country_code: str, name: str, language: str) -> str:
    """Return a place's name in a language, or its name in the catalogue if there is none.

    `language` is an ISO 639-1 code.
    """
    return own_names().get((country_code, fold(name)), {}).get(language, name)


def called(named: Named, language: str) -> str:
    """Return the name of something's place in a language, without what the place lies in."""
    name = named.full_name
    return own_name(name.country_code, name.name, language)
