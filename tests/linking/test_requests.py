"""Who may link what: both ways as they are meant, and each attack on them."""

from datetime import timedelta

import pytest

from domain.accounts.errors import EmailNotVerified, TooManyTries
from domain.accounts.models import User
from domain.accounts.queries.sessions import account_by_id, open_sessions
from domain.errors import NotFound
from domain.linking.errors import (
    ChatLinkedAlready,
    ChatLinkedElsewhere,
    LinkCodeWrong,
    LinkNotValid,
)
from domain.linking.links import (
    linked_account,
    linked_chats,
    unlink_chat,
    unlink_on_web,
)
from domain.linking.notices import masked
from domain.linking.requests import (
    MOST_CODES,
    MOST_REQUESTS,
    begin_in_chat,
    begin_on_web,
    confirm_in_chat,
    decline_in_chat,
    finish_from_chat,
    finish_on_web,
    open_in_chat,
    open_on_web,
)
from tests.linking.conftest import SignedIn, Web
from tests.scene import Scene

RAO = "rao@example.com"


async def link(scene: Scene, rao: SignedIn, chat_id: int = 1) -> None:
    """Link as it is meant, begun on the web."""
    app, traveller = scene.app, await scene.meet(chat_id)
    nonce = await begin_on_web(app, rao.account, rao.session_id)
    offer = await open_in_chat(app, traveller, "Asha", nonce)
    code = await confirm_in_chat(app, traveller, offer.request_id)
    await finish_on_web(app, rao.account, rao.session_id, nonce, code)


async def owner_of(scene: Scene, chat_id: int) -> int:
    found: int = await scene.app.pool.fetchval("SELECT user_id FROM chats WHERE id = $1", chat_id)
    return found


async def test_begun_on_the_web_a_chat_is_linked_by_its_code(scene: Scene, web: Web) -> None:
    rao, asha = await web.sign_up(RAO), await scene.meet()
    nonce = await begin_on_web(scene.app, rao.account, rao.session_id)
    assert len(f"link_{nonce}") <= 64
    offer = await open_in_chat(scene.app, asha, "Asha (@asha)", nonce)
    assert offer.other_side == "r•••@example.com"
    code = await confirm_in_chat(scene.app, asha, offer.request_id)
    linked = await finish_on_web(
        scene.app, rao.account, rao.session_id, nonce, f" {code[:3]} {code[3:]}"
    )
    assert linked.chat_name == "Asha (@asha)"
    assert (await scene.meet()).user_id == rao.account.user_id
    (chat,) = await linked_chats(scene.app, rao.account.user_id)
    assert chat.chat_name == "Asha (@asha)"
    assert await linked_account(scene.app, await scene.meet()) == "r•••@example.com"


async def test_begun_in_the_chat_it_is_linked_on_the_web(scene: Scene, web: Web) -> None:
    rao, asha = await web.sign_up(RAO), await scene.meet()
    nonce = await begin_in_chat(scene.app, asha, "Asha")
    assert (await open_on_web(scene.app, nonce)).other_side == "Asha"
    await finish_from_chat(scene.app, rao.account, rao.session_id, nonce)
    assert await owner_of(scene, 1) == rao.account.user_id
    with pytest.raises(LinkNotValid):
        await finish_from_chat(scene.app, rao.account, rao.session_id, nonce)


async def test_an_attackers_link_that_a_victim_confirms_links_nothing(
    scene: Scene, web: Web
) -> None:
    attacker, victim = await web.sign_up("mallory@example.com"), await scene.meet()
    nonce = await begin_on_web(scene.app, attacker.account, attacker.session_id)
    offer = await open_in_chat(scene.app, victim, "Asha", nonce)
    code = await confirm_in_chat(scene.app, victim, offer.request_id)
    assert await owner_of(scene, 1) == victim.user_id
    # Guessing ends with the request, even for the right code.
    wrong = [f"{n:06}" for n in range(MOST_CODES + 1) if f"{n:06}" != code][:MOST_CODES]
    for left, guess in zip(range(MOST_CODES - 1, 0, -1), wrong, strict=False):
        with pytest.raises(LinkCodeWrong) as refused:
            await finish_on_web(scene.app, attacker.account, attacker.session_id, nonce, guess)
        assert refused.value.left == left
    for guess in (wrong[-1], code):
        with pytest.raises(LinkNotValid):
            await finish_on_web(scene.app, attacker.account, attacker.session_id, nonce, guess)
    assert await owner_of(scene, 1) == victim.user_id


async def test_a_code_counts_only_in_the_session_that_began(scene: Scene, web: Web) -> None:
    rao, asha = await web.sign_up(RAO), await scene.meet()
    elsewhere = await web.sign_in(rao.account.user_id)
    mallory = await web.sign_up("mallory@example.com")
    nonce = await begin_on_web(scene.app, rao.account, rao.session_id)
    offer = await open_in_chat(scene.app, asha, "Asha", nonce)
    code = await confirm_in_chat(scene.app, asha, offer.request_id)
    for other in (elsewhere, mallory):
        with pytest.raises(LinkNotValid):
            await finish_on_web(scene.app, other.account, other.session_id, nonce, code)
    await finish_on_web(scene.app, rao.account, rao.session_id, nonce, code)


