"""One table of languages, which everything uses."""

import ast
import re
from pathlib import Path

import pytest
from babel import Locale
from babel.core import get_global

from bot.locales import translator
from bot.locales.catalogues import FOLDER
from domain.accounts.regions import countries
from domain.catalog.folding import fold
from domain.languages import DEFAULT_LANGUAGE, LANGUAGES
from domain.reading.common_words import naming_words, ordinary_words
from domain.reading.lexicon import language_of, lexicon_of
from domain.reading.words import WORD_LISTS
from domain.reading.words.other_services import ASKING, CLOSING, OTHER_SERVICES, STOPS

ROOT = Path(__file__).parents[2]
KNOWN_CODES = set(Locale("en").languages) | set(WORD_LISTS)


def test_each_has_a_catalogue_but_the_one_that_stands_in_the_code() -> None:
    catalogued = {path.parents[1].name for path in FOLDER.glob("*/LC_MESSAGES/bot.po")}
    assert {DEFAULT_LANGUAGE, *catalogued} == set(LANGUAGES)


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_is_named_and_written_as_unicode_has_it(code: str) -> None:
    language = LANGUAGES[code]
    assert Locale.parse(code).get_display_name("en") == language.name
    assert (Locale.parse(code).get_display_name(code) or "").lower() == language.own_name.lower()
    assert Locale.parse(language.locale).language == code
    assert get_global("likely_subtags")[code].split("_")[1] == language.script
    assert set(language.countries) <= countries()
    assert str(translator(code).locale) == language.locale


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_reader_knows_the_words_of_each(code: str) -> None:
    lists = LANGUAGES[code].word_lists
    assert lists[0] == code
    assert lexicon_of(code)
    month = WORD_LISTS[code].MONTHS[0].split(",")[0]
    assert language_of([month.strip()], code) == code


@pytest.mark.parametrize("name", WORD_LISTS)
def test_a_list_of_words_has_every_name_that_english_has(name: str) -> None:
    has = {listed for listed in vars(WORD_LISTS[name]) if listed.isupper()}
    assert has == {listed for listed in vars(WORD_LISTS["en"]) if listed.isupper()}


def test_no_list_of_words_lies_unread() -> None:
    shared = {
        "__init__",
        "ages",
        "asides",
        "calendar",
        "kin",
        "money",
        "other_services",
        "regional",
    }
    modules = {path.stem for path in (ROOT / "domain/reading/words").glob("*.py")} - shared
    assert modules == set(WORD_LISTS)


def test_words_are_listed_as_the_readers_fold_them() -> None:
    lists = (ordinary_words(), naming_words(), ASKING, CLOSING, OTHER_SERVICES, STOPS)
    assert [word for listed in lists for word in listed if fold(word) != word] == []


def test_the_readme_names_each() -> None:
    section = (ROOT / "README.md").read_text().split("## Languages")[1].split("\n## ")[0]
    named = re.match(r"\s*([^;.]+)[;.]", section)
    assert named is not None
    assert set(re.split(r", | and ", named[1])) == {one.name for one in LANGUAGES.values()}
    assert "`domain/languages.py`" in section


@pytest.mark.parametrize("package", ["bot", "domain", "webhooks", "workers"])
def test_nobody_keeps_a_second_list(package: str) -> None:
    """A literal of language codes that holds half of ours is a second list."""
    found = []
    for path in (ROOT / package).rglob("*.py"):
        if path == ROOT / "domain/languages.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Dict):
                held = node.keys
            elif isinstance(node, ast.Tuple | ast.List | ast.Set):
                held = list(node.elts)
            else:
                continue
            codes = {one.value for one in held if isinstance(one, ast.Constant)}
            if len(codes & set(LANGUAGES)) >= len(LANGUAGES) / 2 and codes <= KNOWN_CODES:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert found == []
