"""Give alerts their digests, their living messages and their readers' opinions."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.alerts.models import DeliveryState, DigestKind, Wish
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

# Rows are also written by plain SQL, which does not know the models' defaults.
INDEXES_AND_DEFAULTS = [
    "ALTER TABLE trackers ALTER COLUMN paused_by_block SET DEFAULT false",
    "ALTER TABLE tracker_alerts ALTER COLUMN has_photo SET DEFAULT false",
    "ALTER TABLE tracker_alerts ALTER COLUMN shown_course SET DEFAULT 'told'",
    "ALTER TABLE users ALTER COLUMN alerts_told SET DEFAULT 0",
    "CREATE UNIQUE INDEX digests_open ON digests (chat_id, kind) WHERE state = 'pending'",
    "CREATE INDEX tracker_alerts_living ON tracker_alerts (trackable_id) "
    "WHERE living_until IS NOT NULL",
    "CREATE INDEX tracker_alerts_edits ON tracker_alerts (edit_due_at) "
    "WHERE edit_due_at IS NOT NULL",
]


class Migration(migrations.Migration):
    dependencies = [('models', '0009_cadence_days_and_options')]

    initial = False

    operations = [
        ops.CreateModel(
            name='AlertFeedback',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('alert', fields.OneToOneField('models.TrackerAlert', source_field='alert_id', db_constraint=True, to_field='id', related_name='feedback', on_delete=OnDelete.CASCADE)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_index=True, db_constraint=True, to_field='id', related_name='alert_feedback', on_delete=OnDelete.CASCADE)),
                ('is_helpful', fields.BooleanField()),
                ('wish', fields.CharEnumField(null=True, description='LESS_OFTEN: less_often\nBIGGER_DROPS: bigger_drops\nSTOP: stop', enum_type=Wish, max_length=16)),
                ('given_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'alert_feedback', 'app': 'models', 'pk_attr': 'id', 'table_description': 'What its reader thinks of an alert; a second opinion replaces the first.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Digest',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('chat', fields.ForeignKeyField('models.Chat', source_field='chat_id', db_constraint=True, to_field='id', related_name='digests', on_delete=OnDelete.CASCADE)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_index=True, db_constraint=True, to_field='id', related_name='digests', on_delete=OnDelete.CASCADE)),
                ('kind', fields.CharEnumField(description='WAKING: waking\nDAILY: daily', enum_type=DigestKind, max_length=8)),
                ('state', fields.CharEnumField(default=DeliveryState.PENDING, description='PENDING: pending\nSENDING: sending\nSENT: sent\nHELD: held\nDROPPED: dropped\nFAILED: failed', enum_type=DeliveryState, max_length=8)),
                ('wishes', fields.CharField(max_length=100)),
                ('due_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('lease', fields.UUIDField(null=True)),
                ('leased_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('attempts', fields.IntField(default=0)),
                ('last_error', fields.CharField(null=True, max_length=255)),
                ('message_id', fields.BigIntField(null=True)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('sent_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'digests', 'app': 'models', 'indexes': [Index(fields=['state', 'due_at'])], 'pk_attr': 'id', 'table_description': 'The alerts that wait for one chat, to be told together. One of each kind is open at a time.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Tracker',
            name='paused_by_block',
            field=fields.BooleanField(default=False, db_default=False, description='Resumed when its chat can be reached again'),
        ),
        ops.AddField(
            model_name='Tracker',
            name='snoozed_until',
            field=fields.DatetimeField(null=True, description='A target is still told', auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='TrackerAlert',
            name='counted_on',
            field=fields.DateField(null=True),
        ),
        ops.AddField(
            model_name='TrackerAlert',
            name='digest',
            field=fields.ForeignKeyField('models.Digest', source_field='digest_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='alerts', on_delete=OnDelete.SET_NULL),
        ),
        ops.AddField(
            model_name='TrackerAlert',
            name='edit_due_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='TrackerAlert',
            name='edited_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='TrackerAlert',
            name='has_photo',
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddField(
            model_name='TrackerAlert',
            name='living_until',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='TrackerAlert',
            name='shown_course',
            field=fields.CharField(default='told', db_default='told', max_length=16),
        ),
        ops.AddField(
            model_name='TrackerAlert',
            name='shown_total',
            field=fields.DecimalField(null=True, max_digits=16, decimal_places=3),
        ),
        ops.AlterField(
            model_name='User',
            name='digest_hour',
            field=fields.SmallIntField(null=True, default=9, description='Own zone; null: none'),
        ),
        ops.AddField(
            model_name='User',
            name='alerts_on',
            field=fields.DateField(null=True, description='The day that `alerts_told` counts'),
        ),
        ops.AddField(
            model_name='User',
            name='alerts_told',
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.RunSQL(
            INDEXES_AND_DEFAULTS,
            reverse_sql="DROP INDEX digests_open; DROP INDEX tracker_alerts_living; "
            "DROP INDEX tracker_alerts_edits; "
            # Before this every user had an hour.
            "UPDATE users SET digest_hour = 9 WHERE digest_hour IS NULL",
        ),
    ]
