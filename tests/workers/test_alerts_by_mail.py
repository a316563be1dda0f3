"""Alerts and digests by mail: to whom they come, once, and never otherwise than was wished."""

import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from pydantic import SecretStr

from bot.alerts.letters import WRITERS
from bot.sending.mail import MailChannel
from bot.sending.readers import words_of_letter
from domain.accounts.models import AlertWay, User
from domain.accounts.unsubscription import mailed_to
from domain.mail_server import read_mail_server
from domain.settings import Settings
from sandbox.faults import FaultBoard
from sandbox.mail.mailbox import Mailbox
from sandbox.mail.server import receiving
from tests.workers.conftest import PostOffice
from tests.workers.telegram import BLOCKED, FakeTelegram
from tests.workers.test_digests import at, at_night, go_round
from workers.outbox import Carrier

EMAIL = "asha@example.com"


@dataclass
class Mail:
    """Who takes the mail."""

    url: str
    mailbox: Mailbox
    faults: FaultBoard

    @property
    def letters(self) -> list[dict[str, str]]:
        """Return what came."""
        return [dict(one) for one in self.mailbox.to_json()]


@pytest.fixture
async def mail() -> AsyncIterator[Mail]:
    """A mail server."""
    listener = socket.create_server(("127.0.0.1", 0))
    mailbox, faults = Mailbox(), FaultBoard()
    async with receiving(listener, mailbox, faults):
        yield Mail(f"smtp://127.0.0.1:{listener.getsockname()[1]}", mailbox, faults)


@pytest.fixture
def worker_settings(settings: Settings, telegram: FakeTelegram, mail: Mail) -> Settings:
    """Settings that lead to both."""
    known = {"telegram_api_url": telegram.url, "smtp_url": SecretStr(mail.url)}
    return settings.model_copy(update=known)


async def wish(way: AlertWay, *, is_verified: bool = True, **columns: object) -> None:
    await User.all().update(email=EMAIL, is_verified=is_verified, alert_way=way, **columns)


async def carry(post: PostOffice, mail: Mail) -> None:
    """Deliver what is due in both ways."""
    await go_round(post)
    app = post.scene.app
    server = read_mail_server(mail.url, "bot@example.org")

    async def words(message: object) -> object:
        return await words_of_letter(app, message)  # type: ignore[arg-type]

    channel = MailChannel(server, "https://often.example", WRITERS, words)  # type: ignore[arg-type]
    await Carrier(app, channel).carry()


async def test_who_wants_both_gets_a_letter_with_the_message(
    dropped: PostOffice, mail: Mail
) -> None:
    await wish(AlertWay.BOTH)
    await carry(dropped, mail)
    await carry(dropped, mail)
    assert len(dropped.texts) == 1
    (letter,) = mail.letters
    assert letter["to"] == EMAIL
    assert letter["subject"] == "Taj Holiday Village: ₹9,000, was ₹10,000"
    alert = await dropped.alert()
    for body in (letter["text"], letter["html"]):
        assert "₹1,000 less (-10%)" in body
        assert f"https://often.example/account/alerts/{alert['id']}" in body
        assert "tg-time" not in body
    assert "<s>₹10,000</s>" in letter["html"]
    assert letter["one_click"] == "List-Unsubscribe=One-Click"
    address = letter["unsubscribe"]
    assert address in letter["text"]
    app, token = dropped.scene.app, address.rpartition("/account/unsubscribe/")[2]
    assert await mailed_to(app.pool, app.settings, token) == (await User.get()).id


async def test_who_wants_letters_alone_hears_nothing_in_the_chat(
    dropped: PostOffice, mail: Mail
) -> None:
    await wish(AlertWay.EMAIL)
    await carry(dropped, mail)
    await carry(dropped, mail)
    assert dropped.texts == []
    assert len(mail.letters) == 1
    row = await dropped.alert()
    assert (row["state"], row["message_id"], row["living_until"]) == ("sent", None, None)
    assert (await User.get()).alerts_told == 1


@pytest.mark.parametrize("is_verified", [True, False])
async def test_an_address_that_nobody_confirmed_gets_nothing(
    dropped: PostOffice, mail: Mail, is_verified: bool
) -> None:
    way = AlertWay.CHAT if is_verified else AlertWay.EMAIL
    await wish(way, is_verified=is_verified)
    await carry(dropped, mail)
    assert len(dropped.texts) == 1
    assert mail.letters == []


async def test_beyond_the_days_number_nothing_is_mailed_either(
    dropped: PostOffice, mail: Mail
) -> None:
    await wish(AlertWay.EMAIL, alerts_a_day=0, digest_hour=None)
    await carry(dropped, mail)
    assert (dropped.texts, mail.letters) == ([], [])
    assert (await dropped.alert())["state"] == "dropped"


async def test_a_letter_whose_answer_got_lost_is_not_sent_again(
    dropped: PostOffice, mail: Mail
) -> None:
    await wish(AlertWay.EMAIL)
    mail.faults.add("mail", "drop_after_processing", times=1)
    await carry(dropped, mail)
    await dropped.scene.app.pool.execute("UPDATE outbox_messages SET due_at = now()")
    await carry(dropped, mail)
    assert len(mail.letters) == 1
    (row,) = await dropped.scene.rows(
        "SELECT state, payload FROM outbox_messages WHERE channel = 'email'"
    )
    assert (row["state"], row["payload"]) == ("unknown", {})


async def test_a_digest_is_one_letter(post: PostOffice, mail: Mail) -> None:
    await at_night(post)
    await wish(AlertWay.EMAIL)
    at(post, "25T07:00")
    await carry(post, mail)
    await carry(post, mail)
    assert post.texts == []
    (letter,) = mail.letters
    assert letter["subject"] == "2 prices changed"
    for name in ("Palms Retreat", "Taj Holiday Village"):
        assert name in letter["text"]
    assert letter["text"].count("https://often.example/account/alerts/") == 2
    rows = await post.scene.rows("SELECT state FROM tracker_alerts")
    rows += await post.scene.rows("SELECT state FROM digests")
    assert {row["state"] for row in rows} == {"sent"}


async def test_a_chat_that_has_gone_costs_who_wants_both_no_letter(
    dropped: PostOffice, mail: Mail
) -> None:
    await wish(AlertWay.BOTH)
    dropped.telegram.refusals = [BLOCKED]
    await carry(dropped, mail)
    assert len(mail.letters) == 1
    assert (await dropped.alert())["state"] == "sent"
