"""Buttons for describing clusters."""

import re
from collections.abc import Sequence
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.admin.buttons import AdminGo, AdminPage, admin_button
from bot.buttons.callbacks import Id
from bot.buttons.keyboards import button, in_rows, keyboard, shorten, turns
from bot.locales import Translator
from bot.words.terms import board_name
from bot.words.wishes import amenity_name
from domain.catalog.amenities import Amenity
from domain.catalog.models import ClusterKind
from domain.clusters.rule_edits import Path, mark
from domain.clusters.rules import AllOf, AnyOf, NoneOf, Rule
from domain.clusters.service import ClusterView
from domain.errors import NotFound
from domain.suppliers.contract import Board

LONGEST_NAME = 24
CLUSTERS_A_PAGE = 10
_NAMESAKE = re.compile(r"([0-9]{1,12})(?:,([0-9]{1,3}(?:\.[0-9]{1,5})?))?")
BOARDS = tuple(one for one in Board if one is not Board.UNKNOWN)


class ClusterAct(StrEnum):
    """What is done about a cluster; its deletion is asked first."""

    NEW = "n"
    LIST = "i"
    SHOW = "s"
    ADD = "a"
    KIND = "k"
    PLACE = "l"
    AMENITY = "e"
    BOARD = "b"
    PARTS = "p"
    PART = "q"
    TURN = "y"
    NEGATE = "g"
    REMOVE = "x"
    FOLLOW = "f"
    PUBLISH = "u"
    REFRESH = "r"
    ASK_DELETE = "Z"
    DELETE = "z"


class AdminCluster(CallbackData, prefix="ad6"):
    """Do something about a cluster; `value` says what of it, `at` to which part of its rule.

    `at` names the part and the rule that it was part of: 0.2~1f3c.
    """

    act: ClusterAct
    cluster_id: Id = 0
    value: str = ""
    at: str = ""


def place_of(path: Path, rule: Rule | None) -> str:
    """Return a part's place as buttons say it."""
    return f"{'.'.join(map(str, path))}~{mark(rule)}"


def read_place(at: str, rule: Rule | None) -> Path | None:
    """Return a part's path, None where the rule has changed since the button was shown."""
    place, _sign, marked = at.partition("~")
    steps = place.split(".") if place else []
    if marked != mark(rule) or not all(s.isascii() and s.isdecimal() for s in steps):
        return None
    return tuple(map(int, steps))


def _do(
    label: str, act: ClusterAct, number: int, value: str = "", at: str = ""
) -> InlineKeyboardButton:
    return button(label, AdminCluster(act=act, cluster_id=number, value=value, at=at))


def list_keyboard(
    clusters: Sequence[ClusterView], page: int, pages: int, t: Translator
) -> InlineKeyboardMarkup:
    """Return a button for each cluster of a page, and one for a new one."""
    return keyboard(
        *([_do(_label(one, t), ClusterAct.SHOW, one.cluster_id)] for one in clusters),
        turns(page, pages, lambda to: AdminCluster(act=ClusterAct.LIST, value=str(to)), t),
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
            _do(
                t.gettext("➕ Condition"), ClusterAct.ADD, number, at=place_of((), cluster.rule)
            ),
            *(
                [_do(t.gettext("✏️ Edit conditions"), ClusterAct.PARTS, number)]
                if cluster.parts
                else []
            ),
        ],
        [
            _do(
                t.gettext("✅ Updates automatically") if follows
                else t.gettext("Update automatically"),
                ClusterAct.FOLLOW, number, "" if follows else "1",
            ),
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


def kinds_keyboard(number: int, at: str, t: Translator) -> InlineKeyboardMarkup:
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
        _do(t.gettext("🏊 Amenity"), ClusterAct.AMENITY, number, at=at),
        _do(t.gettext("🍳 Meals"), ClusterAct.BOARD, number, at=at),
    ]
    buttons = [_do(label, ClusterAct.KIND, number, kind, at) for kind, label in typed.items()]
    return keyboard(*in_rows([*buttons, *chosen], 3), [back_button(number, t)])


