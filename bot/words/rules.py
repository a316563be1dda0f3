"""Rules in words: what a tracker tells, and what it would have told."""

from decimal import Decimal

from bot.locales import Translator
from bot.words.rule_kinds import kind_words
from bot.words.terms import synthetic_line
from domain.alerts.backtest import Backtest
from domain.money import Money
from domain.trackers.values import RuleView


def rule_line(rule: RuleView, t: Translator) -> str:
    """Return what a rule alerts to, or that it is off because it could not be evaluated."""
    told = _told(rule, t)
    if not rule.is_set_aside:
        return told
    return t.gettext("⚠️ Turned off because it isn’t working: {rule}", rule=told)


def _told(rule: RuleView, t: Translator) -> str:
    return kind_words(rule.kind, t).line(size_words(rule, t))


def size_words(rule: RuleView, t: Translator) -> str:
    """Return a rule's size: its target, else the amount or the percentage of a change."""
    size = rule.target or rule.amount
    return t.percent(rule.percent or Decimal(0)) if size is None else t.price(size)


def backtest_lines(tested: Backtest, t: Translator, currency: str | None = None) -> list[str]:
    """Return how often a rule would have alerted lately, and what would have worked better.

    A better target is in `currency`, the prices' own. A simulated history is marked.
    """
    lines = _tested_lines(tested, t, currency)
    return [*lines, synthetic_line(t)] if tested.is_synthetic else lines


def _tested_lines(tested: Backtest, t: Translator, currency: str | None) -> list[str]:
    told = len(tested.fired_at)
    days = t.ngettext("the last day", "the last {count} days", tested.days)
    if told:
        line = t.ngettext(
            "🔎 You’d have had one alert in {days}.",
            "🔎 You’d have had {count} alerts in {days}.",
            told,
            days=days,
        )
    else:
        line = t.gettext("🔎 You’d have had no alerts in {days}.", days=days)
    better = tested.suggested
    if better is None:
        return [line]
    fit = t.percent(better.percent) if better.percent is not None else None
    if better.target is not None and currency is not None:
        fit = t.money(Money.of(better.target, currency))
    return [line] if fit is None else [line, t.gettext("{percent} would work better.", percent=fit)]
