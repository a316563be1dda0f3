"""Modules are nouns of the field: those that are named after an activity are listed, with why."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("bot", "domain", "webhooks", "workers")


def test_modules_named_after_an_activity_are_listed_with_the_reason() -> None:
    text = (ROOT / "docs/glossary.md").read_text()
    section = text.partition("## Modules named after an activity")[2]
    rows = [line.split("|") for line in section.splitlines() if line.startswith("| `")]
    listed = {name for row in rows for name in re.findall(r"`(\w+)`", row[1])}
    assert all(row[2].strip() for row in rows)
    found = {path.stem for part in PRODUCT for path in (ROOT / part).rglob("*ing.py")}
    assert found == listed
