"""`python -m domain.migration_writer NAME`: write the migration for a change of the models.

Tortoise compares descriptions too, which it takes from docstrings and from enums' members: each
reworded sentence would be an operation. Here only what changes a table counts.
"""

import asyncio
import sys
from pathlib import Path

from tortoise import Tortoise
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.schema_generator.state import State
from tortoise.migrations.writer import MigrationWriter, format_migration_name

from domain.db import tortoise_config
from domain.migration_executor import APP, Description

# The models and the migrations are read; no server is asked.
NOWHERE = "postgres://localhost/often"


class TableChanges(MigrationAutodetector):
    """The differences between the migrations and the models, descriptions aside."""

    def _current_state(self) -> State:
        return _undescribed(super()._current_state())

    async def _project_state(self) -> State:
        state = Description({})
        for key in self._full_plan():
            migration = self.loader.graph.nodes[key]
            if migration is not None:
                await migration.apply(state, dry_run=True, schema_editor=None)
        return _undescribed(state)


def _undescribed(state: State) -> State:
    """Take the descriptions out of a state, and return it."""
    for model in state.models.values():
        model.options.pop("table_description", None)
        for field in model.fields.values():
            field.description = None
    return state


async def changes() -> list[MigrationWriter]:
    """Return the migration that brings the tables to the models, an empty list for none."""
    config = tortoise_config(NOWHERE)
    await Tortoise.init(config=config, init_connections=False)
    if Tortoise.apps is None:
        raise RuntimeError("the models were not found")
    return await TableChanges(Tortoise.apps, {APP: config["apps"][APP]}).changes()


async def write(name: str) -> Path | None:
    """Write the next migration under a name and return its path; None if no table changes."""
    for writer in await changes():
        writer.name = format_migration_name(int(writer.name[:4]), name)
        return writer.write()
    return None


async def list_changes() -> list[str]:
    """Return the operations that a migration would hold: "AddField PriceRule days"."""
    return [
        " ".join(filter(None, (type(one).__name__, getattr(one, "model_name", ""),
                               getattr(one, "name", ""))))
        for writer in await changes() for one in writer.operations
    ]  # fmt: skip


def main() -> int:
    """Run from the command line; without a name it lists the changes, and fails if there are any.

    An empty name is none: `make migration` without one passes that.
    """
    name = " ".join(sys.argv[1:]).strip()
    if not name:
        found = asyncio.run(list_changes())
        sys.stdout.write("".join(f"{one}\n" for one in found) or "No table changes.\n")
        return 1 if found else 0
    path = asyncio.run(write(name))
    sys.stdout.write("No table changes.\n" if path is None else f"{path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
