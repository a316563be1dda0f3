"""The list of trackers through the real dispatcher."""

from tests.bot.test_conversations import results, tracked
from tests.bot.test_tracker_editing import press
from tests.sandbox_client import SandboxClient, Traveller, labels, words


async def test_trackers_go_into_folders_and_are_paused_together(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await tracked(sandbox, asha)
    await press(sandbox, asha, "📁 Folder", "➕ New folder")
    await sandbox.say(asha, "x" * 41)
    await sandbox.wait_for(asha, "1 to 40 characters")
    await sandbox.say(asha, "Goa trip")
    await sandbox.wait_for(asha, lambda m: "1 tracker" in words(m) and "Goa trip" in words(m))
    await results(sandbox, asha)
    await press(sandbox, asha, "1")
    await sandbox.press(asha, "🔔 Track")
    await sandbox.wait_for(asha, lambda m: "Tracking." in words(m) and "Palms" in words(m))
    listed = await press(sandbox, asha, "🔔 My trackers")
    assert "My trackers</b> (2)" in listed.get("text", "") or "(2)" in words(listed)
    await press(sandbox, asha, "⏸ Pause all")
    paused = await sandbox.wait_for(asha, "2 trackers paused")
    assert "🗑 Delete paused" in labels(paused)
    await sandbox.press(asha, "↩️ Undo")
    await sandbox.wait_for(asha, lambda m: "⏸ Pause all" in labels(m))
    await press(sandbox, asha, "📁 Folders", "📁 Goa trip (1)", "🔔 Its trackers")
    inside = await sandbox.wait_for(asha, "📁 Goa trip")
    assert "Taj" in words(inside)
    assert "Palms" not in words(inside)
