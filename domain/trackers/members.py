"""Keeps cluster trackers in step with their cluster: new members are tracked, former ones are not.

What stays keeps its rules' states; a new member's price counts from its first check.
"""

from dataclasses import replace
from datetime import datetime

from domain.alerts.queries.rules import active_rules
from domain.app import App
from domain.checks.queries.watchers import lock_trackables
from domain.prices.trackables import Thing, thing_from
from domain.trackers.creation import add_items
from domain.trackers.currencies import in_each_currency
from domain.trackers.queries.clusters import Members, followed_clusters, members_of, trackers_behind
from domain.trackers.queries.things import things_of
from domain.trackers.starts import MOST_HOTELS, drop_items

# How many trackers are read at a time.
PAGE = 200


async def follow_clusters(app: App) -> int:
    """Have every active cluster tracker watch its current hotels; return how many changed.

    If the cluster is empty by now, the tracker keeps its hotels.
    """
    changed = 0
    for cluster_id in await followed_clusters(app.pool):
        wanted = await members_of(app.pool, cluster_id, MOST_HOTELS)
        if wanted:
            changed += await _follow(app, cluster_id, wanted)
    return changed


async def _follow(app: App, cluster_id: int, wanted: Members) -> int:
    changed, last = 0, 0
    ids = sorted(hotel_id for hotel_id, _place in wanted)
    while True:
        behind = await trackers_behind(app.pool, cluster_id, ids, last, PAGE)
        for tracker_id in behind:
            await _bring_up(app, tracker_id, wanted, app.clock.now())
        changed += len(behind)
        if len(behind) < PAGE:
            return changed
        last = behind[-1]


async def _bring_up(app: App, tracker_id: int, wanted: Members, now: datetime) -> None:
    """Update one tracker to the cluster's members, for the stay that it has."""
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
