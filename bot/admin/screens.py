"""What admins read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from markupsafe import Markup

from bot.admin.buttons import forget_keyboard, watch_keyboard
from bot.forecasts.screens import forecast_summary
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from bot.words.rule_kinds import kind_words
from domain.accounts.incoming_updates import SetAsideReason
from domain.accounts.queries.quarantine import SetAsideEntry
from domain.alerts.queries.feedback import Opinions
from domain.checks.queries.quarantine import SetAside
from domain.health.service import QueueHealth
from domain.prices.forecast_record import Record

LONGEST_ERROR = 80


@dataclass(frozen=True, slots=True)
class WatchReport:
    """How checks and alerts fare.

    `set_aside` and `updates` are the latest of those that `queue` counts.
    """

    queue: QueueHealth
    set_aside: Sequence[SetAside]
    updates: Sequence[SetAsideEntry]
    opinions: Sequence[Opinions]
    forecasts: Record


def render_watch(report: WatchReport, zone: str, t: Translator) -> Screen:
    """Return how checks and alerts fare, what is set aside, and what readers think of alerts."""
    queue = report.queue
    text = words.lines(
        t.markup("🛠 <b>Checks and alerts</b>\n"),
        t.gettext("🟢 A worker is running") if queue.worker_alive
        else t.gettext("🔴 No worker is running"),
        _waiting(t.gettext("Checks due: {count}", count=t.number(queue.checks_due)),
                 queue.checks_due, queue.oldest_check, t),
        _waiting(t.gettext("Alerts waiting: {count}", count=t.number(queue.alerts_waiting)),
                 queue.alerts_waiting, queue.oldest_alert, t),
        t.gettext(
            "Held for digests: {held} · muted or snoozed: {muted}",
            held=t.number(queue.alerts_held),
            muted=t.number(queue.alerts_muted),
        ),
        t.gettext("🔴 Two bots use the same token: stop one of them.")
        if queue.is_contested
        else None,
        t.markup("\n⚠️ <b>Set aside: {count}</b>", count=t.number(queue.set_aside)),
        *(_set_aside(one, zone, t) for one in report.set_aside),
        t.markup("\n📥 <b>Unhandled updates: {count}</b>",
                 count=t.number(queue.updates_set_aside)),
        *(_update(one, zone, t) for one in report.updates),
        t.markup("\n💬 <b>Feedback on alerts, last 30 days</b>"),
        *(_opinions(one, t) for one in report.opinions),
        None if report.opinions else t.gettext("No feedback yet"),
        "",
        forecast_summary(report.forecasts, t),
    )  # fmt: skip
    buttons = watch_keyboard(
        t, has_set_aside=queue.set_aside > 0, has_updates=queue.updates_set_aside > 0
    )
    return Screen(text, buttons)


def render_forget_question(count: int, t: Translator) -> Screen:
    """Return the question whether unhandled updates are to be deleted, naming what is lost."""
    text = t.nmarkup(
        "⚠️ Delete {count} unhandled update? What its sender wrote is lost for good, and the "
        "reason why it wasn’t handled with it.",
        "⚠️ Delete {count} unhandled updates? What their senders wrote is lost for good, and the "
        "reasons why they weren’t handled with it.",
        count,
    )
    return Screen(text, forget_keyboard(t))


def _waiting(told: str, count: int, seconds: float, t: Translator) -> str:
    if not count:
        return told
    oldest = t.ago(timedelta(seconds=max(0.0, seconds)))
    return words.dotted(told, t.gettext("oldest {ago}", ago=oldest))


def _set_aside(one: SetAside, zone: str, t: Translator) -> Markup:
    return Markup("• <b>{name}</b> · <code>{error}</code> · {watchers} · {moment}").format(
        name=one.hotel_name or t.gettext("a search"),
        error=one.error,
        watchers=t.ngettext("{count} watcher", "{count} watchers", one.watchers),
        moment=t.moment(one.set_aside_at, zone),
    )


def _update(one: SetAsideEntry, zone: str, t: Translator) -> Markup:
    reasons = {
        SetAsideReason.UNREADABLE: t.gettext("unreadable"),
        SetAsideReason.FAILED: t.gettext("handling failed"),
        SetAsideReason.KILLED: t.gettext("crashed the process"),
    }
    return Markup("• {reason} · <code>{error}</code> · {times} · {moment}").format(
        reason=reasons[one.reason],
        error=one.error[:LONGEST_ERROR],
        times=t.ngettext("{count} time", "{count} times", one.times),
        moment=t.moment(one.last_at, zone),
    )


def _opinions(one: Opinions, t: Translator) -> str:
    return (
        f"{kind_words(one.kind, t).name}: 👍 {t.number(one.helpful)} · 👎 {t.number(one.unhelpful)}"
    )
