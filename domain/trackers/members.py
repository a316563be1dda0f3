"""Trackers of a cluster follow who belongs to it: newcomers are watched, those who left are not.

What stays keeps its rules' states; a newcomer's price counts from its first look on.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.alerts.queries.rules import active_rules
from domain.app import App
from domain.checks.queries.watchers import lock_trackables
from domain.prices.trackables import Thing, thing_from
from domain.trackers.beginning import MOST_HOTELS, drop_items
from domain.trackers.creation import add_items
from domain.trackers.currencies import in_each_currency
from domain.trackers.queries.things import things_of
from domain.unit_of_work import Database

# As many trackers are read at a time; the next ones come after them.
PAGE = 200
Members = Sequence[tuple[int, int]]


async def members_of(database: Database, cluster_id: int) -> Members:
    """Return the hotels of a cluster that a tracker watches, and where they lie."""
    rows = await database.fetch(
        """
        SELECT h.id, h.destination_id FROM cluster_hotels c JOIN hotels h ON h.id = c.hotel_id
        WHERE c.clusters_id = $1 ORDER BY h.review_count DESC NULLS LAST, h.id LIMIT $2
        """,
        cluster_id,
        MOST_HOTELS,
    )
    return [(row["id"], row["destination_id"]) for row in rows]


async def follow_clusters(app: App) -> int:
    """Have every running tracker of a cluster watch its present hotels; return how many changed.

    One whose cluster is empty by now goes on with the hotels that it has.
    """
    rows = await app.pool.fetch(
        "SELECT DISTINCT cluster_id FROM trackers WHERE cluster_id IS NOT NULL AND state = 'active'"
    )
    changed = 0
    for row in rows:
        wanted = await members_of(app.pool, row["cluster_id"])
        if wanted:
            changed += await _follow(app, row["cluster_id"], wanted)
    return changed


async def _follow(app: App, cluster_id: int, wanted: Members) -> int:
    changed, last = 0, 0
    ids = sorted(hotel_id for hotel_id, _place in wanted)
    while True:
        behind = await app.pool.fetch(
            """
            SELECT t.id FROM trackers t JOIN tracked_items i ON i.tracker_id = t.id
            JOIN trackables k ON k.id = i.trackable_id
            WHERE t.cluster_id = $1 AND t.state = 'active' AND t.id > $2
            GROUP BY t.id
            HAVING array_agg(DISTINCT k.hotel_id ORDER BY k.hotel_id) <> $3::bigint[]
            ORDER BY t.id LIMIT $4
            """,
            cluster_id,
            last,
            ids,
            PAGE,
        )
        for row in behind:
            await _bring_up(app, row["id"], wanted, app.clock.now())
        changed += len(behind)
        if len(behind) < PAGE:
            return changed
        last = behind[-1]["id"]


async def _bring_up(app: App, tracker_id: int, wanted: Members, now: datetime) -> None:
    """Have one tracker watch those who belong to the cluster, for the stay that it has."""
    watched = await things_of(app.pool, tracker_id)
    if not watched:
        return
    known = {one.hotel_id for one in watched}
    like = thing_from(watched[0])
    new = [_in(like, *member) for member in wanted if member[0] not in known]
    things = await in_each_currency(app, new)
    left = [one.id for one in watched if one.hotel_id not in dict(wanted)]
    async with app.pool.transaction() as connection:
        await lock_trackables(connection, [tracker_id])
        if things:
            rules = await active_rules(connection, tracker_id)
            await add_items(connection, tracker_id, things, rules, now)
        await drop_items(connection, tracker_id, left)


def _in(like: Thing, hotel_id: int, destination_id: int) -> Thing:
    """Return the same stay in another hotel."""
    return replace(like, hotel_id=hotel_id, destination_id=destination_id, priced_in=None)
