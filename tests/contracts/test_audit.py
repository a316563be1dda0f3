"""Whatever administrators change is logged: no way leads from administration past the log.

The calls are read from the source: from each function of the admin menu and the command line to
whatever writes, by statement, by model or into Redis.
"""

import ast
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.contracts.test_tables import MODELS, WRITING_CALLS, WRITTEN, root_of

ROOT = Path(__file__).parents[2]
PRODUCT = ("bot/admin", "domain", "operations")
DOORS = ("bot.admin.", "operations.")
LOG = "domain.administration.audit:note"
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
IN_REDIS = {"set", "delete"}

# What those who administer may do without an entry, and why.
UNLOGGED = {
    "domain.administration.broadcasts.queries:set_progress_message": "where progress is shown",
    "domain.clusters.service:add_condition": "handed to clusters.change, which logs it",
    "domain.clusters.service:edit_rule": "handed to clusters.change, which logs it",
    "domain.clusters.service:change_cluster": "handed to clusters.change, which logs it",
    "domain.catalog.seed:seed_catalogue": "the release's own data, once a version",
    "domain.prices.synthetic:run": "a made-up past, refused in production",
    "domain.migrate:bring_up_to_date": "the schema, which the log is a part of",
}


@dataclass
class Function:
    """What a function calls, and whether it writes by itself."""

    calls: set[str] = field(default_factory=set)
    writes: bool = False
    takes_actor: bool = False


@cache
def functions() -> dict[str, Function]:
    """Return the product's functions by `module:name`."""
    found = {}
    for part in PRODUCT:
        for path in (ROOT / part).rglob("*.py"):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            tree = ast.parse(path.read_text())
            nodes = list(ast.walk(tree))
            defined = [one for one in nodes if isinstance(one, FUNCTION)]
            names = {one.name: f"{module}:{one.name}" for one in defined} | _imported(nodes)
            for node in defined:
                found[f"{module}:{node.name}"] = _read(node, names)
    return found


def _imported(nodes: list[ast.AST]) -> dict[str, str]:
    """Return what each imported name stands for: `module:name`, which may be a module itself."""
    return {
        one.asname or one.name: f"{node.module}:{one.name}"
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module
        for one in node.names
    }


def _read(node: ast.FunctionDef | ast.AsyncFunctionDef, names: dict[str, str]) -> Function:
    function = Function()
    arguments = (*node.args.args, *node.args.kwonlyargs)
    function.takes_actor = any(
        isinstance(one.annotation, ast.Name)
        and names.get(one.annotation.id) == "domain.administration.audit:Actor"
        for one in arguments
    )
    docstring = ast.get_docstring(node, clean=False)
    for part in ast.walk(node):
        match part:
            case ast.Constant(value=str(text)) if text is not docstring:
                function.writes |= bool(WRITTEN.search(text.replace("FOR UPDATE", "")))
            case ast.Name(id=name) if name in names:
                function.calls.add(names[name])
            case ast.Attribute(value=ast.Name(id=name), attr=called) if name in names:
                function.calls.add(f"{names[name].replace(':', '.')}:{called}")
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
            function.writes |= _writes(part.func)
    return function


def _writes(called: ast.Attribute) -> bool:
    if called.attr in WRITING_CALLS and root_of(called.value) in MODELS:
        return True
    return called.attr in IN_REDIS and ast.unparse(called.value).endswith("redis")


@cache
def reached(name: str) -> frozenset[str]:
    """Return all functions that a function may call, itself included."""
    seen, waiting = {name}, [name]
    while waiting:
        for called in functions()[waiting.pop()].calls:
            if called in functions() and called not in seen:
                seen.add(called)
                waiting.append(called)
    return frozenset(seen)


def _changes(name: str) -> bool:
    return any(functions()[one].writes for one in reached(name) if one != LOG)


def test_no_way_leads_from_administration_past_the_log() -> None:
    doors = [name for name in functions() if name.startswith(DOORS)]
    passed, used = set(), set()
    for door in doors:
        for called in functions()[door].calls & functions().keys():
            if called.startswith(DOORS) or LOG in reached(called) or not _changes(called):
                continue
            if called in UNLOGGED:
                used.add(called)
            else:
                passed.add(f"{door} → {called}")
    assert not passed
    assert used == set(UNLOGGED), "exempt without need"


def test_who_is_told_who_acts_logs_it() -> None:
    acting = {name for name, one in functions().items() if one.takes_actor}
    assert len(acting) > 25
    assert {name for name in acting if LOG not in reached(name)} == set()
