"""Names know their place's weight, and airports get names: texts and suggestions look them up."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields

INDEXES = [
    # What is typed first finds the large places without looking at all the others.
    """
    CREATE INDEX destination_names_large ON destination_names (name text_pattern_ops)
        WHERE weight >= 100000
    """,
    "CREATE INDEX destinations_latitude ON destinations (latitude)",
]


class Migration(migrations.Migration):
    dependencies = [('models', '0013_lean_trackables')]

    initial = False

    operations = [
        ops.CreateModel(
            name='AirportName',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('airport', fields.ForeignKeyField('models.Airport', source_field='airport_id', db_constraint=True, to_field='iata', related_name='names', on_delete=OnDelete.CASCADE)),
                ('name', fields.CharField(db_index=True, max_length=200)),
            ],
            options={'table': 'airport_names', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A name that an airport is found by, folded and without the word for airport.'},
            bases=['Model'],
        ),
        ops.RemoveConstraint(
            model_name='DestinationName',
            name=None,
            fields=['destination', 'name'],
        ),
        ops.AddField(
            model_name='DestinationName',
            name='weight',
            field=fields.BigIntField(default=0, db_default=0),
        ),
        ops.RunSQL(
            INDEXES, reverse_sql="DROP INDEX destination_names_large, destinations_latitude"
        ),
    ]
