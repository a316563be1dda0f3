"""Quiet hours, the digest's hour and the day's number as they are typed."""

import pytest

from domain.accounts.alert_wishes import (
    get_alert_wishes,
    read_hour,
    read_quiet_hours,
    set_alert_way,
    set_alerts_a_day,
    set_digest_hour,
    set_quiet_hours,
)
from domain.accounts.errors import (
    AlertNumberOutOfRange,
    AlertsNeedAddress,
    AlertWayNotUnderstood,
    DigestHourNotUnderstood,
    QuietHoursNotUnderstood,
)
from domain.accounts.models import AlertWay, User
from domain.accounts.travellers import meet_traveller
from tests.conftest import FakeClock


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("22-7", (1320, 420)),
        ("22:30–07:00", (1350, 420)),
        ("from 22.30 until 7", (1350, 420)),
        ("10pm - 7am", (1320, 420)),
        ("10 PM to 6:30 am", (1320, 390)),
        ("12am-12pm", (0, 720)),
        ("0-24", None),
        ("23 — 24", (1380, 0)),
        ("с 22 до 7", (1320, 420)),
        ("22", None),
        ("25-7", None),
        ("22:60-7", None),
        ("13pm-7am", None),
        ("7-7", None),
        ("22-7-9", None),
        ("100-7", None),
        ("at night", None),
        ("", None),
    ],
)
def test_quiet_hours(typed: str, minutes: tuple[int, int] | None) -> None:
    if minutes is None:
        with pytest.raises(QuietHoursNotUnderstood):
            read_quiet_hours(typed)
    else:
        assert read_quiet_hours(typed) == minutes


@pytest.mark.parametrize(
    ("typed", "hour"),
    [("9", 9), ("9am", 9), ("9 pm", 21), ("21:00", 21), ("0", 0), ("24", 0),
     ("9:30", None), ("25", None), ("soon", None), ("9-10", None)],
)  # fmt: skip
def test_the_hour_of_the_digest(typed: str, hour: int | None) -> None:
    if hour is None:
        with pytest.raises(DigestHourNotUnderstood):
            read_hour(typed)
    else:
        assert read_hour(typed) == hour


@pytest.mark.usefixtures("app")
async def test_wishes_are_stored_and_can_be_taken_back(clock: FakeClock) -> None:
    asha = await meet_traveller(7, "Asha", "en-IN", clock.now())
    assert (await get_alert_wishes(asha)).quiet is None
    assert (await set_quiet_hours(asha, "22-7")).quiet == (1320, 420)
    assert (await set_quiet_hours(asha, "0-6")).quiet == (0, 360)
    assert (await set_quiet_hours(asha, "Off")).quiet is None
    assert (await set_digest_hour(asha, "18")).digest_hour == 18
    assert (await set_digest_hour(asha, "off")).digest_hour is None
    assert (await set_alerts_a_day(asha, " 15 ")).alerts_a_day == 15
    for typed in ("0", "101", "many", "-3", "1.5"):
        with pytest.raises(AlertNumberOutOfRange):
            await set_alerts_a_day(asha, typed)
    assert (await get_alert_wishes(asha)).alerts_a_day == 15


@pytest.mark.usefixtures("app")
async def test_mail_is_wished_for_a_verified_address_alone(clock: FakeClock) -> None:
    asha = await meet_traveller(7, "Asha", "en-IN", clock.now())
    with pytest.raises(AlertsNeedAddress):
        await set_alert_way(asha, "email")
    await User.all().update(email="asha@example.com")
    with pytest.raises(AlertsNeedAddress):
        await set_alert_way(asha, "both")
    await User.all().update(is_verified=True)
    assert (await set_alert_way(asha, " Email ")).way is AlertWay.EMAIL
    for typed in ("", "pigeon", "e\x00mail"):
        with pytest.raises(AlertWayNotUnderstood):
            await set_alert_way(asha, typed)
    await User.all().update(is_verified=False)
    wishes = await get_alert_wishes(asha)
    assert (wishes.way, wishes.email) == (AlertWay.CHAT, None)
