"""Making, changing and reading clusters; who may is decided above."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from tortoise.exceptions import IntegrityError

from domain.catalog.models import Cluster, ClusterKind
from domain.clusters.compiler import FRESH, PARTY
from domain.clusters.errors import ClusterNameNotUsable, ClusterNameTaken, ClusterRefused
from domain.clusters.members import Refreshed, refresh
from domain.clusters.rule_edits import Path, whole, with_part, without
from domain.clusters.rules import Condition, Rule, bounded, read_rule, write_rule
from domain.errors import NotFound
from domain.money import Money
from domain.unit_of_work import Database

log = structlog.get_logger(__name__)

LONGEST_NAME = 100
REFRESH_EVERY = timedelta(hours=6)
MOST_LISTED = 30
MOST_DAYS = 10


@dataclass(frozen=True, slots=True)
class ClusterView:
    """A cluster. `rule` None: put together by hand, or by rules that are no longer read."""

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
        """Return what all of its hotels fulfil, part by part."""
        return tuple(whole(self.rule))


@dataclass(frozen=True, slots=True)
class CheapDay:
    """The cheapest night that is known of a cluster on a day of arrival, for two adults."""

    check_in: date
    nights: int
    total: Money
    a_night: Money
    hotel_id: int
    hotel_name: str
    destination_id: int
    observed_at: datetime


_COLUMNS = "id, name, kind, rules, is_public, hotel_count, refreshed_at, refresh_error"


def _view(row: Any) -> ClusterView:
    rule = None
    if row["rules"] is not None:
        try:
            rule = read_rule(json.dumps(row["rules"]))
        except ClusterRefused:
            log.warning("cluster's rules not read", cluster=row["id"])
    return ClusterView(
        row["id"],
        row["name"],
        ClusterKind(row["kind"]),
        rule,
        row["is_public"],
        row["hotel_count"],
        row["refreshed_at"],
        row["refresh_error"],
    )


async def load_cluster(database: Database, cluster_id: int) -> ClusterView:
    """Return a cluster. Raises NotFound."""
    row = await database.fetchrow(f"SELECT {_COLUMNS} FROM clusters WHERE id = $1", cluster_id)
    if row is None:
        raise NotFound("cluster")
    return _view(row)


async def public_cluster(database: Database, cluster_id: int) -> ClusterView:
    """Return a cluster that everybody may see. Raises NotFound for another."""
    cluster = await load_cluster(database, cluster_id)
    if not cluster.is_public or not cluster.hotel_count:
        raise NotFound("cluster")
    return cluster


async def list_clusters(
    database: Database, *, public_only: bool, holding: str = "", most: int = MOST_LISTED
) -> tuple[ClusterView, ...]:
    """Return clusters by name, those whose name holds a text; public ones have hotels."""
    rows = await database.fetch(
        f"""
        SELECT {_COLUMNS} FROM clusters
        WHERE (NOT $1 OR (is_public AND hotel_count > 0))
          AND strpos(lower(name), lower($2)) > 0
        ORDER BY name LIMIT $3
        """,
        public_only,
        holding.replace("\x00", ""),
        most,
    )
    return tuple(map(_view, rows))


async def make_cluster(database: Database, name: str, now: datetime) -> ClusterView:
    """Make an empty cluster that nobody sees. Raises ClusterNameTaken and ClusterNameNotUsable."""
    usable = " ".join(name.replace("\x00", "").split())
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
    """Change what is given. Raises NotFound."""
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
    """Add a condition to a group, by default to what all hotels fulfil; beside another condition
    it is its alternative. Raises NotFound, RuleNotUsable, RuleTooSlow.
    """
    return await edit_rule(database, cluster_id, lambda rule: with_part(rule, path, condition), now)


async def remove_condition(
    database: Database, cluster_id: int, place: int, now: datetime
) -> ClusterView:
    """Take the part at a place away. Raises NotFound, also when there is none there."""
    return await edit_rule(database, cluster_id, lambda rule: without(rule, (place,)), now)


async def edit_rule(
    database: Database,
    cluster_id: int,
    how: Callable[[Rule | None], Rule | None],
    now: datetime,
) -> ClusterView:
    """Give a cluster what `how` makes of its rule. Raises what `how` and `set_rule` raise."""
    cluster = await load_cluster(database, cluster_id)
    return await set_rule(database, cluster_id, how(cluster.rule), now)


async def set_rule(
    database: Database, cluster_id: int, rule: Rule | None, now: datetime
) -> ClusterView:
    """Give a cluster its rule and its hotels at once; without a rule it is empty.

    Raises NotFound, RuleNotUsable and RuleTooSlow: then rule and hotels are as they were.
    """
    async with database.transaction():
        stored = None if rule is None else json.loads(write_rule(bounded(rule)))
        await database.execute("UPDATE clusters SET rules = $2 WHERE id = $1", cluster_id, stored)
        if rule is None:
            await database.execute("DELETE FROM cluster_hotels WHERE clusters_id = $1", cluster_id)
            await _note_refreshed(database, cluster_id, Refreshed(0, 0, 0), now)
        else:
            await load_cluster(database, cluster_id)
            done = await refresh(database, cluster_id, rule, now)
            await _note_refreshed(database, cluster_id, done, now)
        return await load_cluster(database, cluster_id)


async def refresh_cluster(database: Database, cluster_id: int, now: datetime) -> Refreshed:
    """Bring a cluster's hotels up to its rule. Raises NotFound, also without a rule; RuleTooSlow,
    which the cluster then tells of while its hotels stay.
    """
    cluster = await load_cluster(database, cluster_id)
    if cluster.rule is None:
        raise NotFound("rule")
    try:
        done = await refresh(database, cluster_id, cluster.rule, now)
    except ClusterRefused as error:
        await database.execute(
            "UPDATE clusters SET refresh_error = $2, refreshed_at = $3 WHERE id = $1",
            cluster_id,
            type(error).__name__,
            now,
        )
        raise
    await _note_refreshed(database, cluster_id, done, now)
    return done


async def refreshed(database: Database, cluster_id: int, now: datetime) -> ClusterView:
    """Bring a cluster's hotels up to its rule and return it. Raises what `refresh_cluster` does."""
    await refresh_cluster(database, cluster_id, now)
    return await load_cluster(database, cluster_id)


