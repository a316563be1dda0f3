"""The service's health over time, and its alarms."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.admin.health.buttons import alarm_keyboard, health_keyboard
from bot.locales import Translator
from bot.pictures.style import Palette
from bot.pictures.trends import TrendsPicture
from bot.sending.screen import Screen
from bot.words.terms import dotted, lines, supplier_name
from domain.administration.health.alarms import OVER, Alarm
from domain.administration.health.queries import Sample
from domain.administration.health.samples import Window
from domain.outbox.queries.pauses import EVERYWHERE

# What the picture's bands show, from the top.
BANDS: tuple[Callable[[Sample], float], ...] = (
    lambda one: one.checks_due,
    lambda one: one.oldest_check,
    lambda one: one.oldest_alert,
    lambda one: one.sent,
)


def render_health(
    samples: Sequence[Sample],
    alarms: Mapping[Alarm, datetime],
    pauses: Mapping[int, timedelta],
    retried: int,
    window: Window,
    now: datetime,
    zone: str,
    t: Translator,
    palette: Palette,
) -> Screen:
    """Return the window's picture, what it shows at its end, and what is wrong.

    `retried` messages have failed again and again, and wait for another try.
    """
    keyboard = health_keyboard(window, t)
    title = t.markup("📈 <b>Health</b>\n")
    if not samples:
        nothing = t.gettext("No samples yet. One is taken every minute.")
        return Screen(lines(title, nothing, *_pauses(pauses, now, zone, t)), keyboard)
    last = samples[-1]
    text = lines(
        title,
        t.gettext("1 · Checks due: {count}", count=t.number(last.checks_due)),
        t.gettext("2 · Oldest check due for {time}", time=_time(last.oldest_check, t)),
        t.gettext("3 · Oldest alert waiting for {time}", time=_time(last.oldest_alert, t)),
        t.gettext("4 · Sent per minute: {count}", count=t.number(round(last.sent, 1))),
        _delivered(samples, window, t),
        _retried(retried, t),
        t.gettext("Checks per minute: {count}", count=t.number(round(last.checks_done, 1))),
        _servers(last, t),
        t.ngettext(
            "Not fully understood: {count} message", "Not fully understood: {count} messages",
            round(sum(one.unread for one in samples)),
        ),
        "",
        *_pauses(pauses, now, zone, t),
        *_alarms(alarms, zone, t),
    )  # fmt: skip
    return Screen(text, keyboard, _picture(samples, window, now).draw(palette))


def _delivered(samples: Sequence[Sample], window: Window, t: Translator) -> str:
    """Return the share of the window's messages that arrived, and what happened to the rest."""
    step = window.value[1] / timedelta(minutes=1)
    sent = round(sum(one.sent for one in samples) * step)
    failed, gone = sum(one.failed for one in samples), sum(one.gone for one in samples)
    tried = sent + failed
    return t.gettext(
        "Delivered: {share}% of {count} · failed: {failed} · chats that are gone: {gone}",
        share=t.number(round(100 * sent / tried, 1) if tried else 100),
        count=t.number(round(tried)),
        failed=t.number(round(failed)),
        gone=t.number(round(gone)),
    )


def _retried(retried: int, t: Translator) -> str | None:
    if not retried:
        return None
    return t.ngettext(
        "⚠️ {count} message keeps failing and is tried again",
        "⚠️ {count} messages keep failing and are tried again",
        retried,
    )


def _alarms(alarms: Mapping[Alarm, datetime], zone: str, t: Translator) -> list[str]:
    if not alarms:
        return [t.gettext("🟢 Nothing is wrong")]
    return [
        Markup("🔴 {}").format(_alarm_since(alarm, since, zone, t))
        for alarm, since in alarms.items()
    ]


def _servers(last: Sample, t: Translator) -> str:
    away = t.gettext("no answer")
    return dotted(
        f"PostgreSQL {_milliseconds(last.database_seconds, t)}",
        f"Valkey {away if last.redis_seconds is None else _milliseconds(last.redis_seconds, t)}",
    )


def _milliseconds(seconds: float, t: Translator) -> str:
    return f"{t.number(round(seconds * 1_000, 1))} ms"


