"""Rules in words: every kind has its own, and a back-test is one line or two."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.locales import translator
from bot.words.rule_kinds import RULE_KINDS, kind_words
from bot.words.rules import backtest_lines, rule_line
from domain.alerts.backtest import Backtest
from domain.alerts.models import RuleKind
from domain.alerts.rules import SIZED_KINDS
from domain.alerts.states import RuleTerms
from domain.languages import LANGUAGES
from domain.money import Money
from domain.trackers.values import RuleView

ENGLISH = translator("en")
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def view(kind: RuleKind) -> RuleView:
    """Return a rule of a kind with a size of each sort that such a rule can have."""
    target = Money.of(500, "INR") if kind is RuleKind.TARGET_PRICE else None
    return RuleView(1, kind, Decimal(5), None, target)


def test_the_table_holds_every_kind_of_rule() -> None:
    assert set(RULE_KINDS) == set(RuleKind)


@pytest.mark.parametrize("field", ["name", "headline", "reason", "button"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_kinds_are_called_the_same(field: str, language: str) -> None:
    t = translator(language)
    called = [getattr(kind_words(kind, t), field) for kind in RuleKind]
    assert all(called)
    assert len(set(called)) == len(called)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_says_what_it_tells_and_why(language: str) -> None:
    t = translator(language)
    for told in (
        [rule_line(view(kind), t) for kind in RuleKind],
        [kind_words(kind, t).asked("5%") for kind in RuleKind],
        [kind_words(kind, t).short("5%") for kind in RuleKind],
    ):
        assert len(set(told)) == len(RuleKind)


@pytest.mark.parametrize("kind", RuleKind)
def test_a_size_is_asked_for_and_told_where_a_rule_has_one(kind: RuleKind) -> None:
    said = kind_words(kind, ENGLISH)
    sized = kind in SIZED_KINDS
    assert (said.question is not None) is sized
    assert [("7.5%" in told("7.5%")) for told in (said.line, said.asked, said.short)] == [sized] * 3


def test_a_drop_is_told_by_its_amount_or_its_percentage() -> None:
    by_amount = RuleView(1, RuleKind.PRICE_DROP, None, Money.of(500, "INR"), None)
    assert "₹500" in rule_line(by_amount, ENGLISH)
    by_percent = RuleView(1, RuleKind.PRICE_DROP, Decimal(5), None, None)
    assert "5%" in rule_line(by_percent, ENGLISH)


def test_a_back_test_is_told_with_what_would_fit_better() -> None:
    fired = Backtest((NOW, NOW, NOW), 30)
    assert backtest_lines(fired, ENGLISH) == ["🔎 You’d have had 3 alerts in the last 30 days."]
    silent = Backtest((), 1, RuleTerms(RuleKind.PRICE_DROP, percent=Decimal(3)))
    assert backtest_lines(silent, ENGLISH) == [
        "🔎 You’d have had no alerts in the last day.",
        "3% would work better.",
    ]


def test_a_back_test_tells_which_target_would_fit_better() -> None:
    silent = Backtest((), 30, RuleTerms(RuleKind.TARGET_PRICE, target=Decimal(9_000)))
    assert backtest_lines(silent, ENGLISH, "INR")[1] == "₹9,000 would work better."
