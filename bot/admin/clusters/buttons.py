"""Buttons for describing clusters."""

from collections.abc import Sequence
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.admin.buttons import AdminGo, AdminPage, admin_button
from bot.buttons.building import button, in_rows, keyboard, shorten
from bot.buttons.callbacks import Id
from bot.locales import Translator
from bot.words.terms import board_name
from bot.words.wishes import amenity_name
from domain.catalog.amenities import Amenity
from domain.catalog.models import ClusterKind
from domain.clusters.service import ClusterView
from domain.suppliers.contract import Board

LONGEST_NAME = 24
BOARDS = tuple(one for one in Board if one is not Board.UNKNOWN)


class ClusterAct(StrEnum):
    """What is done about a cluster; its deletion is asked first."""

    NEW = "n"
    SHOW = "s"
    ADD = "a"
    KIND = "k"
    AMENITY = "e"
    BOARD = "b"
    PARTS = "p"
    REMOVE = "x"
    FOLLOW = "f"
    PUBLISH = "u"
    REFRESH = "r"
    ASK_DELETE = "Z"
    DELETE = "z"


class AdminCluster(CallbackData, prefix="ad6"):
    """Do something about a cluster; `value` says what of it."""

    act: ClusterAct
    cluster_id: Id = 0
    value: str = ""


def _do(label: str, act: ClusterAct, number: int, value: str = "") -> InlineKeyboardButton:
    return button(label, AdminCluster(act=act, cluster_id=number, value=value))


def list_keyboard(clusters: Sequence[ClusterView], t: Translator) -> InlineKeyboardMarkup:
    """Return a button for each cluster, and one for a new one."""
    return keyboard(
        *([_do(_label(one, t), ClusterAct.SHOW, one.cluster_id)] for one in clusters),
        [_do(t.gettext("➕ New collection"), ClusterAct.NEW, 0), admin_button(t)],
    )


def _label(cluster: ClusterView, t: Translator) -> str:
    sign = "🌍 " if cluster.is_public else ""
    return f"{sign}{shorten(cluster.name, LONGEST_NAME)} · {t.number(cluster.hotel_count)}"


def clusters_button(t: Translator) -> InlineKeyboardButton:
    """Return the way to the list."""
    return button(t.gettext("🗂 Collections"), AdminGo(to=AdminPage.CLUSTERS))


def name_keyboard(t: Translator) -> InlineKeyboardMarkup:
    """Return the way back from the question for a name."""
    return keyboard([clusters_button(t), admin_button(t)])


def cluster_keyboard(cluster: ClusterView, t: Translator) -> InlineKeyboardMarkup:
    """Return what can be done about a cluster."""
    number = cluster.cluster_id
    follows = cluster.kind is ClusterKind.DYNAMIC
    return keyboard(
        [
            _do(t.gettext("➕ Condition"), ClusterAct.ADD, number),
            *(
                [_do(t.gettext("➖ Remove condition"), ClusterAct.PARTS, number)]
                if cluster.parts
                else []
            ),
        ],
        [
            _do(t.gettext("✅ Updates itself") if follows else t.gettext("Update by itself"),
                ClusterAct.FOLLOW, number, "" if follows else "1"),
            _do(t.gettext("✅ Public") if cluster.is_public else t.gettext("Make public"),
                ClusterAct.PUBLISH, number, "" if cluster.is_public else "1"),
        ],
        [
            *(
                [_do(t.gettext("🔄 Update now"), ClusterAct.REFRESH, number)]
                if cluster.parts
                else []
            ),
            _do(t.gettext("🗑 Delete…"), ClusterAct.ASK_DELETE, number),
        ],
        [clusters_button(t), admin_button(t)],
    )  # fmt: skip


def kinds_keyboard(number: int, t: Translator) -> InlineKeyboardMarkup:
    """Return the kinds of conditions."""
    typed = {
        "place": t.gettext("📍 Place"),
        "distance": t.gettext("📏 Distance"),
        "stars": t.gettext("⭐ Stars"),
        "rating": t.gettext("👍 Rating"),
        "price": t.gettext("💰 Price"),
        "popularity": t.gettext("💬 Reviews"),
        "chain": t.gettext("🏷 Chain"),
        "property": t.gettext("🏨 Kind"),
    }
    chosen = [
        _do(t.gettext("🏊 Amenity"), ClusterAct.AMENITY, number),
        _do(t.gettext("🍳 Meals"), ClusterAct.BOARD, number),
    ]
    buttons = [_do(label, ClusterAct.KIND, number, kind) for kind, label in typed.items()]
    return keyboard(*in_rows([*buttons, *chosen], 3), [back_button(number, t)])


def amenities_keyboard(number: int, t: Translator) -> InlineKeyboardMarkup:
    """Return the amenities that can be asked for."""
    buttons = [_do(amenity_name(one, t), ClusterAct.AMENITY, number, one.value) for one in Amenity]
    return keyboard(*in_rows(buttons, 3), [back_button(number, t)])


def boards_keyboard(number: int, t: Translator) -> InlineKeyboardMarkup:
    """Return the meals that can be asked for."""
    buttons = [
        _do(board_name(one, t) or one.value, ClusterAct.BOARD, number, one.value) for one in BOARDS
    ]
    return keyboard(*in_rows(buttons, 2), [back_button(number, t)])


def parts_keyboard(number: int, labels: Sequence[str], t: Translator) -> InlineKeyboardMarkup:
    """Return a button that takes away each condition."""
    return keyboard(
        *(
            [_do(f"➖ {label}", ClusterAct.REMOVE, number, str(place))]
            for place, label in enumerate(labels)
        ),
        [back_button(number, t)],
    )


def back_button(number: int, t: Translator) -> InlineKeyboardButton:
    """Return the way back to a cluster."""
    return _do(t.gettext("⬅️ Back"), ClusterAct.SHOW, number)


def question_keyboard(number: int, t: Translator) -> InlineKeyboardMarkup:
    """Return the way back from a question that is answered by writing."""
    return keyboard([back_button(number, t)])


def delete_keyboard(number: int, t: Translator) -> InlineKeyboardMarkup:
    """Return the deletion that was asked for, and the way back."""
    return keyboard(
        [_do(t.gettext("🗑 Delete"), ClusterAct.DELETE, number)], [back_button(number, t)]
    )
