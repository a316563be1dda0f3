"""/privacy in the chat: what is held as a file, the end of an account, keys out of the chat."""

import pytest

from tests.sandbox_client import SandboxClient, Traveller
from tests.scene import Scene


async def test_everything_comes_as_a_file(sandbox: SandboxClient, asha: Traveller) -> None:
    await sandbox.say(asha, "/privacy")
    await sandbox.wait_for(asha, "Privacy")
    await sandbox.press(asha, "📦 Download my data")
    file = await sandbox.wait_for(asha, lambda message: bool(message.get("document")))
    assert file["document"]["file_name"] == "my-data.json"


async def test_the_account_is_deleted_after_asking(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await sandbox.say(asha, "/privacy")
    await sandbox.wait_for(asha, "Privacy")
    await sandbox.press(asha, "🗑 Delete my account")
    await sandbox.wait_for(asha, "Delete your account?")
    await sandbox.press(asha, "No, keep it")
    await sandbox.wait_for(asha, "I store your Telegram ID")
    assert len(await scene.rows("SELECT 1 FROM users")) == 1
    await sandbox.press(asha, "🗑 Delete my account")
    await sandbox.wait_for(asha, "Delete your account?")
    await sandbox.press(asha, "Delete everything")
    await sandbox.wait_for(asha, "are deleted")
    for table in ("users", "chats"):
        assert await scene.rows(f"SELECT 1 FROM {table}") == []  # noqa: S608
    await sandbox.say(asha, "/start")
    await sandbox.wait_for(asha, "Hello Asha!")


@pytest.mark.parametrize(
    "text",
    [
        "my key is oh_Zk1rT0uq2m6yY8wD0bq3hVxJ5n7c9e1aBcDeFgHiJkL",
        "1000000001:AAHk2mN4xTv8Yq9sLw3eRzPcUb6dFgJhKi0",
    ],
)
async def test_a_key_is_taken_out_of_the_chat(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, text: str
) -> None:
    await sandbox.say(asha, text)
    await sandbox.wait_for(asha, "secret key")
    assert all(text not in str(message) for message in await sandbox.messages(asha))
    assert await scene.rows("SELECT 1 FROM incoming_updates WHERE payload::text ~ 'oh_|AAHk'") == []
