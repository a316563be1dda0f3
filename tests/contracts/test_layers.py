"""The import contracts of `pyproject.toml` hold, without workarounds."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from tests.contracts.test_rooms import DOORS

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "domain", "operations", "webhooks", "workers", "sandbox", "devstack")


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (ROOT / package).rglob("*.py")


def test_the_import_contracts_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", cache_dir=None) == 0


def contract(name: str) -> dict[str, list[str]]:
    written = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    found: dict[str, list[str]] = next(o for o in written["contracts"] if o["name"] == name)
    return found


def test_every_package_of_the_domain_has_its_place_in_the_order() -> None:
    layers = contract("Feature packages of the domain form an order")["layers"]
    placed = {name.strip() for layer in layers for name in layer.split("|")}
    packages = {f"domain.{path.parent.name}" for path in (ROOT / "domain").glob("*/__init__.py")}
    assert packages - placed == set()


def test_what_serves_every_room_is_kept_from_each() -> None:
    kept_from = contract("What serves every room knows none")["forbidden_modules"]
    assert set(kept_from) == {f"bot.{room}" for room in DOORS}


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
