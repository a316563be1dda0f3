from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.catalog.models import ClusterKind
from domain.json_field import JSONField
from json import dumps, loads
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0037_broadcasts')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Cluster',
            name='hotel_count',
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='Cluster',
            name='is_public',
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddField(
            model_name='Cluster',
            name='kind',
            field=fields.CharEnumField(default=ClusterKind.THEMATIC, description='GEOGRAPHIC: geographic\nTHEMATIC: thematic\nDYNAMIC: dynamic', db_default=ClusterKind.THEMATIC, enum_type=ClusterKind, max_length=16),
        ),
        ops.AddField(
            model_name='Cluster',
            name='refresh_error',
            field=fields.CharField(null=True, max_length=64),
        ),
        ops.AddField(
            model_name='Cluster',
            name='refreshed_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Cluster',
            name='rules',
            field=JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
    ]
