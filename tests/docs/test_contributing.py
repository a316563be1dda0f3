"""The recipes lead to files and names that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text()
PATH = re.compile(r"`((?:[\w.<>-]+/)+[\w.<>-]*|[\w.-]+\.(?:md|yaml|toml|example)|\.env\.example)`")
# "`path`: `Symbol`, `symbol`" and "`path` (`symbol`)".
NAMED = re.compile(r"`(?P<path>[\w/.]+\.py)`(?:: | \()(?P<names>`\w+`(?:(?:, | or )`\w+`)*)")
RECIPES = ["A rule", "A filter", "A language", "A supplier", "A conversation", "A job",
           "A migration", "A setting"]  # fmt: skip


def found(path: str) -> list[Path]:
    """Return what a path refers to; `<language>` matches any."""
    return list(ROOT.glob(re.sub(r"<\w+>", "*", path)))


@pytest.mark.parametrize("path", sorted(set(PATH.findall(TEXT))))
def test_every_path_exists(path: str) -> None:
    assert found(path), path


@pytest.mark.parametrize(
    ("path", "name"),
    sorted({(m["path"], name) for m in NAMED.finditer(TEXT)
            for name in re.findall(r"`(\w+)`", m["names"])}),
)  # fmt: skip
def test_every_name_stands_in_its_file(path: str, name: str) -> None:
    source = (ROOT / path).read_text()
    assert re.search(rf"(?:\bclass |\bdef |^\s*){name}\b", source, re.MULTILINE), f"{path}: {name}"


def test_names_are_looked_for() -> None:
    assert len(list(NAMED.finditer(TEXT))) > 20


@pytest.mark.parametrize("recipe", RECIPES)
def test_every_recipe_is_there_with_its_files(recipe: str) -> None:
    section = re.split(rf"^### {recipe}\b.*$", TEXT, flags=re.MULTILINE)[1].split("\n##")[0]
    assert len(PATH.findall(section)) >= 2


def test_ten_wishes_lead_to_a_file() -> None:
    rows = [row for row in TEXT.split("| wish |")[1].splitlines()[2:] if row.startswith("|")]
    assert len(rows) == 10
    assert all(PATH.search(row) for row in rows)
