"""Buttons that begin or widen a watch: a whole search, neighbouring dates."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from pydantic import AfterValidator, Field

from bot.buttons.callbacks import Id, check_day
from bot.buttons.keyboards import Row, button
from bot.flights.callbacks import Fingerprint
from bot.locales import Translator
from domain.prices.models import TrackableKind
from domain.trackers.models import TrackerState
from domain.trackers.values import TrackerView

FEW_DAYS = 3


class TrackSearchButton(CallbackData, prefix="ws1"):
    """Watch a whole search."""

    search_id: Id


class TrackFlightsButton(CallbackData, prefix="wt1"):
    """Watch the lowest price of a flight search."""

    search_id: Id


class TrackPackageButton(CallbackData, prefix="wp1"):
    """Watch a hotel together with a flight."""

    package_id: Id
    hotel_id: Id
    flight: Fingerprint


class TrackTourButton(CallbackData, prefix="wy1"):
    """Watch what a trip costs in all when it begins on that day, as YYYYMMDD."""

    tour_id: Id
    day: Annotated[str, AfterValidator(check_day)]


class FlexibilityButton(CallbackData, prefix="wf1"):
    """Track the same nights up to this many days earlier and later; 0: no others."""

    tracker_id: Id
    days: Annotated[int, Field(ge=0, le=999)]


def track_search_button(search_id: int, t: Translator) -> InlineKeyboardButton:
    """Return the way to watch all of a search."""
    return button(t.gettext("🔔 Track this search"), TrackSearchButton(search_id=search_id))


def track_flights_button(search_id: int, t: Translator) -> InlineKeyboardButton:
    """Return the way to watch the lowest price of flights."""
    return button(t.gettext("🔔 Track"), TrackFlightsButton(search_id=search_id))


def track_tour_button(tour_id: int, day: str, t: Translator) -> InlineKeyboardButton:
    """Return the way to watch the total of a trip that begins on `day`."""
    return button(t.gettext("🔔 Track this trip"), TrackTourButton(tour_id=tour_id, day=day))


def flexibility_row(tracker: TrackerView, t: Translator) -> Row:
    """Return the way to watch neighbouring dates of a hotel, or these dates alone again."""
    is_one_hotel = tracker.kind is TrackableKind.HOTEL_STAY and len(tracker.hotel_ids) == 1
    if not is_one_hotel or tracker.state is not TrackerState.ACTIVE:
        return []
    if len(tracker.watched) > 1:
        label, days = t.gettext("📅 These dates only"), 0
    else:
        label, days = t.gettext("📅 ± {days} days", days=t.number(FEW_DAYS)), FEW_DAYS
    return [button(label, FlexibilityButton(tracker_id=tracker.tracker_id, days=days))]
