"""Personal data is exported and deleted in full, from every table there is."""

import json
from typing import Any

import pytest

from domain.accounts.models import User
from domain.administration.audit import Act, Actor, Deed, note
from domain.errors import NotFound
from domain.privacy.deletion import delete_person
from domain.privacy.export import export_person
from domain.privacy.queries.holdings import HOLDINGS, NOBODYS
from domain.settings import Settings
from tests.conftest import FakeClock
from tests.scene import Scene, open_scene
from tests.webhooks.conftest import Service, serving_goa
from tests.webhooks.signing_in import PASSWORD

ALL_TABLES = """
    SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition
    AND relnamespace = 'public'::regnamespace
"""
CHAT = 7_654_321_987


async def everything(scene: Scene | Service) -> dict[str, str]:
    """Return every table's rows as text."""
    pool = scene.app.pool
    tables = [row["relname"] for row in await pool.fetch(ALL_TABLES)]
    skipped = {"destination_names", "destinations", "airports", "airport_names", "countries"}
    return {
        table: str(await pool.fetchval(f"SELECT json_agg(to_jsonb(t)) FROM {table} t"))  # noqa: S608
        for table in tables
        if table not in skipped
    }


async def test_every_table_is_known_to_export_and_deletion(
    settings: Settings, clock: FakeClock
) -> None:
    async with open_scene(settings, clock) as scene:
        tables = {row["relname"] for row in await scene.app.pool.fetch(ALL_TABLES)}
        owned = await scene.app.pool.fetch(
            "SELECT DISTINCT conrelid::regclass::text AS name FROM pg_constraint "
            "WHERE contype = 'f' AND confrelid IN ('users'::regclass, 'chats'::regclass)"
        )
    held = {holding.table for holding in HOLDINGS}
    assert tables - held - NOBODYS == set(), "say in domain/privacy/queries/holdings.py whose it is"
    assert held & NOBODYS == set()
    assert {row["name"] for row in owned} <= held


async def _somebody(scene: Scene, booked: str = "draft") -> int:
    """Let somebody have something in most tables; return the account's id."""
    tracker = await scene.track(chat_id=CHAT)
    await scene.check()
    scene.price(7_000)
    await scene.check()
    user = await User.get()
    await User.filter(id=user.id).update(email="asha@example.com", first_name="Ashavari")
    pool, now = scene.app.pool, scene.clock.now()
    update = {"update_id": 1, "message": {"from": {"id": CHAT}, "text": "my passport K1234567"}}
    await pool.execute(
        "INSERT INTO incoming_updates (update_id, payload, received_at, attempts) "
        "VALUES (1, $1, $2, 1)",
        update,
        now,
    )
    await pool.execute(
        """
        INSERT INTO set_aside_updates (digest, reason, error, content, times, first_at, last_at)
        VALUES ('x', 'failed', 'x', $1, 1, $2, $2)
        """,
        str(update),
        now,
    )
    admin = Actor(user.id, "Ashavari", CHAT)
    await note(pool, admin, Deed(Act.BANNED, f"user:{user.id}", {"name": "Ashavari"}), now)
    await note(pool, admin, Deed(Act.SUPPLIER_PAUSED, "supplier:travclan"), now)
    await pool.execute(
        "INSERT INTO supplier_controls (supplier, paused_at, paused_by) "
        "VALUES ('travclan', $1, 'Ashavari')",
        now,
    )
    await pool.execute(
        """
        INSERT INTO universal_bookings (user_id, kind, state, supplier, client_ref, starts_on,
            currency, created_at, changed_at)
        VALUES ($1, 'flight', 'confirmed', 'outside', 'Ashavari-1', '2026-12-12', 'INR', $2, $2)
        """,
        user.id,
        now,
    )
    await pool.execute(
        """
        WITH booked AS (
            INSERT INTO universal_bookings (user_id, kind, state, supplier, client_ref, starts_on,
                currency, created_at, changed_at, email, phone, requests, chat_id, title)
            VALUES ($1, 'hotel', $3::varchar, 'travclan', 'ref-' || $3::varchar, '2026-12-12',
                'INR', $2, $2, 'asha@example.com', '+91', 'for Ashavari', $4, 'Taj') RETURNING id
        ) INSERT INTO booking_guests (booking_id, room, position, first_name, last_name)
        SELECT id, 1, 1, 'Ashavari', 'Rao' FROM booked
        """,
        user.id,
        now,
        booked,
        CHAT,
    )
    await pool.execute(
        """
        WITH paid AS (
            INSERT INTO payment_charges (charge_id, user_id, payer_id, amount, currency, state,
                received_at) VALUES ('c1', $1, $2, 5000, 'INR', 'used', $3) RETURNING id
        ), back AS (
            INSERT INTO payment_refunds (key, charge_id, amount, currency, reason, state,
                created_at) SELECT 'k1', id, 5000, 'INR', 'failed', 'done', $3 FROM paid
        ) INSERT INTO payment_invoices (payload, booking_id, review, user_id, chat_id, amount,
              currency, covers, covers_currency, terms, state, created_at)
        VALUES ('stay-1', 1, 1, $1, $2, 5000, 'INR', 5000, 'INR', '{}', 'paid', $3)
        """,
        user.id,
        CHAT,
        now,
    )
    assert tracker.tracker_id
    return int(user.id)


