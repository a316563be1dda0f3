"""The chat page in a real Chromium, against the real sandbox and a small scripted bot."""

import asyncio
import re
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Page, Route, ViewportSize, expect

from .chat_page import ChatPage
from .scripted_bot import DESCRIPTION, TOKEN, running_bot

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
    pytest.mark.timeout(600),
]

PHONE: ViewportSize = {"width": 390, "height": 844}
HOTELS = re.compile(r"/sandbox/market/hotels\?")


@pytest_asyncio.fixture(loop_scope="module")
async def chat(chromium_page: Page, sandbox_url: str) -> AsyncIterator[ChatPage]:
    """Open the page of a fresh sandbox with the scripted bot behind it."""
    async with running_bot(sandbox_url):
        yield await ChatPage(chromium_page).open(sandbox_url)


@pytest_asyncio.fixture(loop_scope="module")
async def started(chat: ChatPage) -> ChatPage:
    """Press Start as Asha, which brings the bot's menu."""
    await chat.start()
    await chat.wait_for_text("Hello Asha")
    return chat


async def test_an_empty_sandbox_offers_travellers_and_introduces_the_bot(chat: ChatPage) -> None:
    names = await chat.part("chat-row").locator(".name").all_inner_texts()
    assert names == ["Asha Menon", "Ravi Sharma", "Lucía Ortega", "Admin"]
    await expect(chat.part("welcome")).to_contain_text(DESCRIPTION)
    await chat.screenshot("page-first-visit")
    await chat.start()
    await chat.wait_for_text("Hello Asha")
    await expect(chat.part("start-button")).to_have_count(0)


async def test_what_was_typed_is_shown_as_typed(started: ChatPage) -> None:
    await started.send("<img src=x onerror=alert(1)> & <b>bold</b>")
    reply = await started.wait_for_text("You said: <img src=x onerror=alert(1)> & <b>bold</b>")
    await expect(reply.locator("img, b")).to_have_count(0)


async def test_entities_become_markup(started: ChatPage) -> None:
    greeting = await started.wait_for_text("Hello Asha")
    await expect(greeting.locator("strong")).to_have_text("Asha")
    own = await started.wait_for_text("/start")
    await expect(own.get_by_test_id("bot-command").first).to_have_text("/start")


async def test_a_toast_and_an_alert_answer_presses(started: ChatPage) -> None:
    await started.press("Toast")
    await expect(started.part("toast")).to_have_text("Watching this price.")
    await started.press("Alert")
    await expect(started.part("alert-text")).to_have_text("Booking comes soon.")
    await started.page.keyboard.press("Escape")
    await expect(started.part("alert")).to_have_count(0)


async def test_a_pressed_button_spins_until_the_bot_answers(started: ChatPage) -> None:
    slow = started.part("inline-button").filter(has_text="Slow")
    await started.press("Slow")
    await expect(slow).to_have_attribute("aria-busy", "true")
    await expect(started.part("toast")).to_have_text("Done at last.")
    await expect(slow).not_to_have_attribute("aria-busy", "true")


async def test_an_edit_replaces_the_screen_in_place_and_says_so(started: ChatPage) -> None:
    before = await started.part("message").count()
    await started.press("Edit")
    screen = await started.wait_for_text("A new screen")
    await expect(screen.get_by_test_id("edited")).to_be_visible()
    assert await started.part("message").count() == before
    await started.screenshot("page-edited-screen")


async def test_buttons_show_their_style_and_a_disabled_one_cannot_be_pressed(
    started: ChatPage,
) -> None:
    buttons = started.part("inline-button")
    await expect(buttons.filter(has_text="Toast")).to_have_attribute("data-style", "primary")
    await expect(buttons.filter(has_text="Alert")).to_have_attribute("data-style", "danger")
    await expect(buttons.filter(has_text="Later")).to_be_disabled()


async def test_a_deep_link_stays_in_the_chat_and_another_link_asks_first(
    started: ChatPage,
) -> None:
    await started.press("Deep")
    await started.wait_for_text("Hello Asha with shared-42")
    await started.press("Outside")
    await expect(started.part("link-dialog")).to_contain_text("https://example.com/hotel")
    await started.part("dialog-cancel").click()
    await expect(started.part("link-dialog")).to_have_count(0)


