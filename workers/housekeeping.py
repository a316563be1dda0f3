"""Hourly housekeeping."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from domain.accounts.queries.api_keys import forget_expired_keys
from domain.accounts.queries.quarantine import KEPT_FOR, forget_set_aside
from domain.accounts.queries.replays import forget_replays
from domain.accounts.queries.sessions import forget_ended
from domain.accounts.queries.updates import forget_old_updates
from domain.administration.support.queries import forget_threads
from domain.administration.support.service import KEPT_FOR as SUPPORT_KEPT_FOR
from domain.administration.support.service import QUIET
from domain.alerts.delivery import drop_orphans
from domain.alerts.digests import release_strays
from domain.app import App
from domain.bookings.queries.transitions import replace_documents, sealed_documents
from domain.bookings.retention import complete_stays, forget_bookings
from domain.checks.daily_work import work_out_days
from domain.checks.quarantine import TRIED_AGAIN_AFTER, try_all_again
from domain.checks.queries.daily_work import write_daily_results
from domain.checks.queries.watchers import rest_past_stays
from domain.clusters.service import refresh_due
from domain.event_hooks.queries import replace_secret, sealed_secrets
from domain.linking.queries.links import forget_requests
from domain.outbox.queries.messages import forget_settled
from domain.outbox.queries.pauses import forget_pauses
from domain.prices.partitions import ensure_partitions, retire_partitions
from domain.reading.unread_words import forget_unread
from domain.sealing import reseal
from domain.search.queries.newest_prices import forget_words
from domain.search.queries.price_memory import forget_seen_prices
from domain.suppliers.queries import replace_credentials, sealed_credentials
from domain.trackers.lifecycle import end_trackers
from domain.trackers.members import follow_clusters
from domain.trackers.queries.cards import forget_cards
from domain.trackers.queries.lifecycle import purge_trackers
from workers.context import worker_of

# How long ended sessions and settled messages can still be looked up.
ENDED_FOR = TOLD_FOR = timedelta(days=30)
SEALED = (
    (sealed_documents, replace_documents),
    (sealed_secrets, replace_secret),
    (sealed_credentials, replace_credentials),
)


async def keep_house(ctx: dict[str, Any]) -> None:
    """End trackers whose stay has begun, create partitions ahead, delete what is obsolete."""
    app = worker_of(ctx).app
    now = app.clock.now()
    await _settle(app, now)
    await _roll_partitions(app, now)
    await _forget(app, now)
    await seal_anew(app)


async def _settle(app: App, now: datetime) -> None:
    await end_trackers(app.pool, now)
    await rest_past_stays(app.pool, now)
    await try_all_again(app.pool, now, TRIED_AGAIN_AFTER)
    await refresh_due(app.pool, now)
    await follow_clusters(app)
    await complete_stays(app.pool, now)


async def _roll_partitions(app: App, now: datetime) -> None:
    await ensure_partitions(app.pool, now)
    await work_out_days(app.pool, now)
    await retire_partitions(app.pool, now, app.settings.history_months)
    await write_daily_results(app.pool, now)


async def _forget(app: App, now: datetime) -> None:
    await drop_orphans(app.pool, now)
    await release_strays(app.pool)
    await forget_pauses(app.pool)
    await forget_settled(app.pool, now, TOLD_FOR)
    await forget_ended(app.pool, now - ENDED_FOR)
    await forget_requests(app.pool, now - ENDED_FOR)
    await forget_expired_keys(app.pool, now - ENDED_FOR)
    await forget_replays(app.pool, now)
    await forget_old_updates(app.pool, now)
    await forget_set_aside(app.pool, now - KEPT_FOR)
    await purge_trackers(app.pool, now)
    await forget_seen_prices(app.pool, now, app.settings.price_memory_days)
    await forget_words(app.pool, now)
    await forget_cards(app.pool, now)
    await forget_unread(app.pool, now)
    await forget_threads(app.pool, now, QUIET, SUPPORT_KEPT_FOR)
    await forget_bookings(app.pool, now)


async def seal_anew(app: App) -> None:
    """Seal with today's key what an earlier one has sealed, so that it can be given up."""
    if not app.settings.secret_keys_before:
        return
    for read, replace in SEALED:
        await reseal(app.settings, await read(app.pool), partial(replace, app.pool))
