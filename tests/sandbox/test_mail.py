"""E-mail from the outbox to the sandbox's mailbox, with what can go wrong on the way."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.account.letters import WRITERS
from bot.sending.mail import MailChannel
from domain.accounts.letters import EMAIL_CHANGED
from domain.app import App
from domain.mail_server import MailServer, read_mail_server
from domain.outbox.channels import Failed, Gone, NotYet, Sent, Unknown
from domain.outbox.queries.messages import put_messages
from domain.outbox.values import ChannelName, Message, NewMessage
from sandbox.faults import FaultBoard
from sandbox.mail.mailbox import Mailbox
from sandbox.mail.server import receiving
from tests.conftest import FakeClock
from workers.outbox import Carrier

TO = "asha@example.com"


@asynccontextmanager
async def mail_service() -> AsyncIterator[tuple[MailServer, Mailbox, FaultBoard]]:
    listener = socket.create_server(("127.0.0.1", 0))
    mailbox, faults = Mailbox(), FaultBoard()
    async with receiving(listener, mailbox, faults):
        url = f"smtp://127.0.0.1:{listener.getsockname()[1]}"
        yield read_mail_server(url, "bot@example.org"), mailbox, faults


def letter(key: str, kind: str = "verify_email", language: str = "en") -> NewMessage:
    return NewMessage(
        ChannelName.EMAIL, TO, kind, key, language, values={"code": "c0de", "name": "<b>Asha"}
    )


async def yes() -> bool:
    return True


async def no() -> bool:
    return False


# What the kinds of letters tell, each its own.
VALUES = {
    "code": "c0de", "chat": "Asha", "counts": {}, "host": "hooks.example", "reason": "HTTP 500",
}  # fmt: skip


def held(clock: FakeClock, kind: str = "verify_email") -> Message:
    return Message(
        1, ChannelName.EMAIL, TO, kind, VALUES, "en", None, clock.now(), None, None, 0,
        maybe_sent=False,
    )  # fmt: skip


async def test_what_is_put_in_comes_out_of_the_mailbox(app: App, clock: FakeClock) -> None:
    async with mail_service() as (server, mailbox, _faults):
        carrier = Carrier(app, MailChannel(server, "https://often.example", WRITERS))
        await put_messages(app.pool, [letter("a"), letter("b", language="hi")], clock.now())
        assert await carrier.carry() == 2
        assert await carrier.carry() == 0
    by_subject = {mail["subject"]: mail for mail in mailbox.to_json()}
    english = by_subject["Confirm your email address"]
    assert (english["sender"], english["to"]) == ("bot@example.org", TO)
    assert "https://often.example/account/verify?code=c0de" in english["text"]
    assert "Hello <b>Asha," in english["text"]
    assert "Hello &lt;b&gt;Asha," in english["html"]
    assert "अपना ईमेल पता पक्का करें" in by_subject
    rows = await app.pool.fetch("SELECT state, payload FROM outbox_messages")
    assert {(row["state"], str(row["payload"])) for row in rows} == {("sent", "{}")}


@pytest.mark.parametrize(("status", "outcome"), [(550, Gone), (450, Failed)])
async def test_a_refused_mailbox(clock: FakeClock, status: int, outcome: type) -> None:
    async with mail_service() as (server, mailbox, faults):
        faults.add("mail", "status", status=status, times=1)
        channel = MailChannel(server, "https://often.example", WRITERS)
        assert isinstance(await channel.send(held(clock), yes), outcome)
        assert mailbox.to_json() == []
        assert await channel.send(held(clock), yes) == Sent()


async def test_an_answer_that_gets_lost_is_unknown(clock: FakeClock) -> None:
    async with mail_service() as (server, mailbox, faults):
        faults.add("mail", "drop_after_processing", times=1)
        channel = MailChannel(server, "https://often.example", WRITERS)
        assert isinstance(await channel.send(held(clock), yes), Unknown)
        assert len(mailbox.to_json()) == 1


async def test_a_lease_that_is_lost_sends_nothing(clock: FakeClock) -> None:
    async with mail_service() as (server, mailbox, _faults):
        channel = MailChannel(server, "https://often.example", WRITERS)
        assert isinstance(await channel.send(held(clock), no), NotYet)
        assert mailbox.to_json() == []


async def test_a_server_that_is_away_fails_for_the_moment(clock: FakeClock) -> None:
    async with mail_service() as (server, _mailbox, _faults):
        pass
    channel = MailChannel(server, "https://often.example", WRITERS)
    outcome = await channel.send(held(clock), yes)
    assert isinstance(outcome, Failed)
    assert not outcome.refused


async def test_a_kind_without_words_is_refused(clock: FakeClock) -> None:
    channel = MailChannel(read_mail_server("smtp://127.0.0.1:9", "b@example.org"), "", WRITERS)
    outcome = await channel.send(replace(held(clock), kind="nothing of ours"), yes)
    assert outcome == Failed("no words for nothing of ours", refused=True)


async def test_every_kind_has_its_letter_without_a_code_where_there_is_none(
    clock: FakeClock,
) -> None:
    async with mail_service() as (server, mailbox, _faults):
        channel = MailChannel(server, "https://often.example", WRITERS)
        for kind in WRITERS:
            assert await channel.send(held(clock, kind), yes) == Sent()
    assert len({mail["subject"] for mail in mailbox.to_json()}) == len(WRITERS)
    assert EMAIL_CHANGED in WRITERS


@pytest.mark.parametrize(
    "url", ["", "smtp://", "http://host", "smtp://host:x", "smtp://host/path", "smtp://h?a=b"]
)
def test_what_names_no_server_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(ValueError, match="SMTP_URL"):
        read_mail_server(url, "b@example.org")


def test_mail_leaves_encrypted_but_for_this_machine() -> None:
    away = read_mail_server("smtp://user:p%40ss@mail.example", "b@example.org")
    assert (away.port, away.is_wrapped, away.upgrades) == (587, False, True)
    assert (away.username, away.password) == ("user", "p@ss")
    assert "p@ss" not in repr(away)
    wrapped = read_mail_server("smtps://mail.example", "b@example.org")
    assert (wrapped.port, wrapped.is_wrapped, wrapped.upgrades) == (465, True, False)
    assert not read_mail_server("smtp://127.0.0.1:25", "b@example.org").upgrades