async def test_no_code_counts_before_the_chat_has_confirmed(scene: Scene, web: Web) -> None:
    rao, asha = await web.sign_up(RAO), await scene.meet()
    nonce = await begin_on_web(scene.app, rao.account, rao.session_id)
    for code in ("", "000000"):
        with pytest.raises(LinkCodeWrong):
            await finish_on_web(scene.app, rao.account, rao.session_id, nonce, code)
    await open_in_chat(scene.app, asha, "Asha", nonce)
    with pytest.raises(LinkCodeWrong):
        await finish_on_web(scene.app, rao.account, rao.session_id, nonce, "")


async def test_a_link_is_of_the_first_chat_that_opens_it(scene: Scene, web: Web) -> None:
    rao, asha, other = await web.sign_up(RAO), await scene.meet(1), await scene.meet(2)
    nonce = await begin_on_web(scene.app, rao.account, rao.session_id)
    offer = await open_in_chat(scene.app, asha, "Asha", nonce)
    with pytest.raises(LinkNotValid):
        await open_in_chat(scene.app, other, "Forwarded to", nonce)
    for step in (confirm_in_chat, decline_in_chat):
        with pytest.raises(LinkNotValid):
            await step(scene.app, other, offer.request_id)
    await decline_in_chat(scene.app, asha, offer.request_id)
    with pytest.raises(LinkNotValid):
        await confirm_in_chat(scene.app, asha, offer.request_id)


async def test_a_link_works_once_and_for_ten_minutes(scene: Scene, web: Web) -> None:
    rao, asha = await web.sign_up(RAO), await scene.meet()
    nonce = await begin_on_web(scene.app, rao.account, rao.session_id)
    offer = await open_in_chat(scene.app, asha, "Asha", nonce)
    code = await confirm_in_chat(scene.app, asha, offer.request_id)
    # Once the code is shown, the link itself opens nothing more.
    with pytest.raises(LinkNotValid):
        await open_in_chat(scene.app, asha, "Asha", nonce)
    in_chat = await begin_in_chat(scene.app, await scene.meet(2), "Other")
    scene.clock.advance(timedelta(minutes=10))
    with pytest.raises(LinkNotValid):
        await finish_on_web(scene.app, rao.account, rao.session_id, nonce, code)
    with pytest.raises(LinkNotValid):
        await open_on_web(scene.app, in_chat)
    with pytest.raises(LinkNotValid):
        await finish_from_chat(scene.app, rao.account, rao.session_id, in_chat)


async def test_the_newest_request_alone_counts(scene: Scene, web: Web) -> None:
    rao, asha = await web.sign_up(RAO), await scene.meet()
    old = await begin_on_web(scene.app, rao.account, rao.session_id)
    await begin_on_web(scene.app, rao.account, rao.session_id)
    with pytest.raises(LinkNotValid):
        await open_in_chat(scene.app, asha, "Asha", old)
    old = await begin_in_chat(scene.app, asha, "Asha")
    await begin_in_chat(scene.app, asha, "Asha")
    with pytest.raises(LinkNotValid):
        await open_on_web(scene.app, old)


@pytest.mark.parametrize("nonce", ["", "x", "A" * 43, "\u0000", "'; DROP TABLE users; --"])
async def test_a_guess_opens_nothing(scene: Scene, web: Web, nonce: str) -> None:
    rao, asha = await web.sign_up(RAO), await scene.meet()
    await begin_on_web(scene.app, rao.account, rao.session_id)
    with pytest.raises(LinkNotValid):
        await open_in_chat(scene.app, asha, "Asha", nonce)
    with pytest.raises(LinkNotValid):
        await finish_from_chat(scene.app, rao.account, rao.session_id, nonce)


async def test_neither_side_opens_the_others_request(scene: Scene, web: Web) -> None:
    rao, asha = await web.sign_up(RAO), await scene.meet()
    on_web = await begin_on_web(scene.app, rao.account, rao.session_id)
    in_chat = await begin_in_chat(scene.app, asha, "Asha")
    with pytest.raises(LinkNotValid):
        await finish_from_chat(scene.app, rao.account, rao.session_id, on_web)
    with pytest.raises(LinkNotValid):
        await open_in_chat(scene.app, asha, "Asha", in_chat)


async def test_secrets_are_kept_as_hashes(scene: Scene, web: Web) -> None:
    rao, asha = await web.sign_up(RAO), await scene.meet()
    nonce = await begin_on_web(scene.app, rao.account, rao.session_id)
    offer = await open_in_chat(scene.app, asha, "Asha", nonce)
    code = await confirm_in_chat(scene.app, asha, offer.request_id)
    kept = str(await scene.rows("SELECT r::text FROM link_requests r"))
    assert nonce not in kept
    assert code not in kept


