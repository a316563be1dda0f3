"""Keep what was answered to those who have not signed in: their keys are their addresses'."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields

LOCKS = {
    "require-concurrent-index-creation": "a table that holds one day's requests",
    "ban-drop-not-null": "a process from before reads the rows of its own accounts alone",
}


class Migration(migrations.Migration):
    dependencies = [('models', '0060_alerts_in_the_outbox')]

    initial = False

    operations = [
        ops.AlterField(
            model_name='ApiReplay',
            name='user',
            field=fields.ForeignKeyField('models.User', source_field='user_id', null=True, db_constraint=True, to_field='id', related_name='api_replays', on_delete=OnDelete.CASCADE),
        ),
        # Of those without an account one key stands for one request as well.
        ops.RunSQL(
            "CREATE UNIQUE INDEX api_replays_key ON api_replays (key_hash, user_id) NULLS NOT DISTINCT",
            "DELETE FROM api_replays WHERE user_id IS NULL; DROP INDEX api_replays_key",
        ),
    ]
