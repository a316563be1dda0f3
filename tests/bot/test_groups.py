"""A group chooses a hotel through the real dispatcher."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.groups.screens import render_shortlist
from bot.locales import translator
from bot.sending.screen import visible_length
from domain.full_names import FullName
from domain.languages import LANGUAGES
from domain.money import Money
from domain.search.values import PricedOffer
from domain.stay import Room, Stay
from domain.suppliers.contract import (
    Board,
    Quote,
    RateKind,
    Refundability,
    Supplier,
    TaxInclusion,
)
from domain.trackers.groups import propose, track_for_group
from domain.trackers.service import pause_tracker
from domain.trackers.shortlist import MOST_LISTED, ChoicePrice, GroupChoice, Proposer
from tests.bot.test_alert_buttons import deliver
from tests.bot.test_conversations import results
from tests.patience import patience
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import CHECK_IN, CHECK_OUT, Scene


async def payload_of_a_hotel(sandbox: SandboxClient, asha: Traveller) -> str:
    """Return what the button of a hotel's share screen says to a group."""
    await results(sandbox, asha)
    await sandbox.press(asha, "2")
    await sandbox.wait_for(asha, lambda m: "📤 Share" in labels(m) and "🔔 Track" in labels(m))
    await sandbox.press(asha, "📤 Share")
    shown = await sandbox.wait_for(asha, lambda m: "👥 Vote in a group" in labels(m))
    rows = shown["reply_markup"]["inline_keyboard"]
    (url,) = [b["url"] for row in rows for b in row if "startgroup=" in b.get("url", "")]
    return str(url.partition("startgroup=")[2])