async def test_after_deletion_nothing_of_the_person_is_left_anywhere(
    settings: Settings, clock: FakeClock
) -> None:
    async with open_scene(settings, clock) as scene:
        user_id = await _somebody(scene)
        other = await scene.track("Palms Retreat", chat_id=5)
        traces = ("Ashavari", "asha@example.com", str(CHAT), "K1234567")
        before = await everything(scene)
        assert all(any(trace in rows for rows in before.values()) for trace in traces)
        await delete_person(scene.app, user_id)
        after = await everything(scene)
        left = [
            (trace, table) for trace in traces for table, rows in after.items() if trace in rows
        ]
        assert left == []
        (kept,) = await scene.rows("SELECT id FROM trackers")
        assert kept["id"] == other.tracker_id
        assert await scene.rows("SELECT 1 FROM trackables WHERE watchers < 0") == []
        with pytest.raises(NotFound):
            await delete_person(scene.app, user_id)


async def test_of_a_booked_stay_the_law_keeps_the_ledger_without_the_guest(
    settings: Settings, clock: FakeClock
) -> None:
    async with open_scene(settings, clock) as scene:
        user_id = await _somebody(scene, "confirmed")
        await delete_person(scene.app, user_id)
        after = await everything(scene)
        for trace in ("Ashavari", "asha@example.com", str(CHAT), "K1234567"):
            assert [table for table, rows in after.items() if trace in rows] == []
        (kept,) = await scene.rows("SELECT * FROM universal_bookings")
        assert (kept["kind"], kept["state"], kept["title"]) == ("hotel", "confirmed", "Taj")
        (charge,) = await scene.rows("SELECT * FROM payment_charges")
        assert (charge["amount"], charge["user_id"], charge["payer_id"]) == (5000, None, None)
        assert len(await scene.rows("SELECT FROM payment_refunds")) == 1
        (shell,) = await scene.rows("SELECT * FROM users")
        assert (shell["email"], shell["is_active"]) == (None, False)


async def test_the_export_holds_everything_but_secrets(
    settings: Settings, clock: FakeClock
) -> None:
    async with open_scene(settings, clock) as scene:
        user_id = await _somebody(scene)
        await scene.track("Palms Retreat", chat_id=5)
        told = await export_person(scene.app, user_id)
    text = json.dumps(told)
    assert set(told["tables"]) == {holding.table for holding in HOLDINGS}
    for trace in ("Ashavari", "asha@example.com", str(CHAT), "K1234567"):
        assert trace in text
    (tracker,) = told["tables"]["trackers"]
    assert tracker["name"] == "Taj Holiday Village"
    assert told["tables"]["tracker_alerts"]
    assert "password_hash" not in text
    assert "share_token" not in text


async def test_export_and_deletion_over_the_api(settings: Settings, clock: FakeClock) -> None:
    async with serving_goa(settings, clock) as service:
        asha = await service.signed_in()
        made = (await asha.post("/keys", json={"name": "k", "scopes": ["read"]})).json()
        told = (await asha.get("/me/export")).json()
        assert told["tables"]["users"][0]["email"] == "asha@example.com"
        assert made["key"] not in json.dumps(told)
        program = service.client(Authorization=f"Bearer {made['key']}")
        assert (await program.get("/me/export")).status_code == 403
        wrong: Any = await asha.request("DELETE", "/me", json={"password": "not mine"})
        assert wrong.status_code == 401
        gone = await asha.request("DELETE", "/me", json={"password": PASSWORD})
        assert gone.status_code == 204
        assert (await asha.get("/me")).status_code == 401
        assert (await program.get("/trackers")).status_code == 401
        rows = await everything(service)
        assert [table for table, text in rows.items() if "asha@example.com" in text] == []
