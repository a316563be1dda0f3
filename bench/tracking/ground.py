"""Where the engine is measured: a PostgreSQL and a Valkey of its own, filled with trackers.

The rows are written by SQL, because a million of them would take the product's own services
minutes. What is written is what those services write: see `domain.trackers.creation`.
"""

import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.scale import lent_servers
from devstack.postgres import EmbeddedPostgres
from devstack.valkey import EmbeddedValkey
from domain.app import App, open_app
from domain.configuration import load_settings
from domain.migrate import bring_up_to_date
from domain.settings import Settings
from domain.suppliers.registry import SupplierRegistry
from domain.unit_of_work import Database

# Hotels that one batch question prices together.
HOTELS_A_QUESTION = 100
REFERENCE = 10_000
NOWHERE = "http://127.0.0.1:9"


@dataclass(frozen=True, slots=True)
class Ground:
    """The running servers; `settings` lead to them."""

    settings: Settings

    @property
    def database(self) -> str:
        """Return the database's address."""
        return self.settings.database_url.get_secret_value()

    @asynccontextmanager
    async def app(self, suppliers: SupplierRegistry) -> AsyncIterator[App]:
        """Open the product on these servers."""
        async with open_app(self.settings, suppliers=suppliers) as app:
            yield app


@asynccontextmanager
async def open_ground() -> AsyncIterator[Ground]:
    """Start the servers with an empty, migrated database; stop them and remove all of it after.

    Servers that were lent stay as they are.
    """
    lent = lent_servers()
    if lent is not None:
        yield Ground(settings_for(*lent))
        return
    with tempfile.TemporaryDirectory(prefix="often-bench-") as folder:
        os.chmod(folder, 0o755)  # noqa: PTH101, S103 - the server's account must get through
        postgres, valkey = EmbeddedPostgres(Path(folder)), EmbeddedValkey(Path(folder))
        postgres.start()
        valkey.start()
        try:
            await bring_up_to_date(postgres.dsn(), datetime.now(UTC))
            yield Ground(settings_for(postgres.dsn(), valkey.dsn()))
        finally:
            valkey.stop()
            postgres.stop()


def settings_for(database_url: str, redis_url: str) -> Settings:
    """Return settings for these servers, with a Telegram that does not answer."""
    return load_settings(
        {
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "BOT_TOKEN": "1000000001:BENCH-often-hotels-bot-token-000000",
            "TELEGRAM_API_URL": NOWHERE,
        },
        Path("/nonexistent/.env"),
    )


async def fill(pool: Database, trackables: int, watchers: int, *, has_rules: bool = True) -> None:
    """Write `trackables` hotel stays with `watchers` trackers each, all due, prices known.

    A tracker has one rule, unless `has_rules` is False; kinds take turns: drop, target, lowest
    price, rise.
    """
    async with pool.acquire() as connection:
        await connection.execute("SET synchronous_commit = off")
        for statement in (*_STAYS, *(_RULES if has_rules else ())):
            arguments = (trackables, watchers, HOTELS_A_QUESTION, REFERENCE)
            used = [value for n, value in enumerate(arguments, 1) if f"${n}" in statement]
            await connection.execute(_renumbered(statement), *used)
    await pool.execute(
        "VACUUM (ANALYZE) trackables, trackers, tracked_items, price_rules, rule_states"
    )


async def empty(pool: Database) -> None:
    """Remove what `fill` and the checks wrote."""
    await pool.execute(
        "TRUNCATE universal_price_history, tracker_results, tracker_alerts, rule_states, "
        "price_rules, tracked_items, trackers, trackables, hotel_listings, hotels, chats, users "
        "RESTART IDENTITY CASCADE"
    )


async def make_due(pool: Database) -> None:
    """Make every watched trackable due at once."""
    await pool.execute("UPDATE trackables SET due_at = now(), lease = NULL, leased_until = NULL")


async def count_alerts(pool: Database) -> int:
    """Return how many alerts there are."""
    found: int = await pool.fetchval("SELECT count(*) FROM tracker_alerts")
    return found


