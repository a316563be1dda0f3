"""Trackers as files: exported by a button, imported by sending one."""

from io import BytesIO

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery, Document, Message

from bot.errors import words_for
from bot.locales import Translator
from bot.sending.attachments import send_file
from bot.sending.screen import Later, Screen
from bot.trackers.files.screens import (
    render_file_refused,
    render_files,
    render_imported,
    render_reading_file,
)
from bot.trackers.listing.buttons import FileButton
from bot.updates.decisions import Says
from bot.updates.filters import Private, SentFile, Typed
from bot.updates.presses import is_first_press
from bot.updates.visit import Visit
from domain.reading.intents import Command
from domain.trackers.errors import FileNotUnderstood, FileTooLarge
from domain.trackers.files import LARGEST_FILE, FileKind, read_file, write_file
from domain.trackers.transfer import export_trackers, import_trackers


async def tell(_callback: CallbackQuery, t: Translator) -> Screen:
    """Explain files."""
    return render_files(t)


async def tell_in_words(_message: Message, t: Translator) -> Screen:
    """Explain files to those who ask for them."""
    return render_files(t)


async def export(
    callback: CallbackQuery, callback_data: FileButton, visit: Visit, bot: Bot
) -> None:
    """Send all trackers as a file, below."""
    if await is_first_press(visit.app.redis, callback):
        kind = FileKind(callback_data.kind)
        content = write_file(await export_trackers(visit.app, visit.traveller), kind)
        await send_file(bot, visit.traveller.chat_id, f"trackers.{kind.value}", content)


async def take_file(_message: Message, document: Document, visit: Visit, bot: Bot) -> Later:
    """Import what was sent; anything but a file of trackers is refused."""

    async def work() -> Screen:
        try:
            lines = read_file(await _content_of(document, bot))
        except (FileTooLarge, FileNotUnderstood) as problem:
            return render_file_refused(words_for(problem, visit.t), visit.t)
        return render_imported(await import_trackers(visit.app, visit.traveller, lines), visit.t)

    return Later(work, render_reading_file(visit.t))


async def _content_of(document: Document, bot: Bot) -> bytes:
    """Fetch a file unless it is larger than is read."""
    if (document.file_size or 0) > LARGEST_FILE:
        raise FileTooLarge(LARGEST_FILE // 1024)
    content = BytesIO()
    await bot.download(document, content)
    return content.getvalue()


def router() -> Router:
    """Return the routes of files."""
    routes = Router(name="tracker files")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    routes.callback_query.register(tell, FileButton.filter(F.kind == ""))
    routes.callback_query.register(export, FileButton.filter())
    routes.message.register(tell_in_words, Private(), Typed(), Says(Command.FILES))
    routes.message.register(take_file, SentFile())
    return routes
