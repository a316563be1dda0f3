"""Reading, extracting and checking the gettext catalogues.

They are few and small: each is compiled in memory when the process starts, so there is no
compiled file that could be older than its source.
"""

import gettext
import re
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from domain.languages import DEFAULT_LANGUAGE, LANGUAGES

PROJECT = "often-hotels"
FOLDER = Path(__file__).parent
SOURCES = (FOLDER.parent, FOLDER.parents[1] / "webhooks")
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
KEYWORDS = {
    "gettext": None,
    "markup": None,
    "ngettext": (1, 2),
    "nmarkup": (1, 2),
}
# Enough to tell a plural form for one number from a form for many.
COUNTED = 100
_FIELD = re.compile(r"\{(\w*)\}")
_TAG = re.compile(r"</?\w+[^>]*>")
# What a message holds besides words: fields, tags, commands, bots' names, addresses.
_NO_WORD = re.compile(r"\{\w*\}|</?\w+[^>]*>|(?<!\w)/\w+|\S*@\S+")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
# Codes of airports and currencies, units and formats are the same everywhere.
LONGEST_CODE = 4
# Names that are the same in every script.
NAMES = frozenset(
    {"Often", "Hotels", "Google", "Flights", "Telegram", "Valkey", "exchangerate", "api", "com"}
)
LATIN = "Latn"


def catalogue_path(language: str) -> Path:
    """Return where a language's strings are kept."""
    return FOLDER / language / "LC_MESSAGES" / "bot.po"


def catalogued_languages() -> tuple[str, ...]:
    """Return the languages that need a catalogue: all but the one in the code."""
    return tuple(sorted(LANGUAGES.keys() - {DEFAULT_LANGUAGE}))


def read_catalogue(language: str) -> Catalog:
    """Return a language's catalogue, an empty one for a new language."""
    if not catalogue_path(language).exists():
        return Catalog(locale=language, project=PROJECT, charset="utf-8", fuzzy=False)
    with catalogue_path(language).open("rb") as file:
        return read_po(file, locale=language)


def load_translations(language: str) -> gettext.NullTranslations:
    """Return a language's strings; for English, which has no catalogue, the message ids."""
    if not catalogue_path(language).exists():
        return gettext.NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def extract() -> Catalog:
    """Return every string that the code asks for."""
    template = Catalog(project=PROJECT, charset="utf-8")
    for source in SOURCES:
        found = extract_from_dir(str(source), METHODS, {}, KEYWORDS, comment_tags=("Translators:",))
        for file, line, message, comments, _context in found:
            template.add(message, locations=[(file, line)], auto_comments=comments)
    return template


def update_catalogues() -> dict[str, int]:
    """Bring each catalogue up to what the code asks for; return how many strings each lacks."""
    template = extract()
    lacking = {}
    for language in catalogued_languages():
        catalogue = read_catalogue(language)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=100, no_location=True, omit_header=False)
        lacking[language] = sum(not _is_translated(m) for m in catalogue if m.id)
    return lacking


def find_problems() -> list[str]:
    """Return one sentence for each string that is missing, unused, unfitting or left in English."""
    wanted = {message.id: message for message in extract() if message.id}
    problems = []
    for language in catalogued_languages():
        catalogue = read_catalogue(language)
        numbers = _numbers_of_forms(catalogue)
        present = {message.id: message for message in catalogue if message.id}
        problems += [
            f"{language}: no translation of {_text(id_)!r}"
            for id_ in wanted
            if id_ not in present or not _is_translated(present[id_])
        ]
        problems += [
            f"{language}: nobody asks for {_text(id_)!r}" for id_ in present if id_ not in wanted
        ]
        for id_, message in present.items():
            if id_ in wanted and _is_translated(message) and not _fits(message, numbers):
                problems.append(f"{language}: other fields or tags than in {_text(id_)!r}")
            if left := english_left(message, language):
                words = ", ".join(sorted(left))
                problems.append(f"{language}: left in English in {_text(id_)!r}: {words}")
    return problems


def english_left(message: Message, language: str) -> set[str]:
    """Return the words of a translation that are still English.

    They are those of a form that says just what the original says, and in another script every
    Latin word that is neither a name nor a code.
    """
    original = {_NO_WORD.sub(" ", form) for form in _forms(message.id)}
    shared = LANGUAGES[language].shared_words
    left = set()
    for form in _forms(message.string or ""):
        text = _NO_WORD.sub(" ", form)
        if text in original:
            left |= {word for word in _WORD.findall(text) if word.lower() not in shared}
        elif LANGUAGES[language].script != LATIN:
            left |= {word for word in _LATIN_WORD.findall(text) if not _is_code(word)} - NAMES
    return left


def _is_code(word: str) -> bool:
    return word.isupper() and len(word) <= LONGEST_CODE


def _text(id_: str | tuple[str, ...] | list[str]) -> str:
    return id_ if isinstance(id_, str) else id_[0]


def _forms(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _is_translated(message: Message) -> bool:
    return message.string is not None and all(_forms(message.string)) and not message.fuzzy


def _fits(message: Message, numbers: Sequence[int]) -> bool:
    """Return whether each form holds the same fields and the same tags as the original's last
    form.

    `numbers` says for how many numbers each plural form stands: one that stands for a single
    number may leave it out, one for 1, 21 and 31 may not.
    """
    original = _forms(message.id)[-1]
    fields, tags = set(_FIELD.findall(original)), sorted(_TAG.findall(original))
    is_plural = not isinstance(message.id, str)
    forms = _forms(message.string or "")
    if is_plural and len(forms) != len(numbers):
        return False
    for number, form in enumerate(forms):
        used = set(_FIELD.findall(form))
        spared = {"count"} if is_plural and numbers[number] == 1 else set()
        if not fields - spared <= used <= fields or sorted(_TAG.findall(form)) != tags:
            return False
    return True


def _numbers_of_forms(catalogue: Catalog) -> tuple[int, ...]:
    """Return how many of the first hundred numbers use each plural form."""
    form_of = gettext.c2py(catalogue.plural_expr)
    counted = Counter(form_of(number) for number in range(1, COUNTED + 1))
    return tuple(counted[form] for form in range(catalogue.num_plurals))
