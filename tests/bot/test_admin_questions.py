"""Questions to administrators before an act, where an account has a name and where it has none."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.admin.people.buttons import PersonAction
from bot.admin.people.handlers import QUESTIONS
from bot.admin.people.screens import render_question
from bot.admin.refusals import administration_words
from bot.locales import translator
from bot.sending.screen import visible_text
from domain.accounts.models import Role
from domain.administration.errors import LastAdmin
from domain.administration.queries.people import PersonCard


def test_each_question_names_an_account_once() -> None:
    t, now = translator("en", "US"), datetime(2026, 11, 24, tzinfo=UTC)
    card = PersonCard(
        user_id=7, first_name="Ravi", username=None, email="r@example.org", language="en",
        currency="USD", time_zone="UTC", role=Role.TRAVELLER, is_active=True, is_reachable=False,
        chats=(), created_at=now, last_seen_at=now, trackers=1, paused=0, alerts=0, bookings=0,
        sessions=2,
    )  # fmt: skip
    nameless = replace(card, first_name="")
    for asked in QUESTIONS:
        named = visible_text(render_question(card, asked, t).text)
        assert "Ravi (account #7)" in named
        told = visible_text(render_question(nameless, asked, t).text)
        assert told.count("account #7") == 1
        assert "()" not in told
    assert "End 2 web sessions of account #7?" in visible_text(
        render_question(nameless, PersonAction.ASK_SESSIONS, t).text
    )
    assert administration_words(LastAdmin("", 7), t).startswith("Account 7 is the last admin")
