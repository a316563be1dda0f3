"""What is sealed opens with the keys that there are, and moves to the newest one."""

from dataclasses import replace as changed
from typing import Any

from pydantic import SecretStr

from domain.accounts.models import User
from domain.app import App
from domain.event_hooks.events import EventKind
from domain.event_hooks.service import make_hook
from domain.sealing import Sealed, reseal, seal, unseal
from domain.settings import Settings
from domain.suppliers.contract import Supplier
from domain.suppliers.controls import open_credentials, seal_credentials
from domain.suppliers.queries import keep_credentials, read_controls
from workers.housekeeping import seal_anew

OLD, NEW = (SecretStr(f"{word} secret of more than thirty-two letters") for word in ("an old", "a"))

GUEST = """
    WITH made AS (
        INSERT INTO universal_bookings (user_id, kind, state, supplier, client_ref, starts_on,
            currency, created_at, changed_at)
        VALUES ($1, 'hotel', 'confirmed', 'travclan', 'x', '2026-12-12', 'INR', $2, $2)
        RETURNING id
    ) INSERT INTO booking_guests (booking_id, room, position, title, first_name, last_name,
        documents) SELECT id, 0, 0, 'ms', 'Asha', 'Rao', $3 FROM made
    """


def with_keys(settings: Settings, key: SecretStr, *before: SecretStr) -> Settings:
    return settings.model_copy(update={"secret_key": key, "secret_keys_before": before})


def test_an_earlier_key_still_opens_and_a_forgotten_one_does_not(settings: Settings) -> None:
    sealed = seal(with_keys(settings, OLD), "passport J8369854")
    assert "J8369854" not in sealed
    assert unseal(with_keys(settings, NEW, OLD), sealed) == "passport J8369854"
    assert unseal(with_keys(settings, NEW), sealed) is None
    turned = sealed[:40] + ("A" if sealed[40] != "A" else "B") + sealed[41:]
    assert unseal(with_keys(settings, OLD), turned) is None


async def test_it_is_sealed_anew_and_what_stands_before_it_stays(settings: Settings) -> None:
    both, alone = with_keys(settings, NEW, OLD), with_keys(settings, NEW)
    fresh = seal(alone, "new")
    kept = {1: f"pan,passport:{seal(with_keys(settings, OLD), 'old')}", 2: fresh, 3: "nobody's"}

    async def replace(key: Any, before: str, after: str) -> None:
        assert kept[key] == before
        kept[key] = after

    await reseal(both, [Sealed(*one) for one in kept.items()], replace)
    kinds, _, sealed = kept[1].partition(":")
    assert (kinds, unseal(alone, sealed)) == ("pan,passport", "old")
    assert (kept[2], kept[3]) == (fresh, "nobody's")


async def test_all_that_is_sealed_in_the_database_moves(app: App) -> None:
    old = with_keys(app.settings, OLD)
    now = app.clock.now()
    user = await User.create(
        email="asha@example.com", currency="INR", nationality="IN", time_zone="Asia/Kolkata",
        created_at=now, last_seen_at=now,
    )  # fmt: skip
    await make_hook(app.pool, old, user.id, "https://example.com/x", list(EventKind), now)
    credentials = {"SERPAPI_KEY": "a key"}
    await keep_credentials(app.pool, Supplier.SERPAPI, seal_credentials(old, credentials), now)
    await app.pool.execute(GUEST, user.id, now, f"passport:{seal(old, 'passport J8369854')}")
    moved = changed(app, settings=with_keys(app.settings, NEW, OLD))
    for _ in range(2):
        await seal_anew(moved)
    alone = with_keys(app.settings, NEW)
    assert (unseal(alone, await app.pool.fetchval("SELECT secret FROM event_hooks")) or "")[:6] == (
        "whsec_"
    )
    control = (await read_controls(app.pool))[Supplier.SERPAPI]
    assert open_credentials(alone, control.sealed) == credentials
    documents = await app.pool.fetchval("SELECT documents FROM booking_guests")
    assert unseal(alone, documents.partition(":")[2]) == "passport J8369854"
