"""Sharing a tracker through the real dispatcher."""

import re

from tests.bot.test_conversations import tracked
from tests.bot.test_tracker_editing import press
from tests.sandbox_client import SandboxClient, Traveller, words


async def test_a_friend_watches_the_same_until_the_link_is_taken_back(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await tracked(sandbox, asha)
    link = words(await press(sandbox, asha, "📤 Share"))
    payload = re.search(r"start=(\S+)", link)
    assert payload is not None
    ravi = await sandbox.add_user("Ravi", language_code="en-IN")
    await sandbox.say(ravi, f"/start {payload.group(1)}")
    await sandbox.wait_for(ravi, "A friend shared a tracker: Taj Holiday Village")
    await sandbox.press(ravi, "🔔 Track it too")
    await sandbox.wait_for(ravi, "Tracking.")
    await press(sandbox, asha, "🚫 Stop sharing")
    await sandbox.say(ravi, f"/start {payload.group(1)}")
    await sandbox.wait_for(ravi, "no longer available")
