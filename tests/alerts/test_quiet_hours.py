"""Quiet hours on real clocks: over midnight, and over clock changes in both directions."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.alerts.quiet_hours import QuietHours, local_day, next_hour, quiet_hours

BERLIN, KOLKATA, NEW_YORK = "Europe/Berlin", "Asia/Kolkata", "America/New_York"
NIGHT = (22 * 60, 7 * 60)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def until(begins: str, ends: str, zone: str, now: str) -> datetime | None:
    minutes = [int(t[:2]) * 60 + int(t[3:]) for t in (begins, ends)]
    return QuietHours(minutes[0], minutes[1], zone).quiet_until(utc(now))


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        ("2026-11-24T16:29", None),  # 21:59 in Kolkata
        ("2026-11-24T16:30", "2026-11-25T01:30"),
        ("2026-11-24T20:00", "2026-11-25T01:30"),
        ("2026-11-25T01:29", "2026-11-25T01:30"),
        ("2026-11-25T01:30", None),
    ],
)
def test_a_night_without_clock_change(now: str, ends: str | None) -> None:
    assert until("22:00", "07:00", KOLKATA, now) == (ends and utc(ends))


@pytest.mark.parametrize(
    ("now", "is_quiet"), [("2026-06-01T10:59", False), ("2026-06-01T11:00", True),
                          ("2026-06-01T12:59", True), ("2026-06-01T13:00", False)],
)  # fmt: skip
def test_an_afternoon_does_not_reach_over_midnight(now: str, is_quiet: bool) -> None:
    assert (until("13:00", "15:00", BERLIN, now) is not None) is is_quiet


def test_the_same_minute_twice_and_nothing_stored_are_no_quiet_hours() -> None:
    assert until("08:00", "08:00", BERLIN, "2026-06-01T06:00") is None
    assert quiet_hours(None, 420, BERLIN) is None
    assert quiet_hours(60, None, BERLIN) is None


# Berlin's clock goes from 02:00 to 03:00 on 29 March 2026, at 01:00 UTC.
def test_the_spring_night_is_an_hour_shorter() -> None:
    assert until("22:00", "07:00", BERLIN, "2026-03-28T21:00") == utc("2026-03-29T05:00")
    assert until("22:00", "07:00", BERLIN, "2026-03-29T05:00") is None


def test_an_end_that_the_clock_skips_is_the_skip() -> None:
    assert until("22:00", "02:30", BERLIN, "2026-03-29T00:59") == utc("2026-03-29T01:00")
    assert until("22:00", "02:30", BERLIN, "2026-03-29T01:00") is None


def test_a_beginning_that_the_clock_skips_is_the_skip() -> None:
    assert until("02:30", "06:00", BERLIN, "2026-03-29T00:59") is None
    assert until("02:30", "06:00", BERLIN, "2026-03-29T01:00") == utc("2026-03-29T04:00")


# Berlin's clock goes from 03:00 back to 02:00 on 25 October 2026, at 01:00 UTC.
def test_the_autumn_night_is_an_hour_longer() -> None:
    assert until("22:00", "07:00", BERLIN, "2026-10-24T20:00") == utc("2026-10-25T06:00")


def test_an_end_that_comes_twice_is_the_second_and_the_night_is_not_broken() -> None:
    for now in ("2026-10-25T00:15", "2026-10-25T00:45", "2026-10-25T01:15"):
        assert until("22:00", "02:30", BERLIN, now) == utc("2026-10-25T01:30")
    assert until("22:00", "02:30", BERLIN, "2026-10-25T01:30") is None


def test_a_beginning_that_comes_twice_is_the_first() -> None:
    assert until("02:30", "06:00", BERLIN, "2026-10-25T00:29") is None
    assert until("02:30", "06:00", BERLIN, "2026-10-25T00:30") == utc("2026-10-25T05:00")
    assert until("02:30", "06:00", BERLIN, "2026-10-25T01:10") == utc("2026-10-25T05:00")


def test_a_day_that_a_zone_leaves_out() -> None:
    # Samoa had no 30 December 2011: from 29 December, 24:00 (10:00 UTC) it went to the 31st.
    assert until("22:00", "07:00", "Pacific/Apia", "2011-12-30T09:00") == utc("2011-12-30T10:00")


def test_another_zone_is_another_night() -> None:
    now = "2026-11-24T20:00"
    assert until("22:00", "07:00", KOLKATA, now) is not None
    assert until("22:00", "07:00", NEW_YORK, now) is None


@pytest.mark.parametrize(
    ("now", "hour", "zone", "at"),
    [
        ("2026-11-24T03:29", 9, KOLKATA, "2026-11-24T03:30"),
        ("2026-11-24T03:30", 9, KOLKATA, "2026-11-25T03:30"),
        ("2026-03-28T12:00", 2, BERLIN, "2026-03-29T01:00"),
        ("2026-10-24T12:00", 2, BERLIN, "2026-10-25T00:00"),
        ("2026-10-25T00:30", 2, BERLIN, "2026-10-26T01:00"),
    ],
)
def test_the_next_hour_of_a_digest(now: str, hour: int, zone: str, at: str) -> None:
    assert next_hour(utc(now), hour, zone) == utc(at)


def test_the_day_is_the_travellers_own() -> None:
    assert local_day(utc("2026-11-24T18:29"), KOLKATA).isoformat() == "2026-11-24"
    assert local_day(utc("2026-11-24T18:30"), KOLKATA).isoformat() == "2026-11-25"


@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - the zone is the strategy's
    st.integers(0, 1439),
    st.integers(0, 1439),
    st.sampled_from([BERLIN, KOLKATA, NEW_YORK, "Australia/Lord_Howe", "Pacific/Chatham"]),
)
def test_whenever_it_is_quiet_it_ends_and_is_not_quiet_then(
    now: datetime, begins: int, ends: int, zone: str
) -> None:
    hours = QuietHours(begins, ends, zone)
    end = hours.quiet_until(now)
    local = now.astimezone(ZoneInfo(zone))
    minute = local.hour * 60 + local.minute
    inside = begins <= minute < ends if begins < ends else minute >= begins or minute < ends
    if end is None:
        assert begins == ends or not inside
    else:
        assert now < end <= now + timedelta(days=1, hours=1)
        assert hours.quiet_until(end) is None
