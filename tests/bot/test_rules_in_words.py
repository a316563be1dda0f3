"""Rules in words: every kind has its own, and a back-test is one line or two."""

from datetime import UTC, datetime
from decimal import Decimal

from bot.locales import translator
from bot.words.rules import backtest_lines, rule_line
from domain.alerts.backtest import Backtest
from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms
from domain.money import Money
from domain.trackers.values import RuleView

ENGLISH = translator("en")
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_every_kind_of_rule_is_told_in_words_of_its_own() -> None:
    money = Money.of(500, "INR")
    told = {rule_line(RuleView(1, kind, Decimal(5), None, money), ENGLISH) for kind in RuleKind}
    assert len(told) == len(RuleKind)


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
