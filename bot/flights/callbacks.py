"""What each kind of button of the flights says when it is pressed; see `callbacks`."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.buttons.callbacks import DayButton, Id, Page
from domain.flights.ranking import DepartureTime, FlightSorting, Stops
from domain.flights.values import FINGERPRINT_LETTERS
from domain.suppliers.flight_contract import MOST_TRAVELLERS, Cabin

LONGEST_KEY = 19
LONGEST_NAME = 28
# A journey's fingerprint, or nothing.
Fingerprint = Annotated[str, Field(pattern=rf"^([0-9a-f]{{{FINGERPRINT_LETTERS}}})?$")]


class FlightPart(StrEnum):
    """The parts of a flight search that can be corrected, and what can be done with the whole."""

    FROM = "from"
    TO = "to"
    WHEN = "when"
    WHO = "who"
    ONE_WAY = "single"
    SWAP = "swap"
    RUN = "run"


class FlightDraftButton(CallbackData, prefix="yd1"):
    """Correct or run a flight search; `search_id` 0 is the one being put together."""

    search_id: Id
    part: FlightPart


class End(StrEnum):
    """Which end of a flight an airport is for."""

    FROM = "f"
    TO = "t"


class AirportButton(CallbackData, prefix="ya1"):
    """Choose airports for an end: their codes with commas, and what they are called together."""

    end: End
    key: Annotated[str, Field(max_length=LONGEST_KEY)]
    name: str = ""


class FlightDayButton(DayButton, prefix="yc1"):
    """A day or month of the flights' calendar."""


class Flyers(StrEnum):
    """What a button of the travellers' screen does."""

    SHOW = "s"
    AGE = "a"
    DONE = "d"


class FlyersButton(CallbackData, prefix="yq1"):
    """The travellers and cabin as they are after the press; ages as in `PeopleButton`."""

    step: Flyers
    adults: Annotated[int, Field(ge=1, le=MOST_TRAVELLERS)]
    ages: Annotated[str, Field(pattern=r"^(-|\d{1,2}(\.\d{1,2})*)$")] = "-"
    cabin: Cabin = Cabin.ECONOMY


class FlightsView(StrEnum):
    """What to show of a search: its journeys, filters, price history, or what is rarely done."""

    LIST = "l"
    FILTERS = "f"
    HISTORY = "h"
    MORE = "m"


class FlightsButton(CallbackData, prefix="yl1"):
    """A page of a search's journeys; with `out` those back that go with that one."""

    search_id: Id
    page: Page = 0
    sorting: FlightSorting = FlightSorting.BEST
    stops: Stops = Stops.ANY
    when: DepartureTime = DepartureTime.ANY
    out: Fingerprint = ""
    view: FlightsView = FlightsView.LIST


class FlightView(StrEnum):
    """What to do with a chosen journey or trip."""

    PAGE = "p"
    SELLERS = "s"
    BOOKED = "b"


class FlightButton(CallbackData, prefix="yo1"):
    """A journey of a search, or with `back` a whole return trip, by fingerprint."""

    search_id: Id
    out: Fingerprint
    back: Fingerprint = ""
    view: FlightView = FlightView.PAGE


def short_name(name: str) -> str:
    """Return a name that fits into a button's 64 bytes and breaks none of its fields."""
    plain = name.replace(":", " ")
    return plain.encode()[:LONGEST_NAME].decode(errors="ignore")
