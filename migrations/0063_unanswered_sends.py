"""Count the sends of a message that got no answer: each may have come."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [('models', '0062_edits_in_the_outbox')]

    initial = False

    operations = [
        ops.AddField(
            model_name='OutboxMessage',
            name='unanswered',
            field=fields.SmallIntField(default=0, db_default=0),
        ),
    ]
