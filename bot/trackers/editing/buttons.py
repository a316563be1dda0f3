"""Buttons that change a tracker: its rules, and its other particulars."""

from decimal import Decimal
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.buttons.callbacks import Id, TrackerAction, TrackerButton
from bot.buttons.keyboards import Row, button, home_button, in_rows, keyboard
from bot.locales import Translator
from bot.words.rule_kinds import RULE_KINDS, kind_words
from domain.alerts.models import RuleKind
from domain.alerts.rules import SIZED_KINDS
from domain.money import Money
from domain.prices.models import TrackableKind
from domain.trackers.edits import MOST_RULES
from domain.trackers.values import TrackerView

PERCENTS = (3, 5, 10, 15, 20)
TARGETS = (95, 90, 85, 80)


class Particular(StrEnum):
    """What can be changed about a tracker."""

    ALL = "all"
    RULES = "rules"
    NAME = "name"
    OFTEN = "often"
    DAYS = "days"
    UNTIL = "until"
    QUIET = "quiet"
    RATE = "rate"


class ParticularButton(CallbackData, prefix="we1"):
    """Show or ask a particular, or with a `value` set it; the value reads as it would be typed."""

    tracker_id: Id
    what: Particular
    value: str = ""


class RuleButton(CallbackData, prefix="wr1"):
    """Add a rule, or change rule `rule_id`; without a `value` a size is asked for first."""

    tracker_id: Id
    rule_id: Id
    kind: RuleKind
    value: str = ""


class DropRuleButton(CallbackData, prefix="wx1"):
    """Take a rule off a tracker."""

    tracker_id: Id
    rule_id: Id


def particulars_keyboard(tracker: TrackerView, t: Translator) -> InlineKeyboardMarkup:
    """Return what can be changed about a tracker of its kind."""
    labels = {
        Particular.RULES: t.gettext("🎯 Rules"),
        Particular.OFTEN: t.gettext("🕐 How often"),
        Particular.NAME: t.gettext("🏷 Name"),
        Particular.UNTIL: t.gettext("🏁 Until"),
        Particular.QUIET: t.gettext("🔇 Mute"),
    }
    if tracker.kind is TrackableKind.HOTEL_STAY:
        labels[Particular.RATE] = t.gettext("🍳 Which rate")
        if len(tracker.hotel_ids) == 1:
            labels[Particular.DAYS] = t.gettext("📅 Other days")
    buttons = [_particular(label, tracker, what) for what, label in labels.items()]
    back = button(
        t.gettext("⬅️ Tracker"),
        TrackerButton(tracker_id=tracker.tracker_id, action=TrackerAction.SHOW),
    )
    return keyboard(*in_rows(buttons, 2), [back, home_button(t)])


def _particular(
    label: str, tracker: TrackerView, what: Particular, value: str = ""
) -> InlineKeyboardButton:
    return button(label, ParticularButton(tracker_id=tracker.tracker_id, what=what, value=value))


def choices_keyboard(
    tracker: TrackerView,
    what: Particular,
    choices: list[tuple[str, str]],
    chosen: str,
    t: Translator,
) -> InlineKeyboardMarkup:
    """Return labelled values to choose from, the present one marked."""
    buttons = (
        _particular(f"{'✓ ' if value == chosen else ''}{label}", tracker, what, value)
        for label, value in choices
    )
    return keyboard(*in_rows(buttons, 2), _back_row(tracker, t))


def _back_row(tracker: TrackerView, t: Translator) -> Row:
    return [_particular(t.gettext("⬅️ Change"), tracker, Particular.ALL), home_button(t)]


def rules_keyboard(tracker: TrackerView, labels: list[str], t: Translator) -> InlineKeyboardMarkup:
    """Return each rule with its removal, and the kinds that can be added; `labels` are rules'."""
    rows: list[Row] = []
    for label, rule in zip(labels, tracker.rules, strict=True):
        change: Row = []
        if rule.kind in SIZED_KINDS:
            wish = RuleButton(tracker_id=tracker.tracker_id, rule_id=rule.rule_id, kind=rule.kind)
            change = [button(f"✏️ {label}", wish)]
        drop = DropRuleButton(tracker_id=tracker.tracker_id, rule_id=rule.rule_id)
        rows.append([*change, button(f"✖️ {label}", drop)])
    more = [] if len(tracker.rules) >= MOST_RULES else _addable(tracker, t)
    return keyboard(*rows, *in_rows(more, 2), _back_row(tracker, t))


def _addable(tracker: TrackerView, t: Translator) -> Row:
    there = {rule.kind for rule in tracker.rules}
    if tracker.kind is not TrackableKind.SEARCH:
        there.add(RuleKind.NEW_OPTION)
    return [
        button(
            kind_words(kind, t).button,
            RuleButton(tracker_id=tracker.tracker_id, rule_id=0, kind=kind),
        )
        for kind in RULE_KINDS
        if kind in SIZED_KINDS or kind not in there
    ]


def sizes_keyboard(
    tracker: TrackerView, rule_id: int, kind: RuleKind, t: Translator
) -> InlineKeyboardMarkup:
    """Return sizes of a rule to choose from."""
    return size_choices_keyboard(tracker, rule_id, kind, _sizes(tracker, kind, t), t)


def size_choices_keyboard(
    tracker: TrackerView,
    rule_id: int,
    kind: RuleKind,
    choices: list[tuple[str, str]],
    t: Translator,
) -> InlineKeyboardMarkup:
    """Return labelled sizes of a rule."""
    buttons = (
        button(
            label,
            RuleButton(tracker_id=tracker.tracker_id, rule_id=rule_id, kind=kind, value=value),
        )
        for label, value in choices
    )
    width = 2 if kind is RuleKind.TARGET_PRICE else len(PERCENTS)
    back = _particular(t.gettext("⬅️ Rules"), tracker, Particular.RULES)
    return keyboard(*in_rows(buttons, width), [back, home_button(t)])


def _sizes(tracker: TrackerView, kind: RuleKind, t: Translator) -> list[tuple[str, str]]:
    """Return labels and values: percentages, or totals below the present one."""
    if kind is not RuleKind.TARGET_PRICE:
        return [(t.percent(Decimal(size)), f"{size}%") for size in PERCENTS]
    last = tracker.last_total
    if last is None:
        return []
    totals = (Money.of(last.amount * share / 100, last.currency) for share in TARGETS)
    return [(t.money(total), str(total.amount)) for total in totals]
