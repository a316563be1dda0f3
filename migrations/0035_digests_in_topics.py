from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

# A chat has one open digest of a kind; in a group with topics each topic has its own.
OPEN = [
    "DROP INDEX digests_open",
    "CREATE UNIQUE INDEX digests_open ON digests (chat_id, (coalesce(topic_id, 0)), kind) "
    "WHERE state = 'pending'",
]
# Those of several topics go into the oldest one on the way back.
BACK = [
    """
    UPDATE tracker_alerts a SET digest_id = first.id FROM digests d, (
        SELECT chat_id, kind, min(id) AS id FROM digests WHERE state = 'pending'
        GROUP BY chat_id, kind
    ) AS first
    WHERE a.digest_id = d.id AND d.state = 'pending' AND first.chat_id = d.chat_id
        AND first.kind = d.kind
    """,
    """
    DELETE FROM digests d USING digests older WHERE d.state = 'pending'
        AND older.state = 'pending' AND older.chat_id = d.chat_id AND older.kind = d.kind
        AND older.id < d.id
    """,
    "DROP INDEX digests_open",
    "CREATE UNIQUE INDEX digests_open ON digests (chat_id, kind) WHERE state = 'pending'",
]


class Migration(migrations.Migration):
    dependencies = [('models', '0034_linking')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Digest',
            name='topic_id',
            field=fields.BigIntField(null=True, description='The topic of the group where it is told'),
        ),
        ops.RunSQL(OPEN, reverse_sql=BACK),
    ]
