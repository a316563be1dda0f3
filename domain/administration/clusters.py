"""What administrators do with clusters, each act with its audit entry."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from domain.administration.audit import Act, Actor, Deed, note
from domain.clusters import service
from domain.clusters.errors import ClusterRefused
from domain.clusters.rules import Rule, write_rule
from domain.clusters.service import ClusterView
from domain.unit_of_work import Database

Change = Callable[[], Awaitable[ClusterView]]


async def make(database: Database, actor: Actor, name: str, now: datetime) -> ClusterView:
    """Create an empty cluster. Raises what `domain.clusters.service.make_cluster` raises."""
    async with database.transaction():
        made = await service.make_cluster(database, name, now)
        deed = Deed(Act.CLUSTER_MADE, _subject(made.cluster_id), after={"name": made.name})
        await note(database, actor, deed, now)
    return made


async def change(
    database: Database, actor: Actor, cluster_id: int, how: Change, now: datetime
) -> ClusterView:
    """Apply `how` to a cluster, and log it before and after. Raises what `how` raises."""
    async with database.transaction():
        before = await service.load_cluster(database, cluster_id)
        after = await how()
        if _told(before) != _told(after):
            deed = Deed(Act.CLUSTER_CHANGED, _subject(cluster_id), _told(before), _told(after))
            await note(database, actor, deed, now)
    return after


async def refresh(database: Database, actor: Actor, cluster_id: int, now: datetime) -> ClusterView:
    """Update a cluster's hotels from its rule. Raises what `refresh_cluster` raises, which the log
    and the cluster then tell.
    """
    refused = None
    async with database.transaction():
        before = await service.load_cluster(database, cluster_id)
        try:
            await service.refresh_cluster(database, cluster_id, now)
        except ClusterRefused as error:
            refused = error
        after = await service.load_cluster(database, cluster_id)
        deed = Deed(Act.CLUSTER_REFRESHED, _subject(cluster_id), _hotels(before), _hotels(after))
        await note(database, actor, deed, now)
    if refused is not None:
        raise refused
    return after


async def delete(database: Database, actor: Actor, cluster_id: int, now: datetime) -> None:
    """Remove a cluster. Raises NotFound."""
    async with database.transaction():
        before = await service.load_cluster(database, cluster_id)
        await service.delete_cluster(database, cluster_id)
        deed = Deed(Act.CLUSTER_DELETED, _subject(cluster_id), _told(before))
        await note(database, actor, deed, now)


def _hotels(cluster: ClusterView) -> dict[str, object]:
    return {"hotels": cluster.hotel_count, "problem": cluster.refresh_error}


def _subject(cluster_id: int) -> str:
    return f"cluster:{cluster_id}"


def _told(cluster: ClusterView) -> dict[str, object]:
    return {
        "name": cluster.name,
        "kind": cluster.kind.value,
        "public": cluster.is_public,
        "rule": _rule(cluster.rule),
    }


def _rule(rule: Rule | None) -> str | None:
    return None if rule is None else write_rule(rule)
