"""Every threat has a test that proves its answer, and every name in the table leads to one."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "security.md"
# Where the threats were first written down, if it is at hand.
DESIGN = ROOT.parent / "shared" / "design" / "security.md"
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def rows(path: Path) -> list[list[str]]:
    """Return the cells of a document's table, its head left out."""
    lines = [line for line in path.read_text().splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


@cache
def functions_of(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text())
    return frozenset(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


@pytest.mark.parametrize("row", rows(TABLE), ids=lambda row: row[0][:40])
def test_each_row_names_tests_that_exist(row: list[str]) -> None:
    named = TEST.findall(row[-1])
    assert named, row[0]
    assert [f"{path}::{name}" for path, name in named if name not in functions_of(path)] == []


@pytest.mark.skipif(not DESIGN.exists(), reason="the design is not at hand")
def test_every_threat_of_the_design_has_a_row() -> None:
    ours = {row[0] for row in rows(TABLE)}
    assert [row[0] for row in rows(DESIGN) if row[0] not in ours] == []
