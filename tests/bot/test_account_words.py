"""Notices of a link in each language: message, letter, and what was moved."""

from datetime import UTC, datetime

import pytest

from bot.account.letters import WRITERS
from bot.account.screens import render_linked_notice, render_offer, render_parted_notice
from bot.locales import translator
from bot.sending.screen import visible_text
from domain.languages import LANGUAGES
from domain.linking.notices import CHAT_LINKED, CHAT_UNLINKED
from domain.linking.requests import Offer
from domain.outbox.values import ChannelName, Message

COUNTS = {"trackers": 21, "folded": 2, "bookings": 1, "searches": 5}
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def letter(kind: str, language: str, counts: dict[str, int]) -> Message:
    values = {"name": "Asha", "chat": "<b>Asha & Co</b> (@asha)", "counts": counts}
    return Message(
        1, ChannelName.EMAIL, "asha@example.com", kind, values, language, "IN", NOW, None, None, 0,
        maybe_sent=False,
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [CHAT_LINKED, CHAT_UNLINKED])
def test_a_letter_names_the_chat_and_what_went_over(kind: str, language: str) -> None:
    t = translator(language, "IN")
    written = WRITERS[kind](letter(kind, language, COUNTS), "https://hotels.example", t)
    assert "<b>Asha & Co</b> (@asha)" in written.text
    assert "&lt;b&gt;Asha &amp; Co" in written.html
    assert "21" in written.text
    assert "https://hotels.example/account" in written.text
    bare = WRITERS[kind](letter(kind, language, {}), "https://hotels.example", t)
    assert "21" not in bare.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notice_tells_what_came_and_how_to_undo_it(language: str) -> None:
    t = translator(language, "IN")
    told = render_linked_notice("as•••@example.com", COUNTS, t)
    assert "as•••@example.com" in visible_text(told.text)
    assert "21" in told.text
    assert told.keyboard is not None
    assert len(told.keyboard.inline_keyboard) == 1
    parted = render_parted_notice("as•••@example.com", {}, t)
    assert "as•••@example.com" in visible_text(parted.text)


def test_an_address_from_outside_is_escaped() -> None:
    told = render_offer(Offer(1, "<i>•••@x&y"), translator("en"))
    assert "&lt;i&gt;•••@x&amp;y" in told.text
