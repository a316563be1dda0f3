"""/privacy: what is held, everything of it as a file, and the end of it all."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import Command, Filter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.locales import Translator
from bot.privacy.buttons import PrivacyButton, PrivacyStep
from bot.privacy.screens import (
    render_deleted,
    render_deletion,
    render_key_removed,
    render_privacy,
)
from bot.sending.screen import Screen, send_file
from bot.updates.filters import Private
from bot.updates.presses import is_first_press
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.privacy.deletion import delete_person
from domain.privacy.export import export_person

# A personal key of ours, a JWT, a bot's token.
SECRET = re.compile(
    r"\boh_[A-Za-z0-9_-]{40,}|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}|\b\d{8,10}:[\w-]{35}\b"
)


class HoldsSecret(Filter):
    """The message holds a key that should stand in no chat."""

    async def __call__(self, message: Message) -> bool:
        """Say whether it does."""
        return bool(SECRET.search(message.text or message.caption or ""))


async def show(_event: Message | CallbackQuery, t: Translator) -> Screen:
    """Say what is kept."""
    return render_privacy(t)


async def export(callback: CallbackQuery, app: App, bot: Bot, traveller: Traveller) -> None:
    """Send everything that is held as a file, below."""
    if await is_first_press(app.redis, callback):
        told = await export_person(app, traveller.user_id)
        content = json.dumps(told, ensure_ascii=False, indent=1).encode()
        await send_file(bot, traveller.chat_id, "my-data.json", content)


async def ask(_callback: CallbackQuery, t: Translator) -> Screen:
    """Ask before all is deleted."""
    return render_deletion(t)


async def delete(
    _callback: CallbackQuery, app: App, state: FSMContext, traveller: Traveller, t: Translator
) -> Screen:
    """Delete everything."""
    await delete_person(app, traveller.user_id)
    await state.clear()
    return render_deleted(t)


async def remove_secret(message: Message, t: Translator) -> Screen:
    """Take a message with a key out of the chat, and say what to do about the key."""
    with suppress(TelegramAPIError):
        await message.delete()
    return render_key_removed(t)


def router() -> Router:
    """Return the routes of privacy."""
    routes = Router(name="privacy")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    routes.message.register(remove_secret, HoldsSecret())
    routes.message.register(show, Command("privacy", ignore_case=True))
    steps: dict[PrivacyStep, Callable[..., Any]] = {
        PrivacyStep.SHOW: show,
        PrivacyStep.EXPORT: export,
        PrivacyStep.ASK: ask,
        PrivacyStep.DELETE: delete,
    }
    for step, handler in steps.items():
        routes.callback_query.register(handler, PrivacyButton.filter(F.step == step))
    return routes
