"""The words that are understood: a module of data for each language.

A language's `WORDS` maps a kind to its words, separated by commas; an entry may be several words.
Words that have a value (a month's number) are listed by value. All languages are read at once: a
Russian traveller may well write "Goa 12-15 dec". Each module has every name that `en` has, empty
if nobody writes such a thing; `calendar`, `money`, `ages`, `kin` and `other_services` hold the words
of all languages together.

`WORD_LISTS` holds the modules by their names, as the table of languages lists them.
"""

from importlib import import_module
from types import ModuleType

from domain.languages import LANGUAGES

WORD_LISTS: dict[str, ModuleType] = {
    name: import_module(f"{__name__}.{name}")
    for language in LANGUAGES.values()
    for name in language.word_lists
}
# The languages in their own scripts.
OWN_SCRIPT: tuple[ModuleType, ...] = tuple(
    WORD_LISTS[language.word_lists[0]] for language in LANGUAGES.values()
)
