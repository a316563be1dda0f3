"""Packages through the real dispatcher, gateways and sandbox, as a traveller sees them."""

import re

import pytest

from tests.bot.test_flights import BACK, OUT, asha, flying, pressed, said
from tests.sandbox_client import Message, SandboxClient, Traveller, labels, words

__all__ = ["asha", "flying"]

PACKAGE = f"package Goa {OUT} to {BACK} 2 adults from Delhi"
SUM = re.compile(r"hotel ₹([\d,]+) \+ flight ₹([\d,]+) = ₹([\d,]+)")


def sums(message: Message) -> list[tuple[int, int, int]]:
    """Return the parts and totals that a screen shows."""
    found = SUM.findall(words(message))
    return [(int(h.replace(",", "")), int(f.replace(",", "")), int(t.replace(",", "")))
            for h, f, t in found]  # fmt: skip


async def test_from_a_sentence_to_a_package_and_another_flight(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    found = await said(sandbox, asha, PACKAGE)
    assert "🎒 Delhi → Goa" in words(found)
    assert "🕐 Hotel seen just now, flight seen just now" in words(found)
    listed = sums(found)
    assert len(listed) == 5
    assert all(hotel + flight == total for hotel, flight, total in listed)
    assert [total for _h, _f, total in listed] == sorted(total for _h, _f, total in listed)
    page = await pressed(sandbox, asha, "1", "with the cheapest return")
    assert sums(page) == listed[:1]
    assert {"🏨 Rooms and rates", "✈️ Book the flight", "🏨 Other hotel"} <= set(labels(page))
    choice = await pressed(sandbox, asha, "✈️ Other flight", "Which flight? Prices with")
    options = sums(choice)
    assert {hotel for hotel, _f, _t in options} == {listed[0][0]}
    assert all(hotel + flight == total for hotel, flight, total in options)
    await sandbox.press(asha, "2")
    other = await sandbox.wait_for(asha, "with the cheapest return")
    assert sums(other) == options[1:2]
    back = await pressed(sandbox, asha, "🏨 Other hotel", "For everyone: the whole stay")
    assert {flight for _h, flight, _t in sums(back)} == {options[1][1]}


async def test_a_budget_is_for_hotel_and_flight_together(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    totals = [total for _h, _f, total in sums(await said(sandbox, asha, PACKAGE))]
    within = await said(sandbox, asha, f"{PACKAGE} budget {totals[1]}")
    assert "≤ ₹" in words(within).partition("in total")[0]
    assert [total for _h, _f, total in sums(within)] == totals[:2]
    assert "are over the budget" in words(within)
    beyond = await said(sandbox, asha, f"{PACKAGE} budget {totals[0] - 1}")
    assert not sums(beyond)
    assert f"The cheapest comes to ₹{totals[0]:,}" in words(beyond)


async def test_what_is_known_is_shown_while_the_days_are_asked(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    asked = await said(
        sandbox, asha, "package Goa from Delhi 3 nights 2 adults under 90000 with pool"
    )
    known = words(asked).partition("So far: ")[2]
    assert known == "Goa, India · 3 nights · 2 adults · from Delhi · ≤ ₹90,000 in total · pool"
    found = await said(sandbox, asha, f"{OUT}")
    assert "3 nights" in words(found)


async def test_a_first_day_is_enough_where_the_nights_were_said(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    asked = await said(sandbox, asha, "package Goa from Delhi 3 nights 2 adults")
    month = labels(asked)[1]
    await sandbox.press(asha, "›")
    await sandbox.wait_for(asha, lambda m: "12" in labels(m) and month not in labels(m))
    found = await pressed(sandbox, asha, "12", "with the cheapest return")
    assert "3 nights" in words(found)


async def test_the_guided_way(sandbox: SandboxClient, asha: Traveller) -> None:
    await pressed(sandbox, asha, "🎒 Package", "Hotel and flight together. Where to?")
    await pressed(sandbox, asha, "📍 Goa", "When are you leaving?")
    people = await said(sandbox, asha, f"{OUT} to {BACK}")
    assert "How many adults?" in words(people)
    await pressed(sandbox, asha, "👥 2", "Where are you flying from?")
    found = await said(sandbox, asha, "Jaipur")
    assert "🎒 Jaipur → Goa" in words(found)
    assert sums(found)
    await pressed(sandbox, asha, "✏️ Change search", "Change a part of the search")
    await pressed(sandbox, asha, "🛫 Jaipur", "Where are you flying from?")
    again = await said(sandbox, asha, "Mumbai")
    assert "🎒 Mumbai → Goa" in words(again)


@pytest.mark.parametrize(
    ("typed", "told", "kept"),
    [
        (
            f"package Xqzzyw {OUT} to {BACK} 2 adults from Delhi",
            "I don’t know a place called",
            "from Delhi",
        ),
        (f"package Goa {BACK} to {OUT} 2 adults from Delhi", "must be after", "Goa, India"),
        (f"package Goa {OUT} to {BACK} 2 adults from GOI", "starts and ends in", "2 adults"),
        (f"package Goa {OUT} to {BACK} 2 adults 3 children 1, 1, 0 from Delhi", "lap", "Goa"),
    ],
)
async def test_bad_input_gets_its_sentence_and_keeps_the_rest(
    sandbox: SandboxClient, asha: Traveller, typed: str, told: str, kept: str
) -> None:
    answer = await said(sandbox, asha, typed)
    assert told in words(answer)
    assert kept in words(answer)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("under abc", "What should the hotel have?"),
        ("31 feb", "When are you leaving?"),
        ("5 children", "How many adults?"),
    ],
)
async def test_the_part_in_question_is_asked_where_nothing_is_missing(
    sandbox: SandboxClient, asha: Traveller, typed: str, asked: str
) -> None:
    await said(sandbox, asha, PACKAGE)
    assert asked in words(await said(sandbox, asha, f"{PACKAGE} {typed}"))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (f"flight Delhi to Mumbai {OUT} one way", "✈️ Delhi → Mumbai"),
        (f"trip Goa 3 nights, Mumbai 2 nights between {OUT} and {BACK}", "🗺 Goa"),
        (f"Mumbai to Goa {OUT} to {BACK} 2 adults", "🎒 Mumbai → Goa"),
    ],
)
async def test_a_journey_of_another_kind_leaves_an_open_package(
    sandbox: SandboxClient, asha: Traveller, typed: str, found: str
) -> None:
    await pressed(sandbox, asha, "🎒 Package", "Hotel and flight together. Where to?")
    assert found in words(await said(sandbox, asha, typed))


async def test_a_failing_half_is_told(sandbox: SandboxClient, asha: Traveller) -> None:
    await sandbox.set_fault("serpapi", "status", status=500)
    silent = await said(sandbox, asha, PACKAGE)
    assert "I couldn’t check Google Flights" in words(silent)
    await sandbox.clear_faults()
    await sandbox.press(asha, "🔄 Try again")
    assert sums(await sandbox.wait_for(asha, "For everyone: the whole stay"))
