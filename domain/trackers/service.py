"""What a traveller does with trackers. Every call looks the tracker up with its owner."""

from dataclasses import replace

from domain.accounts.travellers import Traveller
from domain.alerts.first_states import Now
from domain.alerts.models import RuleKind
from domain.alerts.queries.rule_changes import retire_kind
from domain.alerts.queries.rules import insert_rule, set_sleeping
from domain.alerts.states import RuleTerms
from domain.app import App
from domain.checks.quarantine import take_up
from domain.checks.queries.watchers import lock_trackables
from domain.errors import NotFound
from domain.exchange_rates.queries import exchange_rates
from domain.money import Money
from domain.prices.forecast_views import tell
from domain.prices.models import TrackableKind
from domain.prices.trackables import StoredThing
from domain.reading.errors import CurrencyOfAnother
from domain.trackers.creation import (
    require_room,
)
from domain.trackers.currencies import place_rule
from domain.trackers.lifecycle import set_state
from domain.trackers.models import TrackerState
from domain.trackers.price_history import tested_on_past
from domain.trackers.queries.things import last_totals, thing_by_id
from domain.trackers.queries.views import load_trackers
from domain.trackers.values import TargetSet, TrackerView


async def list_trackers(app: App, traveller: Traveller) -> tuple[TrackerView, ...]:
    """Return the traveller's trackers, active ones first."""
    return await load_trackers(app.pool, traveller.user_id, app.clock.now())


async def get_tracker(app: App, traveller: Traveller, tracker_id: int) -> TrackerView:
    """Return one tracker. Raises NotFound for somebody else's and for an unknown one."""
    found = await load_trackers(app.pool, traveller.user_id, app.clock.now(), tracker_id)
    if not found:
        raise NotFound("tracker")
    (view,) = found
    number = view.series.trackable_id
    told = await tell(app.pool, [number], app.clock.now())
    return replace(view, told=told.get(number))


async def get_watched(
    app: App, traveller: Traveller, tracker_id: int, kind: TrackableKind
) -> tuple[TrackerView, StoredThing]:
    """Return a tracker and what it watches.

    Raises NotFound, also if that is of another `kind`.
    """
    view = await get_tracker(app, traveller, tracker_id)
    thing = await thing_by_id(app.pool, view.series.trackable_id)
    if thing is None or view.kind is not kind:
        raise NotFound(kind.value)
    return view, thing


async def set_target(app: App, traveller: Traveller, tracker_id: int, target: Money) -> TargetSet:
    """Alert at or below `target`, replacing an earlier target.

    `already_met` means that today's price meets it; the next alert then comes a step lower. A
    target in another currency is converted once. Raises NotFound, and `CurrencyOfAnother` without a
    rate for it.
    """
    view = await get_tracker(app, traveller, tracker_id)
    now = app.clock.now()
    own = (await exchange_rates(app.pool, now)).convert(target, view.sizes_in)
    if own is None or own.amount <= 0:
        raise CurrencyOfAnother(str(target.amount), target.currency, view.sizes_in)
    terms = RuleTerms(RuleKind.TARGET_PRICE, target=own.amount)
    async with app.pool.transaction() as connection:
        ids = await lock_trackables(connection, [tracker_id])
        things = await last_totals(connection, ids)
        await set_sleeping(connection, [tracker_id], now, sleeping=True, kind=RuleKind.TARGET_PRICE)
        await retire_kind(connection, tracker_id, RuleKind.TARGET_PRICE)
        rule_id = await insert_rule(connection, tracker_id, terms, now)
        already_met = await place_rule(
            connection, rule_id, terms, {one.id: one.currency for one in things},
            {one.id: Now(one.last_total) for one in things}, now,
            of=view.sizes_in, is_awake=view.state is TrackerState.ACTIVE,
        )  # fmt: skip
    tested = await tested_on_past(app, view, terms)
    return TargetSet(await get_tracker(app, traveller, tracker_id), already_met, tested)


async def pause_tracker(app: App, traveller: Traveller, tracker_id: int) -> TrackerView:
    """Stop checking for this tracker until it is resumed."""
    return await _change_state(app, traveller, tracker_id, TrackerState.PAUSED)


async def resume_tracker(app: App, traveller: Traveller, tracker_id: int) -> TrackerView:
    """Resume checks, starting now. The first check reports any fall in the meantime."""
    return await _change_state(app, traveller, tracker_id, TrackerState.ACTIVE)


async def delete_tracker(app: App, traveller: Traveller, tracker_id: int) -> TrackerView:
    """Delete it; it can be restored until it is purged."""
    return await _change_state(app, traveller, tracker_id, TrackerState.DELETED)


async def restore_tracker(app: App, traveller: Traveller, tracker_id: int) -> TrackerView:
    """Undo a deletion. Raises `TrackerLimitReached` if it no longer fits."""
    return await _change_state(app, traveller, tracker_id, TrackerState.ACTIVE)


async def _change_state(
    app: App, traveller: Traveller, tracker_id: int, wished: TrackerState
) -> TrackerView:
    """Change a tracker's state; one whose stay has begun is ended in any case."""
    now = app.clock.now()
    view = await get_tracker(app, traveller, tracker_id)
    is_over = view.ends_at <= now and wished is not TrackerState.DELETED
    state = TrackerState.ENDED if is_over else wished
    if state is view.state:
        return view
    async with app.pool.transaction() as connection:
        if view.state is TrackerState.DELETED and not is_over:
            limit = app.settings.trackers_per_traveller
            await require_room(connection, traveller.user_id, limit)
        await set_state(connection, [tracker_id], state, now)
    return await get_tracker(app, traveller, tracker_id)


async def try_again(app: App, traveller: Traveller, tracker_id: int) -> TrackerView:
    """Check a tracker's things again, starting now. Raises NotFound."""
    await get_tracker(app, traveller, tracker_id)
    async with app.pool.transaction() as connection:
        ids = await lock_trackables(connection, [tracker_id])
        await take_up(connection, ids, app.clock.now())
    return await get_tracker(app, traveller, tracker_id)
