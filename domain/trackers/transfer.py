"""Exports a traveller's trackers, and imports a file."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.checks.cadence import LONGEST, Frequency
from domain.checks.search_quotes import search_terms, wishes_in
from domain.clock import today_in
from domain.errors import NotFound, Refusal
from domain.prices.models import TrackableKind
from domain.prices.terms import RateTerms
from domain.prices.trackables import (
    FlightThing,
    StoredThing,
    Thing,
    flight_from,
    flight_of_package,
    package_thing,
    thing_from,
)
from domain.prices.trips import places_of_trip, tour_of_trip, trip_thing
from domain.search.selection import Wishes
from domain.search.service import destination_view
from domain.stay_errors import StayRefused
from domain.suppliers.errors import FlightRefused
from domain.trackers.creation import (
    DEFAULT_TERMS,
    Wish,
    ends_with_check_in,
    start_tracker,
)
from domain.trackers.errors import (
    EndOutOfRange,
    FolderLimitReached,
    FrequencyOutOfRange,
    RuleImpossible,
    TrackerLimitReached,
)
from domain.trackers.files import Fault, LineProblem, RuleRecord, ThingRecord, TrackerRecord
from domain.trackers.folders import create_folder, list_folders, move_tracker
from domain.trackers.import_bounds import (
    require_flight,
    require_places,
    require_rate,
    require_rules,
    require_wishes,
)
from domain.trackers.models import TrackerState
from domain.trackers.queries.things import destination_of_hotel, things_of_each
from domain.trackers.service import list_trackers, pause_tracker
from domain.trackers.values import TrackerView

_LIVING = {TrackerState.ACTIVE, TrackerState.PAUSED}


@dataclass(frozen=True, slots=True)
class Imported:
    """How many trackers a file added, how many existed, and which lines failed."""

    new: int
    known: int
    problems: tuple[LineProblem, ...]


async def export_trackers(app: App, traveller: Traveller) -> list[TrackerRecord]:
    """Return a traveller's trackers, paused or not."""
    views = [one for one in await list_trackers(app, traveller) if one.state in _LIVING]
    folders = {one.folder_id: one.name for one in await list_folders(app, traveller)}
    watched = await things_of_each(app.pool, [view.tracker_id for view in views])
    return [
        _record(
            view,
            folders.get(view.folder_id or 0),
            [_thing_record(one) for one in watched[view.tracker_id]],
        )
        for view in views
    ]


def _thing_record(thing: StoredThing) -> ThingRecord:
    return ThingRecord.model_validate(
        {name: getattr(thing, name) for name in ThingRecord.model_fields}
    )


def _record(view: TrackerView, folder: str | None, things: Sequence[ThingRecord]) -> TrackerRecord:
    return TrackerRecord(
        name=view.name,
        state="active" if view.state is TrackerState.ACTIVE else "paused",
        frequency=view.frequency,
        custom_seconds=view.custom_seconds,
        until=view.ends_at,
        folder=folder,
        rules=tuple(
            RuleRecord(
                kind=rule.kind,
                percent=rule.percent,
                amount=rule.amount and rule.amount.amount,
                target=rule.target and rule.target.amount,
            )
            for rule in view.rules
        ),
        things=tuple(things),
    )


async def import_trackers(
    app: App, traveller: Traveller, lines: Sequence[TrackerRecord | LineProblem]
) -> Imported:
    """Track what a file's lines describe, each on its own; the same file twice adds nothing.

    A line that cannot be imported is reported and changes nothing.
    """
    new = known = 0
    problems: list[LineProblem] = []
    for number, line in enumerate(lines, start=1):
        if isinstance(line, LineProblem):
            problems.append(line)
            continue
        try:
            is_new = await _import_one(app, traveller, line)
        except (StayRefused, FlightRefused, RuleImpossible, FrequencyOutOfRange) as refusal:
            problems.append(LineProblem(number, Fault.REFUSED, refusal=refusal))
        except (KeyError, ValueError, TypeError, ArithmeticError, IndexError):
            problems.append(LineProblem(number, Fault.UNREADABLE, "things"))
        except Refusal as refusal:
            problems.append(LineProblem(number, _fault_of(refusal)))
        else:
            new, known = new + is_new, known + (not is_new)
    return Imported(new, known, tuple(problems))


def _fault_of(refusal: Refusal) -> Fault:
    match refusal:
        case TrackerLimitReached():
            return Fault.LIMIT
        case EndOutOfRange():
            return Fault.OVER
        case _:
            return Fault.UNKNOWN


