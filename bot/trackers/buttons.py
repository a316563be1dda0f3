"""Buttons of trackers."""

from collections.abc import Sequence

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.buttons.callbacks import (
    Go,
    Id,
    TargetButton,
    TrackerAction,
    TrackerButton,
    Where,
)
from bot.buttons.keyboards import Row, button, home_button, in_rows, keyboard
from bot.hotel.buttons import Span, span_row
from bot.locales import Translator
from bot.trackers.editing.buttons import Particular, ParticularButton
from bot.trackers.listing.buttons import FolderOfButton
from bot.trackers.sharing.buttons import share_tracker_button
from bot.trackers.widening.buttons import flexibility_row
from domain.money import Money
from domain.prices.models import TrackableKind
from domain.trackers.models import TrackerState
from domain.trackers.values import TrackerView

LOWER_PERCENTS = (5, 10, 15)


def action(label: str, tracker_id: int, what: TrackerAction) -> InlineKeyboardButton:
    """Return a button that does something with a tracker."""
    return button(label, TrackerButton(tracker_id=tracker_id, action=what))


def tracker_keyboard(tracker: TrackerView, t: Translator) -> InlineKeyboardMarkup:
    """Return what can be done with a tracker in its state."""
    number = tracker.tracker_id
    if tracker.state is TrackerState.DELETED:
        return keyboard([action(t.gettext("↩️ Undo"), number, TrackerAction.RESTORE)], _list_row(t))
    if tracker.flight_days is not None:
        label = t.gettext("✈️ Flights")
    elif tracker.kind is TrackableKind.TRIP:
        label = t.gettext("🗺 Trip")
    else:
        label = t.gettext("🏨 Hotel") if tracker.hotel_id else t.gettext("🔍 Results")
    hotel = action(label, number, TrackerAction.HOTEL)
    chart = action(t.gettext("📈 Chart"), number, TrackerAction.CHART)
    delete = action(t.gettext("🗑 Delete"), number, TrackerAction.CONFIRM)
    if tracker.state is TrackerState.ENDED and tracker.ends_at.date() < tracker.stay.check_in:
        extend = ParticularButton(tracker_id=number, what=Particular.UNTIL)
        hotel_row = [button(t.gettext("⏳ Extend"), extend), hotel]
        return keyboard([chart], hotel_row, [delete], _list_row(t))
    first, third = [chart, hotel], [delete]
    match tracker.state:
        case TrackerState.ACTIVE:
            first.insert(0, action(t.gettext("🎯 Target price"), number, TrackerAction.TARGET))
            third.insert(0, action(t.gettext("⏸ Pause"), number, TrackerAction.PAUSE))
        case TrackerState.PAUSED:
            first.insert(0, action(t.gettext("▶️ Resume"), number, TrackerAction.RESUME))
    around: Row = [*flexibility_row(tracker, t), share_tracker_button(number, t)]
    again: Row = []
    if tracker.state is TrackerState.ACTIVE and tracker.set_aside_at is not None:
        again = [action(t.gettext("🔁 Try again"), number, TrackerAction.TRY_AGAIN)]
    change: Row = []
    if tracker.state in {TrackerState.ACTIVE, TrackerState.PAUSED}:
        wish = ParticularButton(tracker_id=number, what=Particular.ALL)
        change = [button(t.gettext("✏️ Change"), wish)]
        third.insert(-1, button(t.gettext("📁 Folder"), FolderOfButton(tracker_id=number)))
    return keyboard(first, [*change, *around], third, [*again, *_list_row(t)])


def _list_row(t: Translator) -> Row:
    return [button(t.gettext("🔔 My trackers"), Go(to=Where.TRACKERS)), home_button(t)]


class TrackerHistoryButton(CallbackData, prefix="wh1"):
    """What a tracker's stay has cost."""

    tracker_id: Id
    span: Span = Span.ALL


def chart_keyboard(tracker: TrackerView, span: Span, t: Translator) -> InlineKeyboardMarkup:
    """Return the spans of a chart, and the way back from it."""
    spans: dict[Span, CallbackData] = {
        one: TrackerHistoryButton(tracker_id=tracker.tracker_id, span=one) for one in Span
    }
    return keyboard(
        span_row(span, spans, t),
        [action(t.gettext("⬅️ Tracker"), tracker.tracker_id, TrackerAction.SHOW), home_button(t)],
    )


def confirm_keyboard(tracker: TrackerView, t: Translator) -> InlineKeyboardMarkup:
    """Return the question before a deletion: the safe choice first."""
    number = tracker.tracker_id
    return keyboard(
        [action(t.gettext("⬅️ Keep it"), number, TrackerAction.SHOW)],
        [
            button(
                t.gettext("🗑 Delete"),
                TrackerButton(tracker_id=number, action=TrackerAction.DELETE),
                ButtonStyle.DANGER,
            )
        ],
    )


def target_choices(tracker: TrackerView) -> list[tuple[int, Money]]:
    """Return targets below the present price: percent and amount, none without a price."""
    last = tracker.last_total
    if last is None:
        return []
    return [
        (percent, Money.of(last.amount * (100 - percent) / 100, last.currency))
        for percent in LOWER_PERCENTS
    ]


def targets_keyboard(
    tracker: TrackerView, meant: Sequence[Money], t: Translator
) -> InlineKeyboardMarkup:
    """Return the amounts that a target can have been meant as.

    A button speaks the tracker's currency: one in another says what it is worth there.
    """
    choices = (
        button(t.money(one), TargetButton(tracker_id=tracker.tracker_id, amount=there.amount))
        for one in meant
        if (there := t.rates.convert(one, tracker.currency)) is not None
    )
    back = action(t.gettext("⬅️ Tracker"), tracker.tracker_id, TrackerAction.SHOW)
    return keyboard(*in_rows(choices, 2), [back, home_button(t)])


def target_keyboard(tracker: TrackerView, t: Translator) -> InlineKeyboardMarkup:
    """Return targets to choose from."""
    choices = (
        button(
            f"−{t.number(percent)}% · {t.money(money)}",
            TargetButton(tracker_id=tracker.tracker_id, amount=money.amount),
        )
        for percent, money in target_choices(tracker)
    )
    back = action(t.gettext("⬅️ Tracker"), tracker.tracker_id, TrackerAction.SHOW)
    return keyboard(*in_rows(choices, 1), [back, home_button(t)])


def ended_keyboard(tracker_id: int, t: Translator, *, can_go_on: bool) -> InlineKeyboardMarkup:
    """Return the ways on from a tracker that has ended."""
    extend = ParticularButton(tracker_id=tracker_id, what=Particular.UNTIL)
    again = action(t.gettext("🔍 Search again"), tracker_id, TrackerAction.HOTEL)
    return keyboard([button(t.gettext("⏳ Extend"), extend), again] if can_go_on else [again])
