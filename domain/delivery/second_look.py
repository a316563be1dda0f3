"""Checks once more what is about to be sent: is it still true?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.alerts.bundles import Bundle, bundle
from domain.alerts.delivery import ClaimedAlert, mark_dropped, with_alert
from domain.alerts.freshness import Overtaken, Standing, is_fresh, may_wait, settle
from domain.alerts.queries.standings import load_standings
from domain.alerts.queries.stored_alerts import load_alerts, load_days
from domain.alerts.values import OutgoingAlert
from domain.alerts.watched_days import Days
from domain.app import App
from domain.checks.batch import check_now

# Pause after an unsuccessful look-up.
LOOK_AGAIN_AFTER = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Known:
    """What is now known about alerts' prices (by alert), and about other dates (by tracker)."""

    standings: Mapping[int, Standing]
    days: Days

    def is_fresh(self, one: ClaimedAlert, now: datetime) -> bool:
        """Return whether an alert's price may be reported without asking again."""
        standing = self.standings.get(one.alert.alert_id)
        return standing is not None and is_fresh(standing, now)

    def old_days(self, one: ClaimedAlert, now: datetime) -> set[int]:
        """Return the trackables of other dates whose prices must be looked up with an alert's."""
        days = self.days.get(one.alert.tracker_id, ())
        return {day.trackable_id for day in days if not day.is_fresh(now)}


@dataclass(frozen=True, slots=True)
class Looked:
    """Alerts with what is now known; `waiting` are those whose price must be looked up again."""

    ready: tuple[ClaimedAlert, ...]
    waiting: tuple[ClaimedAlert, ...]
    known: Known


async def what_is_known(app: App, claimed: Sequence[ClaimedAlert]) -> Known:
    """Return what is now known; an alert whose tracker was just removed is absent."""
    return Known(
        await load_standings(app.pool, [one.alert.alert_id for one in claimed]),
        await load_days(app.pool, [one.alert.tracker_id for one in claimed], app.clock.now()),
    )


async def look_again(
    app: App, claimed: Sequence[ClaimedAlert], known: Known, since: datetime | None
) -> Looked:
    """Look up outdated prices of alerts, and of the dates next to them.

    An alert whose price is unavailable waits for some minutes, counted from `since` or else from
    the first failed look-up; then it is sent with the last known price, and its age.
    """
    now = app.clock.now()
    asked = {one.stored.trackable_id for one in claimed if not known.is_fresh(one, now)}
    asked.update(*(known.old_days(one, now) for one in claimed))
    await check_now(app, sorted(asked))
    known, now = await what_is_known(app, claimed), app.clock.now()
    waiting = tuple(
        one
        for one in claimed
        if not known.is_fresh(one, now) and may_wait(since or one.stored.sought_since or now, now)
    )
    ready = tuple(one for one in claimed if one not in waiting)
    return Looked(ready, waiting, known)


async def bundle_true(app: App, claimed: Sequence[ClaimedAlert], known: Known) -> list[Bundle]:
    """Return the messages of alerts as they hold now; outdated ones are dropped."""
    found = bundle(await settle_all(app, claimed, known.standings), known.days)
    for one in found.untold:
        await mark_dropped(app.pool, one, Overtaken.OTHER_DAY.value, app.clock.now())
    return list(found.bundles)


async def settle_all(
    app: App, claimed: Sequence[ClaimedAlert], standings: Mapping[int, Standing]
) -> list[ClaimedAlert]:
    """Return the alerts that are still true; the rest is dropped.

    An alert whose tracker was just removed is skipped. A dropped alert passes on its starting price
    to the next one, so that is read again.
    """
    known = [one for one in claimed if one.alert.alert_id in standings]
    outcomes = [settle(one.alert, standings[one.alert.alert_id]) for one in known]
    kept = [
        one
        for one, outcome in zip(known, outcomes, strict=True)
        if not isinstance(outcome, Overtaken)
    ]
    for one, outcome in zip(known, outcomes, strict=True):
        if isinstance(outcome, Overtaken):
            await mark_dropped(app.pool, one, outcome.value, app.clock.now())
    if len(kept) < len(known):
        stored = await load_alerts(app.pool, [one.alert.alert_id for one in kept])
        kept = [
            replace(one, stored=stored[one.alert.alert_id])
            for one in kept
            if one.alert.alert_id in stored
        ]
    settled = ((one, settle(one.alert, standings[one.alert.alert_id])) for one in kept)
    return [with_alert(one, alert) for one, alert in settled if isinstance(alert, OutgoingAlert)]
