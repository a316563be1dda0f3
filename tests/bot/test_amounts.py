"""Amounts typed into every field of the bot, through the real dispatcher."""

from decimal import Decimal

import pytest

from tests.bot.test_conversations import results, tracked
from tests.exchange_rates.published import publish
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import Scene


async def bounds(scene: Scene) -> tuple[Decimal | None, object]:
    """Return the most in all and the wishes of the last search."""
    rows = await scene.rows("SELECT most_total, filters FROM searches ORDER BY id DESC LIMIT 1")
    return rows[0]["most_total"], rows[0]["filters"]


@pytest.mark.parametrize(
    ("budget", "total"),
    [
        ("under ₹12,000", 36_000),
        # No night costs so much: it is for the whole stay.
        ("under ₹1,20,000", 120_000),
        ("total budget 1.2 lakh", 120_000),
        ("5 हज़ार से कम", 15_000),
        ("не дороже 5 тыс", 15_000),
        ("5.000 max", 15_000),
    ],
)
async def test_a_budget_in_a_sentence(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, budget: str, total: int
) -> None:
    await results(sandbox, asha, f"Goa 12-15 dec 2 adults {budget}")
    assert (await bounds(scene))[0] == total


async def test_the_least_in_a_sentence_bounds_from_below(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    found = await results(sandbox, asha, "Goa 12-15 dec 2 adults at least 3000")
    most, filters = await bounds(scene)
    assert most is None
    assert "3000" in str(filters)
    assert "₹5,000 taxes included" not in words(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Goa 12-15 dec under 5000 BTC", "I don’t know a currency called “BTC”"),
        ("Goa 12-15 dec max 1500 kroner", "Which currency is “1500 kroner”?"),
        (f"Goa 12-15 dec under {'9' * 30}", "is out of range"),
        ("Goa 12-15 dec 2000 rupees per person", "is per person"),
    ],
)
async def test_what_can_be_no_budget_is_told_and_the_rest_is_kept(
    sandbox: SandboxClient, asha: Traveller, text: str, expected: str
) -> None:
    sent = await sandbox.say(asha, text)
    told = await sandbox.wait_for(asha, expected, after=sent["message_id"])
    assert "Goa" in words(told)
    assert "12–15 Dec" in words(told)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("₹ 8,500", "₹8,500"),
        ("8.500", "₹8,500"),
        ("8.5k", "₹8,500"),
        ("८५००", "₹8,500"),
        ("3000 a night", "₹9,000"),
        ("8500 रुपये से कम", "₹8,500"),
    ],
)
async def test_a_target_is_read_as_it_was_meant(
    sandbox: SandboxClient, asha: Traveller, typed: str, shown: str
) -> None:
    await tracked(sandbox, asha)
    await sandbox.press(asha, "🎯 Target price")
    await sandbox.wait_for(asha, "What’s your target price?")
    await sandbox.say(asha, typed)
    await sandbox.wait_for(asha, f"Alert me at {shown} or less")


async def test_a_target_that_can_be_none_is_told_and_asked_again(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await tracked(sandbox, asha)
    await sandbox.press(asha, "🎯 Target price")
    await sandbox.wait_for(asha, "What’s your target price?")
    for typed, expected in (
        ("9" * 30, "is out of range"),
        ("-500", "I couldn’t read “-500” as an amount"),
        ("5000 BTC", "I don’t know a currency called “BTC”"),
        ("$50", "this price is in Indian Rupee"),
        ("2000 per person", "is per person"),
    ):
        sent = await sandbox.say(asha, typed)
        await sandbox.wait_for(asha, expected, after=sent["message_id"])
    await sandbox.say(asha, "8,500")
    await sandbox.wait_for(asha, "Alert me at ₹8,500 or less")


async def test_a_spaniard_writes_a_comma_before_the_cents(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await tracked(sandbox, asha)
    await scene.app.pool.execute("UPDATE users SET language = 'es'")
    await sandbox.press(asha, "🎯 Target price")
    await sandbox.wait_for(asha, "precio")
    sent = await sandbox.say(asha, "9.500,50")
    await sandbox.wait_for(asha, "Objetivo fijado", after=sent["message_id"])
    rows = await scene.rows("SELECT target FROM price_rules WHERE target IS NOT NULL")
    assert [row["target"] for row in rows] == [Decimal("9500.500")]


@pytest.mark.parametrize(
    ("typed", "meant", "chosen"),
    [
        ("85", ["₹85.00", "₹8,500"], "₹8,500"),
        ("85 lakh", ["₹85,00,000", "₹8,500"], "₹85,00,000"),
        ("8.5", ["₹8.50", "₹8,500"], "₹8,500"),
    ],
)
async def test_a_target_far_from_the_price_is_asked_about(
    sandbox: SandboxClient, asha: Traveller, typed: str, meant: list[str], chosen: str
) -> None:
    await tracked(sandbox, asha)
    await sandbox.press(asha, "🎯 Target price")
    question = await sandbox.wait_for(asha, "What’s your target price?")
    assert "like 9,000" in words(question)
    sent = await sandbox.say(asha, typed)
    asked = await sandbox.wait_for(asha, "The price now is ₹10,000", after=sent["message_id"])
    assert labels(asked)[: len(meant)] == meant
    await sandbox.press(asha, chosen)
    await sandbox.wait_for(asha, "🎯")
    await sandbox.wait_for(asha, f"{chosen}")


async def test_a_price_far_from_all_hotels_is_asked_about(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await results(sandbox, asha)
    found = await sandbox.last_message(asha)
    await sandbox.press(asha, next(label for label in labels(found) if label.startswith("⚙️")))
    await sandbox.wait_for(asha, "hotels match.")
    await sandbox.press(asha, "💰 Price ›")
    await sandbox.wait_for(asha, "What’s your budget per night?")
    sent = await sandbox.say(asha, "under 30")
    asked = await sandbox.wait_for(asha, "₹30.00, or ₹3,000?", after=sent["message_id"])
    await sandbox.press(asha, "₹3,000")
    await sandbox.wait_for(asha, lambda m: "≤ ₹3,000" in words(m) or "Price" in words(m))
    assert asked["message_id"] > sent["message_id"]


async def test_an_amount_in_another_currency_is_asked_about_as_well(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await publish(scene.app, INR="90")
    await tracked(sandbox, asha)
    await sandbox.press(asha, "🎯 Target price")
    await sandbox.wait_for(asha, "What’s your target price?")
    sent = await sandbox.say(asha, "1 EUR")
    asked = await sandbox.wait_for(asha, "€1.00, or €100?", after=sent["message_id"])
    assert labels(asked)[:2] == ["€1.00", "€100"]
    await sandbox.press(asha, "€100")
    await sandbox.wait_for(asha, "₹9,000")
    # And over the results, where only the budget changes.
    await results(sandbox, asha)
    sent = await sandbox.say(asha, "up to 2500 EUR a night")
    asked = await sandbox.wait_for(asha, "€2,500, or €25.00?", after=sent["message_id"])
    await sandbox.press(asha, "€25.00")
    await sandbox.wait_for(asha, lambda m: "₹2,250" in words(m))
