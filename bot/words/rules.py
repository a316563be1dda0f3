"""Rules in words: what a tracker tells, and what it would have told."""

from decimal import Decimal

from bot.locales import Translator
from domain.alerts.backtest import Backtest
from domain.alerts.models import RuleKind
from domain.money import Money
from domain.trackers.values import RuleView


def rule_line(rule: RuleView, t: Translator) -> str:
    """Return what a rule tells, or that it tells nothing because it could not be worked out."""
    told = _told(rule, t)
    if not rule.is_set_aside:
        return told
    return t.gettext("⚠️ Turned off because it isn’t working: {rule}", rule=told)


def _told(rule: RuleView, t: Translator) -> str:
    if rule.kind is RuleKind.TARGET_PRICE and rule.target is not None:
        return t.gettext("🎯 Alert me at {money} or less", money=t.price(rule.target))
    size = t.price(rule.amount) if rule.amount else t.percent(rule.percent or Decimal(0))
    rules = {
        RuleKind.PRICE_DROP: t.gettext("📉 Alert me to drops of {percent} or more", percent=size),
        RuleKind.PRICE_RISE: t.gettext("📈 Alert me to rises of {percent} or more", percent=size),
        RuleKind.ALL_TIME_LOW: t.gettext("📉 Alert me to the lowest price so far"),
        RuleKind.AVAILABILITY: t.gettext("🛏 Alert me when it sells out or comes back"),
        RuleKind.BEST_DEAL: t.gettext("✨ Alert me below the usual price"),
        RuleKind.NEW_OPTION: t.gettext("🆕 Alert me to new matching hotels"),
    }
    return rules.get(rule.kind, t.gettext("🔔 Alert me when the price changes"))


def backtest_lines(tested: Backtest, t: Translator, currency: str | None = None) -> list[str]:
    """Return what a rule would have told lately, and what would have served better.

    A better target is told in `currency`, that of the prices.
    """
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
