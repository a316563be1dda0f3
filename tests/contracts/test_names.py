"""Modules are nouns of the field, and no two of a package differ by an ending alone."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("bot", "domain", "webhooks", "workers")


def test_modules_named_after_an_activity_are_listed_with_the_reason() -> None:
    text = (ROOT / "docs/glossary.md").read_text()
    section = text.partition("## Modules named after an activity")[2]
    rows = [line.split("|") for line in section.splitlines() if line.startswith("| `")]
    listed = {name for row in rows for name in re.findall(r"`(\w+)`", row[1])}
    assert all(row[2].strip() for row in rows)
    stems = {path.stem for part in PRODUCT for path in (ROOT / part).rglob("*.py")}
    assert {stem for stem in stems if stem.endswith("ing")} == listed
    # "giving_back": an activity with a particle.
    particles = re.compile(r"ing_(?:along|anew|aside|back|in|off|on|out|up)$")
    assert {stem for stem in stems if particles.search(stem)} == set()


# Adjectives, adverbs and participles, which leave out what it is that they tell of.
NO_NOUN = re.compile(
    r"(?:^|_)(?:aside|apart|asked|confidential|daily|due|found|given|gone|kept|known|left|lost|made_up"
    r"|newest|offered|ordinary|own|paid|present|reachable|rebooked|refused|seen|sent|sold"
    r"|suggested|told|typed|unread|usual|visited|watched|where|written|young)$"
)


def test_modules_are_named_after_things() -> None:
    stems = {path.stem for part in PRODUCT for path in (ROOT / part).rglob("*.py")}
    assert {stem for stem in stems if NO_NOUN.search(stem)} == set()


ENDING = re.compile(r"(?:ings?|ers?|ed|es|s|e|ions?)$")


def test_no_two_modules_of_a_package_differ_by_an_ending() -> None:
    twins = set()
    for part in PRODUCT:
        for package in {path.parent for path in (ROOT / part).rglob("*.py")}:
            stems = {path.stem for path in package.iterdir() if path.name != "__pycache__"}
            roots = Counter(ENDING.sub("", stem) for stem in stems)
            name = package.relative_to(ROOT).as_posix()
            twins |= {(name, root) for root, times in roots.items() if times > 1}
    assert twins == set()
