"""Statements stand in queries modules, and rows go no further.

Read from the source: a module is one of queries where it is called so (`queries.py`) or lies in a
package of that name (`queries/`).
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("bot", "domain", "operations", "webhooks", "workers")
# Where no feature's tables are asked: the ground that the queries stand on.
GROUND = {
    "domain/db.py",
    "domain/migrate.py",
    "domain/rows.py",
    "domain/unit_of_work.py",
}
STATEMENT = re.compile(
    r"^\s*(?:SELECT\s|INSERT\s+INTO\s|UPDATE\s+\w+(?:\s+(?:AS\s+)?\w+)?\s+SET\s|DELETE\s+FROM\s"
    r"|WITH\s+(?:RECURSIVE\s+)?\w+\s*(?:\([^)]*\)\s*)?AS\b|TRUNCATE\s|SET\s+LOCAL\s|ANALYZE\s"
    r"|(?:CREATE|ALTER|DROP)\s+(?:TEMP\s+)?(?:TABLE|INDEX)\s|LOCK\s+TABLE\s|VACUUM\b)"
)
# What asks: with a statement, and for rows.
ASKING = {"fetch", "fetchrow", "fetchval", "fetch_as", "fetch_one_as", "fetch_column", "fetchmany",
          "execute", "executemany", "copy_records_to_table"}  # fmt: skip
ROWS = {"fetch", "fetchrow", "fetchmany"}
# What is asked by a word of the same name and is no database: Redis, Telegram.
OTHERS = {"pipe", "session"}
# Most modules hold none of these words, and are not read any closer.
WORDS = re.compile(
    r"\b(?:row|rows|Record|Pool|Connection|fetch\w*|execute\w*|copy_records_to_table)\b"
    r"|\b(?:SELECT|INSERT|UPDATE|DELETE|WITH|TRUNCATE|SET|ANALYZE|CREATE|ALTER|DROP|LOCK)\s"
)


def is_of_queries(path: Path) -> bool:
    return path.stem == "queries" or "queries" in path.parts


@cache
def others() -> tuple[tuple[str, ast.Module], ...]:
    """Return the modules that are none of queries, by their paths."""
    found = []
    for root in PRODUCT:
        for path in sorted((ROOT / root).rglob("*.py")):
            name = str(path.relative_to(ROOT))
            if is_of_queries(path) or name in GROUND:
                continue
            source = path.read_text()
            if WORDS.search(source):
                found.append((name, ast.parse(source)))
    return tuple(found)


def docstrings(tree: ast.Module) -> set[int]:
    """Return which constants are docstrings."""
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }


def statements(tree: ast.Module) -> Iterator[int]:
    told = docstrings(tree)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in told
            and STATEMENT.match(node.value)
        ):
            yield node.lineno


def asked(tree: ast.Module) -> Iterator[int]:
    """Yield where a database is asked, whatever it is asked with."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ASKING
            and not (isinstance(node.func.value, ast.Name) and node.func.value.id in OTHERS)
        ):
            yield node.lineno


def rows(tree: ast.Module) -> Iterator[int]:
    """Yield where a record is named or taken: in a signature, or under a row's name by a column."""
    for node in ast.walk(tree):
        match node:
            case ast.arg(arg="row" | "rows", annotation=annotation) if annotation is not None:
                if re.search(r"\bAny\b|\bRecord\b", ast.unparse(annotation)):
                    yield node.lineno
            case ast.Attribute(value=ast.Name("asyncpg"), attr="Record" | "Pool" | "Connection"):
                yield node.lineno
            case ast.Subscript(value=ast.Name("row"), slice=ast.Constant(str())):
                yield node.lineno


def found(how: str) -> dict[str, list[int]]:
    seen = {"statements": statements, "asked": asked, "rows": rows}[how]
    each = {name: sorted(seen(tree)) for name, tree in others()}
    return {name: lines for name, lines in each.items() if lines}


def test_statements_stand_in_queries_modules() -> None:
    assert found("statements") == {}


def test_no_other_module_asks_a_database() -> None:
    assert found("asked") == {}


def test_no_other_module_sees_a_row() -> None:
    assert found("rows") == {}


def test_queries_take_part_in_a_unit_of_work_and_open_none() -> None:
    opened = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "domain").rglob("*.py"))
        if is_of_queries(path) and "transaction" in path.read_text()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "transaction"
    ]
    assert opened == []