def amenities_keyboard(number: int, at: str, t: Translator) -> InlineKeyboardMarkup:
    """Return the amenities that can be asked for."""
    buttons = [
        _do(amenity_name(one, t), ClusterAct.AMENITY, number, one.value, at) for one in Amenity
    ]
    return keyboard(*in_rows(buttons, 3), [back_button(number, t)])


def boards_keyboard(number: int, at: str, t: Translator) -> InlineKeyboardMarkup:
    """Return the meals that can be asked for."""
    buttons = [
        _do(board_name(one, t) or one.value, ClusterAct.BOARD, number, one.value, at)
        for one in BOARDS
    ]
    return keyboard(*in_rows(buttons, 2), [back_button(number, t)])


def parts_keyboard(
    number: int, parts: Sequence[tuple[str, str]], t: Translator
) -> InlineKeyboardMarkup:
    """Return a button for each part of a rule: its label and its place."""
    return keyboard(
        *([_do(label, ClusterAct.PART, number, at=at)] for label, at in parts),
        [back_button(number, t)],
    )


def part_keyboard(number: int, part: Rule, at: str, t: Translator) -> InlineKeyboardMarkup:
    """Return what can be done about one part."""
    match part:
        case AllOf() | AnyOf():
            add = t.gettext("➕ Condition here")
        case _:
            add = t.gettext("➕ Alternative")
    turn = {
        AllOf: t.gettext("Match any of them"),
        AnyOf: t.gettext("Match all of them"),
    }.get(type(part))
    negate = t.gettext("Undo “not”") if isinstance(part, NoneOf) else t.gettext("Must not match")
    return keyboard(
        [_do(add, ClusterAct.ADD, number, at=at)],
        [
            *([_do(turn, ClusterAct.TURN, number, at=at)] if turn else []),
            _do(negate, ClusterAct.NEGATE, number, at=at),
        ],
        [
            _do(t.gettext("➖ Remove"), ClusterAct.REMOVE, number, at=at),
            _do(t.gettext("⬅️ Back"), ClusterAct.PARTS, number),
        ],
    )


def back_button(number: int, t: Translator) -> InlineKeyboardButton:
    """Return the way back to a cluster."""
    return _do(t.gettext("⬅️ Back"), ClusterAct.SHOW, number)


def namesakes_keyboard(
    number: int,
    places: Sequence[tuple[str, int]],
    kilometres: float | None,
    at: str,
    t: Translator,
) -> InlineKeyboardMarkup:
    """Return a button for each place that may be meant, or for the distance from it."""
    far = "" if kilometres is None else f",{kilometres:.5g}"
    return keyboard(
        *([_do(f"📍 {name}", ClusterAct.PLACE, number, f"{key}{far}", at)] for name, key in places),
        [back_button(number, t)],
    )


def read_page(value: str) -> int:
    """Return the page that a button names, the first for a value that no button has."""
    return int(value) if re.fullmatch("[0-9]{1,2}", value) else 0


def read_namesake(value: str) -> tuple[int, float | None]:
    """Return the place that a button names, and how far from it, None for the place itself.

    Raises NotFound for a value that no button has.
    """
    said = _NAMESAKE.fullmatch(value)
    if said is None:
        raise NotFound("place")
    return int(said[1]), float(said[2]) if said[2] else None


def question_keyboard(number: int, t: Translator) -> InlineKeyboardMarkup:
    """Return the way back from a question that is answered by writing."""
    return keyboard([back_button(number, t)])


def delete_keyboard(number: int, t: Translator) -> InlineKeyboardMarkup:
    """Return the deletion that was asked for, and the way back."""
    return keyboard(
        [_do(t.gettext("🗑 Delete"), ClusterAct.DELETE, number)], [back_button(number, t)]
    )
