"""Buttons of the ledger."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.admin.buttons import AdminGo, AdminPage, admin_button
from bot.buttons.callbacks import Id
from bot.buttons.keyboards import button, in_rows, keyboard
from bot.locales import Translator
from domain.payments.values import Refund

MOST_BOOKINGS = 5


class LedgerAction(StrEnum):
    """What is done about money. `subject` is a booking or a refund; of a file it is 0."""

    BOOKING = "b"
    REFUND = "r"
    BY_HAND = "h"
    AGAIN = "a"
    FILE = "f"


class LedgerButton(CallbackData, prefix="ad12"):
    """Look at money, or note that it was given back."""

    action: LedgerAction
    subject: Id


def ledger_button(t: Translator) -> InlineKeyboardButton:
    """Return the way to the ledger."""
    return button(t.gettext("💰 Money"), AdminGo(to=AdminPage.LEDGER))


def ledger_keyboard(
    bookings: Iterable[int], refunds: Sequence[Refund], t: Translator
) -> InlineKeyboardMarkup:
    """Return the refunds that wait for a person, the latest bookings, and the file."""
    waiting = [
        button(
            f"🙋 {t.money(one.money)}",
            LedgerButton(action=LedgerAction.REFUND, subject=one.refund_id),
        )
        for one in refunds[:MOST_BOOKINGS]
    ]
    numbers = [
        button(f"#{one}", LedgerButton(action=LedgerAction.BOOKING, subject=one))
        for one in list(dict.fromkeys(bookings))[:MOST_BOOKINGS]
    ]
    file = button(t.gettext("📄 CSV file"), LedgerButton(action=LedgerAction.FILE, subject=0))
    again = button(t.gettext("🔄 Refresh"), AdminGo(to=AdminPage.LEDGER))
    return keyboard(*in_rows(waiting, 2), numbers, [file, again, admin_button(t)])


def booking_money_keyboard(t: Translator) -> InlineKeyboardMarkup:
    """Return the ways back from one booking's money."""
    return keyboard([ledger_button(t), admin_button(t)])


def refund_keyboard(refund: Refund, t: Translator) -> InlineKeyboardMarkup:
    """Return what can be done about a refund that waits for a person."""

    def act(label: str, action: LedgerAction) -> InlineKeyboardButton:
        return button(label, LedgerButton(action=action, subject=refund.refund_id))

    return keyboard(
        [
            act(t.gettext("✓ I refunded it"), LedgerAction.BY_HAND),
            act(t.gettext("🔁 Ask again"), LedgerAction.AGAIN),
        ],
        [ledger_button(t), admin_button(t)],
    )
