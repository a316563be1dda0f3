"""What each kind of button says when it is pressed.

A prefix carries a version: when the fields change it gets the next number, and buttons of the old
version meet the screen that says they expired. Every value is absolute ("three adults", never
"one more"), so that pressing twice asks for the same thing. Ids are looked up together with the
traveller: a button in a stranger's hand finds nothing. Telegram allows 64 bytes.
"""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import AfterValidator, Field

from domain.reading.amounts import MOST
from domain.search.ranking import Sorting
from domain.stay import MOST_ADULTS, MOST_ROOMS

STAMP = "%Y%m%d"
# Children whose ages are asked one by one; more are counted on the screen of the people.
MOST_WAITING = 9
YEARS = range(2020, 2200)
# As large as the database has them.
Id = Annotated[int, Field(ge=0, le=2**63 - 1)]
Page = Annotated[int, Field(ge=0, le=9_999)]
# An amount in a tracker's or search's own currency; 0 means none.
Size = Annotated[Decimal, Field(ge=0, le=MOST, decimal_places=3)]


class Where(StrEnum):
    """The screens that a button can lead to from anywhere."""

    HOME = "home"
    SEARCH = "search"
    FLIGHTS = "flights"
    PACKAGES = "packages"
    TOURS = "tours"
    TRACKERS = "trackers"
    BOOKINGS = "bookings"
    SAVINGS = "savings"
    SETTINGS = "settings"
    SEARCHES = "searches"
    HELP = "help"
    FORECAST = "forecast"
    ACCOUNT = "account"


class Go(CallbackData, prefix="g1"):
    """Lead to a screen."""

    to: Where


class Part(StrEnum):
    """The parts of a search that can be corrected, and what can be done with the whole."""

    WHERE = "where"
    WHEN = "when"
    WHO = "who"
    BUDGET = "budget"
    NO_BUDGET = "free"
    FILTERS = "filters"
    NO_FILTERS = "any"
    RUN = "run"
    # Back from a question: to the one before it, or out of the correction.
    BEFORE_WHEN = "before when"
    BEFORE_WHO = "before who"


class DraftButton(CallbackData, prefix="d1"):
    """Correct or run a search; `search_id` 0 is the one being put together."""

    search_id: Id
    part: Part


class PlaceButton(CallbackData, prefix="p1"):
    """Choose a destination."""

    destination_id: Id


class AreaButton(CallbackData, prefix="ar1"):
    """Choose the `nth` area that suppliers know by a name, remembered under `kept`."""

    kept: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    nth: Annotated[int, Field(ge=0, le=9)]


class Day(StrEnum):
    """What a calendar's button means."""

    CHECK_IN = "i"
    CHECK_OUT = "o"
    MONTH = "m"
    MONTH_OUT = "n"
    AGAIN = "a"
    NOTHING = "x"


def check_day(text: str) -> str:
    """Accept a day as it is written. Raises ValueError for one that no stay can have."""
    if text:
        day = datetime.strptime(text, STAMP).replace(tzinfo=UTC)
        if day.year not in YEARS:
            raise ValueError(text)
    return text


class DayButton(CallbackData, prefix="c1"):
    """A day or month of the calendar, as YYYYMMDD. `first` is the check-in once it is chosen."""

    kind: Day
    day: Annotated[str, AfterValidator(check_day)] = ""
    first: Annotated[str, AfterValidator(check_day)] = ""


class People(StrEnum):
    """What a button of the people screen does."""

    SHOW = "s"
    AGE = "a"
    DONE = "d"


class PeopleButton(CallbackData, prefix="q3"):
    """The people as they would be after the press, even if that is one too many or too few.

    `ages` has a letter or digit for each child, the age in base 36; "-" for no children. `waiting`
    counts children who were mentioned and whose ages are still to be asked.
    """

    step: People
    rooms: Annotated[int, Field(ge=1, le=MOST_ROOMS + 1)]
    adults: Annotated[int, Field(ge=0, le=MOST_ROOMS * MOST_ADULTS + 1)]
    ages: Annotated[str, Field(pattern=r"^(-|[0-9a-h]+)$")] = "-"
    waiting: Annotated[int, Field(ge=0, le=MOST_WAITING)] = 0


class ResultsButton(CallbackData, prefix="r1"):
    """A page of a search's results."""

    search_id: Id
    page: Page = 0
    sorting: Sorting = Sorting.PRICE


class HotelView(StrEnum):
    """What to show of a hotel."""

    PAGE = "p"
    RATES = "r"
    MAP = "m"
    PHOTOS = "f"
    AMENITIES = "a"
    # Old buttons promised bookings: they lead to the rates that are sold.
    BOOK = "b"
    MORE = "o"


class HotelButton(CallbackData, prefix="h1"):
    """A hotel of a search. `page` and `sorting` lead back to where it stood."""

    search_id: Id
    hotel_id: Id
    view: HotelView = HotelView.PAGE
    page: Page = 0
    sorting: Sorting = Sorting.PRICE


class TrackButton(CallbackData, prefix="t1"):
    """Watch a hotel of a search."""

    search_id: Id
    hotel_id: Id


class TrackerAction(StrEnum):
    """What can be done with a tracker."""

    SHOW = "show"
    PAUSE = "pause"
    RESUME = "resume"
    TARGET = "target"
    CHART = "chart"
    HOTEL = "hotel"
    CONFIRM = "sure"
    DELETE = "del"
    RESTORE = "back"
    TRY_AGAIN = "retry"


class TrackerButton(CallbackData, prefix="w1"):
    """Do something with a tracker."""

    tracker_id: Id
    action: TrackerAction


class TargetButton(CallbackData, prefix="v1"):
    """Set a tracker's target price, in its own currency."""

    tracker_id: Id
    amount: Size


class StopAllButton(CallbackData, prefix="x1"):
    """Pause every tracker: asked for and confirmed."""

    sure: bool


class AlertAction(StrEnum):
    """What can be done with an alert."""

    # The name is from old buttons, which promised a booking.
    HOTEL = "book"
    SAME_ROOM = "room"
    CHART = "chart"
    TARGET = "target"
    WHY = "why"
    SNOOZE = "snooze"
    WAKE = "wake"
    UNMUTE = "unmute"
    STOP = "stop"
    UNDO = "undo"
    HELPFUL = "good"
    UNHELPFUL = "bad"
    LESS_OFTEN = "less"
    BIGGER_DROPS = "bigger"
    BACK = "back"


class AlertButton(CallbackData, prefix="a1"):
    """Do something with the tracker that an alert is about."""

    alert_id: Id
    action: AlertAction


class Setting(StrEnum):
    """What can be set."""

    LANGUAGE = "lang"
    CURRENCY = "cur"
    ZONE = "zone"
    HOME_AIRPORT = "air"
    PICTURES = "pic"
    REGION = "reg"
    NATIONALITY = "nat"
    # All settings that follow from a country, together.
    HOME = "home"


class SettingButton(CallbackData, prefix="s1"):
    """Choose a setting, or with a `value` set it. A zone's slash and letters fit as they are."""

    setting: Setting
    value: str = ""
