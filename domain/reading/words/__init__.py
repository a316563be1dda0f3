"""The words that are understood, a module of data for each language.

A language's `WORDS` maps a kind to its words, with commas between; a word may be several. Where
the word has a value (a month's number), the words stand by their value. All languages are read at
once: a Russian traveller may well write "Goa 12-15 dec". Each module has every name that `en` has,
empty where nobody writes such a thing; what all languages share stands together in `calendar`,
`money`, `ages`, `kin` and `other_services`.

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
# What stands in each language's own script.
OWN_SCRIPT: tuple[ModuleType, ...] = tuple(
    WORD_LISTS[language.word_lists[0]] for language in LANGUAGES.values()
)
