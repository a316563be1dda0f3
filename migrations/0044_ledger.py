"""Keep a double-entry ledger, and let the database refuse what would unbalance or change it."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.ledger.accounts import AccountKind
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

# A transfer is whole when its transaction ends: its entries sum to zero in each currency.
BALANCED = """
CREATE FUNCTION ledger_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    checked bigint;
BEGIN
    IF TG_TABLE_NAME = 'ledger_transfers' THEN checked := NEW.id;
    ELSE checked := NEW.transfer_id;
    END IF;
    IF (SELECT count(*) FROM ledger_entries WHERE transfer_id = checked) < 2 THEN
        RAISE EXCEPTION 'ledger transfer % has fewer than two entries', checked
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM ledger_entries WHERE transfer_id = checked
               GROUP BY currency HAVING sum(amount) <> 0) THEN
        RAISE EXCEPTION 'ledger transfer % does not sum to zero', checked
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$
"""
# What was written down stays: another transfer puts right what was wrong.
UNCHANGED = """
CREATE FUNCTION ledger_unchanged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is only added to' USING ERRCODE = 'restrict_violation';
END $$
"""
# Nothing is added to a transfer of another transaction, not even what sums to zero.
WHOLE = """
CREATE FUNCTION ledger_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM ledger_transfers
                   WHERE id = NEW.transfer_id AND posted_in = pg_current_xact_id()) THEN
        RAISE EXCEPTION 'ledger transfer % is closed', NEW.transfer_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$
"""
GUARDS = [
    "ALTER TABLE ledger_transfers ADD COLUMN posted_in xid8 NOT NULL DEFAULT pg_current_xact_id()",
    BALANCED,
    UNCHANGED,
    WHOLE,
    "CREATE TRIGGER ledger_entry_whole BEFORE INSERT ON ledger_entries "
    "FOR EACH ROW EXECUTE FUNCTION ledger_whole()",
    *(
        f"CREATE CONSTRAINT TRIGGER {table}_balanced AFTER INSERT ON {table} "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balanced()"
        for table in ("ledger_transfers", "ledger_entries")
    ),
    *(
        f"CREATE TRIGGER {table}_{name} BEFORE {events} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION ledger_unchanged()"
        for table in ("ledger_accounts", "ledger_transfers", "ledger_entries")
        for name, events, each in (
            ("unchanged", "UPDATE OR DELETE", "ROW"),
            ("kept", "TRUNCATE", "STATEMENT"),
        )
    ),
]
FREED = [
    *(
        f"DROP TRIGGER {table}_{name} ON {table}"
        for table in ("ledger_accounts", "ledger_transfers", "ledger_entries")
        for name in ("unchanged", "kept")
    ),
    *(f"DROP TRIGGER {t}_balanced ON {t}" for t in ("ledger_transfers", "ledger_entries")),
    "DROP TRIGGER ledger_entry_whole ON ledger_entries",
    "DROP FUNCTION ledger_balanced",
    "DROP FUNCTION ledger_unchanged",
    "DROP FUNCTION ledger_whole",
    "ALTER TABLE ledger_transfers DROP COLUMN posted_in",
]


class Migration(migrations.Migration):
    dependencies = [('models', '0043_api_keys')]

    initial = False

    operations = [
        ops.CreateModel(
            name='LedgerAccount',
            fields=[
                ('name', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=48)),
                ('kind', fields.CharEnumField(description='ASSET: asset\nLIABILITY: liability\nINCOME: income\nEXPENSE: expense', enum_type=AccountKind, max_length=16)),
            ],
            options={'table': 'ledger_accounts', 'app': 'models', 'pk_attr': 'name', 'table_description': 'An account, in any number of currencies; it comes to be with its first entry.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='LedgerTransfer',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('key', fields.CharField(unique=True, max_length=128)),
                ('kind', fields.CharField(max_length=32)),
                ('booking_id', fields.BigIntField(null=True, db_index=True)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('note', fields.CharField(default='', db_default='', max_length=200)),
            ],
            options={'table': 'ledger_transfers', 'app': 'models', 'pk_attr': 'id', 'table_description': 'Money that went from accounts to accounts, once for each `key`.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='LedgerEntry',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('transfer', fields.ForeignKeyField('models.LedgerTransfer', source_field='transfer_id', db_constraint=True, to_field='id', related_name='entries', on_delete=OnDelete.RESTRICT)),
                ('account', fields.ForeignKeyField('models.LedgerAccount', source_field='account_id', db_constraint=True, to_field='name', related_name='entries', on_delete=OnDelete.RESTRICT)),
                ('amount', fields.DecimalField(max_digits=16, decimal_places=3)),
                ('currency', fields.CharField(max_length=3)),
            ],
            options={'table': 'ledger_entries', 'app': 'models', 'indexes': [Index(fields=['transfer_id']), Index(fields=['account_id', 'currency'])], 'pk_attr': 'id', 'table_description': 'What a transfer added to one account (positive) or took from it (negative).'},
            bases=['Model'],
        ),
        ops.RunSQL(GUARDS, reverse_sql=FREED),
    ]