async def _import_one(app: App, traveller: Traveller, record: TrackerRecord) -> bool:
    """Track what a line describes; return whether it is new."""
    things = [await _thing(app, one) for one in record.things]
    _require_alike(things)
    now, floor = app.clock.now(), app.settings.check_interval_floor
    is_custom = record.frequency is Frequency.CUSTOM
    if is_custom and not floor <= (record.custom_seconds or 0) <= LONGEST.total_seconds():
        raise FrequencyOutOfRange(max(floor // 60, 1), LONGEST // timedelta(hours=1))
    require_rules(rule.terms() for rule in record.rules)
    latest = await _begins_at(app, things[0], now)
    if min(record.until, latest) <= now:
        raise EndOutOfRange(latest.date())
    wish = Wish(
        traveller,
        things[0].kind,
        record.name,
        tuple(things),
        min(record.until, latest),
        tuple(rule.terms() for rule in record.rules) or (DEFAULT_TERMS,),
        record.frequency,
        record.custom_seconds if is_custom else None,
    )
    limit = app.settings.trackers_per_traveller
    number, is_new = await start_tracker(app.pool, wish, limit, now)
    if is_new:
        await _arrange(app, traveller, number, record)
    return is_new


async def _arrange(app: App, traveller: Traveller, number: int, record: TrackerRecord) -> None:
    """Pause a new tracker and put it into its folder, if there is room for one more."""
    if record.state == "paused":
        await pause_tracker(app, traveller, number)
    if record.folder is not None:
        with suppress(FolderLimitReached):
            folder = await create_folder(app, traveller, record.folder)
            await move_tracker(app, traveller, number, folder.folder_id)


async def _thing(app: App, record: ThingRecord) -> Thing | FlightThing:
    """Return a line's thing. Its places must be in the catalogue, its terms readable."""
    today = app.clock.now().date() - timedelta(days=1)
    if record.kind is TrackableKind.FLIGHT:
        flight = flight_from(record)
        require_flight(flight, today)
        return flight
    thing = thing_from(record)
    if record.kind is TrackableKind.HOTEL_STAY:
        rate = RateTerms.from_json(record.terms)
        require_rate(rate)
        thing = replace(thing, terms=rate.to_json())
    elif record.kind is TrackableKind.TRIP:
        return await _trip(app, record)
    elif record.kind is TrackableKind.SEARCH:
        wishes = wishes_in(record)
        require_wishes(wishes)
        thing = replace(thing, hotel_id=None, terms=search_terms(wishes))
    else:
        flight = flight_of_package(record)
        require_flight(flight, today)
        thing = package_thing(thing, flight)
    if record.kind is TrackableKind.SEARCH:
        await destination_view(app, thing.destination_id)
        return thing
    place = await destination_of_hotel(app.pool, record.hotel_id)
    if place is None:
        raise NotFound("hotel")
    return replace(thing, destination_id=place)


async def _trip(app: App, record: ThingRecord) -> Thing:
    """Return a line's trip. Raises NotFound for a place that the catalogue lacks."""
    ids = [one for one, _nights in places_of_trip(record.terms)]
    require_places(record)
    places = {one: await destination_view(app, one) for one in ids}
    tour = tour_of_trip(record, places)
    require_wishes(Wishes(tour.filters, None, tour.nights))
    return trip_thing(tour, record.check_in, record.currency)


def _require_alike(things: Sequence[Thing | FlightThing]) -> None:
    """Raise ValueError for things that no tracker watches together."""
    kinds = {(thing.kind, thing.question.currency) for thing in things}
    # The same search in each of the hotels' selling currencies counts as one.
    many = len({thing.currency for thing in things}) < len(things)
    if len(kinds) > 1 or (many and things[0].kind is not TrackableKind.HOTEL_STAY):
        raise ValueError(kinds)
    if len({thing.fingerprint for thing in things}) < len(things):
        raise ValueError(things)


async def _begins_at(app: App, thing: Thing | FlightThing, now: datetime) -> datetime:
    """Return when a thing begins. Raises `StayTooFarAhead` if nobody sells it yet."""
    if isinstance(thing, FlightThing):
        return datetime.combine(thing.check_in, time(), UTC)
    destination = await destination_view(app, thing.destination_id)
    today = today_in(destination.time_zone, now)
    # Something that has begun is reported as over.
    if thing.check_in > today:
        thing.question.stay.require_bookable(today)
    return ends_with_check_in(destination, thing.question)
