"""Settings of price alerts: when, how often and where."""

from datetime import UTC, datetime

from markupsafe import Markup

from bot.locales import Translator
from bot.sending.screen import Screen
from bot.settings.alerts.buttons import AlertWish, choices_keyboard, wishes_keyboard
from bot.settings.countries import zone_name
from bot.words import terms as words
from domain.accounts.alert_wishes import MOST_A_DAY, AlertWishes
from domain.accounts.models import AlertWay
from domain.linking.notices import masked

OFF = "off"
NIGHTS = ("21-7", "22-7", "23-8", "0-9")
DIGEST_HOURS = (7, 8, 9, 12, 18, 21)
NUMBERS = (3, 5, 10, 20, 50)


def render_alert_wishes(
    wishes: AlertWishes, zone: str, t: Translator, note: Markup | None = None
) -> Screen:
    """Return the wishes as they are."""
    text = words.lines(
        note,
        t.markup("🔔 <b>Alerts</b>\n"),
        t.markup("Quiet hours: <b>{hours}</b>", hours=_night(wishes.quiet, t)),
        t.markup("Digest: <b>{hour}</b>", hour=_hour(wishes.digest_hour, t)),
        t.markup("At most <b>{count}</b> alerts a day", count=t.number(wishes.alerts_a_day)),
        t.markup("They come <b>{way}</b>", way=_way(wishes, t)),
        t.markup("News about the service: <b>{on}</b>", on=_on(t, is_on=wishes.news)),
        "",
        t.markup("During quiet hours I keep checking, and tell you afterwards what’s still true."),
        t.markup("Alerts over the daily limit wait for the digest.")
        if wishes.digest_hour is not None
        else t.markup("Alerts over the daily limit are dropped, because your digest is off."),
        t.markup("All times are in {zone}.", zone=zone_name(zone, t)),
    )
    return Screen(text, wishes_keyboard(t, news=wishes.news))


def render_quiet_question(wishes: AlertWishes, t: Translator, problem: str | None = None) -> Screen:
    """Ask for quiet hours, to be chosen or typed."""
    text = words.lines(
        _problem(problem),
        t.markup("🌙 <b>When should I be quiet?</b>"),
        t.markup("Choose, or write a start and an end, like <code>22:30-7</code>."),
    )
    choices = [(_night(_read(night), t), night) for night in NIGHTS]
    choices.append((t.gettext("No quiet hours"), OFF))
    chosen = next((n for n in NIGHTS if _read(n) == wishes.quiet), OFF if not wishes.quiet else "")
    return Screen(text, choices_keyboard(AlertWish.QUIET, choices, chosen, t))


def render_digest_question(
    wishes: AlertWishes, t: Translator, problem: str | None = None
) -> Screen:
    """Ask for the digest's hour, to be chosen or typed."""
    text = words.lines(
        _problem(problem),
        t.markup("📰 <b>When should I send your daily digest?</b>"),
        t.markup("It lists the alerts over your daily limit, best first."),
        t.markup("Choose or write an hour, like <code>9</code>."),
    )
    choices = [(_hour(hour, t), str(hour)) for hour in DIGEST_HOURS]
    choices.append((t.gettext("No digest"), OFF))
    chosen = OFF if wishes.digest_hour is None else str(wishes.digest_hour)
    return Screen(text, choices_keyboard(AlertWish.DIGEST, choices, chosen, t))


def render_number_question(
    wishes: AlertWishes, t: Translator, problem: str | None = None
) -> Screen:
    """Ask how many alerts a day are enough, to be chosen or typed."""
    text = words.lines(
        _problem(problem),
        t.markup("🔢 <b>How many alerts a day, at most?</b>"),
        t.markup(
            "Choose or write a number from 1 to {most}, like <code>15</code>.",
            most=t.number(MOST_A_DAY),
        ),
        t.markup("🎯 I always tell you when a target is reached."),
    )
    choices = [(t.number(number), str(number)) for number in NUMBERS]
    keyboard = choices_keyboard(AlertWish.A_DAY, choices, str(wishes.alerts_a_day), t)
    return Screen(text, keyboard)


def render_way_question(wishes: AlertWishes, t: Translator, problem: str | None = None) -> Screen:
    """Ask where alerts and digests come."""
    text = words.lines(
        _problem(problem),
        t.markup("📬 <b>Where should alerts and digests come?</b>"),
        t.markup("Emails go to {email}.", email=masked(wishes.email))
        if wishes.email
        else t.markup(
            "For emails, this chat must be linked to an account with a confirmed address: /link"
        ),
        t.markup("Alerts for what a group tracks go to the group."),
    )
    choices = [
        (t.gettext("💬 In this chat"), AlertWay.CHAT.value),
        (t.gettext("📧 By email"), AlertWay.EMAIL.value),
        (t.gettext("💬 + 📧 Both"), AlertWay.BOTH.value),
    ]
    return Screen(text, choices_keyboard(AlertWish.WAY, choices, wishes.way.value, t))


def _way(wishes: AlertWishes, t: Translator) -> str:
    match wishes.way:
        case AlertWay.CHAT:
            return t.gettext("in this chat")
        case AlertWay.EMAIL:
            return t.gettext("by email")
        case AlertWay.BOTH:
            return t.gettext("in this chat and by email")


def _on(t: Translator, *, is_on: bool) -> str:
    return t.gettext("on") if is_on else t.gettext("off")


def _problem(words_: str | None) -> Markup | None:
    return Markup("🤔 {words}\n").format(words=words_) if words_ else None


def _read(night: str) -> tuple[int, int]:
    begins, ends = night.split("-")
    return int(begins) * 60, int(ends) * 60


def _night(quiet: tuple[int, int] | None, t: Translator) -> str:
    if quiet is None:
        return t.gettext("none")
    return f"{_clock(quiet[0], t)} – {_clock(quiet[1], t)}"


def _hour(hour: int | None, t: Translator) -> str:
    return t.gettext("none") if hour is None else _clock(hour * 60, t)


def _clock(minute: int, t: Translator) -> str:
    instant = datetime(2000, 1, 1, minute // 60, minute % 60, tzinfo=UTC)
    return t.clock_time(instant, "UTC")
