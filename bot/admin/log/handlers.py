"""Reading the audit log, and having it as a file."""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery

from bot.admin.buttons import AdminGo, AdminPage
from bot.admin.log.buttons import LogAction, LogButton
from bot.admin.log.screens import PAGE, render_log
from bot.locales import Translator
from bot.sending.screen import Screen, send_file
from domain.accounts.travellers import Traveller
from domain.administration.audit import Act, Deed, actor_of, export_audit, note, read_audit
from domain.app import App

FILE = "audit-log.jsonl"


async def show(_callback: CallbackQuery, app: App, traveller: Traveller, t: Translator) -> Screen:
    """Show the latest entries."""
    return render_log(await read_audit(app.pool, PAGE), traveller.time_zone, t)


async def press(
    _callback: CallbackQuery,
    callback_data: LogButton,
    app: App,
    bot: Bot,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Show older entries, or send the log; that it was taken away is an entry too."""
    if callback_data.action is LogAction.EXPORT:
        now = app.clock.now()
        await note(app.pool, actor_of(traveller), Deed(Act.AUDIT_EXPORTED, "audit log"), now)
        content = "\n".join([line async for line in export_audit(app.pool)])
        await send_file(bot, traveller.chat_id, FILE, content.encode())
        return await show(_callback, app, traveller, t)
    entries = await read_audit(app.pool, PAGE, before_id=callback_data.before_id)
    return render_log(entries, traveller.time_zone, t)


def router() -> Router:
    """Return the routes; who may use them is decided above."""
    routes = Router(name="audit log")
    routes.callback_query.register(show, AdminGo.filter(F.to == AdminPage.LOG))
    routes.callback_query.register(press, LogButton.filter())
    return routes
