"""Telegram takes a message and says nothing: it may have come, and is not sent again blindly."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.sending.bots import create_bot
from domain.outbox.settlement import LAST_RETRY, MOST_UNANSWERED
from tests.workers.conftest import PostOffice, pacing

PATIENCE = 0.2


@pytest.fixture
async def hasty(dropped: PostOffice) -> AsyncIterator[PostOffice]:
    """An alert in the outbox, and a sender who waits a fifth of a second for an answer."""
    app = dropped.scene.app
    async with create_bot(app.settings, pacing(app)) as bot:
        bot.session.timeout = PATIENCE
        yield replace(dropped, courier=replace(dropped.courier, bot=bot))


async def test_it_is_sent_again_once_telegram_answers_and_no_sooner(hasty: PostOffice) -> None:
    hasty.telegram.answering.clear()
    await hasty.deliver()
    row = await hasty.alert()
    assert (row["state"], row["message_state"], row["maybe_sent"]) == ("pending", "waiting", True)
    for _ in range(2):
        await hasty.deliver(LAST_RETRY)
    assert len(hasty.texts) == 1
    hasty.telegram.answering.set()
    await hasty.deliver(LAST_RETRY)
    assert len(hasty.texts) == 2
    row = await hasty.alert()
    assert (row["state"], row["message_state"], row["maybe_sent"]) == ("sent", "sent", False)


async def test_what_is_never_answered_is_given_up_as_unknown(hasty: PostOffice) -> None:
    hasty.telegram.mute = True
    for _ in range(MOST_UNANSWERED + 2):
        await hasty.deliver(LAST_RETRY)
    assert len(hasty.texts) == MOST_UNANSWERED
    row = await hasty.alert()
    assert (row["state"], row["message_state"], row["maybe_sent"]) == ("failed", "unknown", True)


async def test_where_there_is_no_line_nothing_was_sent(hasty: PostOffice) -> None:
    app = hasty.scene.app
    nowhere = app.settings.model_copy(update={"telegram_api_url": "http://127.0.0.1:9"})
    async with create_bot(nowhere, pacing(app)) as bot:
        cut_off = replace(hasty, courier=replace(hasty.courier, bot=bot))
        await cut_off.deliver()
    row = await hasty.alert()
    assert (row["state"], row["maybe_sent"], row["tries"]) == ("pending", False, 1)
    await hasty.deliver(timedelta(minutes=1))
    assert len(hasty.texts) == 1