async def test_nobody_asks_without_end(scene: Scene, web: Web) -> None:
    rao, asha = await web.sign_up(RAO), await scene.meet()
    for _ in range(MOST_REQUESTS):
        await begin_on_web(scene.app, rao.account, rao.session_id)
        await begin_in_chat(scene.app, asha, "Asha")
    with pytest.raises(TooManyTries) as refused:
        await begin_on_web(scene.app, rao.account, rao.session_id)
    assert 0 < refused.value.seconds <= 3600
    with pytest.raises(TooManyTries):
        await begin_in_chat(scene.app, asha, "Asha")
    scene.clock.advance(timedelta(hours=1))
    await begin_on_web(scene.app, rao.account, rao.session_id)


async def test_only_a_proved_address_is_linked(scene: Scene, web: Web) -> None:
    rao, asha = await web.sign_up(RAO), await scene.meet()
    await User.filter(email=RAO).update(is_verified=False)
    account = await account_by_id(scene.app.pool, rao.account.user_id)
    assert account is not None
    with pytest.raises(EmailNotVerified):
        await begin_on_web(scene.app, account, rao.session_id)
    nonce = await begin_in_chat(scene.app, asha, "Asha")
    with pytest.raises(EmailNotVerified):
        await finish_from_chat(scene.app, account, rao.session_id, nonce)


async def test_a_linked_chat_is_not_taken_by_another_account(scene: Scene, web: Web) -> None:
    rao, mallory = await web.sign_up(RAO), await web.sign_up("mallory@example.com")
    asha = await scene.meet()
    in_chat = await begin_in_chat(scene.app, asha, "Asha")
    await link(scene, rao)
    linked = await scene.meet()
    nonce = await begin_on_web(scene.app, mallory.account, mallory.session_id)
    with pytest.raises(ChatLinkedElsewhere):
        await open_in_chat(scene.app, linked, "Asha", nonce)
    with pytest.raises(ChatLinkedElsewhere):
        await finish_from_chat(scene.app, mallory.account, mallory.session_id, in_chat)
    with pytest.raises(ChatLinkedAlready):
        await begin_in_chat(scene.app, linked, "Asha")
    again = await begin_on_web(scene.app, rao.account, rao.session_id)
    with pytest.raises(ChatLinkedAlready):
        await open_in_chat(scene.app, linked, "Asha", again)


async def test_one_account_has_several_chats(scene: Scene, web: Web) -> None:
    rao = await web.sign_up(RAO)
    await link(scene, rao, 1)
    await link(scene, rao, 2)
    assert [one.chat_id for one in await linked_chats(scene.app, rao.account.user_id)] == [1, 2]


async def test_both_sides_are_told_and_either_unlinks(scene: Scene, web: Web) -> None:
    rao = await web.sign_up(RAO)
    await link(scene, rao)
    rows = await scene.rows("SELECT channel, address, kind FROM outbox_messages ORDER BY channel")
    assert [tuple(row) for row in rows] == [
        ("email", RAO, "chat_linked"),
        ("telegram", "1", "chat_linked"),
    ]
    await unlink_chat(scene.app, await scene.meet())
    assert await linked_chats(scene.app, rao.account.user_id) == ()
    assert (await scene.meet()).user_id != rao.account.user_id
    with pytest.raises(NotFound):
        await unlink_chat(scene.app, await scene.meet())
    await link(scene, rao)
    (chat,) = await linked_chats(scene.app, rao.account.user_id)
    mallory = await web.sign_up("mallory@example.com")
    with pytest.raises(NotFound):
        await unlink_on_web(scene.app, mallory.account.user_id, chat.link_id)
    await unlink_on_web(scene.app, rao.account.user_id, chat.link_id)
    kinds = await scene.rows("SELECT count(*) FROM outbox_messages WHERE kind = 'chat_unlinked'")
    # The chat that unlinks itself is answered there and then.
    assert kinds[0][0] == 3


async def test_linking_again_ends_old_sessions(scene: Scene, web: Web) -> None:
    rao, mallory = await web.sign_up(RAO), await web.sign_up("mallory@example.com")
    await link(scene, mallory)
    await unlink_chat(scene.app, await scene.meet())
    elsewhere = await web.sign_in(rao.account.user_id)
    await link(scene, rao)
    now = scene.clock.now()
    assert await open_sessions(scene.app.pool, mallory.account.user_id, now) == ()
    # Rao's chat was Rao's never before: nothing of Rao's ends.
    assert len(await open_sessions(scene.app.pool, rao.account.user_id, now)) == 2
    await unlink_chat(scene.app, await scene.meet())
    await link(scene, rao)
    (left,) = await open_sessions(scene.app.pool, rao.account.user_id, now)
    assert left.session_id == rao.session_id != elsewhere.session_id


@pytest.mark.parametrize(
    ("email", "shown"),
    [("asha@example.com", "as•••@example.com"), ("a@b.in", "a•••@b.in"), ("ab@x", "a•••@x")],
)
def test_an_address_is_shown_masked(email: str, shown: str) -> None:
    assert masked(email) == shown