async def test_members_vote_on_a_hotel_and_have_it_watched_once(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    payload = await payload_of_a_hotel(sandbox, asha)
    ravi = await sandbox.add_user("Ravi", language_code="en-IN")
    group = await sandbox.add_group("Trip", asha, ravi)
    here, there = asha.in_chat(group), ravi.in_chat(group)
    await sandbox.say(here, f"/start@often_hotels_bot {payload}")
    card = await sandbox.wait_for(here, "What do you think?")
    assert "Taj Holiday Village" in words(card)
    assert "₹10,000 for 3 nights, taxes included, at TravClan" in words(card)
    assert "GMT+05:30" in words(card)
    assert "ago" not in words(card)
    photos = [
        one["params"]["photo"]
        for one in await sandbox.requests("telegram")
        if one["method"].lower() == "sendphoto" and str(one["params"]["chat_id"]) == str(group)
    ]
    assert photos == ["http://127.0.0.1:9/t1.jpg"]
    await sandbox.press(here, "👍 0")
    await sandbox.wait_for(here, lambda m: "👍 1" in labels(m))
    await sandbox.press(there, "👎 0")
    await sandbox.wait_for(here, lambda m: {"👍 1", "👎 1"} <= set(labels(m)))
    await sandbox.press(there, "👍 1")
    voted = await sandbox.wait_for(here, lambda m: {"👍 2", "👎 0"} <= set(labels(m)))
    assert "👍 Asha, Ravi" in words(voted)
    assert voted["message_id"] == card["message_id"]
    await sandbox.press(there, "🔔 Track for everyone")
    await sandbox.wait_for(here, "I’ll track its price and post alerts here")
    (tracker,) = await scene.rows("SELECT chat_id, state FROM trackers")
    assert (tracker["chat_id"], tracker["state"]) == (group, "active")
    await sandbox.say(there, "/shortlist@often_hotels_bot")
    listed = await sandbox.wait_for(here, "Shortlist")
    assert "👍 2 👎 0 🔔" in words(listed)
    assert "👍 Asha, Ravi" in words(listed)
    assert "₹10,000 · 🕐" in words(listed)
    assert "🏆 In the lead: 1. Taj Holiday Village" in words(listed)


async def test_the_shortlist_is_voted_on_and_its_winner_tracked(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    payload = await payload_of_a_hotel(sandbox, asha)
    ravi = await sandbox.add_user("Ravi", language_code="ru")
    group = await sandbox.add_group("Trip", asha, ravi)
    here, there = asha.in_chat(group), ravi.in_chat(group)
    await sandbox.say(here, f"/start@often_hotels_bot {payload}")
    await sandbox.wait_for(here, "What do you think?")
    await sandbox.say(here, "/shortlist@often_hotels_bot")
    listed = await sandbox.wait_for(here, "Shortlist")
    assert "🔔 Track the winner" not in labels(listed)
    number = listed["message_id"]
    await sandbox.press(there, "👍 0", message_id=number)
    # Whoever presses, it stays in the language of the member who proposed the hotel.
    won = await sandbox.wait_for(here, "🏆 In the lead: 1. Taj Holiday Village")
    assert won["message_id"] == number
    assert won["reply_markup"]["inline_keyboard"][0][0]["url"].endswith(payload)
    await sandbox.press(there, "🔔 Track the winner", message_id=number)
    await sandbox.wait_for(
        here, lambda m: m["message_id"] == number and "🔔 Track the winner" not in labels(m)
    )
    (tracker,) = await scene.rows("SELECT chat_id, state FROM trackers")
    assert (tracker["chat_id"], tracker["state"]) == (group, "active")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_shortlist_fits_into_a_message(language: str) -> None:
    at = datetime(2026, 12, 1, tzinfo=UTC)
    member = Proposer(1, language, "IN", "INR", "IN", "America/Argentina/ComodRivadavia")
    quote = Quote(
        Money.of(9_999_999_999, "USD"), TaxInclusion.INCLUDED, RateKind.QUOTE, Board.UNKNOWN,
        Refundability.UNKNOWN, at,
    )  # fmt: skip
    price = ChoicePrice(PricedOffer(Supplier.SERPAPI, quote), at)
    voters = ("W" * 255,) * 200
    choices = [
        GroupChoice(
            2**62 + n, -5, 2**62, "Ж" * 300, 1, FullName(("Goa",), "IN", "India"), None,
            5, 4.5, 1_000, None,
            Stay(CHECK_IN, CHECK_OUT, (Room(6, (17, 17, 17, 17)),) * 8), member, (*voters, "x"),
            voters, is_tracked=True, price=price,
        )
        for n in range(MOST_LISTED)
    ]  # fmt: skip
    screen = render_shortlist(choices, "often_hotels_bot", translator(language))
    assert visible_length(screen.text) <= 4096


async def test_a_topics_tracker_tells_its_alerts_there_and_else_in_the_group(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    traveller = await scene.meet(asha.chat_id)
    _search_id, hotels = await scene.find(traveller)
    group = await sandbox.add_group("Trip", asha, kind="supergroup")
    stay = Stay(CHECK_IN, CHECK_OUT, (Room(2),))
    taj = hotels["Taj Holiday Village"]
    choice = await propose(scene.app, traveller, group, "Trip", taj, stay)
    await track_for_group(scene.app, traveller, group, choice.choice_id, 42)
    await scene.check()
    scene.price(8_000)
    body = {"ok": False, "error_code": 400, "description": "Bad Request: message thread not found"}
    await sandbox.set_fault("telegram", "status", match="sendPhoto", status=400, times=1, body=body)
    await deliver(scene)
    await sandbox.wait_for(asha.in_chat(group), "The price has dropped")
    sends = [
        one["params"].get("message_thread_id") and str(one["params"]["message_thread_id"])
        for one in await sandbox.requests("telegram")
        if one["method"].lower() in {"sendphoto", "sendmessage"}
        and "has dropped" in str(one["params"])
    ]
    assert (sends[0], sends[-1]) == ("42", None)


async def test_a_paused_watch_that_goes_on_tells_where_it_was_begun_again(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    traveller = await scene.meet(asha.chat_id)
    _search_id, hotels = await scene.find(traveller)
    group = await sandbox.add_group("Trip", asha, kind="supergroup")
    stay = Stay(CHECK_IN, CHECK_OUT, (Room(2),))
    choice = await propose(scene.app, traveller, group, "Trip", hotels["Palms Retreat"], stay)
    await track_for_group(scene.app, traveller, group, choice.choice_id, 42)
    (tracker,) = await scene.rows("SELECT id, user_id FROM trackers")
    await pause_tracker(scene.app, traveller, tracker["id"])
    await track_for_group(scene.app, traveller, group, choice.choice_id, 43)
    topics = await scene.rows("SELECT state, topic_id FROM trackers")
    assert [tuple(row) for row in topics] == [("active", 43)]


async def test_a_group_that_moves_keeps_its_hotels_and_tracker(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    payload = await payload_of_a_hotel(sandbox, asha)
    group = await sandbox.add_group("Trip", asha)
    here = asha.in_chat(group)
    await sandbox.say(here, f"/start@often_hotels_bot {payload}")
    await sandbox.wait_for(here, "What do you think?")
    moved = (await sandbox.call("POST", f"chats/{group}/migrate"))["id"]
    there = asha.in_chat(moved)
    async with patience(30):
        while await scene.rows("SELECT FROM group_hotels WHERE chat_id = $1", moved) == []:
            await asyncio.sleep(0.02)
    await sandbox.say(there, "/shortlist@often_hotels_bot")
    assert "Taj" in words(await sandbox.wait_for(there, "Shortlist"))


async def test_a_search_in_the_group_is_answered_there_and_its_hotels_put_to_the_vote(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    ravi = await sandbox.add_user("Ravi", language_code="en-IN")
    group = await sandbox.add_group("Trip", asha, ravi)
    here, there = asha.in_chat(group), ravi.in_chat(group)
    await sandbox.say(here, "@Often_Hotels_Bot Goa 12-15 dec 2 adults")
    listed = await sandbox.wait_for(here, "1. Palms Retreat")
    assert "₹5,000 for 3 nights" in words(listed)
    assert "GMT+05:30" in words(listed)
    assert labels(listed) == ["🗳 1. Palms Retreat", "🗳 2. Taj Holiday Village", "🔍 All hotels"]
    assert (await sandbox.press(there, "🗳 2. Taj Holiday Village"))["answered"]
    card = await sandbox.wait_for(here, "What do you think?")
    assert "₹10,000" in words(card)
    assert card["message_id"] > listed["message_id"]
    (put,) = await scene.rows("SELECT chat_id FROM group_hotels")
    assert put["chat_id"] == group


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("@often_hotels_bot", "Write where and when"),
        ("@often_hotels_bot Goa", "Write where and when"),
        ("@often_hotels_bot Goa 12-15 dec 40 adults", "adults"),
    ],
)
async def test_what_no_search_can_be_made_of_is_told_in_the_group(
    sandbox: SandboxClient, asha: Traveller, text: str, answer: str
) -> None:
    here = asha.in_chat(await sandbox.add_group("Trip", asha))
    greeting = await sandbox.wait_for(here, "I help you choose a hotel together")
    await sandbox.say(here, "we could ask @often_hotels_bot for Goa")
    said = await sandbox.say(here, text)
    told = await sandbox.wait_for(
        here, lambda m: answer in words(m) and m["from"]["is_bot"], after=said["message_id"]
    )
    # What only mentions the bot is none of its business.
    assert told["message_id"] == greeting["message_id"] + 3
