"""The message that says a price has moved."""

from datetime import datetime

from markupsafe import Markup

from bot.alerts.buttons import alert_keyboard
from bot.buttons.keyboards import shorten
from bot.forecasts.screens import explained, forecast_lines
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from bot.words.rule_kinds import kind_words
from bot.words.tracked_things import rate_line, shift_line, withdrawn_lines
from domain.alerts.living_alerts import Course, LivingAlert
from domain.alerts.models import RuleKind
from domain.alerts.rules import SIZED_KINDS
from domain.alerts.values import OutgoingAlert
from domain.prices.forecast_views import ForecastView
from domain.prices.models import Availability, TrackableKind

# Next to the first; there are hardly ever more.
MOST_REASONS = 4
LONGEST_NAME = 40


def render_alert(
    alert: OutgoingAlert,
    t: Translator,
    chart: bytes | None = None,
    told: ForecastView | None = None,
) -> Screen:
    """Return an alert: what changed, from what to what, on which basis, and why it was sent.

    Above it stands the price's course, or without one the hotel's photo. `told` is what may be
    said of the price's future as the alert is sent: it is gone from later edits.
    """
    text = words.lines(*alert_lines(alert, t, told))
    return explained(Screen(text, alert_keyboard(alert, t), chart or alert.photo), told, t)


def alert_lines(
    alert: OutgoingAlert, t: Translator, told: ForecastView | None = None
) -> list[Markup | str | None]:
    """Return what an alert says, line by line, "" between its parts."""
    # A search is named by its place already, a trip by all of its places.
    is_told = alert.place is None or alert.tracked is TrackableKind.TRIP
    place = "" if alert.place is None or is_told else t.place(alert.place)
    return [
        _headline(alert, t),
        also_line(alert, t),
        Markup("<b>{hotel}</b>{place}").format(
            hotel=alert.hotel_name,
            place="" if place in {"", alert.hotel_name} else f", {place}",
        ),
        words.when_line(alert.stay, alert.flight_days, t),
        rate_line(alert.rate, t),
        t.gettext("🔍 The cheapest hotel that matches your search")
        if alert.tracked is TrackableKind.SEARCH and alert.kind is not RuleKind.NEW_OPTION
        else None,
        "",
        *_prices(alert, t),
        None if alert.shift is None else shift_line(alert.shift, t),
        _basis(alert, t),
        words.quote_moment(alert.observed_at, alert.time_zone, t, is_shared=alert.chat_id < 0),
        *forecast_lines(told, alert.observed_at, alert.time_zone, t),
        "",
        t.markup("<i>Why this alert? {rule}</i>", rule=reasons(alert, t)),
    ]


def _basis(alert: OutgoingAlert, t: Translator) -> Markup:
    source = words.supplier_name(alert.source)
    if alert.flight_days is not None:
        return t.markup("For all travellers, taxes included, at {source}.", source=source)
    if alert.tracked is TrackableKind.PACKAGE:
        return t.markup(
            "For the stay and flights together; the hotel is at {source}.", source=source
        )
    if alert.tracked is TrackableKind.TRIP:
        return t.markup("For the cheapest way to do the whole trip, taxes included.")
    return t.markup("For the whole stay, taxes included, at {source}.", source=source)


def render_living_alert(
    living: LivingAlert, course: Course, now: datetime, t: Translator
) -> Screen:
    """Return a sent alert in its current state, with what has happened to the price on top."""
    alert = living.stored.alert
    is_snoozed = living.snoozed_until is not None and living.snoozed_until > now
    text = words.lines(_news(living, course, t), *alert_lines(alert, t))
    return Screen(text, alert_keyboard(alert, t, is_snoozed=is_snoozed))


