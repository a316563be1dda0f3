"""Hello and goodbye: /start, home, help, the small print, and what happens in groups."""

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.buttons.callbacks import Go, Where
from bot.inline.buttons import INLINE_START
from bot.links.handlers import open_link
from bot.links.payloads import read_payload
from bot.locales import Translator
from bot.middlewares.prompt_answers import PressAnswer
from bot.sending.screen import InStages, Later, Screen
from bot.start.screens import (
    render_cancelled,
    render_expired,
    render_group_hint,
    render_help,
    render_home,
    render_not_text,
    render_terms,
    render_unknown_command,
    render_unknown_link,
)
from bot.updates.filters import Private, SomeCommand
from bot.updates.visit import Visit
from domain.accounts.travellers import note_home_told

GREETING_LINKS = {"group", "start", "home", INLINE_START}
PLAIN_SCREENS = {
    "help": render_help,
    "terms": render_terms,
}


async def start(
    _message: Message, command: CommandObject, visit: Visit, state: FSMContext
) -> Screen | Later | InStages:
    """Greet, or open a deep link; one that leads nowhere gets a kind word."""
    await state.clear()
    link = read_payload(command.args or "")
    if link is not None:
        return await open_link(visit, state, link)
    known = not command.args or command.args in GREETING_LINKS
    newcomer = None if visit.traveller.home_told else visit.traveller
    await note_home_told(visit.traveller)
    note = None if known else render_unknown_link(visit.t)
    return render_home(visit.t, visit.traveller.first_name, note, newcomer)


async def plain(_message: Message, command: CommandObject, t: Translator) -> Screen:
    """Show a screen that needs nothing but words."""
    return PLAIN_SCREENS[command.command.lower()](t)


async def go_home(_callback: CallbackQuery, state: FSMContext, t: Translator) -> Screen:
    """Leave whatever step was being taken."""
    await state.set_state(None)
    return render_home(t)


async def go_plain(_callback: CallbackQuery, callback_data: Go, t: Translator) -> Screen:
    """Show help."""
    return PLAIN_SCREENS[callback_data.to](t)


async def cancel(_message: Message, state: FSMContext, t: Translator) -> Screen:
    """Forget the step and the draft."""
    await state.clear()
    return render_cancelled(t)


async def expired(_callback: CallbackQuery, t: Translator) -> Screen:
    """Answer a button that no conversation knows any more."""
    return render_expired(t)


async def unknown_command(message: Message, t: Translator) -> Screen:
    """Answer an unknown command."""
    return render_unknown_command(t, (message.text or "").split()[0][:32])


async def not_text(_message: Message, t: Translator) -> Screen:
    """Answer what is not text."""
    return render_not_text(t)


async def group_command(_message: Message, bot: Bot, t: Translator) -> Screen:
    """Point from a group to the private chat."""
    return render_group_hint(t, (await bot.me()).username or "")


async def group_press(_callback: CallbackQuery, press: PressAnswer, t: Translator) -> None:
    """Refuse a button in a group: whose search or tracker it is cannot be everyone's."""
    await press.insist(t.gettext("This button isn’t for you. Write to me in our private chat."))


def router() -> Router:
    """Return the routes that stand before all conversations."""
    routes = Router(name="start")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    routes.message.register(start, CommandStart())
    routes.message.register(cancel, Command("cancel", ignore_case=True))
    routes.message.register(plain, Command(*PLAIN_SCREENS, ignore_case=True))
    routes.callback_query.register(go_home, Go.filter(F.to == Where.HOME))
    routes.callback_query.register(go_plain, Go.filter(F.to == Where.HELP))
    return routes


def last_router() -> Router:
    """Return the routes for what no conversation took."""
    routes = Router(name="fallbacks")
    private = Router(name="fallbacks in private")
    private.message.filter(Private())
    private.callback_query.filter(Private())
    private.message.register(unknown_command, SomeCommand())
    private.message.register(not_text)
    private.callback_query.register(expired)
    groups = Router(name="fallbacks in groups")
    groups.message.register(group_command, SomeCommand())
    groups.callback_query.register(group_press)
    routes.include_routers(private, groups)
    return routes