async def test_photos_load_and_open_in_the_lightbox(started: ChatPage) -> None:
    await started.send("/photo")
    message = await started.wait_for_text("A teal room")
    picture = message.locator("img")
    await expect(picture).to_be_visible()
    await expect(picture).to_have_js_property("naturalWidth", 640)
    await message.get_by_test_id("photo").click()
    await expect(started.part("lightbox").locator("img")).to_be_visible()
    await started.page.keyboard.press("Escape")
    await expect(started.part("lightbox")).to_have_count(0)


async def test_an_album_is_one_bubble(started: ChatPage) -> None:
    await started.send("/album")
    await expect(started.part("photos").last.get_by_test_id("photo")).to_have_count(2)
    await started.screenshot("page-album")


async def test_a_reply_keyboard_says_its_words_and_leaves_after_one_use(
    started: ChatPage,
) -> None:
    await started.send("/ask")
    await started.wait_for_text("Where to?")
    await started.press("Jaipur")
    await started.wait_for_text("You said: Jaipur")
    await expect(started.part("reply-keyboard")).to_have_count(0)


async def test_the_header_shows_that_the_bot_is_typing(started: ChatPage) -> None:
    await started.send("/think")
    await expect(started.part("chat-action")).to_contain_text("typing")
    await started.wait_for_text("Thought.")
    await expect(started.part("chat-action")).to_have_count(0)


async def test_a_location_is_sent_and_drawn(started: ChatPage) -> None:
    await started.part("attach").click()
    await started.part("menu").get_by_role("menuitem", name="Location").click()
    await started.part("location-dialog").get_by_test_id("dialog-confirm").click()
    await started.wait_for_text("I see where you are.")
    await expect(started.part("place").locator("svg")).to_be_visible()


async def test_slash_suggests_commands_and_arrows_choose_one(started: ChatPage) -> None:
    await started.part("composer").press_sequentially("/a")
    await expect(started.part("command")).to_have_text([re.compile("/album"), re.compile("/ask")])
    await started.page.keyboard.press("ArrowDown")
    await started.page.keyboard.press("Enter")
    await started.wait_for_text("Where to?")


async def test_the_chat_can_be_used_without_a_mouse(started: ChatPage) -> None:
    await started.part("chat-row").first.focus()
    await started.page.keyboard.press("ArrowDown")
    await started.page.keyboard.press("Enter")
    await expect(started.part("composer-bar").get_by_text("Start")).to_be_focused()
    await started.page.keyboard.press("Enter")
    await started.wait_for_text("Hello Ravi")
    await started.part("inline-button").filter(has_text="Edit").focus()
    await started.page.keyboard.press("Enter")
    screen = await started.wait_for_text("A new screen")
    await expect(screen.get_by_test_id("inline-button").filter(has_text="Edit")).to_be_focused()
    await started.page.keyboard.type("typed anywhere")
    await expect(started.part("composer")).to_have_value("typed anywhere")


async def test_drafts_stay_with_their_chat_and_unread_messages_are_counted(
    started: ChatPage, sandbox_url: str
) -> None:
    await started.part("composer").fill("half a thought")
    await started.choose_traveller("Ravi")
    await expect(started.chat_row("Asha")).to_contain_text("Draft: half a thought")
    async with httpx.AsyncClient(base_url=sandbox_url) as http:
        users = (await http.get("/sandbox/users")).json()
        asha = next(user for user in users if user["first_name"] == "Asha")
        hello = {"from_user": asha["id"], "text": "hello"}
        await http.post(f"/sandbox/chats/{asha['chat_id']}/messages", json=hello)
    await expect(started.chat_row("Asha").get_by_test_id("unread")).to_be_visible()
    await started.choose_traveller("Asha")
    await started.wait_for_text("You said: hello")
    await expect(started.chat_row("Asha").get_by_test_id("unread")).to_have_count(0)
    await expect(started.part("composer")).to_have_value("half a thought")


async def test_a_reply_quotes_the_message(started: ChatPage) -> None:
    greeting = await started.wait_for_text("Hello Asha")
    await greeting.hover()
    await greeting.get_by_test_id("reply").click()
    await started.send("Answering that")
    mine = started.part("message").filter(has_text="Answering that").first
    await expect(mine.locator(".quoted")).to_contain_text("Hello Asha")