def _news(living: LivingAlert, course: Course, t: Translator) -> Markup | None:
    alert, zone = living.stored.alert, living.stored.reader.zone
    is_shared = alert.chat_id < 0
    match course:
        case Course.TOLD:
            return None
        case Course.CHANGED:
            return t.markup(
                "🔄 <b>Now {total}</b>, seen {moment}\n",
                total=t.price(living.total_now),
                moment=t.stamp(living.now.observed_at, zone, is_shared=is_shared),
            )
        case Course.SOLD_OUT:
            return t.markup(
                "🚫 <b>Now sold out</b>, seen {moment}\n",
                moment=t.stamp(living.now.observed_at, zone, is_shared=is_shared),
            )
        case Course.WITHDRAWN:
            return t.markup(
                "🚫 <b>This rate is no longer available</b>, seen at {time}\n",
                time=t.clock_time(living.now.observed_at, zone),
            )
        case Course.TOLD_ANEW:
            return t.markup("⤵️ <b>There’s a newer price below.</b>\n")
        case Course.OVER:
            return t.markup(
                "⌛ <b>This price is from {moment}.</b> I no longer update this message.\n",
                moment=t.stamp(alert.observed_at, zone, is_shared=is_shared),
            )


def _headline(alert: OutgoingAlert, t: Translator) -> Markup:
    if alert.availability is Availability.WITHDRAWN:
        return t.markup("🚫 <b>This rate is no longer available</b>")
    if alert.availability is Availability.SOLD_OUT:
        return t.markup("🚫 <b>Sold out</b>")
    return kind_words(alert.kind, t).headline


def also_line(alert: OutgoingAlert, t: Translator) -> Markup | None:
    """Return the other news in the same message, None without any."""
    if not alert.also:
        return None
    listed = ", ".join(_reason(one, t) for one in alert.also[:MOST_REASONS])
    return t.markup("Also: {reasons}", reasons=listed)


def _reason(alert: OutgoingAlert, t: Translator) -> str:
    if alert.availability is Availability.SOLD_OUT:
        return t.gettext("sold out")
    if alert.availability is Availability.WITHDRAWN:
        return t.gettext("this rate is no longer available")
    if alert.kind is RuleKind.NEW_OPTION:
        return t.gettext(
            "a new hotel, {hotel}, {total}",
            hotel=shorten(alert.hotel_name, LONGEST_NAME),
            total=t.money(alert.total),
        )
    return kind_words(alert.kind, t).reason


def _prices(alert: OutgoingAlert, t: Translator) -> list[Markup]:
    before, after = alert.previous, alert.total
    if alert.availability is Availability.WITHDRAWN:
        return [
            t.markup("Last seen at {total}", total=t.money(after)),
            *withdrawn_lines(alert.rate, alert.alternative, after.currency, t),
        ]
    if alert.availability is Availability.SOLD_OUT:
        return [t.markup("Last seen at {total}", total=t.price(after))]
    if before is None or before == after:
        return [Markup("<b>{total}</b>").format(total=t.price(after))]
    percent = before.percent_of_change_to(after)
    difference = after - before
    less = difference.amount < 0
    saved = t.money(before - after if less else difference)
    summary = (
        t.markup("{money} less ({percent})", money=saved, percent=t.percent(percent))
        if less
        else t.markup("{money} more (+{percent})", money=saved, percent=t.percent(percent))
    )
    return [
        Markup("<s>{before}</s> → <b>{after}</b>").format(
            before=t.money(before), after=t.price(after)
        ),
        summary,
    ]


def reasons(alert: OutgoingAlert, t: Translator) -> str:
    """Return the rules that an alert answers to, each once."""
    told = (alert, *alert.also[:MOST_REASONS])
    return " ".join(dict.fromkeys(rule_words(one, t) for one in told))


def rule_words(alert: OutgoingAlert, t: Translator) -> str:
    """Return the rule that an alert answers to."""
    size = ""
    if alert.kind is RuleKind.TARGET_PRICE and alert.target is not None:
        size = t.price(alert.target)
    elif alert.kind in SIZED_KINDS:
        if alert.percent is None:
            return t.gettext("You’re tracking this price.")
        size = t.percent(alert.percent)
    return kind_words(alert.kind, t).asked(size)
