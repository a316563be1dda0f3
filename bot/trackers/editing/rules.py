"""A tracker's rules: the list of them, and the question after a rule's size."""

from markupsafe import Markup

from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.trackers.editing.buttons import (
    rules_keyboard,
    size_choices_keyboard,
    sizes_keyboard,
)
from bot.words import terms as words
from bot.words.amounts import change_example, doubt_line, example_of
from bot.words.rule_kinds import kind_words
from bot.words.rules import backtest_lines, rule_line, size_words
from bot.words.tracked_things import price_now_line
from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms
from domain.money import Money
from domain.reading.doubtful_amounts import is_doubtful, likelier
from domain.trackers.edits import RuleAdded
from domain.trackers.values import TrackerView

LONGEST_NAME = 60


def render_rules(tracker: TrackerView, t: Translator, note: Markup | None = None) -> Screen:
    """Return what a tracker tells, and what else it could."""
    text = words.lines(
        note,
        t.markup("🎯 <b>When should I alert you?</b>"),
        shorten(tracker.name, LONGEST_NAME),
        price_now_line(tracker, t),
        "",
        *(rule_line(rule, t) for rule in tracker.rules),
        None if tracker.rules else t.gettext("No alerts yet. Add a rule."),
    )
    labels = [kind_words(rule.kind, t).short(size_words(rule, t)) for rule in tracker.rules]
    return Screen(text, rules_keyboard(tracker, labels, t), keeps_photo=True)


def render_rule_added(added: RuleAdded, t: Translator) -> Screen:
    """Return the rules after one was added: whether it is met, and what it would have told."""
    note = (
        t.markup("✅ <b>Today’s price is already there.</b> I’ll message you if it goes further.")
        if added.already_met
        else t.markup("✅ <b>Rule set.</b>")
    )
    tested = (
        () if added.backtest is None else backtest_lines(added.backtest, t, added.tracker.currency)
    )
    return render_rules(added.tracker, t, words.lines(note, *tested, ""))


def render_size_question(
    tracker: TrackerView, rule_id: int, kind: RuleKind, t: Translator, problem: str | None = None
) -> Screen:
    """Ask how large a change must be, or for the price."""
    if kind is RuleKind.TARGET_PRICE:
        hint = t.markup(
            "Choose or write an amount in {currency}, like <code>{example}</code>.",
            currency=tracker.currency,
            example=example_of(tracker.last_total, t),
        )
    else:
        hint = t.markup(
            "Choose, or write <code>5%</code> or an amount in {currency}, like "
            "<code>{example}</code>.",
            currency=tracker.currency,
            example=change_example(tracker.last_total, t, tracker.currency),
        )
    text = words.lines(
        Markup("🤔 {words}\n").format(words=problem) if problem else None,
        kind_words(kind, t).question,
        shorten(tracker.name, LONGEST_NAME),
        price_now_line(tracker, t),
        hint,
    )
    return Screen(text, sizes_keyboard(tracker, rule_id, kind, t), keeps_photo=True)


def render_size_doubt(
    tracker: TrackerView, rule_id: int, terms: RuleTerms, t: Translator
) -> Screen | None:
    """Ask which target is meant where the one written is far from the price; None: it is not."""
    last = tracker.last_total
    if terms.target is None or last is None:
        return None
    target = Money.of(terms.target, last.currency)
    if not is_doubtful(target, last):
        return None
    meant = [one for one in (target, likelier(target, last)) if one is not None]
    text = words.lines(doubt_line(meant, last, t), t.gettext("Choose or write an amount."))
    choices = [(t.money(one), str(one.amount)) for one in meant]
    keyboard = size_choices_keyboard(tracker, rule_id, terms.kind, choices, t)
    return Screen(text, keyboard, keeps_photo=True)