async def test_a_message_is_edited_reacted_to_and_deleted(started: ChatPage) -> None:
    await started.send("Goa in Decembre")
    mine = started.part("message").filter(has_text=re.compile("^Goa in Dec")).first
    await started.choose_of(mine, "Edit")
    await started.part("edit-dialog").get_by_label("What it says").fill("Goa in December")
    await started.part("dialog-confirm").click()
    await expect(mine.get_by_test_id("edited")).to_be_visible()
    await expect(mine).to_contain_text("Goa in December")
    greeting = await started.wait_for_text("Hello Asha")
    await started.choose_of(greeting, "React")
    await started.page.get_by_role("button", name="🔥", exact=True).click()
    fire = greeting.get_by_test_id("reaction")
    await expect(fire).to_have_text("🔥 1")
    await started.screenshot("page-reaction")
    await fire.click()
    await expect(fire).to_have_count(0)
    await started.choose_of(mine, "Delete")
    await expect(mine).to_have_count(0)


async def test_a_group_has_topics_members_who_come_and_go_and_anonymous_administrators(
    started: ChatPage,
) -> None:
    await started.choose("add", "New group")
    dialog = started.part("group-dialog")
    await dialog.get_by_label("Name", exact=True).fill("Goa in December")
    await dialog.get_by_text("Asha").click()
    await started.part("dialog-confirm").click()
    await started.choose("more", "New topic")
    await started.part("topic-dialog").get_by_label("Name").fill("Hotels")
    await started.part("dialog-confirm").click()
    hotels = started.part("topic").filter(has_text="Hotels")
    await expect(hotels).to_have_attribute("aria-selected", "true")
    await started.choose("more", "Let Asha write as the group")
    await started.send("By the sea, please")
    said = started.part("message").filter(has_text="By the sea, please").first
    await expect(said).to_have_class(re.compile("out"))
    await started.part("topic").filter(has_text="General").click()
    await expect(said).to_have_count(0)
    await hotels.click()
    await started.choose("more", "Add a traveller")
    await started.page.get_by_role("button", name="Ravi Sharma").click()
    await started.choose("more", "Leave as Asha")
    await expect(started.part("chat").locator(".subtitle")).to_have_text("Ravi and the bot")
    await expect(said.locator(".sender")).to_have_text("Goa in December")
    await started.choose("more", "Put the bot out")
    await expect(started.part("chat").locator(".subtitle")).to_have_text("Ravi and no bot")
    await started.screenshot("page-forum")


async def test_a_new_group_is_open_once_its_dialog_is_gone(started: ChatPage) -> None:
    async def late(route: Route) -> None:
        await asyncio.sleep(1)
        await route.continue_()

    await started.choose("add", "New group")
    await started.part("group-dialog").get_by_label("Name", exact=True).fill("Goa in December")
    await started.part("group-dialog").get_by_text("Asha").click()
    await started.page.route("**/sandbox/users", late)
    await started.part("dialog-confirm").click()
    # A press waits for the dialog to leave the page; then it meets the group, not the chat before.
    await started.choose("more", "New topic")
    await started.part("topic-dialog").get_by_label("Name").fill("Hotels")
    await started.part("dialog-confirm").click()
    await started.part("more").click()
    chosen = started.page.locator("[data-testid=topic][aria-selected=true]")
    assert await chosen.all_inner_texts() == ["Hotels"]


async def test_a_list_of_chats_that_comes_late_does_not_close_a_newer_group(
    started: ChatPage, sandbox_url: str
) -> None:
    asked, read, told = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def first_is_late(route: Route) -> None:
        if asked.is_set():
            return await route.continue_()
        asked.set()
        answer = await route.fetch()
        read.set()
        await told.wait()
        return await route.fulfill(response=answer)

    async with httpx.AsyncClient(base_url=sandbox_url) as http:
        people = (await http.get("/sandbox/users")).json()
        group = {"type": "supergroup", "title": "Others", "members": [people[1]["id"]]}
        await started.page.route("**/sandbox/chats", first_is_late)
        # The page hears of the group and asks for the list of chats.
        await http.post("/sandbox/chats", json=group)
    await asyncio.wait_for(read.wait(), 10)
    await started.choose("add", "New group")
    await started.part("group-dialog").get_by_label("Name", exact=True).fill("Goa in December")
    await started.part("group-dialog").get_by_text("Asha").click()
    await started.part("dialog-confirm").click()
    await expect(started.part("chat-title")).to_have_text("Goa in December")
    async with started.page.expect_event(
        "requestfinished", lambda request: request.url.endswith("/sandbox/chats")
    ):
        told.set()
    await started.choose("more", "New topic")


