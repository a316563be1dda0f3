"""`/trackers` with rules and results, `/alerts` and `/folders`."""

from typing import assert_never

from fastapi import APIRouter, Response

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.clusters.service import public_cluster
from domain.trackers.changes import change_tracker
from domain.trackers.edits import add_rule, remove_rule, require_rule_terms
from domain.trackers.flight_starts import track_flight, track_package
from domain.trackers.folders import (
    create_folder,
    delete_folder,
    list_folders,
    rename_folder,
)
from domain.trackers.log import get_alert, list_alerts, list_runs, say_of_alert
from domain.trackers.models import TrackerState
from domain.trackers.price_history import past_of, tested_on_past
from domain.trackers.service import (
    delete_tracker,
    get_tracker,
    list_trackers,
    restore_tracker,
)
from domain.trackers.starts import track_cluster, track_hotel, track_search
from domain.trackers.values import TrackerView, TrackingStarted
from webhooks.access import Product, Reader, Tracking
from webhooks.api.paging import Page, Paged, PageWish, Place, ticks
from webhooks.api.price_values import BacktestItem, HistoryItem, OptionalForecast
from webhooks.api.rule_values import BacktestResult, RuleChange, RuleTermsItem
from webhooks.api.tracker_values import (
    AlertItem,
    FolderItem,
    FolderName,
    Opinion,
    RuleAddedItem,
    RunItem,
    StartedItem,
    Track,
    TrackCluster,
    TrackerChange,
    TrackerItem,
    TrackFlight,
    TrackHotel,
    TrackPackage,
    TrackSearch,
)
from webhooks.api.values import V1, Number

CREATED, NO_CONTENT = 201, 204
trackers = APIRouter(prefix=f"{V1}/trackers", tags=["trackers"])
alerts = APIRouter(prefix=f"{V1}/alerts", tags=["alerts"])
folders = APIRouter(prefix=f"{V1}/folders", tags=["folders"])


@trackers.get("")
async def read_trackers(traveller: Reader, app: Product, page: Page) -> Paged[TrackerItem]:
    """Return the trackers, active ones first."""
    mine = await list_trackers(app, traveller)
    chosen, cursor = page.of(mine, _place)
    return Paged(items=[TrackerItem.of(one) for one in chosen], next_cursor=cursor)


@trackers.post("", status_code=CREATED)
async def track(body: Track, traveller: Tracking, app: Product, response: Response) -> StartedItem:
    """Track a price until check-in, with an alert at a drop of 5 % or more. Tracking the same thing
    twice makes one tracker.
    """
    started = await _begin(app, traveller, body)
    response.headers["Location"] = f"/api/v1/trackers/{started.tracker.tracker_id}"
    return StartedItem.of(started)


@trackers.get("/{tracker_id}")
async def read_tracker(tracker_id: Number, traveller: Reader, app: Product) -> TrackerItem:
    """Return a tracker."""
    return TrackerItem.of(await get_tracker(app, traveller, tracker_id))


@trackers.patch("/{tracker_id}")
async def write_tracker(
    tracker_id: Number, body: TrackerChange, traveller: Tracking, app: Product
) -> TrackerItem:
    """Change a tracker: all of it, or nothing where one part is refused; the rest stays."""
    return TrackerItem.of(await change_tracker(app, traveller, tracker_id, body.changes()))


@trackers.delete("/{tracker_id}")
async def drop_tracker(tracker_id: Number, traveller: Tracking, app: Product) -> TrackerItem:
    """Delete a tracker; for a month it can be restored."""
    return TrackerItem.of(await delete_tracker(app, traveller, tracker_id))


@trackers.post("/{tracker_id}/restore")
async def undelete_tracker(tracker_id: Number, traveller: Tracking, app: Product) -> TrackerItem:
    """Undo a deletion."""
    return TrackerItem.of(await restore_tracker(app, traveller, tracker_id))


@trackers.post("/{tracker_id}/rules", status_code=CREATED)
async def put_rule(
    tracker_id: Number, body: RuleChange, traveller: Tracking, app: Product
) -> RuleAddedItem:
    """Give a tracker one more rule, and tell what it would have told lately."""
    added = await add_rule(app, traveller, tracker_id, body.terms(), body.instead_of)
    return RuleAddedItem.of(added)


@trackers.delete("/{tracker_id}/rules/{rule_id}")
async def drop_rule(
    tracker_id: Number, rule_id: Number, traveller: Tracking, app: Product
) -> TrackerItem:
    """Take a rule off a tracker."""
    return TrackerItem.of(await remove_rule(app, traveller, tracker_id, rule_id))


