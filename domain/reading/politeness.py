"""Lines that are courtesies, and questions that no search can answer. Pure."""

from domain.reading.candidates import POLITE
from domain.reading.common_words import ordinary_words
from domain.reading.coverage import is_no_search, is_of_other
from domain.reading.decision import Cover
from domain.reading.intents import Command, Intent, Talk
from domain.reading.meanings import (
    Adults,
    Asked,
    Children,
    Nights,
    PlaceName,
    Request,
    Rooms,
    Spent,
    StayDays,
    UnknownName,
    Wished,
)
from domain.reading.tokens import cut
from domain.reading.words.other_services import DECIDING

# Commands for which a single word is enough.
TAKING_BACK = frozenset({Command.STOP, Command.AFRESH})


def polite(found: list[Cover]) -> Cover | None:
    """Return a line's courtesy if it asks for nothing else: "thanks, you're a star"."""
    best = found[0]
    if best.request is not Request.STAY:
        return None
    thanks = next((one for one in found if one.request is Request.TALK and one.all(Intent)), None)
    if thanks is None or _is_put_off(thanks, best):
        return thanks
    if asks(best):
        return None
    return thanks if best.all(Intent) or is_polite(thanks) else None


def _is_put_off(thanks: Cover, stay: Cover) -> bool:
    """Return whether thanks only put off a decision: "gracias, mañana lo vemos"."""
    begins = any(one.start == 0 and one.meaning.what is Talk.THANKS for one in thanks.chosen)
    others = [one for one in stay.chosen if not isinstance(one.meaning, (Intent, UnknownName))]
    is_open = any(one.isdecimal() or one == "?" for one in stay.text)
    is_told = bool(DECIDING & {one.word for one in cut(stay.text)})
    return (
        begins and is_told and not is_open
        and all(isinstance(one.meaning, StayDays) for one in others)
    )  # fmt: skip


def is_polite(cover: Cover) -> bool:
    """Return whether there are only ordinary words besides thanks: "gracias, otro día lo miro"."""
    is_thanks = any(one.what in POLITE for one in cover.all(Intent))
    return is_thanks and all(one.word in ordinary_words() for one in cover.strangers)


def unanswerable(found: list[Cover]) -> Cover | None:
    """Return the stay that a question about something else would be taken for, if it is one.

    A command among unknown words does not count as one: "do you charge if I cancel?"
    """
    best, stay = found[0], next((one for one in found if one.request is Request.STAY), None)
    if stay is None or not (is_no_search(stay) or is_of_other(best)):
        return None
    if best.request is not Request.TALK:
        return stay
    is_stop = any(one.what in TAKING_BACK for one in best.all(Intent))
    return stay if is_stop and best.strangers else None


def asks(cover: Cover) -> bool:
    """Return whether a line says anything that can be searched for."""
    return bool(
        cover.all(StayDays, PlaceName, Asked, Adults, Children, Rooms, Spent, Wished, Nights)
    )
