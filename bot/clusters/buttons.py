"""Buttons for clusters, which travellers know as collections."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import Field

from bot.buttons.callbacks import STAMP, Id
from bot.buttons.keyboards import button, home_button, in_rows, keyboard, shorten, turns
from bot.locales import Translator
from domain.clusters.service import CheapDay, ClusterView
from domain.stay import MOST_NIGHTS

LONGEST_NAME = 26
DAYS_A_ROW = 2
CLUSTERS_A_PAGE, LAST_PAGE = 10, 999


class ClusterAction(StrEnum):
    """What a traveller does with a collection."""

    LIST = "l"
    SHOW = "s"
    TRACK = "t"
    DAYS = "d"


class ClusterButton(CallbackData, prefix="cl1"):
    """Show a collection, or watch it for a stay: `check_in` is its day as YYYYMMDD."""

    action: ClusterAction
    cluster_id: Id = 0
    check_in: str = ""
    nights: Annotated[int, Field(ge=0, le=MOST_NIGHTS)] = 0


class ClusterPage(CallbackData, prefix="cl2"):
    """Show a page of the collections."""

    page: Annotated[int, Field(ge=0, le=LAST_PAGE)] = 0


def list_keyboard(
    clusters: Sequence[ClusterView], page: int, pages: int, t: Translator
) -> InlineKeyboardMarkup:
    """Return a button for each collection of a page, and the way to the others."""
    return keyboard(
        *(
            [
                button(
                    f"{shorten(one.name, LONGEST_NAME)} · {t.number(one.hotel_count)}",
                    ClusterButton(action=ClusterAction.SHOW, cluster_id=one.cluster_id),
                )
            ]
            for one in clusters
        ),
        turns(page, pages, lambda to: ClusterPage(page=to), t),
        [home_button(t)],
    )


def cluster_keyboard(
    cluster_id: int, days: Sequence[CheapDay], otherwise: tuple[date, int], t: Translator
) -> InlineKeyboardMarkup:
    """Return a button to watch each of the cheapest days, or `otherwise` where none is known."""
    stays: list[tuple[date, int, str | None]] = [
        (day.check_in, day.nights, t.money(day.a_night)) for day in days
    ] or [(*otherwise, None)]
    more = ClusterButton(action=ClusterAction.DAYS, cluster_id=cluster_id)
    return keyboard(
        *in_rows((_track(cluster_id, *stay, t) for stay in stays), DAYS_A_ROW),
        [button(t.gettext("📅 All cheap days"), more)] if days else [],
        [
            button(t.gettext("🗂 Collections"), ClusterButton(action=ClusterAction.LIST)),
            home_button(t),
        ],
    )


def days_keyboard(cluster_id: int, days: Sequence[CheapDay], t: Translator) -> InlineKeyboardMarkup:
    """Return a button to watch each of the days, and the way back."""
    buttons = [_track(cluster_id, day.check_in, day.nights, t.money(day.a_night), t)
               for day in days]  # fmt: skip
    back = ClusterButton(action=ClusterAction.SHOW, cluster_id=cluster_id)
    return keyboard(*in_rows(buttons, DAYS_A_ROW), [button(t.gettext("⬅️ Back"), back)])


def _track(
    cluster_id: int, check_in: date, nights: int, price: str | None, t: Translator
) -> InlineKeyboardButton:
    days = t.days(check_in, check_in + timedelta(days=nights))
    label = f"🔔 {days}" if price is None else f"🔔 {days} · {price}"
    return button(
        label,
        ClusterButton(
            action=ClusterAction.TRACK,
            cluster_id=cluster_id,
            check_in=check_in.strftime(STAMP),
            nights=nights,
        ),
    )
