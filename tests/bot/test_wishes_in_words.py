"""What the bot itself is asked for in words leads to its page."""

import pytest

from tests.sandbox_client import SandboxClient, Traveller, words


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("switch to dollars", "currency"),
        ("euro me dikhao", "currency"),
        ("stop pinging me at 3am", "Quiet hours"),
        ("don't message me at night", "Quiet hours"),
        ("delete my account please", "🔒 Privacy"),
    ],
)
async def test_a_wish_leads_to_its_page(
    sandbox: SandboxClient, asha: Traveller, said: str, shown: str
) -> None:
    sent = await sandbox.say(asha, said)
    page = await sandbox.wait_for(asha, lambda m: m["from"]["is_bot"], after=sent["message_id"])
    assert shown.lower() in words(page).lower()
