"""Write down what administrators do, and find people by what is known of them."""

from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.json_field import JSONField
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields

INDEXES = {
    'audit_entries_subject': 'audit_entries (subject, id DESC)',
    'users_by_first_name': 'users (lower(first_name) text_pattern_ops)',
    'users_by_username': 'users (lower(username) text_pattern_ops) WHERE username IS NOT NULL',
    'users_by_email': 'users (lower(email) text_pattern_ops) WHERE email IS NOT NULL',
    'users_seen': 'users (last_seen_at DESC)',
    'users_admins': "users (id) WHERE role = 'admin'",
    'universal_bookings_client_ref': 'universal_bookings (client_ref)',
    'universal_bookings_supplier_ref':
        'universal_bookings (supplier_ref) WHERE supplier_ref IS NOT NULL',
}


class Migration(migrations.Migration):
    dependencies = [('models', '0035_digests_in_topics')]

    initial = False

    operations = [
        ops.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('admin', fields.ForeignKeyField('models.User', source_field='admin_id', null=True, db_constraint=True, to_field='id', on_delete=OnDelete.SET_NULL)),
                ('admin_name', fields.CharField(max_length=255)),
                ('chat_id', fields.BigIntField(null=True)),
                ('act', fields.CharField(max_length=32)),
                ('subject', fields.CharField(description='On whom or what, like user:12', max_length=64)),
                ('before', JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('after', JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'audit_entries', 'app': 'models', 'pk_attr': 'id', 'table_description': 'One act of an administrator; rows are only ever added.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='User',
            name='ban_told_at',
            field=fields.DatetimeField(null=True, description='A banned one is told once', auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='User',
            name='username',
            field=fields.CharField(null=True, description="Telegram's, without @", max_length=64),
        ),
        ops.AddField(
            model_name='User',
            name='wants_news',
            field=fields.BooleanField(default=True, description='Broadcasts are for those who want them', db_default=True),
        ),
        *(
            ops.RunSQL(f'CREATE INDEX {name} ON {on}', reverse_sql=f'DROP INDEX {name}')
            for name, on in INDEXES.items()
        ),
    ]
