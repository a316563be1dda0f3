"""Where clocks are put forward and back: paces are real time, days and ends are the clock's own."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.accounts.models import User
from domain.alerts.models import DigestKind
from domain.alerts.quiet_hours import QuietHours, local_day
from domain.alerts.timing import Held, digest_due, overflow
from domain.alerts.values import Reader
from domain.checks.cadence import FIXED, Demand, Frequency, next_check, next_try
from domain.full_names import FullName
from domain.search.values import DestinationView
from domain.stay import Stay
from domain.suppliers.contract import Coordinates, Place, PriceQuestion
from domain.trackers.creation import ends_with_check_in
from domain.trackers.lifecycle import end_trackers
from domain.trackers.particulars import be_quiet, set_end
from tests.scene import Scene

BERLIN, CAIRO = "Europe/Berlin", "Africa/Cairo"
MINUTE = timedelta(minutes=1)
# Berlin: 02:00 becomes 03:00, and 03:00 becomes 02:00, both at 01:00 UTC.
SPRING = datetime(2026, 3, 29, 1, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 25, 1, tzinfo=UTC)


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
@pytest.mark.parametrize("frequency", sorted(FIXED))
def test_a_pace_is_real_time_however_the_clock_is_put(
    change: datetime, frequency: Frequency
) -> None:
    interval = FIXED[frequency]
    demand = Demand(
        change.date() + timedelta(days=40), int(interval.total_seconds()), is_smart=False
    )
    for minutes in range(-90, 91, 30):
        now = change + timedelta(minutes=minutes)
        due_at = next_check(now, demand, timedelta(minutes=15), dice=0.5).due_at
        assert due_at - now == interval


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_a_retry_over_the_change_waits_as_long_as_any(change: datetime) -> None:
    before = change - timedelta(seconds=5)
    wait = next_try(before, 1, "unreachable", dice=0.5).due_at - before
    assert wait == timedelta(seconds=20)


@pytest.mark.parametrize(
    ("begun", "due"),
    [
        # 09:00 in Berlin is 08:00 UTC in winter and 07:00 in summer.
        ("2026-03-28T12:00", "2026-03-29T07:00"),
        ("2026-03-27T12:00", "2026-03-28T08:00"),
        ("2026-10-24T12:00", "2026-10-25T08:00"),
        ("2026-10-23T12:00", "2026-10-24T07:00"),
    ],
)
def test_a_daily_digest_keeps_to_the_hour_on_the_wall(begun: str, due: str) -> None:
    began = datetime.fromisoformat(begun).replace(tzinfo=UTC)
    at = datetime.fromisoformat(due).replace(tzinfo=UTC)
    reader = Reader(1, BERLIN, digest_hour=9)
    assert overflow(reader, began) == Held(DigestKind.DAILY, at)
    assert digest_due(DigestKind.DAILY, reader, began, began + MINUTE) == at


@pytest.mark.parametrize(
    ("begun", "ends"),
    [
        ("2026-03-28T12:00", "2026-03-29T05:00"),
        ("2026-10-24T12:00", "2026-10-25T06:00"),
    ],
)
def test_a_digest_in_a_night_of_the_change_waits_until_it_ends(begun: str, ends: str) -> None:
    began = datetime.fromisoformat(begun).replace(tzinfo=UTC)
    end = datetime.fromisoformat(ends).replace(tzinfo=UTC)
    reader = Reader(1, BERLIN, QuietHours(22 * 60, 7 * 60, BERLIN), digest_hour=2)
    assert overflow(reader, began) == Held(DigestKind.DAILY, end)


@pytest.mark.parametrize(
    ("zone", "begins", "hours"),
    [
        (BERLIN, "2026-03-28T23:00", 23),
        (BERLIN, "2026-10-24T22:00", 25),
        (CAIRO, "2026-04-23T22:00", 23),
        (CAIRO, "2026-10-28T21:00", 25),
    ],
)
def test_the_day_of_the_days_number_is_as_long_as_the_clock_makes_it(
    zone: str, begins: str, hours: int
) -> None:
    began = datetime.fromisoformat(begins).replace(tzinfo=UTC)
    day = local_day(began, zone)
    inside = [local_day(began + n * timedelta(minutes=15), zone) for n in range(hours * 4)]
    assert set(inside) == {day}
    assert local_day(began - MINUTE, zone) == day - timedelta(days=1)
    assert local_day(began + timedelta(hours=hours), zone) == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("check_in", "ends"),
    [
        ("2026-03-28", "2026-03-28T17:00"),
        ("2026-03-29", "2026-03-29T16:00"),
        ("2026-10-24", "2026-10-24T16:00"),
        ("2026-10-25", "2026-10-25T17:00"),
    ],
)
def test_check_in_is_by_the_hotels_own_clock(check_in: str, ends: str) -> None:
    day = date.fromisoformat(check_in)
    place = Place("Berlin", "DE", "Germany", Coordinates(52.52, 13.405))
    berlin = DestinationView(1, "Berlin", FullName(("Berlin",), "DE", "Germany"), BERLIN, place)
    question = PriceQuestion(Stay(day, day + timedelta(days=2)), "IN", "INR")
    end = datetime.fromisoformat(ends).replace(tzinfo=UTC)
    assert ends_with_check_in(berlin, question) == end


async def at(scene: Scene, now: str, zone: str) -> None:
    """Begin at another time, with a traveller of another zone."""
    scene.clock.set(datetime.fromisoformat(now).replace(tzinfo=UTC))
    await scene.meet()
    await User.all().update(time_zone=zone)


@pytest.mark.parametrize(
    ("zone", "day", "ends"),
    [
        (BERLIN, date(2026, 10, 24), "2026-10-24T21:59"),
        (BERLIN, date(2026, 10, 25), "2026-10-25T22:59"),
        # Cairo's clock goes from 24:00 back to 23:00: its 23:59 comes twice.
        (CAIRO, date(2026, 10, 29), "2026-10-29T21:59"),
        (CAIRO, date(2026, 10, 30), "2026-10-30T21:59"),
    ],
)
async def test_a_watch_ends_with_the_last_minute_of_the_day(
    scene: Scene, zone: str, day: date, ends: str
) -> None:
    await at(scene, "2026-10-23T12:00", zone)
    tracker, traveller = await scene.track(), await scene.meet()
    end = datetime.fromisoformat(ends).replace(tzinfo=UTC)
    view = await set_end(scene.app, traveller, tracker.tracker_id, day.isoformat())
    assert view.ends_at == end
    assert local_day(end + MINUTE, zone) == day + timedelta(days=1)
    assert await end_trackers(scene.app.pool, end - MINUTE) == 0
    assert await end_trackers(scene.app.pool, end) == 1


async def test_a_days_silence_over_the_change_is_as_long_as_any(scene: Scene) -> None:
    await at(scene, "2026-10-24T20:00", BERLIN)
    tracker, traveller = await scene.track(), await scene.meet()
    view = await be_quiet(scene.app, traveller, tracker.tracker_id, "1")
    assert view.muted_until == scene.clock.now() + timedelta(days=1)
