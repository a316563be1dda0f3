"""What goes in and out of the routes for trackers, their rules, results and alerts."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from domain.alerts.models import RuleKind
from domain.checks.cadence import Frequency
from domain.prices.terms import RateTerms
from domain.suppliers.contract import Board
from domain.trackers.changes import Changes
from domain.trackers.edits import RuleAdded
from domain.trackers.folders import Folder
from domain.trackers.log import AlertEntry, RunEntry
from domain.trackers.models import TrackerState
from domain.trackers.values import ItemView, TrackerView, TrackingStarted
from webhooks.api.flight_values import Fingerprint
from webhooks.api.price_values import BacktestItem
from webhooks.api.rule_values import RuleItem
from webhooks.api.values import Body, Id, Moment, Price, StayItem

Name = Annotated[str, Field(min_length=1, max_length=300, examples=["Goa in December"])]


class RateWish(Body):
    """Which of a hotel's rates is watched; empty: the cheapest one."""

    board: Annotated[Board | None, Field(examples=["BB"])] = None
    refundable: bool = False
    room: Annotated[str | None, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")] = None

    def terms(self) -> RateTerms:
        """Return it in the domain's words."""
        return RateTerms(self.board, self.refundable, self.room)


class TrackHotel(Body):
    """Watch a hotel of a search."""

    kind: Literal["hotel"]
    search_id: Id
    hotel_id: Id
    rate: RateWish = RateWish()


class TrackSearch(Body):
    """Watch a whole search: the cheapest hotel that fits."""

    kind: Literal["search"]
    search_id: Id


class TrackFlight(Body):
    """Watch a flight search's lowest price, or that of one journey out."""

    kind: Literal["flight"]
    search_id: Id
    journey: Fingerprint | None = None


class TrackPackage(Body):
    """Watch a hotel together with a flight under their sum."""

    kind: Literal["package"]
    package_id: Id
    hotel_id: Id
    flight: Fingerprint | None = None


class TrackCluster(Body):
    """Watch the hotels of a public collection for a search's dates, with an alert for the best deal
    among them.
    """

    kind: Literal["cluster"]
    search_id: Id
    cluster_id: Id


Track = Annotated[
    TrackHotel | TrackSearch | TrackFlight | TrackPackage | TrackCluster,
    Field(discriminator="kind"),
]


class WatchedItem(BaseModel):
    """One thing of a tracker that watches several."""

    hotel_id: int | None
    stay: StayItem
    availability: Annotated[str, Field(examples=["available"])]
    total: Price | None

    @classmethod
    def of(cls, item: ItemView) -> "WatchedItem":
        """Return a watched thing in the API's form."""
        return cls(
            hotel_id=item.hotel_id, stay=StayItem.of(item.stay),
            availability=item.availability.value, total=Price.maybe(item.total),
        )  # fmt: skip


class TrackerItem(BaseModel):
    """A tracker. While it `is_awaited`, the watch has yet to see its own price."""

    id: Id
    kind: Annotated[str, Field(examples=["hotel_stay"])]
    name: Annotated[str, Field(examples=["Lotus Beach Resort"])]
    state: TrackerState
    stay: StayItem | None
    flight_days: list[date] | None
    hotel_id: int | None
    place_id: int | None
    currency: Annotated[str, Field(examples=["INR"])]
    rules_currency: Annotated[str, Field(examples=["INR"])]
    availability: Annotated[str, Field(examples=["available"])]
    first_total: Price | None
    last_total: Price | None
    is_awaited: bool
    last_checked_at: datetime | None
    next_check_at: datetime | None
    next_reason: Annotated[str, Field(examples=["base"])]
    supplier_status: Annotated[str, Field(examples=["ok"])]
    frequency: Frequency
    custom_seconds: int | None
    muted_until: datetime | None
    ends_at: Moment
    folder_id: int | None
    rules: list[RuleItem]
    items: list[WatchedItem]

    @classmethod
    def of(cls, view: TrackerView) -> "TrackerItem":
        """Return a tracker in the API's form."""
        days = view.flight_days
        return cls(
            id=view.tracker_id, kind=view.kind.value, name=view.name, state=view.state,
            stay=StayItem.of(view.stay) if days is None else None,
            flight_days=None if days is None else [day for day in days if day is not None],
            hotel_id=view.hotel_id, place_id=view.destination_id, currency=view.currency,
            rules_currency=view.sizes_in, availability=view.availability.value,
            first_total=Price.maybe(view.first_total), last_total=Price.maybe(view.last_total),
            is_awaited=view.is_awaited, last_checked_at=view.last_checked_at,
            next_check_at=view.next_check_at, next_reason=view.next_reason,
            supplier_status=view.supplier_status, frequency=view.frequency,
            custom_seconds=view.custom_seconds, muted_until=view.muted_until, ends_at=view.ends_at,
            folder_id=view.folder_id, rules=[RuleItem.of(rule) for rule in view.rules],
            items=[WatchedItem.of(item) for item in view.watched],
        )  # fmt: skip


class StartedItem(BaseModel):
    """The tracker; `is_new` false: the same was watched already. What its first rule would have
    told lately stands in `backtest`, where enough is known.
    """

    tracker: TrackerItem
    is_new: bool
    backtest: BacktestItem | None

    @classmethod
    def of(cls, started: TrackingStarted) -> "StartedItem":
        """Return the start of a watch in the API's form."""
        return cls(
            tracker=TrackerItem.of(started.tracker), is_new=started.is_new,
            backtest=BacktestItem.maybe(started.backtest),
        )  # fmt: skip


class RuleAddedItem(BaseModel):
    """The tracker with its new rule; `already_met`: today's price is where it would tell."""

    tracker: TrackerItem
    already_met: bool
    backtest: BacktestItem | None

    @classmethod
    def of(cls, added: RuleAdded) -> "RuleAddedItem":
        """Return a new rule in the API's form."""
        return cls(
            tracker=TrackerItem.of(added.tracker), already_met=added.already_met,
            backtest=BacktestItem.maybe(added.backtest),
        )  # fmt: skip


class TrackerChange(Body):
    """What is to change of a tracker; what is left out stays.

    `frequency` is read as in the chat ("smart", "1h", "every 3 hours"), `until` as a day or "end"
    for check-in, `quiet_days` 0 tells again, `folder_id` 0 takes it out of its folder.
    """

    name: Name | None = None
    state: Literal["active", "paused"] | None = None
    frequency: Annotated[str | None, Field(max_length=40, examples=["every 3 hours"])] = None
    until: Annotated[str | None, Field(max_length=40, examples=["2026-12-10"])] = None
    quiet_days: Annotated[int | None, Field(ge=0, le=90, examples=[2])] = None
    days_around: Annotated[int | None, Field(ge=0, le=7, examples=[2])] = None
    folder_id: Annotated[int | None, Field(ge=0, le=2**63 - 1, examples=[7])] = None

    def changes(self) -> Changes:
        """Return them in the domain's words."""
        return Changes(
            self.name, self.frequency, self.until, self.quiet_days, self.days_around,
            self.folder_id, None if self.state is None else TrackerState(self.state),
        )  # fmt: skip


class RunItem(BaseModel):
    """What a check found: one where something changed, and one a day otherwise."""

    id: Id
    ran_at: Moment
    total: Price | None
    previous: Price | None
    supplier_status: Annotated[str, Field(examples=["ok"])]

    @classmethod
    def of(cls, run: RunEntry) -> "RunItem":
        """Return a run in the API's form."""
        return cls(
            id=run.run_id, ran_at=run.ran_at, total=Price.maybe(run.total),
            previous=Price.maybe(run.previous), supplier_status=run.supplier_status,
        )  # fmt: skip


class AlertItem(BaseModel):
    """News of a tracker. `state` says where it stands on its way to the chat."""

    id: Id
    tracker_id: Id
    tracker_name: Annotated[str, Field(examples=["Lotus Beach Resort"])]
    kind: RuleKind
    previous: Price | None
    total: Price | None
    availability: str | None
    supplier: Annotated[str, Field(examples=["a-supplier"])]
    observed_at: Moment
    state: Annotated[str, Field(examples=["sent"])]
    created_at: Moment
    sent_at: datetime | None

    @classmethod
    def of(cls, alert: AlertEntry) -> "AlertItem":
        """Return an alert in the API's form."""
        return cls(
            id=alert.alert_id, tracker_id=alert.tracker_id, tracker_name=alert.tracker_name,
            kind=alert.kind, previous=Price.maybe(alert.previous), total=Price.maybe(alert.total),
            availability=alert.availability, supplier=alert.source, observed_at=alert.observed_at,
            state=alert.state.value, created_at=alert.created_at, sent_at=alert.sent_at,
        )  # fmt: skip


class Opinion(Body):
    """Whether an alert was of use."""

    is_helpful: bool


class FolderName(Body):
    """A folder's name."""

    name: Annotated[str, Field(max_length=100, examples=["Winter"])]


class FolderItem(BaseModel):
    """A folder and how many trackers lie in it."""

    id: Id
    name: Annotated[str, Field(examples=["Winter"])]
    count: Annotated[int, Field(examples=[2])]

    @classmethod
    def of(cls, folder: Folder) -> "FolderItem":
        """Return a folder in the API's form."""
        return cls(id=folder.folder_id, name=folder.name, count=folder.count)
