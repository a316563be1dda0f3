"""The words for each kind of rule, wherever it shows: one table, in the order of its buttons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from markupsafe import Markup

from bot.locales import Translator
from domain.alerts.models import RuleKind

Sized = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of rule in words.

    `headline` begins its alert, `reason` is the same as one among several, `button` adds such a
    rule. `line` says what a rule tells and `asked` why an alert came, each of a size that is
    written out already ("5%", "₹2,000"); `short` fits on a button. A kind without a size
    ignores it, and its `question`, which asks for the size, is None.
    """

    icon: str
    name: str
    headline: Markup
    reason: str
    button: str
    line: Sized
    asked: Sized
    short: Sized
    question: Markup | None = None


def _drop(t: Translator) -> KindWords:
    return KindWords(
        icon="📉",
        name=t.gettext("Drop"),
        headline=t.markup("📉 <b>The price has dropped</b>"),
        reason=t.gettext("a drop"),
        button=t.gettext("➕ Drop"),
        line=lambda size: t.gettext("📉 Alert me to drops of {percent} or more", percent=size),
        asked=lambda size: t.gettext("You asked about drops of {percent} or more.", percent=size),
        short=lambda size: f"−{size}",
        question=t.markup("📉 <b>How big a drop?</b>"),
    )


def _rise(t: Translator) -> KindWords:
    return KindWords(
        icon="📈",
        name=t.gettext("Rise"),
        headline=t.markup("📈 <b>The price has risen</b>"),
        reason=t.gettext("a rise"),
        button=t.gettext("➕ Rise"),
        line=lambda size: t.gettext("📈 Alert me to rises of {percent} or more", percent=size),
        asked=lambda size: t.gettext("You asked about rises of {percent} or more.", percent=size),
        short=lambda size: f"+{size}",
        question=t.markup("📈 <b>How big a rise?</b>"),
    )


def _target(t: Translator) -> KindWords:
    return KindWords(
        icon="🎯",
        name=t.gettext("Target price"),
        headline=t.markup("🎯 <b>Your target price is here</b>"),
        reason=t.gettext("your target price"),
        button=t.gettext("➕ Target price"),
        line=lambda size: t.gettext("🎯 Alert me at {money} or less", money=size),
        asked=lambda size: t.gettext("You asked for {money} or less.", money=size),
        short=lambda size: size,
        question=t.markup("🎯 <b>What’s your target price?</b>"),
    )


def _lowest(t: Translator) -> KindWords:
    return KindWords(
        icon="📉",
        name=t.gettext("Lowest so far"),
        headline=t.markup("📉 <b>The lowest price so far</b>"),
        reason=t.gettext("the lowest price so far"),
        button=t.gettext("➕ Lowest so far"),
        line=lambda _size: t.gettext("📉 Alert me to the lowest price so far"),
        asked=lambda _size: t.gettext("You asked about the lowest price so far."),
        short=lambda _size: t.gettext("Lowest so far"),
    )


def _best_deal(t: Translator) -> KindWords:
    return KindWords(
        icon="✨",
        name=t.gettext("Below usual"),
        headline=t.markup("✨ <b>Below the usual price</b>"),
        reason=t.gettext("below the usual price"),
        button=t.gettext("➕ Below usual"),
        line=lambda _size: t.gettext("✨ Alert me below the usual price"),
        asked=lambda _size: t.gettext("You asked about prices below the usual range."),
        short=lambda _size: t.gettext("Below usual"),
    )


def _availability(t: Translator) -> KindWords:
    return KindWords(
        icon="🛏",
        name=t.gettext("Sold out or back"),
        headline=t.markup("🛏 <b>It can be booked again</b>"),
        reason=t.gettext("it can be booked again"),
        button=t.gettext("➕ Sold out or back"),
        line=lambda _size: t.gettext("🛏 Alert me when it sells out or comes back"),
        asked=lambda _size: t.gettext("You asked when it sells out or comes back."),
        short=lambda _size: t.gettext("Sold out or back"),
    )


def _new_option(t: Translator) -> KindWords:
    return KindWords(
        icon="🆕",
        name=t.gettext("New hotels"),
        headline=t.markup("🆕 <b>A new hotel for your search</b>"),
        reason=t.gettext("a new hotel"),
        button=t.gettext("➕ New hotels"),
        line=lambda _size: t.gettext("🆕 Alert me to new matching hotels"),
        asked=lambda _size: t.gettext("You asked about new hotels for this search."),
        short=lambda _size: t.gettext("New hotels"),
    )


RULE_KINDS: Mapping[RuleKind, Callable[[Translator], KindWords]] = MappingProxyType(
    {
        RuleKind.PRICE_DROP: _drop,
        RuleKind.PRICE_RISE: _rise,
        RuleKind.TARGET_PRICE: _target,
        RuleKind.ALL_TIME_LOW: _lowest,
        RuleKind.BEST_DEAL: _best_deal,
        RuleKind.AVAILABILITY: _availability,
        RuleKind.NEW_OPTION: _new_option,
    }
)


def kind_words(kind: RuleKind, t: Translator) -> KindWords:
    """Return what a kind of rule is called."""
    return RULE_KINDS[kind](t)
