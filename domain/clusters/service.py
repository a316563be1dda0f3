"""Creates, changes and reads clusters; permissions are checked above this layer."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import structlog
from tortoise.exceptions import IntegrityError

from domain.catalog.models import Cluster, ClusterKind
from domain.clusters.errors import ClusterNameNotUsable, ClusterNameTaken, ClusterRefused
from domain.clusters.members import refresh
from domain.clusters.names import read_sought
from domain.clusters.queries.clusters import (
    CheapNight,
    StoredCluster,
    cheapest_nights,
    cluster_by_id,
    clusters_due,
    clusters_named,
    keep_rule,
    note_not_refreshed,
    note_refreshed,
    remove_cluster,
)
from domain.clusters.queries.compiler import FRESH, PARTY
from domain.clusters.queries.members import Refreshed, drop_hotels
from domain.clusters.rule_edits import Path, whole, with_part
from domain.clusters.rules import Condition, Rule, bounded, read_rule, write_rule
from domain.errors import NotFound
from domain.exchange_rates.queries import exchange_rates
from domain.money import Money
from domain.names import name_of
from domain.unit_of_work import Database

log = structlog.get_logger(__name__)

LONGEST_NAME = 100
REFRESH_EVERY = timedelta(hours=6)
MOST_LISTED = 300
MOST_DAYS = 10


@dataclass(frozen=True, slots=True)
class ClusterView:
    """A cluster. `rule` None: put together by hand, or by a rule that is no longer readable."""

    cluster_id: int
    name: str
    kind: ClusterKind
    rule: Rule | None
    is_public: bool
    hotel_count: int
    refreshed_at: datetime | None
    refresh_error: str | None

    @property
    def parts(self) -> tuple[Rule, ...]:
        """Return what all of its hotels match, part by part."""
        return tuple(whole(self.rule))


@dataclass(frozen=True, slots=True)
class CheapDay:
    """A cluster's cheapest known night for an arrival date, for two adults."""

    check_in: date
    nights: int
    total: Money
    a_night: Money
    hotel_id: int
    hotel_name: str
    destination_id: int
    observed_at: datetime


def _view(stored: StoredCluster) -> ClusterView:
    rule = None
    if stored.rules is not None:
        try:
            rule = read_rule(json.dumps(stored.rules))
        except ClusterRefused:
            log.warning("cluster's rules not read", cluster=stored.id)
    return ClusterView(
        stored.id,
        stored.name,
        stored.kind,
        rule,
        stored.is_public,
        stored.hotel_count,
        stored.refreshed_at,
        stored.refresh_error,
    )


async def load_cluster(database: Database, cluster_id: int) -> ClusterView:
    """Return a cluster. Raises NotFound."""
    stored = await cluster_by_id(database, cluster_id)
    if stored is None:
        raise NotFound("cluster")
    return _view(stored)


async def public_cluster(database: Database, cluster_id: int) -> ClusterView:
    """Return a public cluster. Raises NotFound for any other."""
    cluster = await load_cluster(database, cluster_id)
    if not cluster.is_public or not cluster.hotel_count:
        raise NotFound("cluster")
    return cluster


async def list_clusters(
    database: Database,
    *,
    public_only: bool,
    holding: str = "",
    most: int = MOST_LISTED,
    after: str = "",
) -> tuple[ClusterView, ...]:
    """Return clusters by name, those that a text looks for and whose name comes after another one.

    The text is words of the name, or places of the rule in any language. Public clusters have
    hotels.
    """
    sought = await read_sought(database, holding)
    found = await clusters_named(database, sought, most, after, public_only=public_only)
    return tuple(map(_view, found))


async def make_cluster(database: Database, name: str, now: datetime) -> ClusterView:
    """Create an empty private cluster. Raises ClusterNameTaken and ClusterNameNotUsable."""
    usable = name_of(name)
    if not usable or len(usable) > LONGEST_NAME:
        raise ClusterNameNotUsable(LONGEST_NAME)
    try:
        async with database.transaction():
            made = await Cluster.create(name=usable, created_at=now)
    except IntegrityError:
        raise ClusterNameTaken(usable) from None
    return await load_cluster(database, made.id)


