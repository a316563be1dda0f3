"""Changing a tracker through the real dispatcher: what is pressed and typed, what is then seen."""

from collections.abc import Callable

from tests.bot.test_conversations import tracked
from tests.sandbox_client import Message, SandboxClient, Traveller, labels, words


async def press(sandbox: SandboxClient, asha: Traveller, *wanted: str) -> Message:
    """Press one button after the other and return the screen that comes last."""
    for label in wanted:
        before = await sandbox.last_message(asha)
        await sandbox.press(asha, label)
        await sandbox.wait_for(asha, _newer_than(before))
    return await sandbox.last_message(asha)


def _newer_than(before: Message) -> Callable[[Message], bool]:
    shown = (before["message_id"], before["version"])
    return lambda message: (message["message_id"], message["version"]) > shown


async def test_rules_are_added_changed_and_taken_off(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await tracked(sandbox, asha)
    rules = await press(sandbox, asha, "✏️ Change", "🎯 Rules")
    assert "drops of 5% or more" in words(rules)
    assert "Now ₹10,000" in words(rules)
    assert "➕ New hotels" not in labels(rules)
    await press(sandbox, asha, "➕ Rise", "10%")
    assert "rises of 10% or more" in words(await sandbox.wait_for(asha, "Rule set."))
    await press(sandbox, asha, "✏️ −5%")
    await sandbox.say(asha, "a lot")
    again = await sandbox.wait_for(asha, "as a percentage or an amount")
    assert "How big a drop?" in words(again)
    await sandbox.say(asha, "₹2,000")
    changed = words(await sandbox.wait_for(asha, "drops of ₹2,000 or more"))
    assert "drops of 5%" not in changed
    await press(sandbox, asha, "➕ Target price")
    await sandbox.say(asha, "12000")
    met = words(await sandbox.wait_for(asha, "already there"))
    assert "₹12,000 or less" in met
    await sandbox.press(asha, "✖️ +10%")
    await sandbox.wait_for(asha, lambda m: "✖️ ₹12,000" in labels(m) and "✖️ +10%" not in labels(m))


async def test_pace_name_and_end_are_changed(sandbox: SandboxClient, asha: Traveller) -> None:
    await tracked(sandbox, asha)
    await press(sandbox, asha, "✏️ Change", "🕐 How often")
    await sandbox.say(asha, "every 2 seconds")
    await sandbox.wait_for(asha, "as an interval")
    await sandbox.say(asha, "every 9 days")
    await sandbox.wait_for(asha, "Choose something in between")
    await sandbox.say(asha, "every 3 hours")
    await sandbox.wait_for(asha, lambda m: "Saved" in words(m) and "every 3 hours" in words(m))
    await press(sandbox, asha, "🏷 Name")
    await sandbox.say(asha, "<b>Anna</b>")
    await sandbox.wait_for(asha, "✏️ <b>Anna</b>")
    await press(sandbox, asha, "🏁 Until")
    await sandbox.say(asha, "20 dec")
    await sandbox.wait_for(asha, "I can track this until")
    await sandbox.say(asha, "5 dec")
    await sandbox.wait_for(asha, "Until 5 Dec")


async def test_silence_rate_and_days_are_changed(sandbox: SandboxClient, asha: Traveller) -> None:
    await tracked(sandbox, asha)
    await press(sandbox, asha, "✏️ Change", "🔇 Mute", "7 days")
    await sandbox.wait_for(asha, "Muted until")
    await press(sandbox, asha, "🍳 Which rate", "Free cancellation")
    await sandbox.wait_for(asha, "with free cancellation")
    await press(sandbox, asha, "📅 Other days", "± 2")
    await sandbox.wait_for(asha, lambda m: "⬅️ Tracker" in labels(m))
    await press(sandbox, asha, "⬅️ Tracker")
    assert "4 other days" in words(await sandbox.last_message(asha))