@trackers.post("/{tracker_id}/backtest")
async def test_rule(
    tracker_id: Number, body: RuleTermsItem, traveller: Reader, app: Product
) -> BacktestResult:
    """Tell what a rule would have told lately, without giving it to the tracker."""
    view = await get_tracker(app, traveller, tracker_id)
    require_rule_terms(body.terms())
    tested = await tested_on_past(app, view, body.terms())
    return BacktestResult(backtest=BacktestItem.maybe(tested))


@trackers.get("/{tracker_id}/history")
async def tracker_history(tracker_id: Number, traveller: Reader, app: Product) -> HistoryItem:
    """Return the last 90 days of what is watched."""
    return HistoryItem.of(await past_of(app, await get_tracker(app, traveller, tracker_id)))


@trackers.get("/{tracker_id}/forecast")
async def tracker_forecast(tracker_id: Number, traveller: Reader, app: Product) -> OptionalForecast:
    """Return what may be said today of the watched price."""
    return OptionalForecast.of((await get_tracker(app, traveller, tracker_id)).told)


@trackers.get("/{tracker_id}/results")
async def tracker_results(
    tracker_id: Number, traveller: Reader, app: Product, page: Page
) -> Paged[RunItem]:
    """Return what the checks found, the newest first."""
    found = await list_runs(app, traveller, tracker_id, page.limit + 1, page.number() or 0)
    chosen, cursor = page.trim(found, lambda one: (one.run_id,))
    return Paged(items=[RunItem.of(one) for one in chosen], next_cursor=cursor)


@trackers.get("/{tracker_id}/alerts")
async def tracker_alerts(
    tracker_id: Number, traveller: Reader, app: Product, page: Page
) -> Paged[AlertItem]:
    """Return a tracker's alerts, the newest first."""
    return await _alerts(app, traveller, page, tracker_id)


@alerts.get("")
async def read_alerts(traveller: Reader, app: Product, page: Page) -> Paged[AlertItem]:
    """Return the alerts of all trackers, the newest first."""
    return await _alerts(app, traveller, page, None)


@alerts.get("/{alert_id}")
async def read_alert(alert_id: Number, traveller: Reader, app: Product) -> AlertItem:
    """Return an alert."""
    return AlertItem.of(await get_alert(app, traveller, alert_id))


@alerts.put("/{alert_id}/feedback", status_code=NO_CONTENT)
async def rate_alert(alert_id: Number, body: Opinion, traveller: Tracking, app: Product) -> None:
    """Say whether an alert was of use."""
    await say_of_alert(app, traveller, alert_id, is_helpful=body.is_helpful)


@folders.get("")
async def read_folders(traveller: Reader, app: Product, page: Page) -> Paged[FolderItem]:
    """Return the folders by their names."""
    mine = await list_folders(app, traveller)
    chosen, cursor = page.of(mine, lambda one: (one.name.casefold(), one.folder_id))
    return Paged(items=[FolderItem.of(one) for one in chosen], next_cursor=cursor)


@folders.post("", status_code=CREATED)
async def make_folder(body: FolderName, traveller: Tracking, app: Product) -> FolderItem:
    """Make a folder; one that is there already by that name is returned."""
    return FolderItem.of(await create_folder(app, traveller, body.name))


@folders.patch("/{folder_id}")
async def change_folder(
    folder_id: Number, body: FolderName, traveller: Tracking, app: Product
) -> FolderItem:
    """Give a folder another name."""
    return FolderItem.of(await rename_folder(app, traveller, folder_id, body.name))


@folders.delete("/{folder_id}", status_code=NO_CONTENT)
async def drop_folder(folder_id: Number, traveller: Tracking, app: Product) -> None:
    """Take a folder away; its trackers stay, in none."""
    await delete_folder(app, traveller, folder_id)


async def _begin(app: App, traveller: Traveller, body: Track) -> TrackingStarted:
    match body:
        case TrackHotel():
            return await track_hotel(
                app, traveller, body.search_id, body.hotel_id, body.rate.terms()
            )
        case TrackSearch():
            return await track_search(app, traveller, body.search_id)
        case TrackFlight():
            return await track_flight(app, traveller, body.search_id, body.journey)
        case TrackCluster():
            await public_cluster(app.pool, body.cluster_id)
            return await track_cluster(app, traveller, body.search_id, body.cluster_id)
        case TrackPackage():
            return await track_package(app, traveller, body.package_id, body.hotel_id, body.flight)
        case _:
            assert_never(body)


def _place(one: TrackerView) -> Place:
    return one.state is not TrackerState.ACTIVE, ticks(one.ends_at), one.tracker_id


async def _alerts(
    app: App, traveller: Traveller, page: PageWish, tracker_id: int | None
) -> Paged[AlertItem]:
    found = await list_alerts(app, traveller, page.limit + 1, page.number() or 0, tracker_id)
    chosen, cursor = page.trim(found, lambda one: (one.alert_id,))
    return Paged(items=[AlertItem.of(one) for one in chosen], next_cursor=cursor)
