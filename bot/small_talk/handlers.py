"""What is said to the bot rather than searched for: small talk, help, starting over."""

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot.locales import Translator
from bot.sending.screen import Screen
from bot.small_talk.screens import render_talk
from bot.start.screens import render_cancelled, render_help, render_home
from bot.updates.decisions import Says
from bot.updates.filters import Private, Typed
from bot.updates.visit import Visit
from domain.reading.intents import Command, Talk


async def talk(_message: Message, said: Talk, visit: Visit) -> Screen:
    """Answer in kind, and say what can be done; open questions stay open."""
    return render_talk(said, visit.traveller.first_name, visit.t)


async def help_out(_message: Message, t: Translator) -> Screen:
    """Show what can be done, by example."""
    return render_help(t)


async def go_home(_message: Message, state: FSMContext, t: Translator) -> Screen:
    """Leave whatever step was being taken."""
    await state.set_state(None)
    return render_home(t)


async def begin_afresh(_message: Message, state: FSMContext, t: Translator) -> Screen:
    """Forget the step and the draft."""
    await state.clear()
    return render_cancelled(t)


def router() -> Router:
    """Return the routes of what is not a search, in whichever step it is said."""
    routes = Router(name="small talk")
    routes.message.filter(Private())
    routes.message.register(talk, Typed(), Says(Talk))
    routes.message.register(help_out, Typed(), Says(Command.HELP))
    routes.message.register(go_home, Typed(), Says(Command.HOME))
    routes.message.register(begin_afresh, Typed(), Says(Command.AFRESH))
    return routes
