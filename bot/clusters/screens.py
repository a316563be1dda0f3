"""Clusters as travellers see them: collections of hotels with their cheapest days."""

from collections.abc import Sequence
from datetime import date

from bot.buttons.keyboards import echo, page_of
from bot.clusters.buttons import (
    CLUSTERS_A_PAGE,
    cluster_keyboard,
    days_keyboard,
    list_keyboard,
)
from bot.locales import Translator
from bot.pictures.points_map import describe_points
from bot.pictures.style import Palette
from bot.sending.screen import Screen
from bot.words.terms import lines
from domain.clusters.members import Preview
from domain.clusters.service import CheapDay, ClusterView

MOST_DAYS_SHOWN = 3
# How many days the page lists, and how many of them have a button.
MOST_DAYS_LISTED, MOST_TRACKED = 40, 6


def render_clusters(
    clusters: Sequence[ClusterView], t: Translator, *, sought: str = "", page: int = 0
) -> Screen:
    """Return a page of all collections, or the first of those that what was typed looks for."""
    nothing = (
        t.gettext("No collection is called “{text}”.", text=echo(sought))
        if sought
        else t.gettext("There are no collections yet.")
    )
    text = lines(
        t.markup("🗂 <b>Collections of hotels</b>\n"),
        t.gettext("Choose one to see its cheapest days, or send a part of its name or a place.")
        if clusters
        else nothing,
    )
    # A page of what was sought leads to no other: more of a name leads there.
    found = clusters[:CLUSTERS_A_PAGE] if sought else clusters
    return Screen(text, list_keyboard(*page_of(found, page, CLUSTERS_A_PAGE), t))


def render_cluster(
    cluster: ClusterView,
    known: Preview,
    days: Sequence[CheapDay],
    otherwise: tuple[date, int],
    t: Translator,
    palette: Palette,
) -> Screen:
    """Return a collection: its best known hotels, where they lie, and its cheapest days."""
    shown = days[:MOST_DAYS_SHOWN]
    text = lines(
        t.markup("🗂 <b>{name}</b>", name=cluster.name),
        t.ngettext("{count} hotel", "{count} hotels", cluster.hotel_count),
        t.gettext("Best known: {hotels}", hotels=", ".join(known.names)) if known.names else None,
        "",
        t.markup("📅 <b>Cheapest days</b>, per night for 2 adults") if shown else None,
        *(_day(day, t) for day in shown),
        "" if shown else t.gettext("No prices in the last two weeks yet.\n"),
        t.gettext("Tap 🔔 to track the best deal of all these hotels for those days."),
    )
    picture = describe_points(known.points, t.gettext("km"))
    return Screen(
        text,
        cluster_keyboard(cluster.cluster_id, shown, otherwise, t),
        None if picture is None else picture.draw(palette),
    )


def render_days(cluster: ClusterView, days: Sequence[CheapDay], t: Translator) -> Screen:
    """Return the cheapest night that is known for each day of arrival, in the order of days; the
    cheapest of them are marked and can be tracked.
    """
    best = list(days[:MOST_TRACKED])
    text = lines(
        t.markup("📅 <b>{name}</b>: cheapest night by check-in day, for 2 adults\n",
                 name=cluster.name),
        *(
            f"{'🟢 ' if day in best[:MOST_DAYS_SHOWN] else ''}{_day(day, t)}"
            for day in sorted(days, key=lambda one: one.check_in)
        ),
        None if days else t.gettext("No prices in the last two weeks yet.\n"),
    )  # fmt: skip
    return Screen(text, days_keyboard(cluster.cluster_id, best, t))


def _day(day: CheapDay, t: Translator) -> str:
    return f"• {t.day(day.check_in)} · {t.price(day.a_night)} · {day.hotel_name}"
