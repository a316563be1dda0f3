"""What each kind of rule is called, wherever it shows: one table."""

from dataclasses import dataclass

from markupsafe import Markup

from bot.locales import Translator
from domain.alerts.models import RuleKind


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of rule: its sign, its name, an alert's headline, the same as one reason among others.

    `button` adds such a rule.
    """

    icon: str
    name: str
    headline: Markup
    reason: str
    button: str


def kind_words(kind: RuleKind, t: Translator) -> KindWords:
    """Return what a kind of rule is called."""
    match kind:
        case RuleKind.PRICE_DROP:
            found = KindWords(
                "📉",
                t.gettext("Drop"),
                t.markup("📉 <b>The price has dropped</b>"),
                t.gettext("a drop"),
                t.gettext("➕ Drop"),
            )
        case RuleKind.TARGET_PRICE:
            found = KindWords(
                "🎯",
                t.gettext("Target price"),
                t.markup("🎯 <b>Your target price is here</b>"),
                t.gettext("your target price"),
                t.gettext("➕ Target price"),
            )
        case RuleKind.ALL_TIME_LOW:
            found = KindWords(
                "📉",
                t.gettext("Lowest so far"),
                t.markup("📉 <b>The lowest price so far</b>"),
                t.gettext("the lowest price so far"),
                t.gettext("➕ Lowest so far"),
            )
        case RuleKind.PRICE_RISE:
            found = KindWords(
                "📈",
                t.gettext("Rise"),
                t.markup("📈 <b>The price has risen</b>"),
                t.gettext("a rise"),
                t.gettext("➕ Rise"),
            )
        case RuleKind.AVAILABILITY:
            found = KindWords(
                "🛏",
                t.gettext("Sold out or back"),
                t.markup("🛏 <b>It can be booked again</b>"),
                t.gettext("it can be booked again"),
                t.gettext("➕ Sold out or back"),
            )
        case RuleKind.NEW_OPTION:
            found = KindWords(
                "🆕",
                t.gettext("New hotels"),
                t.markup("🆕 <b>A new hotel for your search</b>"),
                t.gettext("a new hotel"),
                t.gettext("➕ New hotels"),
            )
        case RuleKind.BEST_DEAL:
            found = KindWords(
                "✨",
                t.gettext("Below usual"),
                t.markup("✨ <b>Below the usual price</b>"),
                t.gettext("below the usual price"),
                t.gettext("➕ Below usual"),
            )
    return found
