"""New migrations take no lock that stops a running product, or say why they may.

squawk reads each statement as PostgreSQL would run it. A migration that must take such a lock names
the rule and its reason: `LOCKS = {"require-concurrent-index-creation": "a table of some rows"}`.
"""

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tortoise import Tortoise
from tortoise.connection import get_connection

from domain.db import tortoise_config
from domain.migration_executor import APP, _Executor

MIGRATIONS = sorted(path.stem for path in (Path(__file__).parents[2] / "migrations").glob("0*.py"))
# Those before were in use when this rule came.
FIRST_READ = "0056"
# Questions of taste, and what the command that migrates does for all of them.
LEFT_OUT = (
    "prefer-text-field", "prefer-bigint-over-int", "prefer-bigint-over-smallint",
    "prefer-identity", "require-lock-timeout", "require-statement-timeout",
)  # fmt: skip
NOWHERE = "postgres://localhost/often"


def rules_broken(sql: str) -> set[str]:
    """Return the rules that statements break."""
    squawk = Path(sys.executable).with_name("squawk")
    done = subprocess.run(
        [squawk, "--assume-in-transaction", "--pg-version=18", "--reporter=json",
         f"--exclude={','.join(LEFT_OUT)}"],
        input=sql, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return {one["rule_name"] for one in json.loads(done.stdout)}


async def sql_of(name: str) -> str:
    """Return a migration's statements, one after the other."""
    try:
        config = tortoise_config(NOWHERE)
        await Tortoise.init(config=config, init_connections=False)
        executor = _Executor(get_connection("default"), {APP: config["apps"][APP]})
        statements = await executor.collect_sql(APP, name)
    finally:
        await Tortoise.close_connections()
    return "\n".join(one if one.startswith("--") else f"{one.rstrip(';')};" for one in statements)


async def test_a_lock_that_stops_a_product_is_seen() -> None:
    assert "ban-drop-column" in rules_broken(await sql_of("0046_booking_watches"))


@pytest.mark.parametrize("name", [name for name in MIGRATIONS if name >= FIRST_READ] or [None])
async def test_a_new_migration_stops_nobody(name: str | None) -> None:
    if name is None:
        pytest.skip("no migration is newer than this rule")
    accepted = getattr(importlib.import_module(f"migrations.{name}"), "LOCKS", {})
    assert rules_broken(await sql_of(name)) <= set(accepted)
