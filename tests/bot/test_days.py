"""Days on the screens: the destination's today, and the year where it must be told."""

from datetime import UTC, date, datetime

import pytest

from bot.buttons.calendar import opening_month
from bot.locales import translator
from tests.conftest import FakeClock
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import Scene

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2026, 12, 12), date(2026, 12, 15), "12–15 Dec"),
        (date(2027, 5, 5), date(2027, 5, 8), "5–8 May"),
        (date(2027, 11, 26), date(2027, 11, 29), "26–29 Nov 2027"),
        (date(2026, 11, 26), date(2026, 11, 29), "26–29 Nov 2026"),
        (date(2027, 12, 12), date(2027, 12, 15), "12–15 Dec 2027"),
        (date(2026, 12, 30), date(2027, 1, 2), "30 Dec – 2 Jan"),
    ],
)
def test_the_year_is_told_where_it_is_not_the_coming_one(
    first: date, last: date, shown: str
) -> None:
    assert translator("en", "IN").on(TODAY).days(first, last) == shown


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 12, 12), "12 Dec"),
        (date(2027, 1, 2), "2 Jan"),
        (date(2027, 11, 2), "2 Nov 2027"),
        (date(2028, 3, 3), "3 Mar 2028"),
        (date(2026, 11, 23), "23 Nov"),
        (date(2025, 12, 30), "30 Dec 2025"),
    ],
)
def test_a_day_alone_has_its_year_where_it_must(day: date, shown: str) -> None:
    assert translator("en", "IN").on(TODAY).short_day(day) == shown


def test_a_calendar_never_opens_on_a_month_with_a_day_left() -> None:
    assert opening_month(date(2026, 11, 30)) == date(2026, 12, 1)
    assert opening_month(date(2026, 11, 24)) == date(2026, 11, 1)
    assert opening_month(date(2026, 12, 31)) == date(2027, 1, 1)


async def told(sandbox: SandboxClient, asha: Traveller, text: str, expected: str) -> str:
    sent = await sandbox.say(asha, text)
    return words(await sandbox.wait_for(asha, expected, after=sent["message_id"]))


async def test_today_is_the_destinations(
    sandbox: SandboxClient, asha: Traveller, clock: FakeClock
) -> None:
    """At 6:30 in Kolkata it is still the evening of the 11th in New York."""
    clock.set(datetime(2026, 12, 12, 1, tzinfo=UTC))
    screen = await told(sandbox, asha, "New York 11 dec", "And checking out?")
    assert "11 Dec" in screen
    assert "2027" not in screen
    assert "2026" not in screen


async def test_tonight_is_over_where_it_is_tomorrow(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, clock: FakeClock
) -> None:
    await told(sandbox, asha, "hello", "Hello Asha!")
    await scene.app.pool.execute("UPDATE users SET time_zone = 'America/Los_Angeles'")
    clock.set(datetime(2026, 12, 1, 4, tzinfo=UTC))
    await told(sandbox, asha, "Goa tonight", "Tonight is already over in Goa")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Goa 15-18 nov", "15–18 Nov 2026 has passed. For the next one, write 15–18 Nov 2027"),
        ("Goa 22-26 nov", "22–26 Nov 2026 has already begun"),
        ("Goa first week of May", "“first week of May” is 1–7 May 2027."),
        ("Goa on Eid", "is expected around 10 Mar 2027"),
    ],
)
async def test_what_is_not_clear_is_asked_and_the_place_kept(
    sandbox: SandboxClient, asha: Traveller, text: str, expected: str
) -> None:
    assert "Goa" in await told(sandbox, asha, text, expected)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("Goa first week of May", "May 2027"),
        ("Goa 15-18 nov", "November 2027"),
        ("Goa on Eid", "March 2027"),
    ],
)
async def test_the_calendar_opens_where_the_days_in_question_are(
    sandbox: SandboxClient, asha: Traveller, text: str, month: str
) -> None:
    sent = await sandbox.say(asha, text)
    await sandbox.wait_for(asha, lambda one: month in labels(one), after=sent["message_id"])


async def test_days_that_were_meant_are_one_tap_away(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    sent = await sandbox.say(asha, "Goa 15-18 nov")
    await sandbox.wait_for(asha, "has passed", after=sent["message_id"])
    await sandbox.press(asha, "📅 15–18 Nov 2027")
    assert "15–18 Nov 2027" in words(await sandbox.wait_for(asha, "cheapest first"))


async def test_a_search_whose_days_must_be_asked_begins_anew(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    """Nothing of the search before is shown as if it had been written."""
    await told(sandbox, asha, "Jaipur 13-16 dec 1 adult under 9000", "cheapest first")
    question = await told(sandbox, asha, "Goa 15-18 nov", "has passed")
    assert "13–16 Dec" not in question
    assert "9,000" not in question
    assert "2 adults" in question


async def test_a_day_in_question_is_no_day_of_check_out(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await told(sandbox, asha, "Goa 30 dec", "And checking out?")
    await told(sandbox, asha, "Goa 15-18 nov", "When are you checking in?")


async def test_a_currency_that_is_not_known_asks_for_the_amount_alone(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await told(sandbox, asha, "Goa 12-15 dec 5000 BTC", "What’s your budget per night?")