def _pauses(
    pauses: Mapping[int, timedelta], now: datetime, zone: str, t: Translator
) -> list[str | None]:
    """Return until when Telegram takes no messages, or none for some chats."""
    everywhere = pauses.get(EVERYWHERE)
    chats = [wait for chat_id, wait in pauses.items() if chat_id != EVERYWHERE]
    return [
        None
        if everywhere is None
        else t.gettext(
            "⏳ Telegram accepts no messages until {moment}",
            moment=t.moment(now + everywhere, zone),
        ),
        None
        if not chats
        else t.ngettext(
            "⏳ Telegram is holding back {count} chat, until {moment} at the latest",
            "⏳ Telegram is holding back {count} chats, until {moment} at the latest",
            len(chats),
            moment=t.moment(now + max(chats), zone),
        ),
    ]


def _alarm_since(alarm: Alarm, since: datetime, zone: str, t: Translator) -> str:
    return t.gettext(
        "{alarm}, since {moment}", alarm=alarm_words(alarm, t), moment=t.moment(since, zone)
    )


def _time(seconds: float, t: Translator) -> str:
    return t.lasting(timedelta(seconds=round(seconds)))


def _picture(samples: Sequence[Sample], window: Window, now: datetime) -> TrendsPicture:
    span = window.value[0]
    first = now - span
    series = tuple(
        tuple((min(max((one.at - first) / span, 0.0), 1.0), value(one)) for one in samples)
        for value in BANDS
    )
    tops = tuple(_short(max(value for _at, value in points)) for points in series)
    return TrendsPicture(series, tops)


def _short(number: float) -> str:
    """Return a number in a few signs: 12, 3k, 1.2M."""
    for size, sign in ((1_000_000, "M"), (1_000, "k")):
        if number >= size:
            return f"{number / size:.3g}{sign}"
    return f"{number:.3g}"


def alarm_words(alarm: Alarm, t: Translator) -> str:
    """Return what is wrong, in words."""
    return {
        Alarm.CHECKS_LATE: t.gettext("Price checks are late"),
        Alarm.ALERTS_LATE: t.gettext("Alerts are late"),
        Alarm.SENDS_FAIL: t.gettext("Many messages are failing"),
        Alarm.DATABASE_SLOW: t.gettext("The database is slow"),
        Alarm.WALLET_LOW: t.gettext("A wallet at a supplier is low"),
        Alarm.REDIS_AWAY: t.gettext("Valkey isn’t answering"),
        Alarm.WORKERS_GONE: t.gettext("No worker is running"),
        Alarm.DATABASE_AWAY: t.gettext("The database didn’t answer"),
        Alarm.SUPPLIER_FAILS: t.gettext("A supplier keeps failing"),
        Alarm.SENDING_PAUSED: t.gettext("Telegram is holding back all messages"),
        Alarm.CASES_WAIT: t.gettext("A booking case is waiting for an administrator"),
    }[alarm]


def render_alarm(alarm: Alarm, value: float, supplier: str, t: Translator) -> Screen:
    """Return the message that something is wrong, and at which `supplier`, if at one."""
    text = t.markup(
        "🔴 <b>{alarm}</b>: {value}",
        alarm=alarm_words(alarm, t),
        value=_value(alarm, value, supplier, t),
    )
    return Screen(text, alarm_keyboard(t))


def render_mended(alarm: Alarm, value: float, t: Translator) -> Screen:
    """Return the message that all is well again."""
    if alarm in OVER:
        text = t.markup("🟢 Back to normal: {alarm}", alarm=alarm_words(alarm, t))
    else:
        text = t.markup(
            "🟢 Back to normal: {alarm} ({value})", alarm=alarm_words(alarm, t),
            value=_value(alarm, value, "", t),
        )  # fmt: skip
    return Screen(text, alarm_keyboard(t))


def _value(alarm: Alarm, value: float, supplier: str, t: Translator) -> str:
    if alarm is Alarm.WALLET_LOW:
        return t.number(round(value))
    if alarm is Alarm.SENDS_FAIL:
        return f"{round(100 * value)} %"
    return f"{supplier_name(supplier)}, {_time(value, t)}" if supplier else _time(value, t)
