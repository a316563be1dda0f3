"""A tracker's name, frequency, end, silence, dates and rate, as typed or chosen.

Every call looks the tracker up with its owner, and raises NotFound for any other.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.accounts.travellers import Traveller
from domain.alerts.queries.rules import active_rules, set_sleeping
from domain.app import App
from domain.checks.first_look import look_first_at
from domain.checks.queries.watchers import lock_trackables
from domain.clock import today_in
from domain.errors import NotFound
from domain.prices.models import TrackableKind
from domain.prices.terms import RateTerms
from domain.prices.trackables import thing_from
from domain.reading.amounts import writing_as
from domain.reading.day_pieces import calendar_of
from domain.search.service import destination_view
from domain.trackers.alert_answers import mute_tracker
from domain.trackers.creation import LAST_CHECK_IN, add_items, require_room
from domain.trackers.edits import set_frequency
from domain.trackers.errors import EndOutOfRange
from domain.trackers.lifecycle import set_state
from domain.trackers.models import TrackerState
from domain.trackers.queries.settings import note_end, note_name
from domain.trackers.queries.things import things_of
from domain.trackers.service import get_tracker
from domain.trackers.starts import MOST_FLEXIBLE, drop_items, set_flexibility
from domain.trackers.typed_wishes import read_days, read_end, read_frequency, read_name
from domain.trackers.values import TrackerView

LONGEST_SILENCE = 90
CHECK_IN = "end"
# Where clocks go back at midnight, 23:59 comes twice.
_LAST_MOMENT = time(23, 59, fold=1)


async def rename(app: App, traveller: Traveller, tracker_id: int, text: str) -> TrackerView:
    """Rename a tracker. Raises NameNotUsable."""
    await get_tracker(app, traveller, tracker_id)
    await note_name(app.pool, tracker_id, read_name(text), app.clock.now())
    return await get_tracker(app, traveller, tracker_id)


async def set_pace(app: App, traveller: Traveller, tracker_id: int, text: str) -> TrackerView:
    """Set the check frequency: "smart", "1h", "every 3 hours".

    Raises FrequencyNotUnderstood, and `FrequencyOutOfRange` outside the service's limits.
    """
    frequency, custom = read_frequency(text)
    return await set_frequency(app, traveller, tracker_id, frequency, custom)


async def set_end(app: App, traveller: Traveller, tracker_id: int, text: str) -> TrackerView:
    """Track until the end of a day in the traveller's zone; "end": until check-in.

    An ended tracker resumes. Raises EndNotUnderstood, `EndOutOfRange` for a day in the past or
    after check-in, and `TrackerLimitReached`.
    """
    view = await get_tracker(app, traveller, tracker_id)
    latest, now = await latest_end(app, view), app.clock.now()
    zone = ZoneInfo(traveller.time_zone)
    ends_at = latest
    if text.strip().lower() != CHECK_IN:
        day = read_end(text, calendar_of(writing_as(traveller), today_in(traveller.time_zone, now)))
        if not now.astimezone(zone).date() <= day <= latest.astimezone(zone).date():
            raise EndOutOfRange(latest.astimezone(zone).date())
        ends_at = min(_end_of(day, zone), latest)
    if ends_at <= now:
        raise EndOutOfRange(latest.astimezone(zone).date())
    async with app.pool.transaction() as connection:
        if view.state is TrackerState.ENDED:
            limit = app.settings.trackers_per_traveller
            await require_room(connection, traveller.user_id, limit)
            await set_state(connection, [tracker_id], TrackerState.ACTIVE, now)
        await note_end(connection, tracker_id, ends_at, now)
    return await get_tracker(app, traveller, tracker_id)


async def latest_end(app: App, view: TrackerView) -> datetime:
    """Return when the tracked thing begins: check-in at the hotel, the day of the flight."""
    if view.flight_days is not None or view.destination_id is None:
        return datetime.combine((view.flight_days or (view.stay.check_in,))[0], time(), UTC)
    destination = await destination_view(app, view.destination_id)
    local = datetime.combine(view.stay.check_in, LAST_CHECK_IN, ZoneInfo(destination.time_zone))
    return local.astimezone(UTC)


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, _LAST_MOMENT, zone).astimezone(UTC)


async def be_quiet(app: App, traveller: Traveller, tracker_id: int, text: str) -> TrackerView:
    """Stay silent for that many days; 0 ends the silence. Raises DaysOutOfRange."""
    await get_tracker(app, traveller, tracker_id)
    days = read_days(text, LONGEST_SILENCE)
    until = app.clock.now() + timedelta(days=days) if days else None
    await mute_tracker(app, tracker_id, until)
    return await get_tracker(app, traveller, tracker_id)


async def set_days_around(
    app: App, traveller: Traveller, tracker_id: int, text: str, *, is_looked_at: bool = True
) -> TrackerView:
    """Also track the same nights up to that many days earlier and later. Raises DaysOutOfRange."""
    days = read_days(text, MOST_FLEXIBLE)
    return await set_flexibility(app, traveller, tracker_id, days, is_looked_at=is_looked_at)


async def set_rate(
    app: App, traveller: Traveller, tracker_id: int, terms: RateTerms
) -> TrackerView:
    """Track the cheapest rate that matches `terms` instead of the current one.

    It has its own history, so tracking restarts with its first price. Raises NotFound, also for
    anything but a hotel's stay.
    """
    view = await get_tracker(app, traveller, tracker_id)
    if view.kind is not TrackableKind.HOTEL_STAY:
        raise NotFound("hotel")
    if view.rate == terms:
        return view
    now = app.clock.now()
    async with app.pool.transaction() as connection:
        await lock_trackables(connection, [tracker_id])
        watched = await things_of(connection, tracker_id)
        await drop_items(connection, tracker_id, [one.id for one in watched])
        things = [replace(thing_from(one), terms=terms.to_json()) for one in watched]
        rules = await active_rules(connection, tracker_id)
        await add_items(connection, tracker_id, things, rules, now)
        if view.state is not TrackerState.ACTIVE:
            await set_sleeping(connection, [tracker_id], now, sleeping=True)
    await look_first_at(app, tracker_id)
    return await get_tracker(app, traveller, tracker_id)
