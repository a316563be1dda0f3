"""Reactions to an alert: quiet for a while, less often, bigger drops only.

An alert in a private chat can be acted on by its owner. In a group every member can look into it;
changes to the tracker are reserved for its owner and the group's administrators, who then act for
the owner.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from domain.accounts.travellers import Traveller
from domain.alerts.models import RuleKind, Wish
from domain.alerts.queries.feedback import note_wish
from domain.alerts.queries.rule_changes import arm_drops, double_percent, look_anew
from domain.alerts.queries.rules import set_sleeping
from domain.app import App
from domain.checks.cadence import Frequency
from domain.checks.queries.watchers import lock_trackables, refresh_watch
from domain.errors import NotFound
from domain.trackers.queries.settings import (
    Silence,
    is_active,
    keep_silent,
    note_frequency,
    tracker_that_told,
)

SNOOZE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class ToldTracker:
    """The tracker behind an alert; `is_theirs` says whether the caller owns it."""

    tracker_id: int
    owner_id: int
    is_theirs: bool


async def tracker_of_alert(
    app: App, traveller: Traveller, alert_id: int, chat_id: int
) -> ToldTracker:
    """Return the tracker that made an alert.

    Raises NotFound for a stranger's: the caller must own it, or ask from the group (`chat_id`) that
    it reports to.
    """
    tracker = await tracker_that_told(app.pool, alert_id)
    if tracker is None:
        raise NotFound("alert")
    is_theirs = tracker.user_id == traveller.user_id
    is_of_group = tracker.chat_id == chat_id and chat_id < 0
    if not is_theirs and not is_of_group:
        raise NotFound("alert")
    return ToldTracker(tracker.id, tracker.user_id, is_theirs)


async def snooze_tracker(app: App, tracker_id: int, until: datetime | None) -> None:
    """Report only a reached target until then; None ends the silence."""
    await _be_quiet(app, "snoozed_until", tracker_id, until)


async def mute_tracker(app: App, tracker_id: int, until: datetime | None) -> None:
    """Report nothing until then; None ends the silence."""
    await _be_quiet(app, "muted_until", tracker_id, until)


async def _be_quiet(app: App, silence: Silence, tracker_id: int, until: datetime | None) -> None:
    """Set how long a tracker is quiet; its waiting alerts are looked at again."""
    now = app.clock.now()
    async with app.pool.transaction() as connection:
        await keep_silent(connection, tracker_id, silence, until, now)
        await look_anew(connection, tracker_id, now)


async def hear_less_often(app: App, user_id: int, alert_id: int, tracker_id: int) -> None:
    """Check once a day, and so alert at most once a day."""
    now = app.clock.now()
    async with app.pool.transaction() as connection:
        trackable_ids = await lock_trackables(connection, [tracker_id])
        await note_frequency(connection, tracker_id, Frequency.DAILY, now)
        await refresh_watch(connection, trackable_ids)
        await note_wish(connection, alert_id, user_id, Wish.LESS_OFTEN, now)


async def hear_bigger_drops(
    app: App, user_id: int, alert_id: int, tracker_id: int
) -> Decimal | None:
    """Double the percentage of drops, and return it; None without such a rule.

    The rules' lines are recomputed, and earlier firings are forgotten: the next alert comes when
    the price is that far below the price at which tracking began.
    """
    now = app.clock.now()
    async with app.pool.transaction() as connection:
        await lock_trackables(connection, [tracker_id])
        percent = await double_percent(connection, tracker_id)
        await note_wish(connection, alert_id, user_id, Wish.BIGGER_DROPS, now)
        if percent is None:
            return None
        await arm_drops(connection, tracker_id, percent)
        sleeping = not await is_active(connection, tracker_id)
        await set_sleeping(
            connection, [tracker_id], now, sleeping=sleeping, kind=RuleKind.PRICE_DROP
        )
    return percent
