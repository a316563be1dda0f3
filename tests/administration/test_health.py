"""Health samples, and alarms that are reported once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.accounts.models import Role, User
from domain.accounts.travellers import meet_traveller
from domain.administration.health.alarms import (
    HEALTH_BROKE,
    HEALTH_MENDED,
    THRESHOLDS,
    Alarm,
    judge,
    measure,
    raise_alarms,
    read_alarms,
)
from domain.administration.health.queries import Seen
from domain.administration.health.samples import (
    KEPT_FOR,
    Window,
    read_samples,
    take_sample,
)
from domain.app import App
from tests.conftest import FakeClock

WELL = Seen(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), 3, 10.0, 0, 0.0, 40, 1, 0.01)
LATE = replace(WELL, oldest_alert=500.0)


async def told(app: App) -> list[tuple[str, str]]:
    rows = await app.pool.fetch("SELECT kind, address FROM outbox_messages ORDER BY id")
    return [(row["kind"], row["address"]) for row in rows]


async def admins(app: App, *chats: int) -> None:
    for chat_id in chats:
        await meet_traveller(chat_id, "Asha", "en-IN", app.clock.now())
    await User.all().update(role=Role.ADMIN)


async def test_a_threshold_is_told_once_when_it_breaks_and_once_when_it_is_mended(
    app: App,
) -> None:
    await admins(app, 1, 2)
    now = app.clock.now()
    for _ in range(3):
        await raise_alarms(app.pool, LATE, now)
    assert list(await read_alarms(app.pool)) == [Alarm.ALERTS_LATE]
    # What swings about the threshold is not told again and again.
    await raise_alarms(app.pool, replace(WELL, oldest_alert=100.0), now)
    await raise_alarms(app.pool, LATE, now)
    assert await told(app) == [(HEALTH_BROKE, "1"), (HEALTH_BROKE, "2")]
    for _ in range(2):
        await raise_alarms(app.pool, WELL, now + timedelta(minutes=5))
    assert (await told(app))[2:] == [(HEALTH_MENDED, "1"), (HEALTH_MENDED, "2")]
    await raise_alarms(app.pool, LATE, now + timedelta(minutes=9))
    assert len(await told(app)) == 6


@given(
    st.integers(0, 2_000), st.integers(0, 300), st.integers(0, 50), st.integers(0, 50),
    st.integers(0, 16), st.integers(0, 2), st.integers(0, 2 ** len(Alarm) - 1),
)  # fmt: skip
def test_nothing_breaks_and_mends_at_once(
    check: int, alert: int, sent: int, failed: int, quarters: int, wallets: int, opened: int
) -> None:
    sample = replace(
        WELL, oldest_check=check, oldest_alert=alert, sent=sent, failed=failed,
        database_seconds=quarters / 4, wallets_low=wallets,
    )  # fmt: skip
    before = {one for n, one in enumerate(Alarm) if opened >> n & 1}
    broken, mended = judge(sample, sorted(before))
    assert not set(broken) & set(mended)
    assert set(broken).isdisjoint(before)
    assert set(mended) <= before
    found = measure(sample)
    assert all(found[one] > THRESHOLDS[one] for one in broken)
    assert all(found[one] < THRESHOLDS[one] for one in mended)


async def test_few_failures_are_no_alarm(app: App) -> None:
    await admins(app, 1)
    await raise_alarms(app.pool, replace(WELL, sent=1, failed=3), app.clock.now())
    assert await told(app) == []


async def test_what_is_refused_again_and_again_is_an_alarm_before_it_is_given_up(app: App) -> None:
    await admins(app, 1)
    await raise_alarms(app.pool, replace(WELL, sent=40, retried=8), app.clock.now())
    assert list(await read_alarms(app.pool)) == []
    await raise_alarms(app.pool, replace(WELL, sent=0, failed=0, retried=14), app.clock.now())
    assert list(await read_alarms(app.pool)) == [Alarm.SENDS_FAIL]


async def test_samples_are_kept_for_days_and_read_by_windows(app: App, clock: FakeClock) -> None:
    for _ in range(5):
        await take_sample(app)
        await take_sample(app)
        clock.advance(timedelta(minutes=20))
    hour = await read_samples(app.pool, Window.HOUR, clock.now())
    day = await read_samples(app.pool, Window.DAY, clock.now())
    assert (len(hour), len(day)) == (2, 5)
    clock.advance(KEPT_FOR)
    await take_sample(app)
    assert await app.pool.fetchval("SELECT count(*) FROM health_samples") == 1
