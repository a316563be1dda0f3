"""Keep a sample a minute of how the service fares, and what is wrong."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0040_bookings')]

    initial = False

    operations = [
        ops.CreateModel(
            name='HealthAlarm',
            fields=[
                ('kind', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=32)),
                ('since', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'health_alarms', 'app': 'models', 'pk_attr': 'kind', 'table_description': 'A threshold that is broken, of which administrators were told.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='HealthSample',
            fields=[
                ('at', fields.DatetimeField(primary_key=True, unique=True, db_index=True, auto_now=False, auto_now_add=False)),
                ('checks_due', fields.IntField()),
                ('oldest_check', fields.FloatField()),
                ('alerts_waiting', fields.IntField()),
                ('oldest_alert', fields.FloatField()),
                ('sent', fields.IntField()),
                ('failed', fields.IntField()),
                ('database_seconds', fields.FloatField()),
            ],
            options={'table': 'health_samples', 'app': 'models', 'pk_attr': 'at', 'table_description': 'How the service fared in a minute; ages in seconds, counts of that minute.'},
            bases=['Model'],
        ),
        ops.RunSQL(
            "CREATE INDEX tracker_alerts_sent ON tracker_alerts (sent_at) WHERE state = 'sent'",
            reverse_sql='DROP INDEX tracker_alerts_sent',
        ),
    ]
