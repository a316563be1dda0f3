"""No guess where nothing is known, no word dropped, and no slip of an amount taken for meant."""

import pytest

from tests.bot.test_conversations import SEARCH, results
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import Scene


async def ask_zone(sandbox: SandboxClient, asha: Traveller) -> None:
    await sandbox.say(asha, "/settings")
    await sandbox.wait_for(asha, "Settings")
    await sandbox.press(asha, "🕐 Time zone")
    await sandbox.wait_for(asha, "What time is it where you are?")


@pytest.mark.parametrize("text", ["Atlantis", "lol", "asdfgh qwerty", "Нарния"])
async def test_a_zone_of_no_known_city_is_not_guessed(
    sandbox: SandboxClient, asha: Traveller, text: str
) -> None:
    await ask_zone(sandbox, asha)
    sent = await sandbox.say(asha, text)
    asked = await sandbox.wait_for(asha, "I don’t know a time zone", after=sent["message_id"])
    assert text in words(asked)
    assert not any("Johannesburg" in label for label in labels(asked))


@pytest.mark.parametrize(("text", "zone"), [("Jaipur", "Kolkata"), ("Мюнхен", "Berlin")])
async def test_a_citys_zone_is_offered(
    sandbox: SandboxClient, asha: Traveller, text: str, zone: str
) -> None:
    await ask_zone(sandbox, asha)
    sent = await sandbox.say(asha, text)
    asked = await sandbox.wait_for(asha, "What time is it", after=sent["message_id"])
    assert any(zone in label for label in labels(asked))


@pytest.mark.parametrize("text", ["export", "Export my trackers", "экспорт", "exportar"])
async def test_export_is_no_place(sandbox: SandboxClient, asha: Traveller, text: str) -> None:
    await sandbox.say(asha, text)
    assert "⬇️ JSON" in labels(await sandbox.wait_for(asha, "Your trackers as a file"))


@pytest.mark.parametrize("text", ["under 1.20", "up to 50 lakh"])
async def test_a_budget_far_from_the_prices_shown_is_asked_about(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, text: str
) -> None:
    await results(sandbox, asha)
    before = await scene.rows("SELECT id FROM searches")
    sent = await sandbox.say(asha, text)
    await sandbox.wait_for(asha, "🤔", after=sent["message_id"])
    assert await scene.rows("SELECT id FROM searches") == before


async def test_a_budget_near_the_prices_is_taken(sandbox: SandboxClient, asha: Traveller) -> None:
    await results(sandbox, asha, SEARCH)
    sent = await sandbox.say(asha, "under 3000")
    shown = await sandbox.wait_for(asha, "≤ ₹3,000 a night", after=sent["message_id"])
    assert "🤔" not in words(shown)
