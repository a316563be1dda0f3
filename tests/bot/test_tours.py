"""Trips of several places through the real dispatcher, gateways and sandbox."""

import re
from datetime import timedelta

import pytest

from tests.bot.test_flights import OUT, asha, flying, pressed, said
from tests.sandbox_client import Message, SandboxClient, Traveller, labels, words

__all__ = ["asha", "flying"]

# Eight questions to each supplier, one day after the other, on a machine that is busy.
ASKING_SECONDS = 60
LAST = OUT + timedelta(days=3)
TRIP = f"trip Delhi 2 nights, Jaipur 2 nights, start between {OUT} and {LAST}"
ROW = re.compile(r"^\d+\. .+ ₹([\d,]+)\n {3}(.+)$", re.MULTILINE)


def rows(message: Message) -> list[tuple[int, list[int]]]:
    """Return the sums of a table with their parts."""
    return [
        (_amount(total), [_amount(part) for part in parts.split(" + ")])
        for total, parts in ROW.findall(words(message))
    ]


def _amount(text: str) -> int:
    return int(re.sub(r"\D", "", text))


async def test_the_cheapest_start_is_found_and_its_stays_searched(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    sandbox.patience = ASKING_SECONDS
    begun = await said(sandbox, asha, TRIP)
    assert "🗺 Delhi 2 nights → Jaipur 2 nights" in words(begun)
    assert "4 start dates weren’t checked" in words(begun)
    await sandbox.press(asha, "🔍 Find the cheapest")
    found = await sandbox.wait_for(asha, "Priced: 4 of 4 start dates.")
    done = await sandbox.wait_for(
        asha, lambda m: "✏️ Other trip" in labels(m) and "⏳" not in words(m)
    )
    assert "photo" in found
    table = rows(done)
    assert len(table) == 4
    assert all(total == sum(parts) for total, parts in table)
    assert [total for total, _parts in table] == sorted(total for total, _parts in table)
    start = await pressed(sandbox, asha, "1", "Total: ")
    assert f"₹{table[0][0]:,}"[-7:] in words(start)
    hotel = next(label for label in labels(start) if label.startswith("🏨 Jaipur"))
    await sandbox.press(asha, hotel)
    hotels = await sandbox.wait_for(asha, lambda m: "📍 Jaipur" in words(m) and "1" in labels(m))
    assert "2 nights" in words(hotels)


async def test_flights_between_are_added_to_the_sums(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    sandbox.patience = ASKING_SECONDS
    # On one day only it is priced without a press.
    await said(sandbox, asha, f"trip Delhi 2 nights, Goa 2 nights, start {OUT}")
    await sandbox.wait_for(asha, "Priced: 1 of 1 start dates.")
    await sandbox.wait_for(asha, lambda m: "✈️ Add flights between" in labels(m))
    await pressed(sandbox, asha, "✈️ Add flights between", "plus the cheapest flights in between")
    done = await sandbox.wait_for(asha, lambda m: bool(rows(m)) and "✈️ ₹" in words(m))
    [(total, parts)] = rows(done)
    assert total == sum(parts)
    assert len(parts) == 3
    assert "✈️ ₹" in words(done)


async def test_what_is_missing_is_asked(sandbox: SandboxClient, asha: Traveller) -> None:
    await pressed(sandbox, asha, "🗺 Trip", "Several places on the cheapest dates.")
    asked = await said(sandbox, asha, "Delhi 2 nights, Jaipur 1 night")
    assert "When could it begin?" in words(asked)
    begun = await said(sandbox, asha, f"{OUT} to {LAST}")
    assert "🗺 Delhi 2 nights → Jaipur 1 night" in words(begun)


async def test_what_was_read_is_shown_and_kept_while_one_part_is_asked(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    people = "2 adults, 1 child (4)"
    line = f"pehle mathura vrindavan 2 raat fir agra 1 raat, {OUT} se, 2 adult 1 bacha 4 saal"
    asked = await said(sandbox, asha, line)
    assert "How many nights in Mathura" in words(asked)
    assert "Where to?" not in words(asked)
    assert "Mathura → Vrindavan 2 nights → Agra 1 night" in words(asked)
    assert people in words(asked)
    begun = await said(sandbox, asha, "Mathura 2 raat, Agra 3 raat")
    assert "🗺 Mathura 2 nights → Vrindavan 2 nights → Agra 3 nights" in words(begun)
    assert people in words(begun)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (f"trip Xqzzyw 2 nights, start {OUT}", "I don’t know a place called “Xqzzyw”"),
        (f"trip Delhi, Jaipur 2 nights, start {OUT}", "How many nights in Delhi?"),
        ("trip Delhi 2 nights, Agra 1 night, 1 jan 2020 to 5 jan 2020", "has passed"),
        (
            f"trip Delhi 2 nights, Agra 1 night, {OUT} to {OUT + timedelta(days=40)}",
            "start dates are too many",
        ),
        (f"trip Springfield 2 nights, start {OUT}", "Which Springfield"),
    ],
)
async def test_bad_input_gets_its_sentence(
    sandbox: SandboxClient, asha: Traveller, typed: str, told: str
) -> None:
    assert told in words(await said(sandbox, asha, typed))


async def test_silent_suppliers_are_told_apart_from_nothing_sold(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    sandbox.patience = ASKING_SECONDS
    await said(sandbox, asha, TRIP)
    for supplier in ("serpapi", "travclan"):
        await sandbox.set_fault(supplier, "status", status=400)
    await sandbox.press(asha, "🔍 Find the cheapest")
    told = await sandbox.wait_for(asha, "couldn’t be priced because a supplier didn’t answer.")
    assert "Priced: 0 of 4 start dates." in words(told)
