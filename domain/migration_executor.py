"""Tortoise's migrations in the time and memory that changing tables takes.

Before and after each operation Tortoise makes every model again, ready to be queried: with some
seventy tables and two hundred operations that took two gigabytes. A migration of ours changes
tables and runs SQL, it never queries a model. So here a model is made when an operation asks for
it, together with those that it refers to, and the rest stay descriptions.
"""

from collections.abc import AsyncIterator, Iterable
from typing import Any

from tortoise import Tortoise
from tortoise.connection import get_connection
from tortoise.fields.relational import ForeignKeyFieldInstance, ManyToManyFieldInstance
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget
from tortoise.migrations.graph import MigrationKey
from tortoise.migrations.schema_generator.state import ModelState, State
from tortoise.migrations.schema_generator.state_apps import StateApps
from tortoise.models import Model

APP = "models"
LOCK_TIMEOUT = "20s"
CONNECTIONS = {APP: "default"}

_Key = tuple[str, str]
_States = dict[_Key, ModelState]


def _references(state: ModelState) -> Iterable[_Key]:
    """Yield the models to which a model's relations lead."""
    for field in state.fields.values():
        if isinstance(field, ForeignKeyFieldInstance | ManyToManyFieldInstance):
            app, _, name = str(field.model_name).partition(".")
            yield app, name


def _with_references(states: _States, key: _Key) -> list[_Key]:
    """Return a model and all that it refers to, directly or not."""
    found, waiting = [], [key]
    while waiting:
        one = waiting.pop()
        if one not in found and one in states:
            found.append(one)
            waiting.extend(_references(states[one]))
    return found


class _Models(StateApps):
    """Models of one moment in the chain of migrations, each made when it is asked for."""

    def __init__(self, states: _States) -> None:
        super().__init__(default_connections=CONNECTIONS)
        self._states = states

    def get_model(self, app_label: str, model_name: str | None = None) -> type[Model]:
        """Return a model that knows its columns, indexes and references.

        Raises KeyError where there is none.
        """
        if model_name is None:
            app_label, model_name = self.split_reference(app_label)
        made = StateApps(default_connections=CONNECTIONS)
        for app, name in _with_references(self._states, (app_label, model_name)):
            made.register_model(app, self._states[app, name].render(made))
        made._init_relations()  # noqa: SLF001 - as Tortoise's own state does
        made._build_initial_querysets()  # noqa: SLF001
        return made.get_model(app_label, model_name)


class Description(State):
    """What the tables look like at one moment: cheap to copy, no model made."""

    def __init__(self, models: _States) -> None:
        super().__init__(models=models, apps=_Models(models))

    def clone(self) -> "Description":
        return Description({key: model.clone() for key, model in self.models.items()})

    def reload_model(self, app_label: str, model_name: str) -> None:
        if (app_label, model_name) not in self.models:
            raise LookupError(f"Model state {app_label}.{model_name} is unknown")

    def reload_models(self, model_tuples: Iterable[_Key]) -> None:
        """Nothing to do: models are made from the descriptions when they are asked for."""

    def validate_relations_initialized(self) -> None:
        for (_, name), model in self.models.items():
            for reference in _references(model):
                if reference not in self.models:
                    raise RuntimeError(f"{name} refers to {'.'.join(reference)}: no such model")


class _Executor(MigrationExecutor):
    """Tortoise's executor, from descriptions."""

    async def _project_state(
        self, applied: set[MigrationKey], *, upto: MigrationKey | None = None
    ) -> State:
        state = Description({})
        async for key in self._replayed(state, applied):
            if key == upto:
                break
        return state

    async def _project_state_cache(self, applied: set[MigrationKey]) -> dict[MigrationKey, State]:
        state = Description({})
        return {key: state.clone() async for key in self._replayed(state, applied)}

    async def _replayed(
        self, state: State, applied: set[MigrationKey]
    ) -> AsyncIterator[MigrationKey]:
        """Yield the applied migrations in order, each before it changes the description."""
        for key in self._full_plan():
            migration = self.loader.graph.nodes[key]
            if key in applied and migration is not None:
                yield key
                await migration.apply(state, dry_run=True, schema_editor=None)


async def migrate(config: dict[str, Any], target: str = "__latest__") -> None:
    """Bring the database of a Tortoise configuration up, or down, to a migration.

    A statement that waits for a lock gives up after `LOCK_TIMEOUT`, so that whoever comes after it
    in the line is not held up: the migration fails, changes nothing and can be run again. Leaves
    Tortoise's connections open: the caller closes them.
    """
    await Tortoise.init(config=config, init_connections=False)
    connection = get_connection("default")
    await connection.execute_script(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
    executor = _Executor(connection, {APP: config["apps"][APP]})
    await executor.migrate([MigrationTarget(APP, target)])
