"""The question what a line asks for, where several things are nearly as likely."""

from bot.buttons.keyboards import home_button, in_rows, keyboard
from bot.locales import Translator
from bot.requests.buttons import request_button
from bot.sending.screen import Screen
from domain.reading.line import Decision
from domain.reading.meanings import Request, Role

CHOICES = (Request.STAY, Request.FLIGHT, Request.PACKAGE, Request.TOUR)


def render_which_request(decision: Decision, t: Translator) -> Screen:
    """Ask which of the likely requests is meant, with a button for each."""
    text = t.markup("🤔 “{line}”: what are you looking for?", line=decision.text[:80])
    buttons = [request_button(one, t) for one in _choices(decision)]
    return Screen(text, keyboard(*in_rows(buttons, 2), [home_button(t)]))


def _choices(decision: Decision) -> list[Request]:
    """Return what a line may ask for, the likeliest first.

    What may be a hotel or a flight may be both, and places apart may be the stops of a trip.
    """
    likely = [decision.best, *([decision.rival] if decision.rival is not None else ())]
    requests = [one.request for one in likely if one.request in CHOICES]
    if {Request.STAY, Request.FLIGHT} <= set(requests):
        requests.append(Request.PACKAGE)
    names = [one for c in likely for one in c.names if one.role is not Role.EXCLUDED]
    places = {one.name for one in names}
    stops = places - {one.name for one in names if one.role is Role.ORIGIN}
    # Two places may be the ends of a flight.
    ends = 2 if Request.FLIGHT in requests else 1
    if Request.TOUR not in requests and len(stops) > 1 and len(places) > ends:
        requests.append(Request.TOUR)
    return requests
