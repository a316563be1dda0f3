"""A group's settings, changed by its administrators."""

from dataclasses import replace

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.groups.rights import require_administrator, writes_as_group
from bot.groups.wishes.buttons import GroupWish, GroupWishButton
from bot.groups.wishes.screens import render_group_wishes
from bot.locales import translator
from bot.sending.screen import Screen
from bot.updates.filters import InGroup
from bot.updates.visit import Visit
from domain.accounts.groups import GroupWishes, change_group, read_group
from domain.accounts.models import TrackingBy
from domain.errors import NotFound


async def show(message: Message, visit: Visit, bot: Bot) -> Screen:
    """Show the settings to an administrator of the group."""
    if not writes_as_group(message):
        sender = message.from_user.id if message.from_user else 0
        await require_administrator(bot, message.chat.id, sender)
    return render_group_wishes(await read_group(visit.app.pool, message.chat.id), visit.t)


async def press(
    callback: CallbackQuery, callback_data: GroupWishButton, visit: Visit, bot: Bot
) -> Screen:
    """Choose, where who presses administers the group."""
    chat_id = callback.message.chat.id if callback.message else 0
    await require_administrator(bot, chat_id, callback.from_user.id)
    wishes = _chosen(await read_group(visit.app.pool, chat_id), callback_data)
    wishes = await change_group(visit.app.pool, chat_id, wishes, visit.now)
    words = (
        visit.t if wishes.language is None else translator(wishes.language, visit.traveller.region)
    )
    return render_group_wishes(wishes, words)


def _chosen(wishes: GroupWishes, pressed: GroupWishButton) -> GroupWishes:
    value = pressed.value or None
    match pressed.wish:
        case GroupWish.LANGUAGE:
            return replace(wishes, language=value)
        case GroupWish.CURRENCY:
            return replace(wishes, currency=value)
        case GroupWish.TRACKING if value in set(TrackingBy):
            return replace(wishes, tracking_by=TrackingBy(value))
    raise NotFound("setting")


def router() -> Router:
    """Return the routes."""
    routes = Router(name="group settings")
    routes.message.filter(InGroup())
    routes.callback_query.filter(InGroup())
    routes.message.register(show, Command("settings", ignore_case=True))
    routes.callback_query.register(press, GroupWishButton.filter())
    return routes
