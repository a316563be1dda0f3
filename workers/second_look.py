"""Looking once more at what is about to be told: is it still so?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.alerts.delivery import ClaimedAlert, mark_dropped, with_alert
from domain.alerts.freshness import Overtaken, Standing, is_fresh, may_wait, settle
from domain.alerts.loading import load_alerts, load_standings
from domain.alerts.values import OutgoingAlert
from domain.app import App
from domain.trackers.checking import check_now

# After a look that brought nothing the next one is this far off.
LOOK_AGAIN_AFTER = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Looked:
    """Alerts with what is known now; `waiting` are those whose price is to be asked again."""

    ready: tuple[ClaimedAlert, ...]
    waiting: tuple[ClaimedAlert, ...]
    standings: Mapping[int, Standing]


async def standings_of(app: App, claimed: Sequence[ClaimedAlert]) -> dict[int, Standing]:
    """Return by alert id what is known now; one whose tracker was removed just now is missing."""
    return await load_standings(app.pool, [one.alert.alert_id for one in claimed])


def has_fresh_price(
    claimed: ClaimedAlert, standings: Mapping[int, Standing], now: datetime
) -> bool:
    """Say whether an alert may be told without asking again."""
    standing = standings.get(claimed.alert.alert_id)
    return standing is not None and is_fresh(standing, now)


async def look_again(app: App, claimed: Sequence[ClaimedAlert], since: datetime | None) -> Looked:
    """Ask for the prices of alerts again.

    One whose price cannot be had waits for some minutes, counted from `since` or, without it, from
    the first look in vain; then it is told with the price that there is, and its age.
    """
    await check_now(app, sorted({one.stored.trackable_id for one in claimed}))
    standings, now = await standings_of(app, claimed), app.clock.now()
    waiting = tuple(
        one
        for one in claimed
        if not has_fresh_price(one, standings, now)
        and may_wait(since or one.stored.sought_since or now, now)
    )
    ready = tuple(one for one in claimed if one not in waiting)
    return Looked(ready, waiting, standings)


async def settle_all(
    app: App, claimed: Sequence[ClaimedAlert], standings: Mapping[int, Standing]
) -> list[ClaimedAlert]:
    """Return the alerts as they are true now; those that are not are dropped.

    One without a standing, whose tracker was removed this very moment, is passed over. A dropped
    one hands on the price from which the next one tells, so that is read again.
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
            await mark_dropped(app.pool, one, outcome.value)
    if len(kept) < len(known):
        stored = await load_alerts(app.pool, [one.alert.alert_id for one in kept])
        kept = [
            replace(one, stored=stored[one.alert.alert_id])
            for one in kept
            if one.alert.alert_id in stored
        ]
    settled = ((one, settle(one.alert, standings[one.alert.alert_id])) for one in kept)
    return [with_alert(one, alert) for one, alert in settled if isinstance(alert, OutgoingAlert)]
