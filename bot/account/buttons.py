"""Buttons about the account: whether to link, and what to do with a link."""

from enum import StrEnum

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, WebAppInfo

from bot.buttons.callbacks import Go, Id, Where
from bot.buttons.keyboards import button, home_button, keyboard, link
from bot.locales import Translator


class OfferButton(CallbackData, prefix="al1"):
    """Answer a request that began on the web. It is looked up together with the chat."""

    request_id: Id
    is_wanted: bool


class AccountStep(StrEnum):
    """What can be done with the account of a chat."""

    UNLINK = "u"


class AccountButton(CallbackData, prefix="ac1"):
    """Do something with the account of this chat."""

    step: AccountStep


def offer_buttons(request_id: int, t: Translator) -> InlineKeyboardMarkup:
    """Return the two answers to a request, the safe one first."""
    no = OfferButton(request_id=request_id, is_wanted=False)
    yes = OfferButton(request_id=request_id, is_wanted=True)
    return keyboard([button(t.gettext("No, don’t link"), no), button(t.gettext("🔗 Link"), yes)])


def linked_buttons(page: str, t: Translator, *, is_app: bool) -> InlineKeyboardMarkup:
    """Return what can be done in a linked chat; as a Mini App, the page signs the reader in by
    itself.
    """
    label = t.gettext("🌐 Account page")
    app = InlineKeyboardButton(text=label, web_app=WebAppInfo(url=f"{page}/app"))
    return keyboard(
        [app if is_app else link(label, page)],
        [button(t.gettext("Unlink this chat"), _unlink(), ButtonStyle.DANGER)],
        [button(t.gettext("⬅️ Settings"), Go(to=Where.SETTINGS)), home_button(t)],
    )


def unlinked_buttons(page: str, t: Translator) -> InlineKeyboardMarkup:
    """Return the way to the page that completes a link."""
    return keyboard(
        [link(t.gettext("🔗 Open the page"), page)],
        [button(t.gettext("⬅️ Settings"), Go(to=Where.SETTINGS)), home_button(t)],
    )


def notice_buttons(t: Translator) -> InlineKeyboardMarkup:
    """Return the one tap that undoes a link."""
    return keyboard([button(t.gettext("Unlink this chat"), _unlink(), ButtonStyle.DANGER)])


def parted_buttons(t: Translator) -> InlineKeyboardMarkup:
    """Return the ways on from a chat that is no longer linked."""
    again = button(t.gettext("🔗 Link again"), Go(to=Where.ACCOUNT))
    return keyboard([again, home_button(t)])


def _unlink() -> AccountButton:
    return AccountButton(step=AccountStep.UNLINK)
