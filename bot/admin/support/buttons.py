"""Buttons of conversations with travellers."""

from collections.abc import Sequence
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.admin.buttons import AdminGo, AdminPage, admin_button
from bot.admin.people.buttons import PersonAction, PersonButton
from bot.buttons.callbacks import Id
from bot.buttons.keyboards import button, keyboard, shorten
from bot.locales import Translator
from bot.words.people import name_of
from domain.administration.support.models import ThreadState
from domain.administration.support.queries import ThreadView

LONGEST_NAME = 24


class ThreadAction(StrEnum):
    """What is done about a conversation."""

    SHOW = "s"
    ANSWER = "a"
    CLOSE = "c"


class ThreadButton(CallbackData, prefix="ad11"):
    """Show a conversation, answer in it, or end it."""

    action: ThreadAction
    thread_id: Id


def threads_keyboard(threads: Sequence[ThreadView], t: Translator) -> InlineKeyboardMarkup:
    """Return a button for each conversation."""
    return keyboard(
        *([_do(thread_label(one, t), ThreadAction.SHOW, one.thread_id)] for one in threads),
        [button(t.gettext("🔄 Refresh"), AdminGo(to=AdminPage.SUPPORT)), admin_button(t)],
    )


def thread_label(thread: ThreadView, t: Translator) -> str:
    """Return who waits or has been answered."""
    sign = "🟠" if thread.state is ThreadState.WAITING else "✅"
    name = shorten(name_of(thread.name, thread.user_id, t), LONGEST_NAME)
    return f"{sign} S-{thread.thread_id} · {name}"


def thread_keyboard(thread: ThreadView, t: Translator) -> InlineKeyboardMarkup:
    """Return what can be done about a conversation."""
    number = thread.thread_id
    person = PersonButton(action=PersonAction.SHOW, user_id=thread.user_id)
    acts = [_do(t.gettext("✍️ Answer"), ThreadAction.ANSWER, number)]
    if thread.state is not ThreadState.CLOSED:
        acts.append(_do(t.gettext("✅ Close"), ThreadAction.CLOSE, number))
    return keyboard(acts, [button(t.gettext("👤 Person"), person), support_button(t)])


def answering_keyboard(thread_id: int, t: Translator) -> InlineKeyboardMarkup:
    """Return the way back from the question."""
    return keyboard([_do(t.gettext("⬅️ Back"), ThreadAction.SHOW, thread_id)])


def written_keyboard(thread_id: int, t: Translator) -> InlineKeyboardMarkup:
    """Return the way from the notice to the conversation."""
    return keyboard([_do(t.gettext("💬 Open"), ThreadAction.SHOW, thread_id)])


def support_button(t: Translator) -> InlineKeyboardButton:
    """Return the way to the list."""
    return button(t.gettext("🛟 Support"), AdminGo(to=AdminPage.SUPPORT))


def _do(label: str, action: ThreadAction, thread_id: int) -> InlineKeyboardButton:
    return button(label, ThreadButton(action=action, thread_id=thread_id))
