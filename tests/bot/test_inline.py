"""Inline mode through the real dispatcher: what is typed in any chat, and the cards that follow."""

import asyncio
from typing import Any

import pytest

from bot.inline import handlers as inline
from bot.links.payloads import HotelLink, SearchLink, read_payload
from bot.updates.intake import UpdateIntake
from domain.accounts.models import User
from domain.search.models import Search
from domain.suppliers.contract import Unavailable
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import CHECK_IN, CHECK_OUT, Scene

QUERY = "goa 12-15 dec"


def address_of(message: dict[str, Any], label: str) -> str:
    rows = message["reply_markup"]["inline_keyboard"]
    return next(str(b["url"]) for row in rows for b in row if b["text"] == label)


def questions(scene: Scene) -> list[Any]:
    """Return what a supplier was asked for lists."""
    return [one for one in scene.travclan.asked if one[0] == "search"]


def payload_of(address: str) -> str:
    return address.split("?start=")[1]


async def test_prices_come_as_cards_for_any_chat(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    group = asha.in_chat(await sandbox.add_group("Friends", asha))
    answer = await sandbox.inline(group, QUERY)
    titles = [card["title"] for card in answer["results"]]
    assert titles == ["Palms Retreat", "Taj Holiday Village"]
    described = answer["results"][1]["description"]
    assert "₹10,000 for 3 nights, taxes included, at TravClan" in described
    assert "Price seen just now" in described
    assert answer["results"][1]["thumbnail_url"].endswith("t1.jpg")
    assert answer["is_personal"]
    card = await sandbox.choose(group, answer, answer["results"][1]["id"])
    assert card["via_bot"]["is_bot"]
    assert "Taj Holiday Village" in words(card)
    assert "12–15 Dec · 3 nights · 2 adults" in words(card)
    assert "₹10,000 for 3 nights, taxes included, at TravClan" in words(card)
    assert labels(card) == ["👍 0", "👎 0", "🔔 Track this too", "🔍 All hotels"]
    link = read_payload(payload_of(address_of(card, "🔔 Track this too")))
    assert isinstance(link, HotelLink)
    assert (link.stay.check_in, link.stay.check_out) == (CHECK_IN, CHECK_OUT)
    assert len(questions(scene)) == 1


async def test_a_card_in_a_group_is_voted_on_where_it_stands(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    lucia = await sandbox.add_user("Lucía", language_code="es")
    group = await sandbox.add_group("Friends", asha, lucia)
    here, there = asha.in_chat(group), lucia.in_chat(group)
    answer = await sandbox.inline(there, QUERY)
    card = await sandbox.choose(there, answer, answer["results"][1]["id"])
    number = card["message_id"]
    await sandbox.press(here, "👍 0", message_id=number)
    told = await sandbox.wait_for(here, lambda m: "👍 1" in labels(m))
    assert told["message_id"] == number
    assert "👍 Asha" in words(told)
    # In the words of who sent it, with the newest price there is.
    assert "por 3 noches, impuestos incluidos" in words(told)
    assert told["link_preview_options"]["url"].endswith("t1.jpg")
    await scene.app.pool.execute(
        """UPDATE newest_quotes SET total = 7000, quote = jsonb_set(quote, '{total,amount}',
           '"7000"') WHERE hotel_id = (SELECT id FROM hotels WHERE name LIKE 'Taj%')"""
    )
    assert (await sandbox.press(there, "👎 0", message_id=number))["text"] == "👎 Contado"
    both = await sandbox.wait_for(here, lambda m: {"👍 1", "👎 1"} <= set(labels(m)))
    assert {"👍 Asha", "👎 Lucía"} <= set(words(both).splitlines())
    assert "7.000" in words(both)
    assert "10.000" not in words(both)
    await sandbox.press(there, "👍 1", message_id=number)
    await sandbox.wait_for(here, lambda m: {"👍 2", "👎 0"} <= set(labels(m)))
    await sandbox.press(here, "👍 2", message_id=number)
    last = await sandbox.wait_for(here, lambda m: {"👍 1", "👎 0"} <= set(labels(m)))
    assert "👍 Lucía" in words(last)
    assert "Asha" not in words(last)
    assert [m["message_id"] for m in await sandbox.messages(here) if words(m)] == [number]
    # The same card sent twice is two messages, each with its own votes.
    again = await sandbox.choose(there, answer, answer["results"][1]["id"])
    assert labels(again)[:2] == ["👍 0", "👎 0"]


async def test_all_who_press_at_once_are_counted_and_named(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    crowd = [await sandbox.add_user(f"Friend{n}", language_code="ru") for n in range(5)]
    group = await sandbox.add_group("Friends", asha, *crowd)
    answer = await sandbox.inline(asha.in_chat(group), QUERY)
    card = await sandbox.choose(asha.in_chat(group), answer, answer["results"][0]["id"])
    (data,) = [
        b["callback_data"]
        for row in card["reply_markup"]["inline_keyboard"]
        for b in row
        if b["text"] == "👍 0"
    ]
    number = card["message_id"]
    presses = [sandbox.press(f.in_chat(group), data=data, message_id=number) for f in crowd]
    assert all(told["answered"] for told in await asyncio.gather(*presses))
    shown = await sandbox.wait_for(asha.in_chat(group), lambda m: "👍 5" in labels(m))
    assert "+1" in words(shown)


async def test_a_vote_that_telegram_would_not_show_at_once_is_shown_a_little_later(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    answer = await sandbox.inline(asha, QUERY)
    card = await sandbox.choose(asha, answer, answer["results"][0]["id"])
    await sandbox.set_fault(
        "telegram", "status", match="editMessageText", status=429, retry_after=1, times=1
    )
    assert (await sandbox.press(asha, "👍 0"))["text"] == "👍 Counted"
    shown = await sandbox.wait_for(asha, lambda m: "👍 1" in labels(m))
    assert shown["message_id"] == card["message_id"]


async def test_a_stranger_follows_a_cards_button_and_tracks(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    answer = await sandbox.inline(asha, QUERY)
    card = await sandbox.choose(asha, answer, answer["results"][0]["id"])
    ravi = await sandbox.add_user("Ravi", language_code="en-IN")
    payload = payload_of(address_of(card, "🔔 Track this too"))
    await sandbox.say(ravi, f"/start {payload}")
    page = await sandbox.wait_for(ravi, lambda m: "🔔 Track" in labels(m))
    assert "Palms Retreat" in words(page)
    await sandbox.press(ravi, "🔔 Track")
    await sandbox.wait_for(ravi, "Tracking.")


async def test_the_button_above_the_cards_opens_the_search(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    answer = await sandbox.inline(asha, f"{QUERY} under 2000")
    assert [card["title"] for card in answer["results"]] == ["Palms Retreat"]
    link = read_payload(answer["button"]["start_parameter"])
    assert isinstance(link, SearchLink)
    await sandbox.say(asha, f"/start {answer['button']['start_parameter']}")
    await sandbox.wait_for(asha, "hidden by filters, cheapest first")


async def test_who_only_looks_gets_no_account_and_leaves_no_search(
    sandbox: SandboxClient, intake: UpdateIntake
) -> None:
    lucia = await sandbox.add_user("Lucía", language_code="es")
    answer = await sandbox.inline(lucia, QUERY)
    assert "por 3 noches, impuestos incluidos" in answer["results"][0]["description"]
    await sandbox.choose(lucia, answer, answer["results"][0]["id"])
    await intake.drained()
    assert await User.all().count() == 0
    assert await Search.all().count() == 0


async def test_a_card_sent_to_the_bot_itself_is_no_search(
    sandbox: SandboxClient, asha: Traveller, intake: UpdateIntake
) -> None:
    answer = await sandbox.inline(asha, QUERY)
    card = await sandbox.choose(asha, answer, answer["results"][0]["id"])
    await asyncio.sleep(0.1)
    await intake.drained()
    assert (await sandbox.last_message(asha))["message_id"] == card["message_id"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Hotel prices, in any chat."),
        ("goa", "Hotel prices, in any chat."),
        ("goa 12-15 dec 2025", "has passed"),
        ("goa 12-15 dec 2 children", "ages of the 2 children"),
        ("xqzzyw 12-15 dec", "I don’t know a place called “xqzzyw”"),
        ("springfield 12-15 dec", "Which Springfield do you mean?"),
    ],
)
async def test_what_cannot_be_searched_is_told_with_an_example(
    sandbox: SandboxClient, asha: Traveller, typed: str, told: str
) -> None:
    answer = await sandbox.inline(asha, typed)
    (card,) = answer["results"]
    assert card["title"] == "Write where and when: Goa 12-15 Dec 2 adults"
    assert told in card["description"]
    assert answer["button"] == {"text": "🏨 Open our chat", "start_parameter": "inline"}
    sent = await sandbox.choose(asha, answer, card["id"])
    assert "@often_hotels_bot Goa 12-15 Dec 2 adults" in words(sent)
    await sandbox.say(asha, "/start inline")
    assert "expired" not in words(await sandbox.wait_for(asha, "Hello Asha!"))


async def test_slow_suppliers_get_a_card_now_and_the_prices_below_it(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inline, "FIRST_PATIENCE", 0.2)
    scene.travclan.gate.clear()
    scene.serpapi.gate.clear()
    answer = await sandbox.inline(asha, QUERY)
    assert [card["title"] for card in answer["results"]] == ["⏳ Searching Goa…"]
    assert answer["cache_time"] == 0
    following = asyncio.create_task(sandbox.inline(asha, QUERY, offset=answer["next_offset"]))
    await asyncio.sleep(0.1)
    scene.travclan.gate.set()
    scene.serpapi.gate.set()
    titles = [card["title"] for card in (await following)["results"]]
    assert titles == ["Palms Retreat", "Taj Holiday Village"]
    assert len(questions(scene)) == 1


async def test_suppliers_that_fail_are_not_called_sold_out(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    scene.travclan.failure = scene.serpapi.failure = Unavailable
    answer = await sandbox.inline(asha, QUERY)
    (card,) = answer["results"]
    assert "I couldn’t check any supplier" in card["description"]
    assert answer["cache_time"] == 0


async def test_suppliers_are_asked_for_the_last_that_was_typed_only(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    typing = [asyncio.create_task(sandbox.inline(asha, f"{QUERY} {n} adults")) for n in (2, 3, 4)]
    await asyncio.wait(typing, return_when=asyncio.FIRST_COMPLETED)
    assert len(questions(scene)) == 1
    for task in typing:
        task.cancel()


async def test_a_long_list_is_given_in_pages(
    sandbox: SandboxClient, asha: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.inline.screens.CARDS_A_PAGE", 1)
    first = await sandbox.inline(asha, QUERY)
    assert [card["title"] for card in first["results"]] == ["Palms Retreat"]
    second = await sandbox.inline(asha, QUERY, offset=first["next_offset"])
    assert [card["title"] for card in second["results"]] == ["Taj Holiday Village"]
    assert second["next_offset"] == ""


async def test_typing_does_not_wait_for_the_private_chat(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await sandbox.inline(asha, QUERY)
    scene.travclan.gate.clear()
    scene.serpapi.gate.clear()
    await sandbox.say(asha, "Goa 20-22 dec")
    await sandbox.wait_for(asha, "Searching Goa")
    again = await asyncio.wait_for(sandbox.inline(asha, f"{QUERY} "), 2)
    assert len(again["results"]) == 2
    scene.travclan.gate.set()
    scene.serpapi.gate.set()
