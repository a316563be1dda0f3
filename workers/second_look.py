"""Looking once more at old prices before they are told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.alerts.delivery import ClaimedAlert
from domain.alerts.freshness import Standing, is_fresh, may_wait
from domain.alerts.loading import load_standings
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
    when the alert was made; then it is told with the price that there is, and its age.
    """
    await check_now(app, sorted({one.stored.trackable_id for one in claimed}))
    standings, now = await standings_of(app, claimed), app.clock.now()
    waiting = tuple(
        one
        for one in claimed
        if not has_fresh_price(one, standings, now)
        and may_wait(since or one.stored.created_at, now)
    )
    ready = tuple(one for one in claimed if one not in waiting)
    return Looked(ready, waiting, standings)