async def change_cluster(
    database: Database,
    cluster_id: int,
    *,
    kind: ClusterKind | None = None,
    is_public: bool | None = None,
) -> ClusterView:
    """Change the given fields. Raises NotFound."""
    wishes: dict[str, Any] = {}
    if kind is not None:
        wishes["kind"] = kind
    if is_public is not None:
        wishes["is_public"] = is_public
    if wishes:
        await Cluster.filter(id=cluster_id).update(**wishes)
    return await load_cluster(database, cluster_id)


async def add_condition(
    database: Database, cluster_id: int, condition: Condition, now: datetime, path: Path = ()
) -> ClusterView:
    """Add a condition to a group, by default to the whole rule; on another condition it becomes its
    alternative. Raises NotFound, RuleNotUsable, RuleTooSlow.
    """
    return await edit_rule(database, cluster_id, lambda rule: with_part(rule, path, condition), now)


async def edit_rule(
    database: Database,
    cluster_id: int,
    how: Callable[[Rule | None], Rule | None],
    now: datetime,
) -> ClusterView:
    """Apply `how` to a cluster's rule. Raises what `how` and `set_rule` raise."""
    cluster = await load_cluster(database, cluster_id)
    return await set_rule(database, cluster_id, how(cluster.rule), now)


async def set_rule(
    database: Database, cluster_id: int, rule: Rule | None, now: datetime
) -> ClusterView:
    """Set a cluster's rule and refresh its hotels; without a rule it is empty.

    Raises NotFound, RuleNotUsable and RuleTooSlow: then rule and hotels are unchanged.
    """
    async with database.transaction():
        stored = None if rule is None else json.loads(write_rule(bounded(rule)))
        await keep_rule(database, cluster_id, stored)
        if rule is None:
            await drop_hotels(database, cluster_id)
            await note_refreshed(database, cluster_id, 0, now)
        else:
            await load_cluster(database, cluster_id)
            done = await refresh(database, cluster_id, rule, now)
            await note_refreshed(database, cluster_id, done.number, now)
        return await load_cluster(database, cluster_id)


async def refresh_cluster(database: Database, cluster_id: int, now: datetime) -> Refreshed:
    """Update a cluster's hotels from its rule. Raises NotFound, also without a rule; RuleTooSlow,
    which the cluster then reports while its hotels stay.
    """
    cluster = await load_cluster(database, cluster_id)
    if cluster.rule is None:
        raise NotFound("rule")
    try:
        done = await refresh(database, cluster_id, cluster.rule, now)
    except ClusterRefused as error:
        await note_not_refreshed(database, cluster_id, type(error).__name__, now)
        raise
    await note_refreshed(database, cluster_id, done.number, now)
    return done


async def refresh_due(database: Database, now: datetime) -> int:
    """Refresh the dynamic clusters that are due; return how many. A failure is recorded on the
    cluster.
    """
    due = await clusters_due(database, now - REFRESH_EVERY)
    for cluster_id in due:
        try:
            await refresh_cluster(database, cluster_id, now)
        except (ClusterRefused, NotFound) as error:
            log.warning("cluster not refreshed", cluster=cluster_id, why=type(error).__name__)
    return len(due)


async def delete_cluster(database: Database, cluster_id: int) -> None:
    """Remove a cluster; its trackers go on, hotel by hotel. Raises NotFound."""
    if not await remove_cluster(database, cluster_id):
        raise NotFound("cluster")


async def cheapest_days(
    database: Database, cluster_id: int, currency: str, now: datetime, most: int = MOST_DAYS
) -> tuple[CheapDay, ...]:
    """Return arrival dates with a recently seen cheapest night, the cheapest first.

    Prices stay in their own currencies, and are compared by what they are worth in `currency`;
    where that is unknown they are left out.
    """
    nights = await cheapest_nights(database, cluster_id, PARTY, now - FRESH, now.date())
    rates = await exchange_rates(database, now)
    best: dict[date, tuple[Decimal, CheapDay]] = {}
    for one in nights:
        worth = rates.worth(Money(one.a_night, one.currency), currency)
        if worth is not None and (one.check_in not in best or worth < best[one.check_in][0]):
            best[one.check_in] = worth, _cheap_day(one)
    ranked = sorted(best.values(), key=lambda day: (day[0], day[1].check_in))
    return tuple(day for _worth, day in ranked[:most])


def _cheap_day(one: CheapNight) -> CheapDay:
    return CheapDay(
        one.check_in, one.nights, Money.of(one.total, one.currency),
        Money.of(one.a_night, one.currency), one.hotel_id, one.name, one.destination_id,
        one.observed_at,
    )  # fmt: skip