async def test_a_key_asks_for_a_poll_and_people_vote(started: ChatPage, sandbox_url: str) -> None:
    key = {"text": "Ask", "request_poll": {}}
    async with httpx.AsyncClient(base_url=sandbox_url) as http:
        (asha, *_others) = (await http.get("/sandbox/users")).json()
        said = {"chat_id": asha["id"], "text": "Ask away", "reply_markup": {"keyboard": [[key]]}}
        await http.post(f"/bot{TOKEN}/sendMessage", json=said)
    await started.press("Ask")
    await started.part("poll-dialog").get_by_label("Question").fill("Which beach?")
    await started.part("dialog-confirm").click()
    await expect(started.part("poll").last).to_contain_text("Which beach?")
    goa = started.part("poll-option").filter(has_text="Goa")
    await goa.click()
    await expect(goa).to_contain_text("100 %")
    await started.screenshot("page-poll")


async def test_another_bot_is_made_and_played_with(started: ChatPage) -> None:
    await started.choose("bots", "New bot")
    dialog = started.part("bot-dialog")
    await dialog.get_by_label("Name", exact=True).fill("Price helper")
    await dialog.get_by_label("Username").fill("price_helper_bot")
    await started.part("dialog-confirm").click()
    await expect(started.part("alert-text")).to_contain_text(re.compile(r"\d+:\w+"))
    await started.page.keyboard.press("Enter")
    await expect(started.part("chat-title")).to_have_text("Price helper")
    await started.start()
    await started.choose("bots", "Often Hotels")
    await started.wait_for_text("Hello Asha")


async def test_a_blocked_bot_can_be_unblocked(started: ChatPage) -> None:
    await started.part("more").click()
    await started.part("menu").get_by_role("menuitem", name="Block the bot").click()
    await started.part("dialog-confirm").click()
    await started.part("unblock").click()
    await started.send("back again")
    await started.wait_for_text("You said: back again")


async def test_travellers_and_groups_are_added_in_dialogs(started: ChatPage) -> None:
    await started.part("add").click()
    await started.part("menu").get_by_role("menuitem", name="New traveller").click()
    await started.page.get_by_label("First name").fill("Maya")
    await started.part("dialog-confirm").click()
    await expect(started.chat_row("Maya")).to_have_attribute("aria-selected", "true")
    await started.part("add").click()
    await started.part("menu").get_by_role("menuitem", name="New group").click()
    dialog = started.part("group-dialog")
    await dialog.get_by_label("Name", exact=True).fill("Goa in December")
    for name in ("Asha", "Ravi"):
        await dialog.get_by_text(name).click()
    await started.part("dialog-confirm").click()
    await expect(started.part("chat-title")).to_have_text("Goa in December")
    await started.part("composer").fill("Who comes?")
    await started.page.keyboard.press("Enter")
    await started.part("speaker").click()
    await started.page.get_by_role("menuitem", name="Write as Ravi Sharma").click()
    theirs = started.part("message").filter(has_text="Who comes?").first
    await expect(theirs.locator(".sender")).to_have_text("Asha Menon")
    await started.screenshot("page-group")


async def test_dark_follows_the_system_and_the_switch_is_remembered(started: ChatPage) -> None:
    root = started.page.locator("html")
    await expect(root).to_have_attribute("data-theme", "light")
    await started.page.emulate_media(color_scheme="dark")
    await expect(root).to_have_attribute("data-theme", "dark")
    await started.screenshot("page-dark")
    await started.switch_theme()
    await started.page.reload()
    await expect(root).to_have_attribute("data-theme", "light")


