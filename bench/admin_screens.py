"""Every page of administration with a million trackers and a hundred thousand accounts.

The rows are written by `generate_series`: alerts, messages, bookings, the audit log and eight days
of samples among them. What is timed is the handler itself, its reading, words and pictures; only
Telegram is left out.
"""

import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any, cast

import asyncpg
from aiogram import Bot
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.base import StorageKey
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, Chat, Message, User

from bench.press_to_edit import figures
from bench.scale import scaled
from bench.tracking.ground import empty, fill, open_ground
from bench.tracking.market import instant_suppliers
from bot.admin import handlers as watch
from bot.admin.broadcasts import handlers as broadcasts
from bot.admin.broadcasts.buttons import BroadcastAction, BroadcastButton
from bot.admin.buttons import AdminGo, AdminPage
from bot.admin.cases import handlers as cases
from bot.admin.clusters import handlers as clusters
from bot.admin.failures import handlers as failures
from bot.admin.health import handlers as health
from bot.admin.health.buttons import HealthButton
from bot.admin.log import handlers as log
from bot.admin.people import handlers as people
from bot.admin.people.buttons import PersonAction, PersonButton
from bot.admin.suppliers import handlers as suppliers
from bot.admin.unread import handlers as unread
from bot.locales import translator
from bot.middlewares.prompt_answers import PressAnswer
from bot.updates.visit import Visit
from domain.accounts.travellers import Traveller
from domain.app import App

STAYS, WATCHERS = scaled((50_000, 20), short=(50, 4))
ACCOUNTS, PAST = scaled(100_000, short=1_050), scaled(300_000, short=100)
ROUNDS = scaled(7, short=1)
Opening = Callable[[], Awaitable[object]]
ROWS = (
    """
    INSERT INTO users (first_name, username, email, language, currency, nationality, time_zone,
        role, is_active, is_verified, digest_hour, alerts_a_day, created_at, last_seen_at)
    SELECT (ARRAY['Asha', 'Ravi', 'Мария', 'José', 'मीरा'])[1 + n % 5] || n, 'person_' || n,
        'person' || n || '@example.com', (ARRAY['en', 'hi', 'es', 'ru'])[1 + n % 4],
        (ARRAY['INR', 'EUR', 'RUB'])[1 + n % 3], 'IN', 'Asia/Kolkata', 'traveller', true, true, 9,
        20, now(), now() - n % 400 * interval '1 day'
    FROM generate_series((SELECT count(*)::int FROM users) + 1, $1::int) n
    """,
    """
    INSERT INTO chats (id, user_id, type, title, is_reachable, created_at)
    SELECT u.id, u.id, 'private', '', true, now() FROM users u
    WHERE NOT EXISTS (SELECT FROM chats c WHERE c.id = u.id)
    """,
    """
    UPDATE trackers SET user_id = 1 + id % $1::int, chat_id = 1 + id % $1::int
    """,
    """
    INSERT INTO tracker_alerts (rule_id, tracker_id, trackable_id, kind, dedupe_key, total,
        currency, source, observed_at, state, created_at, sent_at, failed_at)
    SELECT r.id, r.tracker_id, s.trackable_id, r.kind, 'bench' || r.id, 9000, 'INR', 'travclan',
        now(), CASE WHEN r.id % 50 = 0 THEN 'failed' ELSE 'sent' END, now(),
        now() - r.id % 43200 * interval '1 minute', now() - r.id % 43200 * interval '1 minute'
    FROM price_rules r JOIN rule_states s ON s.rule_id = r.id ORDER BY r.id LIMIT $2::int
    """,
    """
    INSERT INTO alert_feedback (alert_id, user_id, is_helpful, given_at)
    SELECT a.id, t.user_id, a.id % 3 > 0, now() - a.id % 30 * interval '1 day'
    FROM tracker_alerts a JOIN trackers t ON t.id = a.tracker_id WHERE a.id % 10 = 0
    """,
    """
    INSERT INTO outbox_messages (user_id, channel, address, kind, payload, language, class, urgency,
        dedupe_key, state, created_at, ended_at, tries, maybe_sent)
    SELECT 1 + n % $1::int, 'telegram', n::text, 'digest', '{}', 'en', 0, 0, 'bench' || n,
        CASE WHEN n % 50 = 0 THEN 'gone' ELSE 'sent' END, now(),
        now() - n % 43200 * interval '1 minute', 0, false
    FROM generate_series(1, $2::int) n
    """,
    """
    INSERT INTO audit_entries (admin_id, admin_name, chat_id, act, subject, before, after, at)
    SELECT 1, 'Asha', 1, 'banned', 'user:' || 1 + n % $1::int, '{}', '{}', now()
    FROM generate_series(1, greatest($2::int / 10, 1)) n
    """,
    """
    INSERT INTO health_samples (at, checks_due, oldest_check, alerts_waiting, oldest_alert, sent,
        failed, database_seconds, gone, checks_done, unread)
    SELECT date_trunc('minute', now()) - n * interval '1 minute', n % 90, n % 70, n % 8, n % 5,
        n % 500, n % 3, 0.01, n % 2, n % 900, n % 4
    FROM generate_series(0, 60 * 24 * 8) n
    """,
    """
    INSERT INTO unread_lines (user_id, text_hash, language, request, words, written_at)
    SELECT 1 + n % $1::int, md5(n::text), 'en', 'stay', jsonb_build_array('word' || n % 400), now()
    FROM generate_series(1, greatest($2::int / 10, 1)) n
    """,
    """
    INSERT INTO set_aside_updates (digest, content, reason, error, times, first_at, last_at)
    SELECT md5(n::text), 'update ' || n, 'failed', 'ValueError', 1, now(), now()
    FROM generate_series(1, 200) n ON CONFLICT DO NOTHING
    """,
)


