"""What keeps a chat tidy: the counter of pages, the mark of what is tracked, answered prompts."""

from decimal import Decimal

from domain.suppliers.contract import Coordinates
from tests.bot.test_conversations import results, tracked
from tests.fake_supplier import FakeHotel
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import Scene


async def test_the_counter_leads_to_any_page(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    for number in range(20):
        scene.travclan.hotels[f"p{number}"] = FakeHotel(
            f"House {number}", Decimal(20_000 + number), Coordinates(15.6, 73.8)
        )
    await results(sandbox, asha)
    await sandbox.press(asha, "1 of 5")
    pages = await sandbox.wait_for(asha, lambda m: "16–20" in labels(m))
    assert [label for label in labels(pages) if "–" in label] == [
        "✓ 1–5", "6–10", "11–15", "16–20", "21–22"
    ]  # fmt: skip
    await sandbox.press(asha, "16–20")
    shown = await sandbox.wait_for(asha, lambda m: "4 of 5" in labels(m))
    assert "16. House 13" in words(shown)


async def test_a_tracked_hotel_says_so_in_results_and_on_its_page(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await tracked(sandbox, asha)
    listed = await results(sandbox, asha)
    (name,) = [line for line in words(listed).splitlines() if "🔔" in line]
    number = name.split(".", 1)[0]
    await sandbox.press(asha, number)
    page = await sandbox.wait_for(asha, "You’re tracking its price for these dates.")
    assert name.split(". ", 1)[1].removesuffix("🔔").strip() in words(page)


async def test_a_question_that_was_answered_has_no_buttons_left(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await tracked(sandbox, asha)
    await sandbox.press(asha, "🎯 Target price")
    asked = await sandbox.wait_for(asha, "What’s your target price?")
    sent = await sandbox.say(asha, "9500")
    await sandbox.wait_for(asha, "Target", after=sent["message_id"])
    (left,) = [m for m in await sandbox.messages(asha) if m["message_id"] == asked["message_id"]]
    assert labels(left) == []
