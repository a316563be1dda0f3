from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

# What the daily prices hold, and the days of observations that were not worked out yet.
BACKFILL = """
    UPDATE trackables k SET priced_days = d.days, last_priced_on = d.last FROM (
        SELECT trackable_id, count(*) AS days, max(day) AS last FROM (
            SELECT trackable_id, day FROM daily_prices WHERE lowest IS NOT NULL
            UNION
            SELECT trackable_id, (observed_at AT TIME ZONE 'UTC')::date
            FROM universal_price_history WHERE counted AND total IS NOT NULL
        ) AS priced GROUP BY trackable_id
    ) AS d WHERE d.trackable_id = k.id
"""


class Migration(migrations.Migration):
    dependencies = [('models', '0027_told_together')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Trackable',
            name='last_priced_on',
            field=fields.DateField(null=True, description='The last of those days'),
        ),
        ops.AddField(
            model_name='Trackable',
            name='priced_days',
            field=fields.IntField(default=0, description='On how many days (UTC) a price counted', db_default=0),
        ),
        ops.RunSQL([BACKFILL], reverse_sql='SELECT 1'),
    ]
