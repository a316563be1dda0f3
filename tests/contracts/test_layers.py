"""The import contracts of `pyproject.toml` hold, without workarounds."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "domain", "webhooks", "workers", "sandbox", "devstack")


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (ROOT / package).rglob("*.py")


def test_the_import_contracts_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", cache_dir=None) == 0


def hidden_imports(tree: ast.Module) -> Iterator[int]:
    """Yield the lines of imports inside functions or behind TYPE_CHECKING."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.If):
            if isinstance(node, ast.If) and "TYPE_CHECKING" not in ast.dump(node.test):
                continue
            yield from (
                inner.lineno
                for inner in ast.walk(node)
                if isinstance(inner, ast.Import | ast.ImportFrom)
            )


@pytest.mark.parametrize("source", sorted(sources()), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_import_hides_from_the_contracts(source: Path) -> None:
    assert list(hidden_imports(ast.parse(source.read_text()))) == []


@pytest.mark.parametrize("word", ["utils", "helpers", "manager", "common", "base"])
def test_no_module_is_named_for_nothing(word: str) -> None:
    assert [str(path) for path in sources() if path.stem == word] == []
