"""Linking in the chat: /link, the web's links, what is asked and told, and unlinking."""

import json
import re

import pytest

from domain.accounts.assembly import open_accounts
from domain.linking.requests import begin_on_web, finish_from_chat, finish_on_web
from tests.linking.conftest import SignedIn, Web
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import Scene

EMAIL = "rao@example.com"


@pytest.fixture
async def rao(scene: Scene) -> SignedIn:
    """Somebody signed in on the web."""
    accounts = open_accounts(scene.app.pool, scene.app.redis, scene.app.settings)
    signed_in = await Web(scene, accounts).sign_up(EMAIL)
    accounts.passwords.close()
    return signed_in


async def email_of(scene: Scene, asha: Traveller) -> str | None:
    (row,) = await scene.rows(
        "SELECT u.email FROM chats c JOIN users u ON u.id = c.user_id WHERE c.id = $1", asha.chat_id
    )
    email: str | None = row["email"]
    return email


async def test_a_link_from_the_web_is_confirmed_and_shows_a_code(
    scene: Scene, sandbox: SandboxClient, asha: Traveller, rao: SignedIn
) -> None:
    nonce = await begin_on_web(scene.app, rao.account, rao.session_id)
    await sandbox.say(asha, f"/start link_{nonce}")
    asked = await sandbox.wait_for(asha, "Link this chat?")
    assert "r•••@example.com" in words(asked)
    assert EMAIL not in words(asked)
    assert labels(asked) == ["No, don’t link", "🔗 Link"]
    await sandbox.press(asha, "🔗 Link")
    shown = await sandbox.wait_for(asha, "Type this code")
    code = re.search(r"\d{3} \d{3}", words(shown))
    assert code is not None
    assert await email_of(scene, asha) is None
    linked = await finish_on_web(scene.app, rao.account, rao.session_id, nonce, code[0])
    assert linked.chat_name.startswith("Asha")
    assert await email_of(scene, asha) == EMAIL


async def test_a_link_that_is_not_wanted_is_closed(
    scene: Scene, sandbox: SandboxClient, asha: Traveller, rao: SignedIn
) -> None:
    nonce = await begin_on_web(scene.app, rao.account, rao.session_id)
    await sandbox.say(asha, f"/start link_{nonce}")
    await sandbox.wait_for(asha, "Link this chat?")
    await sandbox.press(asha, "No, don’t link")
    await sandbox.wait_for(asha, "Nothing was linked.")
    await sandbox.say(asha, f"/start link_{nonce}")
    await sandbox.wait_for(asha, "expired or was already used")


async def test_a_forwarded_link_or_button_opens_nothing(
    scene: Scene, sandbox: SandboxClient, asha: Traveller, rao: SignedIn
) -> None:
    nonce = await begin_on_web(scene.app, rao.account, rao.session_id)
    await sandbox.say(asha, f"/start link_{nonce}")
    asked = await sandbox.wait_for(asha, "Link this chat?")
    other = await sandbox.add_user("Mallory", language_code="en")
    await sandbox.say(other, f"/start link_{nonce}")
    await sandbox.wait_for(other, "expired or was already used")
    yes = asked["reply_markup"]["inline_keyboard"][0][1]["callback_data"]
    mine = await sandbox.last_message(other)
    await sandbox.inject(_press(other, mine, yes))
    await sandbox.wait_for(other, "expired or was already used")
    assert await email_of(scene, other) is None


def _press(who: Traveller, message: dict[str, object], data: str) -> bytes:
    """Return a press of a button that no message of ours showed this person."""
    return json.dumps({
        "update_id": "{id}",
        "callback_query": {
            "id": "1", "from": {"id": who.id, "is_bot": False, "first_name": "Mallory"},
            "chat_instance": "1", "data": data, "message": message,
        },
    }).replace('"{id}"', "{id}").encode()  # fmt: skip


@pytest.mark.parametrize("payload", ["link_", "link_x", f"link_{'A' * 43}", "link_!!!"])
async def test_a_guess_is_told_kindly(
    sandbox: SandboxClient, asha: Traveller, payload: str
) -> None:
    await sandbox.say(asha, f"/start {payload}")
    await sandbox.wait_for(asha, "expired or was already used")


async def test_a_group_is_never_linked(
    scene: Scene, sandbox: SandboxClient, asha: Traveller, rao: SignedIn
) -> None:
    group = asha.in_chat(await sandbox.add_group("Goa", asha))
    nonce = await begin_on_web(scene.app, rao.account, rao.session_id)
    await sandbox.say(group, f"/start@often_hotels_bot link_{nonce}")
    await sandbox.say(group, "/link@often_hotels_bot")
    await sandbox.wait_for(group, lambda message: message["from"].get("is_bot", False))
    rows = await scene.rows("SELECT chat_id FROM link_requests")
    assert [row["chat_id"] for row in rows] == [None]


async def test_the_chats_own_request_leads_to_the_page(
    scene: Scene, sandbox: SandboxClient, asha: Traveller, rao: SignedIn
) -> None:
    await sandbox.say(asha, "/link")
    shown = await sandbox.wait_for(asha, "Link an account")
    address = shown["reply_markup"]["inline_keyboard"][0][0]["url"]
    found = re.fullmatch(r"http://127\.0\.0\.1:8080/account/link\?code=([\w-]{43})", address)
    assert found is not None
    await finish_from_chat(scene.app, rao.account, rao.session_id, found[1])
    await sandbox.say(asha, "/settings")
    await sandbox.wait_for(asha, "Time zone")
    await sandbox.press(asha, "🔗 Account")
    await sandbox.wait_for(asha, "This chat is linked to r•••@example.com.")
    await sandbox.press(asha, "Unlink this chat")
    await sandbox.wait_for(asha, "no longer linked")
    assert await email_of(scene, asha) is None
    await sandbox.press(asha, "🔗 Link again")
    await sandbox.wait_for(asha, "Link an account")
