"""/privacy in the chat: what is held as a file, the end of an account, keys out of the chat."""

import asyncio

from aiogram import Bot

from bot.updates.intake import UpdateIntake
from tests.patience import patience
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


CONFIDED = [
    ("my key is oh_Zk1rT0uq2m6yY8wD0bq3hVxJ5n7c9e1aBcDeFgHiJkL", "secret key"),
    ("1000000001:AAHk2mN4xTv8Yq9sLw3eRzPcUb6dFgJhKi0", "secret key"),
    ("my password is Monsoon2026!", "held a password"),
    ("мой паспорт 45 06 123456", "document number"),
    ("passport K1234567", "document number"),
    ("4111 1111 1111 1111", "card number"),
]


async def gone(sandbox: SandboxClient, who: Traveller, text: str) -> None:
    """Wait until a message is no longer in the chat."""
    async with patience(30):
        while any(text in str(message) for message in await sandbox.messages(who)):
            await asyncio.sleep(0.02)


async def test_what_should_stand_in_no_chat_is_taken_out_of_it(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, intake: UpdateIntake
) -> None:
    for text, told in CONFIDED:
        await sandbox.say(asha, text)
        await sandbox.wait_for(asha, told)
        await gone(sandbox, asha, text)
    await intake.drained()
    kept = "SELECT 1 FROM incoming_updates WHERE payload <> '{}'"
    assert await scene.rows(kept) == []
    # What is asked about is not what is told.
    await sandbox.say(asha, "I forgot my password")
    await sandbox.say(asha, "/privacy")
    await sandbox.wait_for(asha, "Privacy")
    await intake.drained()
    assert any("I forgot my password" in str(one) for one in await sandbox.messages(asha))


async def test_a_number_that_was_asked_for_is_taken_out_once_it_is_read(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, bot: Bot
) -> None:
    key = f"fsm:{bot.id}:{asha.chat_id}:{asha.chat_id}:state"
    await scene.app.redis.set(key, "BookingStep:passport")
    await sandbox.say(asha, "x 12-34 567")
    await gone(sandbox, asha, "x 12-34 567")


async def test_in_a_group_what_people_tell_each_other_stays(
    sandbox: SandboxClient, asha: Traveller, intake: UpdateIntake
) -> None:
    there = asha.in_chat(await sandbox.add_group("Trip", asha))
    await sandbox.say(there, "passport K1234567")
    await sandbox.say(asha, "/privacy")
    await sandbox.wait_for(asha, "Privacy")
    await intake.drained()
    assert any("K1234567" in str(message) for message in await sandbox.messages(there))


async def test_what_is_set_aside_holds_no_secret(scene: Scene, intake: UpdateIntake) -> None:
    chat = {"type": "private", "first_name": "Asha"}
    text = {"text": "my password is Monsoon2026!", "message_id": 1, "date": 0, "chat": chat}
    await intake.receive({"update_id": 77, "message": text})
    await intake.drained()
    (row,) = await scene.rows("SELECT content FROM set_aside_updates")
    assert "Monsoon" not in row["content"]
