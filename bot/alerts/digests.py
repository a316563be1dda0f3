"""Several alerts in one message, the best first."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from markupsafe import Markup

from bot.alerts.buttons import digest_keyboard
from bot.alerts.screens import also_line
from bot.buttons.keyboards import shorten
from bot.forecasts.screens import explained, forecast_lines
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from bot.words.rule_kinds import kind_words
from bot.words.tracked_things import shift_line
from domain.alerts.models import DigestKind
from domain.alerts.values import OutgoingAlert
from domain.prices.forecast_views import ForecastView
from domain.prices.models import Availability, TrackableKind

MOST_LINES = 12
LONGEST_NAME = 60


def render_digest(
    kind: DigestKind,
    alerts: Sequence[OutgoingAlert],
    now: datetime,
    t: Translator,
    told: Mapping[int, ForecastView] | None = None,
) -> Screen:
    """Return a digest of alerts in their order; every price was looked at again at `now`.

    A hotel is named once, with all of its news. `told` is what may be said about each alert's
    future price.
    """
    known = told or {}
    alerts = _by_hotel(alerts)
    text = words.lines(
        *digest_head(kind, alerts, now, t),
        *(
            words.lines(
                line, *forecast_lines(known.get(alert.alert_id), now, alert.time_zone, t), ""
            )
            for alert, line in digest_lines(alerts[:MOST_LINES], t)
        ),
        t.nmarkup(
            "And {count} more in your trackers.",
            "And {count} more in your trackers.",
            len(alerts) - MOST_LINES,
        )
        if len(alerts) > MOST_LINES
        else None,
    )
    screen = Screen(text, digest_keyboard([one.tracker_id for one in alerts], t))
    shown = [one for alert in alerts[:MOST_LINES] if (one := known.get(alert.alert_id))]
    return explained(screen, shown, t)


def digest_head(
    kind: DigestKind, alerts: Sequence[OutgoingAlert], now: datetime, t: Translator
) -> tuple[Markup, Markup]:
    """Return the lines above a digest: how many alerts, and their basis."""
    return _headline(kind, len(alerts), t), _basis(alerts, now, t)


def digest_lines(
    alerts: Sequence[OutgoingAlert], t: Translator
) -> Iterator[tuple[OutgoingAlert, Markup]]:
    """Yield each alert of a digest with its line, a hotel's one after the other."""
    for number, (alert, is_named) in enumerate(_named(_by_hotel(alerts)), start=1):
        yield alert, words.lines(*_line(number, alert, t, is_named=is_named))


def _basis(alerts: Sequence[OutgoingAlert], now: datetime, t: Translator) -> Markup:
    """Say when the prices were asked again, and what they are for."""
    moment = t.stamp(now, alerts[0].time_zone)
    stays_alone = all(
        alert.tracked in {TrackableKind.HOTEL_STAY, TrackableKind.SEARCH} for alert in alerts
    )
    if stays_alone:
        return t.markup(
            "Checked again {moment}. Prices are for the whole stay, taxes included.\n",
            moment=moment,
        )
    return t.markup(
        "Checked again {moment}. Prices are for everyone, taxes included.\n", moment=moment
    )


def _headline(kind: DigestKind, count: int, t: Translator) -> Markup:
    match kind:
        case DigestKind.WAKING:
            return t.nmarkup(
                "🌅 <b>{count} price changed during your quiet hours</b>",
                "🌅 <b>{count} prices changed during your quiet hours</b>",
                count,
            )
        case DigestKind.DAILY:
            return t.nmarkup(
                "📰 <b>Your digest: {count} price</b>",
                "📰 <b>Your digest: {count} prices</b>",
                count,
            )


def _subject(alert: OutgoingAlert) -> tuple[str, int]:
    """Return what a line is about: a hotel, or else a tracker."""
    if alert.hotel_id is None:
        return "tracker", alert.tracker_id
    return "hotel", alert.hotel_id


def _by_hotel(alerts: Sequence[OutgoingAlert]) -> list[OutgoingAlert]:
    """Return the alerts grouped by hotel, at the position of each group's first."""
    places: dict[tuple[str, int], int] = {}
    for alert in alerts:
        places.setdefault(_subject(alert), len(places))
    return sorted(alerts, key=lambda alert: places[_subject(alert)])


def _named(alerts: Sequence[OutgoingAlert]) -> Iterator[tuple[OutgoingAlert, bool]]:
    """Yield alerts, and whether to name the hotel: only the first time."""
    seen: set[tuple[str, int]] = set()
    for alert in alerts:
        yield alert, _subject(alert) not in seen
        seen.add(_subject(alert))


def _line(
    number: int, alert: OutgoingAlert, t: Translator, *, is_named: bool
) -> list[Markup | str | None]:
    stays = words.dotted(
        t.place(alert.place) if is_named and alert.place else None,
        t.days(alert.stay.check_in, alert.stay.check_out),
    )
    seen = t.markup("🕐 seen {moment}", moment=t.stamp(alert.observed_at, alert.time_zone))
    sign = kind_words(alert.kind, t).icon
    begin = Markup("{number}. {sign} ").format(number=t.number(number), sign=sign)
    name = Markup("<b>{hotel}</b>").format(hotel=shorten(alert.hotel_name, LONGEST_NAME))
    price = _price(alert, t)
    return [
        *([begin + name, price] if is_named else [begin + price]),
        also_line(alert, t),
        Markup(" · ").join([stays, seen]) if stays else seen,
        None if alert.shift is None else shift_line(alert.shift, t),
    ]


def _price(alert: OutgoingAlert, t: Translator) -> Markup:
    if alert.availability is Availability.WITHDRAWN:
        return t.markup(
            "<b>This rate is no longer available</b>, last seen at {total}",
            total=t.money(alert.total),
        )
    if alert.availability is Availability.SOLD_OUT:
        return t.markup("<b>Sold out</b>, last seen at {total}", total=t.price(alert.total))
    if alert.previous is None or alert.previous == alert.total:
        return Markup("<b>{total}</b>").format(total=t.price(alert.total))
    percent = alert.saving_percent
    return Markup("<s>{before}</s> → <b>{after}</b> ({sign}{percent})").format(
        before=t.money(alert.previous),
        after=t.price(alert.total),
        sign="−" if percent > 0 else "+",
        percent=t.percent(abs(percent)),
    )