def _renumbered(statement: str) -> str:
    """Return the statement with its parameters numbered without gaps."""
    used = [f"${n}" for n in range(1, 5) if f"${n}" in statement]
    for number, name in enumerate(used, 1):
        statement = statement.replace(name, f"${number}")
    return statement


_STAYS = (
    """
    INSERT INTO users (first_name, language, currency, nationality, time_zone, role, is_active,
                       is_verified, digest_hour, alerts_a_day, created_at, last_seen_at)
    SELECT 'Asha', 'en', 'INR', 'IN', 'Asia/Kolkata', 'traveller', true, false, 9, 20, now(), now()
    FROM generate_series(1, greatest($2::int, 1000))
    """,
    """
    INSERT INTO chats (id, user_id, type, title, is_reachable, created_at)
    SELECT id, id, 'private', '', true, now() FROM users
    """,
    """
    INSERT INTO hotels (destination_id, name, photos, amenities, created_at, seen_at)
    SELECT (SELECT min(id) FROM destinations), 'Hotel ' || n, '[]', '[]', now(), now()
    FROM generate_series(1, least($3::int, $1::int)) n
    """,
    """
    INSERT INTO hotel_listings (hotel_id, supplier, supplier_id, name, match_score, seen_at)
    SELECT id, 'travclan', 't' || id, name, 100, now() FROM hotels
    """,
    """
    INSERT INTO trackables (fingerprint, kind, hotel_id, destination_id, check_in, check_out, rooms,
        nationality, currency, terms, question_key, watchers, due_at, due_reason, interval_seconds,
        supplier_status, failures, availability, last_total, lowest_total, observations,
        first_observed_at, last_source, last_checked_at, last_observed_at, created_at)
    SELECT md5('stay' || n) || md5('x' || n), 'hotel_stay', 1 + n % $3::int,
        (SELECT min(id) FROM destinations), current_date + 30 + (n / $3::int) % 300,
        current_date + 33 + (n / $3::int) % 300,
        jsonb_build_array(jsonb_build_array(1 + n / ($3::int * 300) % 9, '[]'::jsonb)),
        chr(65 + n / ($3::int * 2700) % 26) || 'N', 'INR', '{}', md5('question' || n / $3::int),
        $2::int, now(), 'new', 0, 'ok', 0, 'available', $4::int, $4::int, 20,
        now() - interval '30 days', 'travclan', now(), now(), now()
    FROM generate_series(0, $1::int - 1) n
    """,
    """
    INSERT INTO trackers (user_id, chat_id, kind, name, state, frequency, ends_at, request_key,
                          created_at, changed_at)
    SELECT u, u, 'hotel_stay', 'Hotel', 'active', 'smart', now() + interval '30 days',
        md5('wish' || n) || md5('y' || n), now(), now()
    FROM (SELECT n, 1 + n % greatest($2::int, 1000) AS u
          FROM generate_series(0, $1::int * $2::int - 1) n) w
    """,
    """
    INSERT INTO tracked_items (tracker_id, trackable_id, first_total)
    SELECT id, 1 + (id - 1) / $2::int, $4::int FROM trackers
    """,
)
_RULES = (
    """
    INSERT INTO price_rules (tracker_id, kind, percent, target, is_active, created_at)
    SELECT id, (ARRAY['price_drop', 'target_price', 'all_time_low', 'price_rise'])[1 + id % 4],
        CASE id % 4 WHEN 0 THEN 5 WHEN 3 THEN 8 END, CASE id % 4 WHEN 1 THEN $4::int * 9 / 10 END,
        true, now()
    FROM trackers
    """,
    """
    INSERT INTO rule_states (rule_id, trackable_id, kind, phase, reference, low, high, firings,
                             changed_at)
    SELECT r.id, i.trackable_id, r.kind, 'armed', $4::int,
        CASE r.kind WHEN 'price_drop' THEN $4::int * 0.95 WHEN 'target_price' THEN r.target
                    WHEN 'all_time_low' THEN $4::int * 0.98 END,
        CASE r.kind WHEN 'price_rise' THEN $4::int * 1.08 END, 0, now()
    FROM price_rules r JOIN tracked_items i USING (tracker_id)
    """,
)
