"""Money as administrators see it: balances, one booking's transfers, refunds by hand, the file."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from bot.updates.intake import UpdateIntake
from domain.accounts.models import Role, User
from domain.administration.audit import Act, read_audit
from domain.administration.health.alarms import Alarm, raise_alarms, read_alarms
from domain.administration.health.samples import take_sample
from domain.money import Money
from domain.payments.wallets import watch_wallets
from domain.settings import Settings
from tests.bot.test_booking import reviewed
from tests.bot.test_paying import Till, booker, till
from tests.fake_booker import FakeBooker, Mood
from tests.sandbox_client import Message, SandboxClient, Traveller, labels, words
from tests.scene import Scene

__all__ = ["booker", "till"]


@pytest.fixture
def bot_settings(settings: Settings, sandbox_url: str) -> Settings:
    """Return settings with a provider that makes no refunds, and a wallet to watch."""
    changed: dict[str, Any] = {
        "telegram_api_url": sandbox_url,
        "payment_provider_token": SecretStr("284685063:TEST:MzQ1Njc4"),
        "wallet_least": 5_000,
    }
    return settings.model_copy(update=changed)


@pytest.fixture
async def admin(sandbox: SandboxClient, intake: UpdateIntake) -> Traveller:  # noqa: ARG001
    """Somebody with the role, who has said hello."""
    ravi = await sandbox.add_user("Ravi", language_code="en-IN")
    await sandbox.say(ravi, "/start")
    await sandbox.wait_for(ravi, "Hello Ravi!")
    await User.filter(chats__id=ravi.chat_id).update(role=Role.ADMIN)
    return ravi


async def money(sandbox: SandboxClient, admin: Traveller) -> Message:
    await sandbox.say(admin, "/admin")
    await sandbox.wait_for(admin, "Checks and alerts")
    await sandbox.press(admin, "💰 Money")
    return await sandbox.wait_for(admin, "💰 Money")


async def test_the_ledger_is_read_and_a_refund_is_made_by_hand(
    sandbox: SandboxClient, asha: Traveller, admin: Traveller, booker: FakeBooker, till: Till
) -> None:
    assert "Nothing has been paid yet." in words(await money(sandbox, admin))
    await reviewed(sandbox, asha)
    booker.moods = {"book": [Mood.SOLD_OUT]}
    await till.pay(await till.invoice())
    await sandbox.wait_for(asha, "just sold out")
    await till.settle(2)
    await sandbox.wait_for(asha, "One of us is handling your refund of ₹5,000")
    page = await money(sandbox, admin)
    assert "at the payment provider: ₹5,000" in words(page)
    assert "refunds owed: ₹5,000 credit" in words(page)
    await sandbox.press(admin, "🙋 ₹5,000")
    [charge] = await till.charges()
    assert charge["id"] in words(await sandbox.wait_for(admin, "Refund it at the provider"))
    await sandbox.press(admin, "✓ I refunded it")
    await sandbox.wait_for(admin, lambda m: "refund #" in words(m) and "🙋" not in words(m))
    booking = next(one for one in labels(await sandbox.last_message(admin)) if "#" in one)
    await sandbox.press(admin, booking)
    assert "failed · done (by hand)" in words(await sandbox.wait_for(admin, "Booking #"))
    await till.settle(1)
    await sandbox.wait_for(asha, "₹5,000 has been refunded")
    await sandbox.press(admin, "💰 Money")
    await sandbox.wait_for(admin, "Latest transfers")
    await sandbox.press(admin, "📄 CSV file")
    file = await sandbox.wait_for(admin, lambda m: "document" in m)
    assert file["document"]["file_name"].startswith("ledger-")
    acts = {entry.deed.act for entry in await read_audit(till.scene.app.pool, 20)}
    assert {Act.REFUND_MADE, Act.LEDGER_EXPORTED} <= acts


async def test_a_refund_settled_as_a_case_names_whose_and_how_much_before(
    sandbox: SandboxClient, asha: Traveller, admin: Traveller, booker: FakeBooker, till: Till
) -> None:
    await reviewed(sandbox, asha)
    booker.moods = {"book": [Mood.SOLD_OUT]}
    await till.pay(await till.invoice())
    await sandbox.wait_for(asha, "just sold out")
    await till.settle(2)
    await sandbox.wait_for(asha, "One of us is handling your refund of ₹5,000")
    await sandbox.say(admin, "/admin")
    await sandbox.wait_for(admin, "Checks and alerts")
    await sandbox.press(admin, "🙋 Booking cases")
    await sandbox.wait_for(admin, "Palms Retreat · to be refunded by hand")
    await sandbox.press(admin, "1")
    await sandbox.wait_for(admin, "Refund the amount below")
    await sandbox.press(admin, "✓ Settled")
    asked = words(await sandbox.wait_for(admin, "Is the money refunded?"))
    assert "Palms Retreat · 12–15 Dec · ₹5,000 · of Asha (user" in asked
    assert "I’ll tell Asha that ₹5,000 is refunded, and enter it in the ledger." in asked
    await sandbox.press(admin, "✓ I refunded it")
    await sandbox.wait_for(admin, "Everything is settled.")
    await till.settle(1)
    await sandbox.wait_for(asha, "₹5,000 has been refunded")


async def test_a_wallet_that_holds_too_little_is_told_of_once(
    sandbox: SandboxClient, admin: Traveller, scene: Scene, booker: FakeBooker
) -> None:
    app = scene.app
    booker.wallet = Money.of(4_999, "INR")
    for _ in range(2):
        await watch_wallets(app)
        await raise_alarms(app.pool, await take_sample(app), scene.clock.now())
    assert list(await read_alarms(app.pool)) == [Alarm.WALLET_LOW]
    assert "travclan says" in words(await money(sandbox, admin))
    booker.wallet = Money.of(80_000, "INR")
    scene.clock.advance(timedelta(minutes=11))
    await watch_wallets(app)
    await raise_alarms(app.pool, await take_sample(app), scene.clock.now())
    assert await read_alarms(app.pool) == {}
