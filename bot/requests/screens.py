"""The question what a line asks for, where two things are nearly as likely."""

from bot.buttons.keyboards import home_button, keyboard
from bot.locales import Translator
from bot.requests.buttons import request_button
from bot.sending.screen import Screen
from domain.reading.line import Decision
from domain.reading.meanings import Request

CHOICES = (Request.STAY, Request.FLIGHT, Request.PACKAGE, Request.TOUR)


def render_which_request(decision: Decision, t: Translator) -> Screen:
    """Ask which of the two is meant, with both as buttons."""
    likely = [decision.best, *([decision.rival] if decision.rival is not None else ())]
    requests = [one.request for one in likely if one.request in CHOICES]
    text = t.markup("🤔 “{line}”: what are you looking for?", line=decision.text[:80])
    return Screen(text, keyboard([request_button(one, t) for one in requests], [home_button(t)]))
