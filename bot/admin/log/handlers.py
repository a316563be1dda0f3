"""Reading and exporting the audit log."""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery

from bot.admin.buttons import AdminGo, AdminPage
from bot.admin.log.buttons import LogAction, LogButton
from bot.admin.log.screens import PAGE, render_log
from bot.sending.attachments import send_file
from bot.sending.screen import Screen
from bot.updates.visit import Visit
from domain.administration.audit import Act, Deed, actor_of, export_audit, note, read_audit

FILE = "audit-log.jsonl"


async def show(_callback: CallbackQuery, visit: Visit) -> Screen:
    """Show the latest entries."""
    return render_log(await read_audit(visit.app.pool, PAGE), visit.traveller.time_zone, visit.t)


async def press(
    _callback: CallbackQuery, callback_data: LogButton, visit: Visit, bot: Bot
) -> Screen:
    """Show older entries, or send the log; that it was taken away is an entry too."""
    if callback_data.action is LogAction.EXPORT:
        await note(
            visit.app.pool,
            actor_of(visit.traveller),
            Deed(Act.AUDIT_EXPORTED, "audit log"),
            visit.now,
        )
        content = "\n".join([line async for line in export_audit(visit.app.pool)])
        await send_file(bot, visit.traveller.chat_id, FILE, content.encode())
        return await show(_callback, visit)
    entries = await read_audit(visit.app.pool, PAGE, before_id=callback_data.before_id)
    return render_log(entries, visit.traveller.time_zone, visit.t)


def router() -> Router:
    """Return the routes; who may use them is decided above."""
    routes = Router(name="audit log")
    routes.callback_query.register(show, AdminGo.filter(F.to == AdminPage.LOG))
    routes.callback_query.register(press, LogButton.filter())
    return routes
