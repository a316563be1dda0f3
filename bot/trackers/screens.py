"""One tracker, and the questions about it."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from markupsafe import Markup

from bot.buttons.keyboards import shorten
from bot.forecasts.screens import explained, forecast_lines
from bot.hotel.buttons import Span
from bot.hotel.price_history_words import history_lines
from bot.locales import Translator
from bot.pictures.history import HistoryPicture
from bot.sending.screen import Screen
from bot.trackers.buttons import (
    chart_keyboard,
    confirm_keyboard,
    target_keyboard,
    targets_keyboard,
    tracker_keyboard,
)
from bot.trackers.editing.particulars import muted_line
from bot.words import terms as words
from bot.words.amounts import doubt_line, example_of
from bot.words.rules import backtest_lines, rule_line
from bot.words.sparkline import sparkline
from bot.words.tracked_things import (
    cheaper_line,
    price_now_line,
    rate_line,
    watched_line,
    withdrawn_lines,
)
from domain.alerts.backtest import Backtest
from domain.checks.cadence import Reason
from domain.checks.quotes import PUT_OFF
from domain.money import Money
from domain.prices.judging import Verdict
from domain.prices.models import Availability
from domain.prices.values import PriceSeries
from domain.reading.doubtful_amounts import likelier
from domain.suppliers.status import SupplierStatus
from domain.trackers.models import TrackerState
from domain.trackers.values import TargetSet, TrackerView, TrackingStarted

LONGEST_NAME = 60
LEAST_PERCENT = Decimal("0.1")


def render_tracker(
    tracker: TrackerView, now: datetime, zone: str, t: Translator, note: Markup | None = None
) -> Screen:
    """Return one tracker's page; `note` says what has just happened."""
    text = words.lines(
        note,
        Markup("🔔 <b>{name}</b>").format(name=shorten(tracker.name, LONGEST_NAME)),
        words.when_line(tracker.stay, tracker.flight_days, t),
        watched_line(tracker, t),
        rate_line(tracker.rate, t),
        state_name(tracker, t),
        muted_line(tracker, now, zone, t),
        "",
        *_prices(tracker, t),
        cheaper_line(tracker, t),
        *forecast_lines(tracker.told, now, zone, t),
        "",
        *(rule_line(rule, t) for rule in tracker.rules),
        *_checks(tracker, now, zone, t),
    )
    screen = Screen(text, tracker_keyboard(tracker, t), keeps_photo=True)
    return explained(screen, tracker.told, t)


def state_name(tracker: TrackerView, t: Translator) -> str:
    """Return a tracker's state with its sign."""
    match tracker.state:
        case TrackerState.ACTIVE:
            return t.gettext("🟢 Active")
        case TrackerState.PAUSED:
            return t.gettext("⏸ Paused")
        case TrackerState.ENDED if tracker.ends_at.date() < tracker.stay.check_in:
            return t.gettext("⚪ Ended, as you asked")
        case TrackerState.ENDED:
            return t.gettext("⚪ Ended on check-in day")
        case TrackerState.DELETED:
            return t.gettext("🗑 Deleted")


def change(before: Money, after: Money, t: Translator) -> str:
    """Return a change in percent with its arrow, or in money where it rounds to 0 %."""
    percent = before.percent_of_change_to(after)
    if not percent:
        return t.gettext("unchanged")
    size = abs(percent)
    told = (
        t.percent(size)
        if size >= LEAST_PERCENT
        else t.money(max(before, after) - min(before, after))
    )
    return f"{'▼' if percent < 0 else '▲'} {told}"


