"""Several alerts in one message, the best first."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.keyboards.alerts import digest_keyboard
from bot.keyboards.buttons import shorten
from bot.locales import Translator
from bot.rendering import words
from bot.screen import Screen
from domain.alerts.models import DigestKind, RuleKind
from domain.alerts.values import OutgoingAlert
from domain.prices.models import Availability

MOST_LINES = 12
LONGEST_NAME = 60
SIGNS = {
    RuleKind.TARGET_PRICE: "🎯",
    RuleKind.PRICE_RISE: "📈",
    RuleKind.AVAILABILITY: "🛏",
    RuleKind.BEST_DEAL: "✨",
    RuleKind.NEW_OPTION: "🆕",
}


def render_digest(
    kind: DigestKind, alerts: Sequence[OutgoingAlert], now: datetime, t: Translator
) -> Screen:
    """Return a digest of alerts in their order; every price was looked at again at `now`."""
    text = words.lines(
        _headline(kind, len(alerts), t),
        t.markup(
            "Checked again {moment}. Prices are for the whole stay, taxes included.\n",
            moment=t.stamp(now, alerts[0].time_zone),
        ),
        *(
            words.lines(*_line(number, alert, t), "")
            for number, alert in enumerate(alerts[:MOST_LINES], start=1)
        ),
        t.nmarkup(
            "And {count} more in your trackers.",
            "And {count} more in your trackers.",
            len(alerts) - MOST_LINES,
        )
        if len(alerts) > MOST_LINES
        else None,
    )
    return Screen(text, digest_keyboard([one.tracker_id for one in alerts], t))


def _headline(kind: DigestKind, count: int, t: Translator) -> Markup:
    match kind:
        case DigestKind.WAKING:
            return t.nmarkup(
                "🌅 <b>{count} price moved in your quiet hours</b>",
                "🌅 <b>{count} prices moved in your quiet hours</b>",
                count,
            )
        case DigestKind.DAILY:
            return t.nmarkup(
                "📰 <b>Your digest: {count} price</b>",
                "📰 <b>Your digest: {count} prices</b>",
                count,
            )


def _line(number: int, alert: OutgoingAlert, t: Translator) -> list[Markup | str | None]:
    stays = words.dotted(alert.destination_name, t.days(alert.stay.check_in, alert.stay.check_out))
    seen = t.markup("🕐 seen {moment}", moment=t.stamp(alert.observed_at, alert.time_zone))
    return [
        Markup("{number}. {sign} <b>{hotel}</b>").format(
            number=t.number(number),
            sign=SIGNS.get(alert.kind, "📉"),
            hotel=shorten(alert.hotel_name, LONGEST_NAME),
        ),
        _price(alert, t),
        Markup(" · ").join([stays, seen]) if stays else seen,
    ]


def _price(alert: OutgoingAlert, t: Translator) -> Markup:
    if alert.availability is Availability.WITHDRAWN:
        return t.markup(
            "<b>This rate is gone</b>, last seen at {total}", total=t.money(alert.total)
        )
    if alert.availability is Availability.SOLD_OUT:
        return t.markup("<b>Sold out</b>, last seen at {total}", total=t.money(alert.total))
    if alert.previous is None or alert.previous == alert.total:
        return Markup("<b>{total}</b>").format(total=t.money(alert.total))
    percent = alert.saving_percent
    return Markup("<s>{before}</s> → <b>{after}</b> ({sign}{percent})").format(
        before=t.money(alert.previous),
        after=t.money(alert.total),
        sign="−" if percent > 0 else "+",
        percent=t.percent(abs(percent)),
    )
