"""Looking once more at what is about to be told: is it still so?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.alerts.bundles import Bundle, bundle
from domain.alerts.days import Days
from domain.alerts.delivery import ClaimedAlert, mark_dropped, with_alert
from domain.alerts.freshness import Overtaken, Standing, is_fresh, may_wait, settle
from domain.alerts.queries.loading import load_alerts, load_days
from domain.alerts.queries.standings import load_standings
from domain.alerts.values import OutgoingAlert
from domain.app import App
from domain.checks.batch import check_now

# After a look that brought nothing the next one is this far off.
LOOK_AGAIN_AFTER = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known now of alerts' prices, by alert, and of other days, by tracker."""

    standings: Mapping[int, Standing]
    days: Days

    def is_fresh(self, one: ClaimedAlert, now: datetime) -> bool:
        """Say whether an alert's price may be told without asking again."""
        standing = self.standings.get(one.alert.alert_id)
        return standing is not None and is_fresh(standing, now)

    def old_days(self, one: ClaimedAlert, now: datetime) -> set[int]:
        """Return the trackables of other days whose prices are to be asked beside an alert's."""
        days = self.days.get(one.alert.tracker_id, ())
        return {day.trackable_id for day in days if not day.is_fresh(now)}


@dataclass(frozen=True, slots=True)
class Looked:
    """Alerts with what is known now; `waiting` are those whose price is to be asked again."""

    ready: tuple[ClaimedAlert, ...]
    waiting: tuple[ClaimedAlert, ...]
    known: Known


async def what_is_known(app: App, claimed: Sequence[ClaimedAlert]) -> Known:
    """Return what is known now; an alert whose tracker was removed just now has no standing."""
    return Known(
        await load_standings(app.pool, [one.alert.alert_id for one in claimed]),
        await load_days(app.pool, [one.alert.tracker_id for one in claimed], app.clock.now()),
    )


async def look_again(
    app: App, claimed: Sequence[ClaimedAlert], known: Known, since: datetime | None
) -> Looked:
    """Ask for the prices of alerts, and of the days beside them, again where they are old.

    One whose price cannot be had waits for some minutes, counted from `since` or, without it, from
    the first failed look; then it is told with the price that there is, and its age.
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
    """Return the messages of alerts as they hold now; what is no longer news is dropped."""
    found = bundle(await settle_all(app, claimed, known.standings), known.days)
    for one in found.untold:
        await mark_dropped(app.pool, one, Overtaken.OTHER_DAY.value, app.clock.now())
    return list(found.bundles)


async def settle_all(
    app: App, claimed: Sequence[ClaimedAlert], standings: Mapping[int, Standing]
) -> list[ClaimedAlert]:
    """Return the alerts as they are true now; those that are not are dropped.

    One without a standing, whose tracker was removed this very moment, is passed over. A dropped
    one passes on the price from which the next one tells, so that is read again.
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
