"""Give every kind of rule its state: both ends of the quiet interval, and what is not a price.

The rules so far all fall: what they fire at is the low end and what arms them again the high one.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.alerts.models import RuleKind, RulePhase
from domain.prices.models import Availability
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

FILL = [
    "UPDATE rule_states s SET kind = r.kind FROM price_rules r WHERE r.id = s.rule_id",
    "UPDATE rule_states SET phase = 'waiting' WHERE reference IS NULL",
    """
    UPDATE trackables k SET lowest_total = h.lowest, observations = h.number,
        first_observed_at = h.first
    FROM (
        SELECT trackable_id, min(total) AS lowest, count(total) AS number,
               min(observed_at) AS first
        FROM universal_price_history WHERE counted GROUP BY trackable_id
    ) h
    WHERE h.trackable_id = k.id
    """,
]
INDEXES = [
    "DROP INDEX rule_states_waiting",
    "CREATE INDEX rule_states_waiting ON rule_states (trackable_id) WHERE phase = 'waiting'",
    """
    CREATE INDEX rule_states_availability ON rule_states (trackable_id, availability)
        WHERE kind = 'availability'
    """,
    "CREATE INDEX rule_states_options ON rule_states (trackable_id) WHERE kind = 'new_option'",
    "CREATE INDEX rule_states_deals ON rule_states (trackable_id) WHERE kind = 'best_deal'",
]
NO_INDEXES = [
    "DROP INDEX rule_states_waiting",
    "DROP INDEX rule_states_availability",
    "DROP INDEX rule_states_options",
    "DROP INDEX rule_states_deals",
    "CREATE INDEX rule_states_waiting ON rule_states (trackable_id) WHERE reference IS NULL",
]


class Migration(migrations.Migration):
    dependencies = [('models', '0004_search_filters')]

    initial = False

    operations = [
        ops.RemoveIndex(
            model_name='RuleState',
            name=None,
            fields=['trackable_id', 'fires_at'],
        ),
        ops.RemoveIndex(
            model_name='RuleState',
            name=None,
            fields=['trackable_id', 'rearms_at'],
        ),
        ops.RenameField(
            model_name='RuleState',
            old_name='fires_at',
            new_name='low',
        ),
        ops.RenameField(
            model_name='RuleState',
            old_name='rearms_at',
            new_name='high',
        ),
        ops.AlterField(
            model_name='RuleState',
            name='phase',
            field=fields.CharEnumField(default=RulePhase.WAITING, description='WAITING: waiting\nARMED: armed\nFIRED: fired', enum_type=RulePhase, max_length=8),
        ),
        ops.AddField(
            model_name='RuleState',
            name='availability',
            field=fields.CharEnumField(null=True, description='What an availability rule saw last', enum_type=Availability, max_length=16),
        ),
        ops.AddField(
            model_name='RuleState',
            name='kind',
            field=fields.CharEnumField(null=True, description='PRICE_DROP: price_drop\nTARGET_PRICE: target_price\nALL_TIME_LOW: all_time_low\nPRICE_RISE: price_rise\nAVAILABILITY: availability\nNEW_OPTION: new_option\nBEST_DEAL: best_deal', enum_type=RuleKind, max_length=16),
        ),
        ops.AddIndex(
            model_name='RuleState',
            index=Index(fields=['trackable_id', 'low']),
        ),
        ops.AddIndex(
            model_name='RuleState',
            index=Index(fields=['trackable_id', 'high']),
        ),
        ops.AddField(
            model_name='Trackable',
            name='first_observed_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Trackable',
            name='lowest_total',
            field=fields.DecimalField(null=True, description='Of all that counted', max_digits=16, decimal_places=3),
        ),
        ops.AddField(
            model_name='Trackable',
            name='observations',
            field=fields.IntField(default=0, db_default=0, description='How many counted'),
        ),
        ops.AddField(
            model_name='Trackable',
            name='typical_high',
            field=fields.DecimalField(null=True, max_digits=16, decimal_places=3),
        ),
        ops.AddField(
            model_name='Trackable',
            name='typical_low',
            field=fields.DecimalField(null=True, max_digits=16, decimal_places=3),
        ),
        ops.AddField(
            model_name='TrackerAlert',
            name='availability',
            field=fields.CharEnumField(null=True, description='What it has changed to', enum_type=Availability, max_length=16),
        ),
        ops.AddField(
            model_name='TrackerAlert',
            name='hotel',
            field=fields.ForeignKeyField('models.Hotel', source_field='hotel_id', null=True, description='The new option of a search', db_constraint=True, to_field='id', on_delete=OnDelete.SET_NULL),
        ),
        ops.RunSQL(FILL, reverse_sql="SELECT 1"),
        ops.AlterField(
            model_name='RuleState',
            name='kind',
            field=fields.CharEnumField(description='PRICE_DROP: price_drop\nTARGET_PRICE: target_price\nALL_TIME_LOW: all_time_low\nPRICE_RISE: price_rise\nAVAILABILITY: availability\nNEW_OPTION: new_option\nBEST_DEAL: best_deal', enum_type=RuleKind, max_length=16),
        ),
        ops.RunSQL(INDEXES, reverse_sql=NO_INDEXES),
    ]
