from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [('models', '0020_priced_rates')]

    initial = False

    operations = [
        ops.AddField(
            model_name='User',
            name='home_told',
            field=fields.BooleanField(default=False, description='The first guess of all these was shown', db_default=False),
        ),
        ops.AddField(
            model_name='User',
            name='language_code',
            field=fields.CharField(default='', description="Telegram's own", db_default='', max_length=35),
        ),
        ops.AddField(
            model_name='User',
            name='region',
            field=fields.CharField(default='001', description='Orders day and month, groups digits; 001, the world, until it is known', db_default='001', max_length=3),
        ),
        # Whoever is here already has been writing 31/12 and ₹1,20,000, and was told no guess.
        ops.RunSQL(
            ["UPDATE users SET region = nationality, home_told = true"],
            reverse_sql="SELECT 1",
        ),
    ]
