"""Rules in words: what a tracker tells, and what it would have told."""

from decimal import Decimal

from bot.locales import Translator
from domain.alerts.backtest import Backtest
from domain.alerts.models import RuleKind
from domain.money import Money
from domain.trackers.values import RuleView


def rule_line(rule: RuleView, t: Translator) -> str:
    """Return what a rule tells."""
    if rule.kind is RuleKind.TARGET_PRICE and rule.target is not None:
        return t.gettext("🎯 I write at {money} or less", money=t.money(rule.target))
    size = t.money(rule.amount) if rule.amount else t.percent(rule.percent or Decimal(0))
    rules = {
        RuleKind.PRICE_DROP: t.gettext("📉 I write at a drop of {percent} or more", percent=size),
        RuleKind.PRICE_RISE: t.gettext("📈 I write at a rise of {percent} or more", percent=size),
        RuleKind.ALL_TIME_LOW: t.gettext("📉 I write at the lowest price so far"),
        RuleKind.AVAILABILITY: t.gettext("🛏 I write when it sells out or comes back"),
        RuleKind.BEST_DEAL: t.gettext("✨ I write below the usual price"),
        RuleKind.NEW_OPTION: t.gettext("🆕 I write when a new hotel fits"),
    }
    return rules.get(rule.kind, t.gettext("🔔 I write when the price moves"))


def backtest_lines(tested: Backtest, t: Translator, currency: str | None = None) -> list[str]:
    """Return what a rule would have told lately, and what would have served better.

    A better target is told in `currency`, that of the prices.
    """
    told = len(tested.fired_at)
    days = t.ngettext("the last day", "the last {count} days", tested.days)
    if told:
        line = t.ngettext(
            "🔎 In {days} I would have written once.",
            "🔎 In {days} I would have written {count} times.",
            told,
            days=days,
        )
    else:
        line = t.gettext("🔎 In {days} I would not have written.", days=days)
    better = tested.suggested
    if better is None:
        return [line]
    fit = t.percent(better.percent) if better.percent is not None else None
    if better.target is not None and currency is not None:
        fit = t.money(Money.of(better.target, currency))
    return [line] if fit is None else [line, t.gettext("{percent} would fit better.", percent=fit)]