def _prices(tracker: TrackerView, t: Translator) -> list[Markup | str]:
    if tracker.availability is Availability.SOLD_OUT:
        return [
            t.markup(
                "<b>Sold out</b> for these dates. I’ll message you when it’s back at your price."
            )
        ]
    if tracker.availability is Availability.WITHDRAWN:
        return [*withdrawn_lines(tracker.rate, tracker.alternative, tracker.currency, t)]
    last, first, now_line = tracker.last_total, tracker.first_total, price_now_line(tracker, t)
    if last is None or now_line is None:
        return [t.markup("No price yet: the first check is on its way.")]
    parts: list[Markup | str] = [now_line]
    if tracker.elsewhere:
        others = ", ".join(t.price(total) for total in tracker.elsewhere)
        parts.append(t.markup("Also on sale for {prices}. I’m tracking that too.", prices=others))
    if tracker.is_awaited:
        parts.append(t.markup("That was before you asked. I’ll count from the next price I see."))
    elif first is not None:
        parts.append(
            t.markup(
                "{change} since {first} at the start", change=change(first, last, t),
                first=t.money(first),
            )
        )  # fmt: skip
    line = sparkline([p.total for p in tracker.series.points if p.total is not None])
    lowest = tracker.series.lowest()
    if line and lowest is not None and tracker.series.is_history:
        parts.append(t.markup("{line}  lowest {low}", line=line, low=t.money(lowest)))
    elif line:
        parts.append(line)
    return parts


def _checks(tracker: TrackerView, now: datetime, zone: str, t: Translator) -> list[str]:
    parts: list[str] = []
    if tracker.last_checked_at is not None:
        parts.append(t.markup("🕐 Checked {ago}", ago=t.ageing(tracker.last_checked_at, now)))
    if tracker.set_aside_at is not None:
        return [
            *parts,
            t.gettext(
                "⚠️ Checks have been failing since {moment}, and it isn’t the supplier’s "
                "fault. I try again every day, or you can try now.",
                moment=t.moment(tracker.set_aside_at, zone),
            ),
        ]
    if tracker.supplier_status not in {SupplierStatus.OK, SupplierStatus.NO_AVAILABILITY}:
        parts.append(_trouble(tracker.supplier_status, t))
    if tracker.next_check_at is not None:
        parts.append(
            t.gettext(
                "Next check {ahead}: {reason}",
                ahead=t.ahead(tracker.next_check_at - now),
                reason=reason_words(tracker.next_reason, t),
            )
        )
    if tracker.state in {TrackerState.ACTIVE, TrackerState.PAUSED}:
        parts.append(t.gettext("Until {moment}", moment=t.moment(tracker.ends_at, zone)))
    return parts


def _trouble(status: str, t: Translator) -> str:
    """Return why the price shown may be older than the last check."""
    troubles: dict[str, str] = {
        Verdict.FOREIGN: t.gettext(
            "⚠️ It’s only on sale in another currency. I don’t compare those prices."
        ),
        Verdict.NOT_ALL_IN: t.gettext(
            "⚠️ The only prices on offer may leave out taxes. I don’t compare those."
        ),
        PUT_OFF: t.gettext("⏳ I check your rate separately. It’ll be ready in a few minutes."),
        Verdict.SUSPECT: t.gettext("⚠️ I saw an unusual price, and I’m double-checking it."),
    }
    return troubles.get(
        status, t.gettext("⚠️ The supplier isn’t responding right now. I’ll keep trying.")
    )


def reason_words(reason: str, t: Translator) -> str:
    """Return why the next check is when it is."""
    reasons = {
        Reason.NEW: t.gettext("it’s new"),
        Reason.FIXED: t.gettext("as often as you chose"),
        Reason.CHECK_IN_SOON: t.gettext("check-in is days away"),
        Reason.CHECK_IN_NEAR: t.gettext("check-in is soon"),
        Reason.CANCEL_SOON: t.gettext("free cancellation ends soon"),
        Reason.RESTLESS: t.gettext("the price changes often"),
        Reason.POPULAR: t.gettext("many people track it"),
        Reason.SHARED: t.gettext("suppliers limit how often I can check"),
        Reason.PRICE_MOVING: t.gettext("the price is moving"),
        Reason.CALM: t.gettext("the price is steady"),
        Reason.RETRY: t.gettext("the last try failed"),
        Reason.CONFIRM: t.gettext("to double-check an unusual price"),
        Reason.LIVE: t.gettext("someone is watching it live"),
    }
    return reasons[Reason(reason)]


