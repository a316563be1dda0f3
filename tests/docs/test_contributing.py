"""The recipes lead to files and names that exist."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from domain.languages import LANGUAGES

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text()
PATH = re.compile(r"`((?:[\w.<>-]+/)+[\w.<>-]*|[\w.-]+\.(?:md|yaml|toml|example)|\.env\.example)`")
# "`path`: `Symbol`, `symbol`" and "`path` (`symbol`)".
NAMED = re.compile(r"`(?P<path>[\w/.]+\.py)`(?:: | \()(?P<names>`\w+`(?:(?:, | or )`\w+`)*)")
RECIPES = ["A rule", "A filter", "A language", "A supplier", "A conversation", "A job",
           "A migration", "A story of bookings", "A setting"]  # fmt: skip
# What stands in every file that such a change touches, seen from an earlier one of its kind.
TRACES = {
    "A rule": r"RuleKind\.(?:PRICE_RISE|BEST_DEAL|ALL_TIME_LOW|NEW_OPTION|AVAILABILITY)\b",
    "A filter": r"Amenity\.ACCESSIBLE\b|Facet\.BREAKFAST\b|\.breakfast\b",
    "A supplier": r"(?i)liteapi",
    "A language": r"[а-яё]{2,}",
}
# Named together there, or no part of such a change.
ASIDE: dict[str, set[str]] = {
    "A rule": {"domain/trackers/starts.py", "bot/alerts/letters.py"},
    "A filter": {f"domain/reading/words/{code}.py" for code in LANGUAGES},
    "A supplier": {"bench/search.py"},
    "A language": {"bench/admin_screens.py"},
}


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


def recipe_of(kind: str) -> str:
    return re.split(rf"^### {kind}\b.*$", TEXT, flags=re.MULTILINE)[1].split("\n##")[0]


@pytest.mark.parametrize("recipe", RECIPES)
def test_every_recipe_is_there_with_its_files(recipe: str) -> None:
    assert len(PATH.findall(recipe_of(recipe))) >= 2


def without_prose(source: str) -> str:
    """Return a source without docstrings and comments."""
    if source.isascii():
        return source
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value.value = ""
    return ast.unparse(tree)


def touched(trace: str) -> set[str]:
    """Return the files of the product and of what surrounds it in which a trace is found."""
    folders = ("bot", "domain", "operations", "webhooks", "workers", "sandbox", "devstack", "bench")
    return {
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "liteapi" not in path.parts and re.search(trace, without_prose(path.read_text()))
    }


@pytest.mark.parametrize("recipe", TRACES)
def test_a_recipe_names_every_file_that_the_one_before_touched(recipe: str) -> None:
    named = {
        one.relative_to(ROOT).as_posix()
        for path in PATH.findall(recipe_of(recipe)) for one in found(path)
    }  # fmt: skip
    assert sorted(touched(TRACES[recipe]) - named - ASIDE[recipe]) == []


# Several of a kind each, and how the files that one of them touches are found. What all have in
# common, a further one needs as well.
EARLIER: dict[str, tuple[str, ...]] = {
    "A conversation": tuple(
        rf"\bbot\.{room}\b|\"{room}\"|\"/?{command}\"|`/{command}`"
        for room, command in {
            "clusters": "collections", "flights": "flights", "forecasts": "forecast",
            "packages": "packages", "support": "support", "trips": "trips",
        }.items()
    ),
    "A job": tuple(
        rf"\b{job}\b"
        for job in ("fetch_exchange_rates", "forecast_prices", "look_up_bookings", "release_rooms",
                    "settle_payments", "watch_booked_prices")
    ),
    "A migration": tuple(
        rf"\b{table}\b"
        for table in ("calendar_feeds", "event_hooks", "health_samples", "ledger_transfers",
                      "supplier_wallets", "support_threads")
    ),
    "A migration (its module)": tuple(
        rf"\"domain\.{package}\.models\""
        for package in ("event_hooks", "ledger", "outbox", "trips")
    ),
    "A setting": tuple(
        rf"(?i)\b{name}\b"
        for name in ("history_months", "liteapi_book_url", "paid_broadcasts", "price_memory_days",
                     "wallet_least")
    ),
}  # fmt: skip
FOLDERS = ("bench", "bot", "devstack", "domain", "operations", "sandbox", "tests", "webhooks",
           "workers")  # fmt: skip


@cache
def all_files() -> dict[str, str]:
    """Return the texts of what is changed by hand, by path; not this test's."""
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    files += [
        ROOT / name for name in (".env.example", "README.md", "compose.yaml", "pyproject.toml")
    ]
    return {
        path.relative_to(ROOT).as_posix(): path.read_text()
        for path in files
        if path != Path(__file__)
    }


@pytest.mark.parametrize("kind", EARLIER)
def test_a_recipe_names_every_file_that_all_earlier_ones_touched(kind: str) -> None:
    named = {
        one.relative_to(ROOT).as_posix()
        for path in PATH.findall(recipe_of(kind.partition(" (")[0])) for one in found(path)
    }  # fmt: skip
    common = set.intersection(
        *(
            {path for path, text in all_files().items() if re.search(trace, text)}
            for trace in EARLIER[kind]
        )
    )
    assert common, "nothing is common to them: the traces lead nowhere"
    assert sorted(common - named) == []


def test_the_recipe_for_a_story_names_every_module_that_stories_are_made_of() -> None:
    source = (ROOT / "tests/chaos/bookings/stories.py").read_text()
    made_of = {
        node.module.replace(".", "/") + ".py"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("tests.")
    }
    assert made_of - set(PATH.findall(recipe_of("A story of bookings"))) == set()


def test_ten_wishes_lead_to_a_file() -> None:
    rows = [row for row in TEXT.split("| wish |")[1].splitlines()[2:] if row.startswith("|")]
    assert len(rows) == 10
    assert all(PATH.search(row) for row in rows)
