"""/privacy: what is held, all of it as a file, and its deletion."""

import json
from collections.abc import Callable
from typing import Any

from aiogram import Bot, F, Router
from aiogram.filters import Command, Filter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.locales import Translator
from bot.privacy.buttons import PrivacyButton, PrivacyStep
from bot.privacy.screens import (
    render_deleted,
    render_deletion,
    render_privacy,
    render_secret_removed,
)
from bot.sending.attachments import send_file
from bot.sending.screen import Screen
from bot.updates.decisions import Says
from bot.updates.filters import Private, Typed
from bot.updates.presses import is_first_press
from bot.updates.visit import Visit
from domain.privacy.confidential_data import Confidential, confidential_in
from domain.privacy.deletion import delete_person
from domain.privacy.export import export_person
from domain.reading.intents import Command as Said


class Confides(Filter):
    """Matches a message with something that should not be in a chat; passes it on as `confided`.

    A document's number may have been asked for: in the middle of a conversation it is its step's.
    """

    async def __call__(
        self, message: Message, raw_state: str | None = None
    ) -> bool | dict[str, Confidential]:
        """Say what it holds."""
        kind = confidential_in(message.text or message.caption or "")
        if kind is None or (kind is Confidential.DOCUMENT and raw_state is not None):
            return False
        return {"confided": kind}


async def show(_event: Message | CallbackQuery, t: Translator) -> Screen:
    """Say what is kept."""
    return render_privacy(t)


async def export(callback: CallbackQuery, visit: Visit, bot: Bot) -> None:
    """Send everything that is held as a file, below."""
    if await is_first_press(visit.app.redis, callback):
        told = await export_person(visit.app, visit.traveller.user_id)
        content = json.dumps(told, ensure_ascii=False, indent=1).encode()
        await send_file(bot, visit.traveller.chat_id, "my-data.json", content)


async def ask(_callback: CallbackQuery, t: Translator) -> Screen:
    """Ask before all is deleted."""
    return render_deletion(t)


async def delete(_callback: CallbackQuery, visit: Visit, state: FSMContext) -> Screen:
    """Delete everything."""
    await delete_person(visit.app, visit.traveller.user_id)
    await state.clear()
    return render_deleted(visit.t)


async def hear_secret(_message: Message, confided: Confidential, t: Translator) -> Screen:
    """Say why the message is deleted, and what to do about the secret in it."""
    return render_secret_removed(confided, t)


def router() -> Router:
    """Return the routes of privacy."""
    routes = Router(name="privacy")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    routes.message.register(hear_secret, Confides())
    routes.message.register(show, Command("privacy", ignore_case=True))
    routes.message.register(show, Typed(), Says(Said.PRIVACY))
    steps: dict[PrivacyStep, Callable[..., Any]] = {
        PrivacyStep.SHOW: show,
        PrivacyStep.EXPORT: export,
        PrivacyStep.ASK: ask,
        PrivacyStep.DELETE: delete,
    }
    for step, handler in steps.items():
        routes.callback_query.register(handler, PrivacyButton.filter(F.step == step))
    return routes
