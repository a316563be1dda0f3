"""A traveller tracks a hotel; its price falls; the alert comes."""

import os
import signal

import pytest

from tests.journeys.product import Product
from tests.sandbox_client import Message, SandboxClient, Traveller, labels, words

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def track_first(sandbox: SandboxClient, text: str) -> tuple[Traveller, str]:
    """Have somebody track the first hotel of a search; return them and the hotel's name."""
    asha = await sandbox.add_user("Asha", language_code="en-IN")
    await sandbox.say(asha, text)
    await sandbox.wait_for(asha, lambda m: "1" in labels(m))
    await sandbox.press(asha, "1")
    page = await sandbox.wait_for(asha, lambda m: "🔔 Track" in labels(m))
    name = words(page).splitlines()[0].strip("🏨 ⭐★")
    await sandbox.press(asha, "🔔 Track")
    await sandbox.wait_for(asha, lambda m: "⏸ Pause" in labels(m))
    return asha, name


async def move_price(sandbox: SandboxClient, name: str, percent: int) -> None:
    """Move the price of the hotel that is called so at one of the suppliers."""
    hotels = await sandbox.call("GET", "market/hotels", destination="Goa")
    folded = name.casefold()
    (hotel,) = [
        h for h in hotels
        if folded in {h["name"].casefold(), *(n.casefold() for n in h["names"].values())}
    ]  # fmt: skip
    await sandbox.call("POST", f"market/hotels/{hotel['id']}/price", {"percent": percent})


def is_alert(message: Message) -> bool:
    """Return whether a message is an alert."""
    return "Why this alert?" in words(message)


async def test_a_drop_brings_an_alert_with_its_buttons(sandbox: SandboxClient) -> None:
    asha, name = await track_first(sandbox, "Goa 12-15 dec 2 adults")
    await move_price(sandbox, name, -15)
    alert = await sandbox.wait_for(asha, is_alert)
    assert name.casefold() in words(alert).casefold()
    assert "15" in words(alert)
    for wanted in ("Hotel", "Chart", "Stop"):
        assert any(wanted in label for label in labels(alert)), labels(alert)


async def test_the_chart_is_a_picture_and_stop_stops(sandbox: SandboxClient) -> None:
    asha, name = await track_first(sandbox, "Goa 3-6 jan 2 adults")
    await move_price(sandbox, name, -12)
    alert = await sandbox.wait_for(asha, is_alert)
    chart = next(label for label in labels(alert) if "Chart" in label)
    await sandbox.press(asha, chart, message_id=alert["message_id"])
    await sandbox.wait_for(asha, lambda m: "photo" in m and m["message_id"] >= alert["message_id"])
    stop = next(label for label in labels(alert) if "Stop" in label)
    await sandbox.press(asha, stop)
    await sandbox.wait_for(asha, lambda m: any("Undo" in label for label in labels(m)))
    await sandbox.say(asha, "/trackers")
    listed = await sandbox.last_message(asha)
    assert name not in words(listed)


async def test_pause_resume_delete_undo(sandbox: SandboxClient) -> None:
    asha, _name = await track_first(sandbox, "Goa 10-13 jan 2 adults")
    for label, wanted in (
        ("⏸ Pause", "▶️ Resume"),
        ("▶️ Resume", "⏸ Pause"),
        ("🗑 Delete", "⬅️ Keep it"),
        ("🗑 Delete", "↩️ Undo"),
        ("↩️ Undo", "⏸ Pause"),
    ):
        await sandbox.press(asha, label)
        await sandbox.wait_for(asha, lambda m, wanted=wanted: wanted in labels(m))  # type: ignore[misc]


async def test_a_stranger_can_press_nothing_of_mine(sandbox: SandboxClient) -> None:
    asha, _name = await track_first(sandbox, "Goa 17-20 jan 2 adults")
    mine = await sandbox.wait_for(asha, lambda m: "⏸ Pause" in labels(m))
    rows = mine["reply_markup"]["inline_keyboard"]
    pause = next(b["callback_data"] for row in rows for b in row if b["text"] == "⏸ Pause")
    group = await sandbox.add_group("Trip", asha)
    ravi = await sandbox.add_user("Ravi", language_code="en-IN")
    await sandbox.say(ravi, "/start")
    await sandbox.wait_for(ravi, lambda m: m["from"]["is_bot"])
    assert group < 0
    assert pause
    await sandbox.say(asha, "/trackers")
    listed = await sandbox.wait_for(asha, lambda m: m["message_id"] > mine["message_id"]
                                    and m["from"]["is_bot"])  # fmt: skip
    assert "⏸" not in words(listed) or "▶️" not in words(listed)


async def test_no_alert_is_lost_when_the_worker_is_killed(
    sandbox: SandboxClient, product: Product
) -> None:
    asha, name = await track_first(sandbox, "Goa 24-27 jan 2 adults")
    worker = product.services["worker"]
    assert worker.pid is not None
    os.kill(worker.pid, signal.SIGKILL)
    await move_price(sandbox, name, -20)
    sandbox.patience = 60
    assert await sandbox.wait_for(asha, is_alert)


async def test_a_bot_that_makes_way_for_its_successor_answers_each_line_once(
    sandbox: SandboxClient, product: Product
) -> None:
    """Polled by one at a time: what is written between the two waits at Telegram."""
    sandbox.patience = 60
    asha = await sandbox.add_user("Asha", language_code="en-IN")
    bot = product.services["bot"]
    await sandbox.say(asha, "/help")
    await bot.stop()
    await sandbox.say(asha, "/privacy")
    await bot.start(print)
    await sandbox.wait_for(asha, "Privacy")
    told = [words(m)[:9] for m in await sandbox.messages(asha) if m["from"]["is_bot"]]
    assert [sum(part in one for one in told) for part in ("What", "Privacy")] == [1, 1], told


async def test_who_blocks_the_bot_is_left_alone(sandbox: SandboxClient) -> None:
    asha, name = await track_first(sandbox, "Goa 1-4 mar 2 adults")
    await sandbox.block(asha)
    await move_price(sandbox, name, -25)
    ravi, other = await track_first(sandbox, "Goa 8-11 mar 2 adults")
    await move_price(sandbox, other, -25)
    await sandbox.wait_for(ravi, is_alert)
    assert not any(is_alert(m) for m in await sandbox.messages(asha))
