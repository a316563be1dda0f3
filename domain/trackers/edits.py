"""Changes a tracker's rules and check frequency. Every call looks the tracker up with its owner."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from domain.accounts.travellers import Traveller
from domain.alerts.backtest import Backtest
from domain.alerts.first_states import Now
from domain.alerts.models import RuleKind
from domain.alerts.queries.rule_changes import retire_rule
from domain.alerts.queries.rules import insert_rule
from domain.alerts.rules import NO_PAST, SIZE_OF
from domain.alerts.states import RuleTerms
from domain.app import App
from domain.checks.cadence import LONGEST, Frequency
from domain.checks.first_look import look_first
from domain.checks.queries.watchers import bring_forward, lock_trackables, refresh_watch
from domain.checks.recording import past_of
from domain.errors import NotFound
from domain.prices.models import Availability, TrackableKind
from domain.reading.amounts import MOST
from domain.trackers.currencies import place_rule
from domain.trackers.errors import FrequencyOutOfRange, RuleImpossible
from domain.trackers.models import TrackerState
from domain.trackers.price_history import tested_on_past
from domain.trackers.queries.settings import note_frequency, same_rule, unseen_since
from domain.trackers.queries.things import Standing, standings_of
from domain.trackers.service import get_tracker
from domain.trackers.values import TrackerView

MOST_RULES = 8
# A price from the last minute counts as current.
OF_NOW = timedelta(minutes=1)
_MOST_PERCENT = Decimal(90)


@dataclass(frozen=True, slots=True)
class RuleAdded:
    """The result of adding a rule; `already_met` if today's price meets it."""

    tracker: TrackerView
    already_met: bool
    backtest: Backtest | None


async def add_rule(
    app: App,
    traveller: Traveller,
    tracker_id: int,
    terms: RuleTerms,
    instead_of: int | None = None,
) -> RuleAdded:
    """Add a rule to a tracker; the same rule twice is one.

    With `instead_of` it replaces that rule. It starts from a current price: an older one is looked
    up again first, and if that fails the rule waits for the next price. Raises NotFound, and
    `RuleImpossible` for terms that make no rule here.
    """
    view = await get_tracker(app, traveller, tracker_id)
    if instead_of is not None:
        _require_rule(view, instead_of)
    _require_possible(view, terms, instead_of)
    pressed = app.clock.now()
    if view.state is TrackerState.ACTIVE:
        await look_first(app, await unseen_since(app.pool, tracker_id, pressed - OF_NOW))
    now = app.clock.now()
    met = False
    async with app.pool.transaction() as connection:
        ids = await lock_trackables(connection, [tracker_id])
        same = await same_rule(
            connection, tracker_id, terms.kind.value, (terms.percent, terms.amount, terms.target)
        )
        if instead_of not in {None, same}:
            await retire_rule(connection, instead_of)
        if same is None:
            things = await standings_of(connection, ids)
            rule_id = await insert_rule(connection, tracker_id, terms, now)
            known = {one.id: known_since(one, pressed - OF_NOW) for one in things}
            met = await place_rule(
                connection, rule_id, terms, {one.id: one.currency for one in things}, known, now,
                of=view.sizes_in, is_awake=view.state is TrackerState.ACTIVE,
            )  # fmt: skip
    tested = await tested_on_past(app, view, terms)
    return RuleAdded(await get_tracker(app, traveller, tracker_id), met, tested)


async def remove_rule(app: App, traveller: Traveller, tracker_id: int, rule_id: int) -> TrackerView:
    """Remove a rule from a tracker. Raises NotFound for somebody else's and for an unknown one."""
    _require_rule(await get_tracker(app, traveller, tracker_id), rule_id)
    async with app.pool.transaction() as connection:
        await lock_trackables(connection, [tracker_id])
        await retire_rule(connection, rule_id)
    return await get_tracker(app, traveller, tracker_id)


async def set_frequency(
    app: App,
    traveller: Traveller,
    tracker_id: int,
    frequency: Frequency,
    custom: timedelta | None = None,
) -> TrackerView:
    """Set how often a tracker's prices are checked; `custom` is the interval for a custom
    frequency.

    Raises NotFound, and `FrequencyOutOfRange` for an interval outside the service's limits.
    """
    await get_tracker(app, traveller, tracker_id)
    shortest = timedelta(seconds=app.settings.check_interval_floor)
    if frequency is Frequency.CUSTOM and not (custom and shortest <= custom <= LONGEST):
        raise FrequencyOutOfRange(
            max(shortest // timedelta(minutes=1), 1), LONGEST // timedelta(hours=1)
        )
    now = app.clock.now()
    seconds = int(custom.total_seconds()) if custom and frequency is Frequency.CUSTOM else None
    async with app.pool.transaction() as connection:
        ids = await lock_trackables(connection, [tracker_id])
        await note_frequency(connection, tracker_id, frequency, now, seconds)
        await refresh_watch(connection, ids)
        await bring_forward(connection, ids, now)
    return await get_tracker(app, traveller, tracker_id)


def known_since(thing: Standing, moment: datetime) -> Now:
    """Return what a rule needs to know about a trackable, from prices since a moment."""
    seen = thing.last_observed_at
    return known_now(thing) if seen and seen >= moment else Now(typical_low=thing.typical_low)


def known_now(thing: Standing) -> Now:
    """Return what a new rule needs to know about a trackable."""
    total = thing.last_total if thing.availability is Availability.AVAILABLE else None
    past = past_of(thing, thing.last_observed_at) if thing.last_observed_at else NO_PAST
    return Now(total, thing.availability, past, thing.typical_low, has_options=thing.has_options)


def _require_rule(view: TrackerView, rule_id: int) -> None:
    if rule_id not in {rule.rule_id for rule in view.rules}:
        raise NotFound("rule")


def require_rule_terms(terms: RuleTerms) -> None:
    """Raise `RuleImpossible` for terms that make no rule on any tracker."""
    needed = SIZE_OF.get(terms.kind, ())
    amounts = [v for v in (terms.amount, terms.target) if v is not None]
    is_whole = not needed or any(getattr(terms, name) is not None for name in needed)
    is_share = terms.percent is None or 0 < terms.percent <= _MOST_PERCENT
    if not (is_whole and is_share and all(0 < amount <= MOST for amount in amounts)):
        raise RuleImpossible(terms.kind.value)


def _require_possible(view: TrackerView, terms: RuleTerms, instead_of: int | None) -> None:
    require_rule_terms(terms)
    is_search = view.kind is TrackableKind.SEARCH
    fits = terms.kind is not RuleKind.NEW_OPTION or is_search
    others = [rule for rule in view.rules if rule.rule_id != instead_of]
    if not fits or len(others) >= MOST_RULES:
        raise RuleImpossible(terms.kind.value)
