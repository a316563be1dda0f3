"""The caption of a price history's picture."""

from markupsafe import Markup

from bot.buttons.keyboards import shorten
from bot.hotel.buttons import HistoryButton, history_keyboard
from bot.locales import Translator
from bot.pictures.history import HistoryPicture
from bot.sending.screen import Screen
from bot.words import terms as words
from domain.prices.statistics import Basis, Usual
from domain.prices.values import PriceSeries
from domain.search.values import SearchView

LONGEST_NAME = 60


def render_history(
    search: SearchView,
    name: str,
    drawn: tuple[HistoryPicture, bytes] | None,
    series: PriceSeries,
    usual: Usual | None,
    at: HistoryButton,
    t: Translator,
) -> Screen:
    """Return what a hotel's stay has cost; without two prices there is nothing to draw."""
    text = words.lines(
        t.markup("📈 <b>{name}</b>", name=shorten(name, LONGEST_NAME)),
        f"🗓 {words.stay_line(search.stay, t)}",
        *history_lines(drawn[0] if drawn else None, series, t),
        usual_line(usual, t) if usual else None,
    )
    picture = drawn[1] if drawn else None
    return Screen(text, history_keyboard(at, t), picture, keeps_photo=True)


def history_lines(
    picture: HistoryPicture | None, series: PriceSeries, t: Translator, *, is_tracked: bool = False
) -> list[Markup]:
    """Describe a picture in words, or say why there is none."""
    if picture is None:
        few = t.markup("There aren’t enough prices for a chart yet. I need at least two.")
        if is_tracked:
            return [few]
        return [few, t.markup("🔔 Track the price and I’ll check it regularly.")]
    lines = [
        t.markup(
            "Price for the whole stay, taxes included, in {currency}.", currency=series.currency
        ),
        t.markup(
            "Lowest: <b>{money}</b>, {day}",
            money=picture.lowest[2],
            day=t.day(picture.lowest[0].date()),
        ),
    ]
    if any(point.total is None for point in series.points):
        lines.append(t.markup("Grey: sold out."))
    if picture.usual is not None:
        lines.append(t.markup("Shaded band: usual prices."))
    if series.is_synthetic:
        lines.append(words.synthetic_line(t))
    return lines


def usual_line(usual: Usual, t: Translator) -> Markup:
    """Return what is usual, and what that is based on."""
    return t.markup(
        "Usually {low} – {high} ({basis})",
        low=t.money(usual.low),
        high=t.money(usual.high),
        basis=basis_of(usual, t),
    )


def basis_of(usual: Usual, t: Translator) -> str:
    """Return what a usual price is based on."""
    since = t.short_day(usual.since)
    match usual.basis:
        case Basis.SIMILAR_STAYS:
            return t.ngettext(
                "{count} similar stay seen since {day}",
                "{count} similar stays seen since {day}",
                usual.count,
                day=since,
            )
        case Basis.SAME_STAY:
            return t.ngettext(
                "this stay on {count} day since {day}",
                "this stay on {count} days since {day}",
                usual.count,
                day=since,
            )
