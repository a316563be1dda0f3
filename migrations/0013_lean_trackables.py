"""Keep what a check writes small: fewer indexes on trackables, and room for updates in place.

A check changes a trackable three times (claim, work, outcome). The first two touch no index and,
with room on the page, are written in place; the third writes an entry to every index there is.
"""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops

STEPS = [
    "ALTER TABLE trackables SET (fillfactor = 50)",
    "DROP INDEX trackables_due",
    # In the order in which it is claimed: what is due together stands together by its question.
    "CREATE INDEX trackables_due ON trackables (due_at, question_key) WHERE due_at IS NOT NULL",
]
BACK = [
    "ALTER TABLE trackables RESET (fillfactor)",
    "DROP INDEX trackables_due",
    "CREATE INDEX trackables_due ON trackables (due_at) WHERE due_at IS NOT NULL",
]


def _without_index(name: str, model: str) -> ops.AlterField:
    return ops.AlterField(
        model_name="Trackable",
        name=name,
        field=fields.ForeignKeyField(
            model,
            source_field=f"{name}_id",
            null=True,
            db_constraint=True,
            to_field="id",
            related_name="trackables",
            on_delete=OnDelete.CASCADE,
        ),
    )


class Migration(migrations.Migration):
    """The step."""

    dependencies = [('models', '0012_packages')]
    initial = False
    operations = [
        ops.RemoveIndex(model_name="Trackable", name=None, fields=["due_at", "question_key"]),
        _without_index("destination", "models.Destination"),
        _without_index("flight", "models.Flight"),
        ops.RunSQL(STEPS, reverse_sql=BACK),
    ]
