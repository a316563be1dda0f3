"""Which conversation a text belongs to: filters over the one decision on its line."""

from typing import Any

from aiogram.filters import Filter
from aiogram.types import Message

from bot.middlewares.lines import Line
from domain.reading.intents import Command, Intent, Talk
from domain.reading.line import Decision
from domain.reading.meanings import (
    Adults,
    Asked,
    Nights,
    PlaceName,
    Request,
    Rooms,
    Route,
    Spent,
    StayDays,
    Wished,
)

# Steps in which a sentence of another kind is a new request, not what was asked for.
OPEN_STEPS = ("FlightStep:", "PackageStep:", "TourTyping:")
Given = dict[str, Any] | bool


def _takes_any_text(raw_state: str | None) -> bool:
    """Return whether what is typed may be a request of its own: no name or amount is waited for."""
    return raw_state is None or raw_state.startswith(OPEN_STEPS)


class Asks(Filter):
    """The text makes such a request, and no other is nearly as likely."""

    def __init__(self, request: Request) -> None:
        self.request = request

    async def __call__(self, message: Message, line: Line, raw_state: str | None = None) -> Given:
        """Return the decision."""
        if not _takes_any_text(raw_state):
            return False
        decision = await line.decide((message.text or "").strip())
        is_meant = decision.best.request is self.request and decision.rival is None
        return {"decision": decision} if is_meant else False


class Says(Filter):
    """The text is a command in plain words, or small talk."""

    def __init__(self, *told: Command | type[Talk]) -> None:
        self.told = told

    async def __call__(self, message: Message, line: Line, raw_state: str | None = None) -> Given:
        """Return what was said."""
        if not _takes_any_text(raw_state):
            return False
        said = told_by(await line.decide((message.text or "").strip()))
        is_meant = said in self.told or (isinstance(said, Talk) and Talk in self.told)
        return {"said": said} if is_meant else False


def told_by(decision: Decision) -> Command | Talk | None:
    """Return the command or small talk of a line; the command if it has both."""
    if decision.best.request is not Request.TALK:
        return None
    told = [one.what for one in decision.best.all(Intent)]
    return next((one for one in told if isinstance(one, Command)), told[0] if told else None)


class AnswersFlight(Filter):
    """The text may answer a question about flights: it is not a whole sentence about a hotel."""

    async def __call__(self, message: Message, line: Line) -> bool:
        """Return whether it may."""
        return not is_whole_stay(await line.decide((message.text or "").strip()))


class AnswersPackage(Filter):
    """The text may answer a question about a package: it asks for no flight or trip of its own."""

    async def __call__(self, message: Message, line: Line) -> bool:
        """Return whether it may."""
        return not is_whole_journey(await line.decide((message.text or "").strip()))


def is_whole_journey(decision: Decision) -> bool:
    """Return whether a line names a flight or a trip, and says where and when."""
    request = decision.best.request
    if request not in {Request.FLIGHT, Request.TOUR} or decision.rival is not None:
        return False
    is_named = any(one.request is request for one in decision.best.all(Asked))
    return is_named and is_whole_request(decision)


def is_whole_stay(decision: Decision) -> bool:
    """Return whether a line alone asks for a hotel: where, when, and something about the stay."""
    cover = decision.best
    if cover.request is not Request.STAY:
        return False
    asked = any(one.request is Request.STAY for one in cover.all(Asked))
    more = cover.all(Adults, Rooms, Wished, Spent, Nights)
    return bool(cover.all(PlaceName) and cover.all(StayDays) and (asked or more))


def is_whole_request(decision: Decision) -> bool:
    """Return whether a line alone says where and when somebody wants to be."""
    cover = decision.best
    if cover.request not in {Request.STAY, Request.FLIGHT, Request.PACKAGE, Request.TOUR}:
        return False
    return bool(cover.all(PlaceName, Route) and cover.all(StayDays))