def render_tracking_started(
    started: TrackingStarted, now: datetime, zone: str, t: Translator
) -> Screen:
    """Return the answer to "Track"."""
    note = (
        t.markup("✅ <b>Tracking.</b> I’ll message you here when the price drops.\n")
        if started.is_new
        else t.markup("👌 You’re already tracking this.\n")
    )
    if started.backtest is not None:
        note = words.lines(note, *_tested_lines(started.backtest, started.tracker, t), "")
    return render_tracker(started.tracker, now, zone, t, note)


def _tested_lines(tested: Backtest, tracker: TrackerView, t: Translator) -> list[str]:
    """Return a backtest's result; the mark of a made-up past appears once on a screen."""
    told = tracker.told
    if told is not None and told.is_synthetic:
        tested = replace(tested, is_synthetic=False)
    return backtest_lines(tested, t, tracker.currency)


def render_first_look(t: Translator) -> Screen:
    """Return the screen shown while the first price is looked up."""
    return Screen(t.markup("⏳ Getting the first price…"), keeps_photo=True)


def render_target_set(result: TargetSet, now: datetime, zone: str, t: Translator) -> Screen:
    """Return the answer to a new target."""
    note = (
        t.markup(
            "🎯 <b>Today’s price is already there.</b> I’ll message you when it falls further.\n"
        )
        if result.already_met
        else t.markup("🎯 <b>Target set.</b>\n")
    )
    if result.backtest is not None:
        tested = _tested_lines(result.backtest, result.tracker, t)
        note = words.lines(note.rstrip("\n"), *tested, "")
    return render_tracker(result.tracker, now, zone, t, note)


def render_target_question(
    tracker: TrackerView, t: Translator, problem: str | None = None
) -> Screen:
    """Ask for a target price."""
    last = tracker.last_total
    text = words.lines(
        Markup("🤔 {words}\n").format(words=problem) if problem else None,
        t.markup("🎯 <b>What’s your target price?</b>"),
        shorten(tracker.name, LONGEST_NAME),
        price_now_line(tracker, t),
        t.markup(
            "Choose or write an amount in {currency}, like <code>{example}</code>.",
            currency=tracker.currency,
            example=example_of(last, t),
        ),
    )
    return Screen(text, target_keyboard(tracker, t), keeps_photo=True)


def render_target_doubt(tracker: TrackerView, target: Money, t: Translator) -> Screen:
    """Ask which of two amounts is meant, where the one that was written is far from the price."""
    last = tracker.last_total or target
    other = likelier(target, last, rates=t.rates)
    meant = [one for one in (target, other) if one is not None]
    text = words.lines(doubt_line(meant, last, t), t.gettext("Choose or write an amount."))
    return Screen(text, targets_keyboard(tracker, meant, t), keeps_photo=True)


def render_delete_question(tracker: TrackerView, t: Translator) -> Screen:
    """Ask before deleting."""
    text = t.markup(
        "🗑 Delete the tracker for <b>{name}</b>?\nIts alerts will stop. You can undo this.",
        name=shorten(tracker.name, LONGEST_NAME),
    )
    return Screen(text, confirm_keyboard(tracker, t), keeps_photo=True)


def render_chart(
    tracker: TrackerView,
    drawn: tuple[HistoryPicture, bytes] | None,
    series: PriceSeries,
    span: Span,
    t: Translator,
) -> Screen:
    """Return a tracker's price history; without two prices there is nothing to draw."""
    text = words.lines(
        t.markup("📈 <b>{name}</b>", name=shorten(tracker.name, LONGEST_NAME)),
        f"🗓 {words.stay_line(tracker.stay, t)}",
        *history_lines(drawn[0] if drawn else None, series, t, is_tracked=True),
    )
    picture = drawn[1] if drawn else None
    return Screen(text, chart_keyboard(tracker, span, t), picture, keeps_photo=True)