async def refresh_due(database: Database, now: datetime) -> int:
    """Refresh the dynamic clusters whose turn it is; return how many. One that fails says so."""
    rows = await database.fetch(
        """
        SELECT id FROM clusters WHERE kind = 'dynamic' AND rules IS NOT NULL
            AND (refreshed_at IS NULL OR refreshed_at <= $1) ORDER BY refreshed_at NULLS FIRST
        """,
        now - REFRESH_EVERY,
    )
    for row in rows:
        try:
            await refresh_cluster(database, row["id"], now)
        except (ClusterRefused, NotFound) as error:
            log.warning("cluster not refreshed", cluster=row["id"], why=type(error).__name__)
    return len(rows)


async def _note_refreshed(
    database: Database, cluster_id: int, done: Refreshed, now: datetime
) -> None:
    await database.execute(
        """
        UPDATE clusters SET hotel_count = $2, refreshed_at = $3, refresh_error = NULL WHERE id = $1
        """,
        cluster_id,
        done.count,
        now,
    )


async def delete_cluster(database: Database, cluster_id: int) -> None:
    """Remove a cluster; what is watched of it goes on, hotel by hotel. Raises NotFound."""
    gone = await database.fetchval("DELETE FROM clusters WHERE id = $1 RETURNING id", cluster_id)
    if gone is None:
        raise NotFound("cluster")


async def cheapest_days(
    database: Database, cluster_id: int, currency: str, now: datetime, most: int = MOST_DAYS
) -> tuple[CheapDay, ...]:
    """Return the days of arrival whose cheapest night was named lately, the cheapest first."""
    rows = await database.fetch(
        """
        SELECT * FROM (
            SELECT DISTINCT ON (q.check_in) q.check_in, q.nights, q.total, q.hotel_id, h.name,
                h.destination_id, q.observed_at, q.total / q.nights AS a_night
            FROM cluster_hotels c JOIN hotels h ON h.id = c.hotel_id
            JOIN newest_quotes q ON q.hotel_id = c.hotel_id
            WHERE c.clusters_id = $1 AND q.currency = $2 AND q.people = $3
              AND q.total IS NOT NULL AND q.is_comparable AND q.observed_at >= $4
              AND q.check_in >= $5
            ORDER BY q.check_in, q.total / q.nights, q.observed_at DESC
        ) days ORDER BY a_night, check_in LIMIT $6
        """,
        cluster_id,
        currency,
        PARTY,
        now - FRESH,
        now.date(),
        most,
    )
    return tuple(
        CheapDay(
            row["check_in"],
            row["nights"],
            Money.of(row["total"], currency),
            Money.of(row["a_night"], currency),
            row["hotel_id"],
            row["name"],
            row["destination_id"],
            row["observed_at"],
        )
        for row in rows
    )
