"""What a traveller writes to support reaches the admins, and their answer the traveller."""

import pytest
from aiogram import Bot

from bot.notices import NOTICES
from bot.sending.bots import background, create_bot
from bot.sending.telegram import TelegramChannel
from bot.updates.intake import UpdateIntake
from domain.accounts.models import User
from domain.administration.audit import Act, read_audit
from domain.administration.support.queries import forget_threads, list_threads, load_thread
from domain.administration.support.service import KEPT_FOR, LONGEST_TEXT, MOST_AN_HOUR, QUIET
from domain.privacy.deletion import delete_person
from domain.privacy.export import export_person
from domain.settings import Settings
from tests.bot.test_administration import FIRST_ID, another, page
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import Scene
from workers.outbox import Carrier

pytestmark = pytest.mark.usefixtures("intake", "bot")
TROUBLE = "The voucher of <b>my</b> hotel does not open 😕"


@pytest.fixture
def bot_settings(settings: Settings, sandbox_url: str) -> Settings:
    """The first person of the sandbox is named an admin."""
    return settings.model_copy(
        update={"telegram_api_url": sandbox_url, "admin_ids": frozenset({FIRST_ID})}
    )


async def deliver(scene: Scene, intake: UpdateIntake) -> None:
    # The chats' pace uses the real clock, which this test does not wait for. What a handler has
    # answered and not yet written down would be lost with it.
    await intake.drained()
    await scene.app.redis.flushdb()
    writing: Bot = create_bot(scene.app.settings, background(scene.app))
    async with writing:
        await Carrier(scene.app, TelegramChannel(scene.app, writing, NOTICES)).carry()


async def write(sandbox: SandboxClient, who: Traveller, text: str) -> None:
    await sandbox.say(who, "/support")
    await sandbox.wait_for(who, "Tell me in one message what went wrong")
    await sandbox.say(who, text)
    await sandbox.wait_for(who, "Your reference: S-")


async def test_a_message_reaches_the_admins_with_what_was_on_the_screen_and_is_answered(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, intake: UpdateIntake
) -> None:
    await scene.track(chat_id=FIRST_ID + 1)
    await sandbox.say(asha, "/admin")
    await sandbox.wait_for(asha, "Checks and alerts")
    ravi = await another(sandbox)
    await sandbox.say(ravi, "/terms")
    await sandbox.wait_for(ravi, "Terms")
    await write(sandbox, ravi, TROUBLE)
    await deliver(scene, intake)
    told = await sandbox.wait_for(asha, "Ravi wrote to support")
    assert TROUBLE in words(told)
    await sandbox.press(asha, "💬 Open")
    shown = words(await sandbox.wait_for(asha, "Last screens"))
    assert "📄 Terms" in shown
    assert "Taj Holiday Village" in shown
    assert "Traveller · " in shown
    await sandbox.press(asha, "✍️ Answer")
    await sandbox.wait_for(asha, "Send your answer to Ravi. Their language: en")
    await sandbox.say(asha, "Please try <again> now")
    await sandbox.wait_for(asha, "Answer (Asha)")
    await deliver(scene, intake)
    answered = await sandbox.wait_for(ravi, "Answer from support")
    assert "Please try <again> now" in words(answered)
    await sandbox.press(ravi, "✍️ Write again")
    await sandbox.wait_for(ravi, "Tell me in one message what went wrong")
    await sandbox.say(ravi, "Thanks, it opens")
    await sandbox.wait_for(ravi, "Your reference: S-")
    listed = await page(sandbox, asha, "🛟 Support", "1 message waiting")
    await sandbox.press(asha, next(one for one in labels(listed) if "Ravi" in one))
    await sandbox.wait_for(asha, "Thanks, it opens")
    await sandbox.press(asha, "✅ Close")
    await sandbox.wait_for(asha, "· closed")
    assert await list_threads(scene.app.pool, 9) == ()
    acts = [entry.deed.act for entry in await read_audit(scene.app.pool, 2)]
    assert acts == [Act.SUPPORT_CLOSED, Act.SUPPORT_ANSWERED]
    # A message is exported to its writer, and deleted with them.
    user = await User.get(first_name="Ravi")
    assert "Thanks, it opens" in str(await export_person(scene.app, user.id))
    await delete_person(scene.app, user.id)
    assert await scene.rows("SELECT id FROM support_messages") == []


async def test_what_is_too_long_or_too_much_is_refused_and_the_question_stays(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await sandbox.say(asha, "/support")
    await sandbox.wait_for(asha, "Tell me in one message")
    await sandbox.say(asha, "я" * (LONGEST_TEXT + 1))
    await sandbox.wait_for(asha, "That’s 2,001 characters; a message can have 2,000")
    await sandbox.say(asha, "shorter")
    await sandbox.wait_for(asha, "Your reference: S-")
    await scene.app.pool.execute(
        "INSERT INTO support_messages (thread_id, is_answer, text, at) "
        "SELECT t.id, false, 'x', $1 FROM support_threads t, generate_series(2, $2::int)",
        scene.clock.now(),
        MOST_AN_HOUR,
    )
    await sandbox.say(asha, "/support")
    await sandbox.say(asha, "once more")
    await sandbox.wait_for(asha, "You’ve sent 10 messages in the last hour")
    kept = await scene.rows("SELECT count(*) AS n FROM support_messages")
    assert kept[0]["n"] == MOST_AN_HOUR


async def test_what_was_answered_is_closed_and_forgotten_in_time(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, intake: UpdateIntake
) -> None:
    await write(sandbox, asha, "Hello")
    await intake.drained()
    pool, now = scene.app.pool, scene.clock.now()
    await forget_threads(pool, now + QUIET * 2, QUIET, KEPT_FOR)
    assert len(await list_threads(pool, 9)) == 1  # nobody has answered yet
    await pool.execute("UPDATE support_threads SET state = 'answered'")
    await forget_threads(pool, now + QUIET * 2, QUIET, KEPT_FOR)
    assert await list_threads(pool, 9) == ()
    await forget_threads(pool, now + QUIET * 3 + KEPT_FOR, QUIET, KEPT_FOR)
    assert await scene.rows("SELECT id FROM support_threads") == []


async def test_a_reply_goes_where_it_answers(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, intake: UpdateIntake
) -> None:
    ravi = await another(sandbox)
    await write(sandbox, ravi, TROUBLE)
    await deliver(scene, intake)
    notice = await sandbox.wait_for(asha, "wrote to support")
    # In the middle of something else: a reply says what it answers.
    await sandbox.say(asha, "/admin")
    await sandbox.wait_for(asha, "Checks and alerts")
    await sandbox.press(asha, "👥 People")
    await sandbox.wait_for(asha, "to find someone")
    await sandbox.say(asha, "Which hotel?", reply_to=notice["message_id"])
    await sandbox.wait_for(asha, "Answer (Asha)", after=notice["message_id"])
    await deliver(scene, intake)
    told = await sandbox.wait_for(ravi, "Which hotel?")
    await sandbox.say(ravi, "Goa 12-15 dec", reply_to=told["message_id"])
    await sandbox.wait_for(ravi, "Your reference: S-", after=told["message_id"])
    (listed,) = await list_threads(scene.app.pool, 5)
    thread = await load_thread(scene.app.pool, listed.thread_id)
    assert [(one.text, one.is_answer) for one in thread.lines] == [
        (TROUBLE, False),
        ("Which hotel?", True),
        ("Goa 12-15 dec", False),
    ]
