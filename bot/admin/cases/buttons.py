"""Buttons of the cases."""

from collections.abc import Sequence
from enum import StrEnum

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.admin.buttons import AdminGo, AdminPage, admin_button
from bot.buttons.callbacks import Id
from bot.buttons.keyboards import button, in_rows, keyboard
from bot.locales import Translator
from domain.bookings.queries.cases import Case, CaseKind

UNDECIDED = frozenset({CaseKind.OUTCOME_UNKNOWN, CaseKind.STILL_PENDING})
# Settling these tells the traveller.
TOLD_WHEN_SETTLED = frozenset({CaseKind.REFUND_BY_HAND, CaseKind.NAME_BY_HAND})
CANCELLING = frozenset({CaseKind.CANCEL_UNKNOWN, CaseKind.CANCEL_BY_HAND})


class CaseAction(StrEnum):
    """An action on a case; those that notify the traveller are confirmed first."""

    SHOW = "s"
    ASK_SUPPLIER = "a"
    REFERENCE = "r"
    ASK_NOT_BOOKED = "N"
    NOT_BOOKED = "n"
    ASK_STANDS = "T"
    STANDS = "t"
    ASK_SEEN_TO = "K"
    SEEN_TO = "k"
    ASK_NO_SHOW = "W"
    NO_SHOW = "w"
    CHANGED = "c"


class CaseButton(CallbackData, prefix="ad8"):
    """Do something about a case."""

    case_id: Id
    action: CaseAction


def cases_button(t: Translator) -> InlineKeyboardButton:
    """Return the way to the cases."""
    return button(t.gettext("🙋 Booking cases"), AdminGo(to=AdminPage.CASES))


def cases_keyboard(cases: Sequence[Case], t: Translator) -> InlineKeyboardMarkup:
    """Return a button for each case, numbered as its line is."""
    numbers = [
        button(t.number(number), CaseButton(case_id=case.case_id, action=CaseAction.SHOW))
        for number, case in enumerate(cases, start=1)
    ]
    again = button(t.gettext("🔄 Refresh"), AdminGo(to=AdminPage.CASES))
    return keyboard(*in_rows(numbers, 5), [again, admin_button(t)])


def case_keyboard(case: Case, t: Translator) -> InlineKeyboardMarkup:
    """Return what can be done about a case."""

    def act(label: str, action: CaseAction) -> InlineKeyboardButton:
        return button(label, CaseButton(case_id=case.case_id, action=action))

    ask = act(t.gettext("🔄 Ask the supplier"), CaseAction.ASK_SUPPLIER)
    standing = [ask, act(t.gettext("⚠️ Still booked"), CaseAction.ASK_STANDS)]
    is_asked = case.kind in TOLD_WHEN_SETTLED
    seen_to = CaseAction.ASK_SEEN_TO if is_asked else CaseAction.SEEN_TO
    settled = [act(t.gettext("✓ Settled"), seen_to)]
    unknown = [
        ask,
        act(t.gettext("🔖 Enter its reference"), CaseAction.REFERENCE),
        act(t.gettext("✖️ Nothing was booked"), CaseAction.ASK_NOT_BOOKED),
    ]
    ways = unknown if case.kind in UNDECIDED else settled
    if case.kind in CANCELLING:
        ways = standing
    reports = [
        act(t.gettext("🚫 No-show"), CaseAction.ASK_NO_SHOW),
        act(t.gettext("✏️ Changed by hotel"), CaseAction.CHANGED),
    ]
    if case.kind in UNDECIDED:
        reports = []
    return keyboard(*in_rows(ways, 2), reports, [cases_button(t), admin_button(t)])


def sure_keyboard(
    case: Case, action: CaseAction, label: str, t: Translator
) -> InlineKeyboardMarkup:
    """Return the confirmation of what cannot be taken back, and the way out."""
    sure = button(label, CaseButton(case_id=case.case_id, action=action), ButtonStyle.DANGER)
    back = CaseButton(case_id=case.case_id, action=CaseAction.SHOW)
    return keyboard([sure], [button(t.gettext("⬅️ Back"), back)])
