"""Booking in the chat at the sandbox's TravClan, over HTTP, with every turn it can take.

Whatever happens at whichever step, one confirmation leaves one booking at most, and the supplier's
books and ours agree, or a person has the case.
"""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from aiogram import Bot
from pydantic import SecretStr

from bot.notices import NOTICES
from bot.sending.telegram import TelegramChannel
from domain.app import open_app
from domain.bookings.cases import list_cases
from domain.bookings.lifecycle import UNSENT
from domain.bookings.models import BookingState, UniversalBooking
from domain.bookings.queries.cases import CaseKind
from domain.bookings.reconciliation import look_up_due
from domain.settings import Settings
from tests.conftest import FakeClock
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import Scene
from workers.outbox import Carrier

CONTACT = "asha@example.com +91 98765 43210"
SEARCH = "Jaipur 12-15 dec 2 adults"


@pytest.fixture
async def scene(bot_settings: Settings, sandbox_url: str, clock: FakeClock) -> AsyncIterator[Scene]:
    """The product with the sandbox's TravClan."""
    travclan = f"{sandbox_url}/travclan"
    settings = bot_settings.model_copy(
        update={
            "travclan_api_key": SecretStr("key"),
            "travclan_merchant_id": "merchant",
            "travclan_user_id": "user",
            "travclan_auth_url": travclan,
            "travclan_search_url": travclan,
            "travclan_hotel_url": travclan,
            "booking_deadline": 5.0,
        }
    )
    async with open_app(settings, clock=clock) as app:
        yield Scene(app, clock, None, None)  # type: ignore[arg-type] # no suppliers in memory


async def reviewed(sandbox: SandboxClient, who: Traveller, until: str = "Check and confirm") -> str:
    """Search, choose the first hotel's first rate, and answer what is asked."""
    sent = await sandbox.say(who, SEARCH)
    await sandbox.wait_for(who, lambda m: "1" in labels(m), after=sent["message_id"])
    await sandbox.press(who, "1")
    await sandbox.wait_for(who, lambda m: "🛏 All rates" in labels(m))
    await sandbox.press(who, "🛏 All rates")
    await sandbox.wait_for(who, lambda m: "⬅️ Hotel" in labels(m))
    await sandbox.press(who, "1")
    await sandbox.wait_for(who, lambda m: "💳 Book" in labels(m))
    await sandbox.press(who, "💳 Book")
    await sandbox.wait_for(who, "Who is the lead guest?")
    await sandbox.say(who, "Asha Rao")
    await sandbox.wait_for(who, "How can the hotel reach you?")
    await sandbox.say(who, CONTACT)
    return words(await sandbox.wait_for(who, until))


async def settled(scene: Scene, bot: Bot) -> UniversalBooking:
    """Let an hour pass with the looks that fall due, and return the booking."""
    for _ in range(12):
        scene.clock.advance(timedelta(minutes=5))
        await look_up_due(scene.app)
    await Carrier(scene.app, TelegramChannel(scene.app, bot, NOTICES)).carry()
    return await UniversalBooking.get()


async def books(sandbox: SandboxClient) -> list[dict[str, Any]]:
    """Return the supplier's books."""
    sold: list[dict[str, Any]] = await sandbox.call("GET", "bookings")
    return [one for one in sold if one["state"] not in {"cancelled", "failed"}]


async def agree(sandbox: SandboxClient, scene: Scene, booking: UniversalBooking) -> None:
    """Check our word against the supplier's books."""
    standing = await books(sandbox)
    if await list_cases(scene.app.pool):
        return
    if booking.state in UNSENT or booking.state is BookingState.FAILED:
        assert standing == []
    else:
        assert [one["code"] for one in standing] == [booking.supplier_ref]


async def test_a_hotel_is_booked_and_cancelled_at_travclan(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, bot: Bot
) -> None:
    await reviewed(sandbox, asha)
    await sandbox.press(asha, "✅ Confirm and book")
    await sandbox.wait_for(asha, "✅ Booked")
    booking = await settled(scene, bot)
    assert booking.state is BookingState.CONFIRMED
    await agree(sandbox, scene, booking)
    assert booking.supplier_ref
    assert booking.supplier_ref in words(await sandbox.wait_for(asha, "Booked! Your receipt"))


# Where a confirmation can have led.
ENDS = (
    "✅ Booked", "sold out", "didn’t accept", "hasn’t confirmed it yet", "nothing is booked twice",
)  # fmt: skip
TURNS = [
    ("check", "price_changed", "✅ Confirm and book"),
    ("check", "sold_out", None),
    ("book", "price_changed", None),
    ("book", "sold_out", None),
    ("book", "session_expired", None),
    ("book", "no_funds", None),
    ("book", "refused", None),
    ("book", "pending", None),
    ("book", "unknown", None),
    ("book", "doubled", None),
]


@pytest.mark.parametrize(("step", "turn", "then"), TURNS)
async def test_the_books_agree_after_every_turn(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, bot: Bot, step: str, turn: str,
    then: str | None,
) -> None:  # fmt: skip
    if step == "book":
        await reviewed(sandbox, asha)
    twist = {"supplier": "travclan", "step": step, "turn": turn, "seconds": 1}
    await sandbox.call("POST", "bookings/twists", twist)
    if step == "book":
        await sandbox.press(asha, "✅ Confirm and book")
    elif turn == "sold_out":
        await reviewed(sandbox, asha, until="sold out")
    else:
        assert "the price:" in await reviewed(sandbox, asha)
    if then is not None:
        await sandbox.wait_for(asha, "This has changed since you saw it")
        await sandbox.press(asha, then)
        await sandbox.wait_for(asha, "✅ Booked")
    else:
        await sandbox.wait_for(asha, lambda m: any(end in words(m) for end in ENDS))
    booking = await settled(scene, bot)
    assert booking.state is not BookingState.SUBMITTING
    assert len(await books(sandbox)) <= (2 if turn == "doubled" else 1)
    await agree(sandbox, scene, booking)
    if turn == "doubled":
        cases = await list_cases(scene.app.pool)
        assert [one.kind for one in cases] == [CaseKind.BOOKED_TWICE], cases


FAULTS = [
    ("status", {"status": 503}),
    ("status", {"status": 500}),
    ("drop_after_processing", {}),
    ("garbage", {}),
    ("timeout", {"seconds": 30}),
]


@pytest.mark.parametrize(("kind", "details"), FAULTS, ids=str)
async def test_the_books_agree_after_every_fault_of_the_line(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, bot: Bot, kind: str,
    details: dict[str, Any],
) -> None:  # fmt: skip
    await reviewed(sandbox, asha)
    await sandbox.set_fault("travclan", kind, match="/book", times=1, **details)
    await sandbox.press(asha, "✅ Confirm and book")
    await sandbox.wait_for(asha, "nothing is booked twice")
    booking = await settled(scene, bot)
    await agree(sandbox, scene, booking)
    if booking.state is not BookingState.CONFIRMED:
        assert await list_cases(scene.app.pool)
        await sandbox.wait_for(asha, "one of us is asking them now")
    else:
        await sandbox.wait_for(asha, "Booked! Your receipt")
