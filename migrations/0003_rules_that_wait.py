"""Index the rules that wait for a first price: recording asks for them at every check."""

from tortoise import migrations
from tortoise.migrations import operations as ops

INDEX = "CREATE INDEX rule_states_waiting ON rule_states (trackable_id) WHERE reference IS NULL"


class Migration(migrations.Migration):
    """The third step."""

    dependencies = [('models', '0002_partition_price_history')]
    initial = False
    operations = [ops.RunSQL([INDEX], reverse_sql="DROP INDEX rule_states_waiting")]
