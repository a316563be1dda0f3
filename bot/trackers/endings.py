"""The message that a tracker has ended."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from bot.locales import Translator
from bot.sending.screen import Screen
from bot.trackers.buttons import ended_keyboard
from bot.words import terms as words


@dataclass(frozen=True, slots=True)
class Ending:
    """A tracker that has ended: on the `day` that its owner chose, or because check-in came."""

    tracker_id: int
    name: str
    day: date
    is_wished: bool


def render_ending(ending: Ending, t: Translator) -> Screen:
    """Return what has ended and why, with the way on."""
    why = (
        t.markup("I tracked it until {day}, as you asked.", day=t.day(ending.day))
        if ending.is_wished
        else t.markup("It’s check-in day, so I’ve stopped tracking it.")
    )
    text = words.lines(Markup("🏁 <b>{name}</b>").format(name=ending.name), why)
    return Screen(text, ended_keyboard(ending.tracker_id, t, can_go_on=ending.is_wished))
