"""Exporting and importing trackers through the real dispatcher."""

from tests.bot.test_conversations import tracked
from tests.bot.test_tracker_editing import press
from tests.sandbox_client import SandboxClient, Traveller


async def test_a_file_goes_out_and_comes_in(sandbox: SandboxClient, asha: Traveller) -> None:
    await tracked(sandbox, asha)
    await press(sandbox, asha, "🔔 My trackers", "📄 File")
    await sandbox.press(asha, "⬇️ JSON")
    sent = await sandbox.wait_for(asha, lambda m: "document" in m)
    assert sent["document"]["file_name"] == "trackers.json"
    broken = (
        '{"format": "often-hotels-trackers", "version": 1, "trackers": '
        '[{"name": ""}, {"name": "x", "until": "soon"}]}'
    )
    file = {"file_name": "mine.json", "content": broken}
    await sandbox.say(asha, document=file)
    told = await sandbox.wait_for(asha, "0 trackers imported")
    assert "1. “name” can’t be read" in told["text"]
    assert "2. “until” can’t be read" in told["text"]
    await sandbox.say(asha, document={"file_name": "cv.pdf", "content": "%PDF"})
    await sandbox.wait_for(asha, "look like a tracker file")