async def test_a_phone_shows_the_list_then_the_chat_and_leads_back(
    started: ChatPage, sandbox_url: str
) -> None:
    await started.page.set_viewport_size(PHONE)
    await started.open(f"{sandbox_url}/?phone")
    await expect(started.part("chat-list")).to_be_visible()
    await expect(started.part("chat")).to_be_hidden()
    await started.choose_traveller("Asha")
    await expect(started.part("chat-list")).to_be_hidden()
    await started.wait_for_text("Hello Asha")
    await started.screenshot("page-phone")
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert await started.page.evaluate(overflow) == 0
    await started.part("back").click()
    await expect(started.part("chat-list")).to_be_visible()


async def test_the_panel_moves_a_price(chat: ChatPage) -> None:
    market = await chat.open_panel("Market")
    hotel = market.get_by_test_id("hotel").first
    name = await hotel.get_by_test_id("hotel-name").inner_text()
    before = _rupees(await hotel.get_by_test_id("market-price").inner_text())
    await chat.move_hotel(name, "−15 %")
    after = _rupees(await hotel.get_by_test_id("market-price").inner_text())
    assert after == pytest.approx(before * 0.85, rel=0.01)
    await chat.move_hotel(name, "Sell out")
    await expect(hotel.get_by_test_id("market-price")).to_have_text("Sold out")


async def test_a_price_moved_while_the_market_is_read_stays_moved(chat: ChatPage) -> None:
    read, moved = asyncio.Event(), asyncio.Event()

    async def told_late(route: Route) -> None:
        answer = await route.fetch()
        read.set()
        await moved.wait()
        await route.fulfill(response=answer)

    market = await chat.open_panel("Market")
    price = market.get_by_test_id("hotel").first.get_by_test_id("market-price")
    before = await price.inner_text()
    await chat.page.route(HOTELS, told_late)
    name = await market.get_by_test_id("hotel-name").first.inner_text()
    await chat.part("tab-market").click()
    await asyncio.wait_for(read.wait(), 10)
    await chat.move_hotel(name, "−15 %")
    after = await price.inner_text()
    async with chat.page.expect_event(
        "requestfinished", lambda request: HOTELS.search(request.url) is not None
    ):
        moved.set()
    await chat.page.wait_for_timeout(300)
    assert await price.inner_text() == after != before


async def test_a_market_read_again_leaves_a_button_under_the_finger(chat: ChatPage) -> None:
    market = await chat.open_panel("Market")
    hotel = market.get_by_test_id("hotel").first
    price = hotel.get_by_test_id("market-price")
    before = await price.inner_text()
    button = await hotel.get_by_role("button", name="−15 %").element_handle()
    assert button is not None
    async with chat.page.expect_response(HOTELS):
        await chat.part("tab-market").evaluate("tab => tab.click()")
    await chat.page.wait_for_timeout(300)
    await button.click()
    await expect(price).not_to_have_text(before)


def _rupees(text: str) -> int:
    return int(re.sub(r"\D", "", text))


async def test_the_panel_logs_the_bots_requests_with_their_parameters(started: ChatPage) -> None:
    log = await started.open_panel("Log")
    sent = log.get_by_test_id("log-entry").filter(has_text="sendMessage").first
    await sent.locator("summary").click()
    await expect(sent.locator("pre")).to_contain_text("Hello <b>Asha</b>")
    await started.screenshot("page-log")


async def test_a_fault_made_in_the_panel_fails_the_bots_next_message(started: ChatPage) -> None:
    faults = await started.open_panel("Faults")
    await faults.get_by_label("Method or path").fill("sendMessage")
    await faults.get_by_test_id("fault-add").click()
    fault = faults.get_by_test_id("fault")
    await expect(fault).to_contain_text("telegram sendMessage: status 503")
    await started.send("lost")
    await expect(fault).to_have_count(0)
    await started.send("heard")
    await started.wait_for_text("You said: heard")
    assert "You said: lost" not in await started.messages()


async def test_a_fault_can_be_taken_back_in_the_panel(started: ChatPage) -> None:
    faults = await started.open_panel("Faults")
    await faults.get_by_role("button", name="TravClan: 503").click()
    await expect(faults.get_by_test_id("fault")).to_contain_text("travclan: status 503")
    await faults.get_by_test_id("fault-clear").click()
    await expect(faults.get_by_test_id("fault")).to_have_count(0)


async def test_an_empty_mailbox_says_what_comes_there(chat: ChatPage) -> None:
    mail = await chat.open_panel("Mail")
    await expect(mail).to_contain_text("E-mails that the product sends appear here.")