async def measure() -> dict[str, Any]:
    """Return each page's milliseconds."""
    registry, _supplier = instant_suppliers()
    async with open_ground() as ground, ground.app(registry) as app:
        await _fill(app, ground.database)
        return {
            "trackers": STAYS * WATCHERS,
            "accounts": ACCOUNTS,
            **{name: figures(await _times(opening)) for name, opening in _pages(app).items()},
        }


async def _fill(app: App, database: str) -> None:
    await empty(app.pool)
    await fill(app.pool, STAYS, WATCHERS)
    # The product's own connections end what takes longer than any page may.
    connection = await asyncpg.connect(database)
    try:
        await connection.execute("SET synchronous_commit = off")
        for statement in ROWS:
            values = [v for n, v in enumerate((ACCOUNTS, PAST), 1) if f"${n}" in statement]
            sql = statement if "$1" in statement else statement.replace("$2", "$1")
            await connection.execute(sql, *values)
        await connection.execute("VACUUM (ANALYZE)")
    finally:
        await connection.close()


async def _times(opening: Opening) -> list[float]:
    seconds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        await opening()
        seconds.append(time.perf_counter() - began)
    return seconds


class _Unanswered:
    """A press that nobody waits for."""

    async def answer(self, *_words: object, **_details: object) -> bool:
        """Say nothing."""
        return True


def _message(text: str) -> Message:
    chat, person = Chat(id=1, type="private"), User(id=1, is_bot=False, first_name="Asha")
    return Message(message_id=1, date=datetime.now(UTC), chat=chat, from_user=person, text=text)


def _pages(app: App) -> Mapping[str, Opening]:
    """Return how each page is opened, as a press or a typed line opens it."""
    admin = Traveller(1, 1, "Asha", "en", "INR", "IN", "Asia/Kolkata")
    visit, pressed = Visit(app, admin, translator("en")), cast("CallbackQuery", None)
    answer = PressAnswer(cast("CallbackQuery", _Unanswered()), cast("Bot", None))
    state = FSMContext(MemoryStorage(), StorageKey(1, 1, 1))

    def find(text: str) -> Opening:
        return lambda: people.find(_message(text), text, visit)

    def of_person(action: PersonAction) -> Opening:
        button = PersonButton(action=action, user_id=ACCOUNTS // 2)
        return lambda: people.press(pressed, button, visit, answer)

    def of_health(window: str) -> Opening:
        return lambda: health.show(pressed, visit, HealthButton(window=window))

    new = BroadcastButton(action=BroadcastAction.NEW)
    return {
        "checks": lambda: watch.show(pressed, visit, state),
        "health, hour": lambda: health.show(pressed, visit, AdminGo(to=AdminPage.HEALTH)),
        "health, week": of_health("w"),
        "suppliers": lambda: suppliers.show(pressed, visit),
        "people": lambda: people.show(pressed, visit, state),
        "people, by name": find("Asha10"),
        "people, by username": find("@person_10"),
        "people, by e-mail": find(f"person{ACCOUNTS - 1}@example.com"),
        "people, by number": find(str(ACCOUNTS // 3)),
        "person": of_person(PersonAction.SHOW),
        "person's trackers": of_person(PersonAction.TRACKERS),
        "person's history": of_person(PersonAction.LOG),
        "log": lambda: log.show(pressed, visit),
        "cases": lambda: cases.show(pressed, visit, state),
        "clusters": lambda: clusters.show_all(pressed, visit, state),
        "broadcasts": lambda: broadcasts.show_all(pressed, visit, state),
        "broadcast, with its audience": lambda: broadcasts.press(pressed, new, visit, state),
        "failing trackers": lambda: failures.show(pressed, visit),
        "unread words": lambda: unread.show(pressed, visit),
    }
