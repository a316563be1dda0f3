"""The oracle: replays the prices that were seen through the pure rules, every rule at every price.

The product finds the rules of a price by an index and keeps where they stand; here each of them is
asked each time, from where it stood at the beginning.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from domain.alerts.freshness import Overtaken
from domain.alerts.models import RuleKind, RulePhase
from domain.alerts.queries.rules import StandingRule, dedupe_key
from domain.alerts.rules import evaluate, sleep, wake
from domain.alerts.states import Firing, Past, RuleTerms, State
from domain.alerts.transitions import see_availability
from domain.prices.models import Availability
from domain.rows import read_as
from domain.unit_of_work import Database

Key = tuple[int, int]
# Next to the database's own tables: when trackers stop and go on, and which price came before.
AUDIT = """
CREATE TABLE audited_turns (
    id bigserial PRIMARY KEY, tracker_id bigint, trackable_id bigint, is_active boolean,
    after_id bigint
);
CREATE FUNCTION audit_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audited_turns (tracker_id, trackable_id, is_active, after_id)
    SELECT NEW.id, i.trackable_id, NEW.state = 'active', coalesce(
        (SELECT max(h.id) FROM universal_price_history h WHERE h.trackable_id = i.trackable_id), 0)
    FROM tracked_items i WHERE i.tracker_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER audit_turn AFTER UPDATE OF state ON trackers
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION audit_turn();
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule on one trackable, and where it stood at the beginning."""

    rule_id: int
    trackable_id: int
    tracker_id: int
    terms: RuleTerms
    state: State


@dataclass(frozen=True, slots=True)
class Known:
    """What a trackable's row told of its counted prices at the beginning."""

    lowest: Decimal | None
    days: int
    first: datetime | None
    last_day: date | None = None

    def after(self, seen: "Seen") -> "Known":
        """Return what is known with one price more."""
        if seen.total is None:
            return self
        lowest = seen.total if self.lowest is None else min(self.lowest, seen.total)
        day = seen.at.astimezone(UTC).date()
        is_new = self.last_day is None or day > self.last_day
        latest = day if self.last_day is None else max(day, self.last_day)
        return Known(lowest, self.days + is_new, self.first or seen.at, latest)


@dataclass(frozen=True, slots=True)
class Seen:
    """An observation that counted; without a total it was sold out. `number` is its place."""

    number: int
    trackable_id: int
    at: datetime
    total: Decimal | None


@dataclass(frozen=True, slots=True)
class Turn:
    """A tracker stopped or went on, after the observation of a number."""

    tracker_id: int
    trackable_id: int
    is_active: bool
    after: int


@dataclass(frozen=True, slots=True)
class Series:
    """All that there is to replay."""

    rules: Sequence[Rule]
    known: Mapping[int, Known]
    seen: Sequence[Seen]
    turns: Sequence[Turn]


@dataclass
class Demanded:
    """An alert that the series demands, and what came after it.

    `is_armed_again`, `is_sold_out`, `is_back` and the totals `later` are of the observations after
    it; `is_cut_off` says that its tracker stopped after it.
    """

    rule: Rule
    firing: Firing
    is_overtaken: bool = False
    is_armed_again: bool = False
    is_sold_out: bool = False
    is_back: bool = False
    is_cut_off: bool = False
    later: list[Decimal] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Return the key that its row in the outbox has."""
        return dedupe_key(self.rule.rule_id, self.rule.trackable_id, self.firing.number)

    def is_justly_dropped(self, reason: str) -> bool:
        """Return whether what came later makes it untrue in the way that `reason` says."""
        limit = self.firing.previous
        if self.rule.terms.kind is RuleKind.TARGET_PRICE:
            limit = self.rule.terms.target
        match reason:
            case Overtaken.SOLD_OUT:
                return self.is_sold_out
            case Overtaken.BACK_AGAIN:
                return self.is_back
            case Overtaken.NEWER_ALERT:
                return self.is_overtaken
            case Overtaken.CLIMBED_BACK:
                higher = limit is not None and any(total > limit for total in self.later)
                return self.is_armed_again or higher
            case Overtaken.CAME_DOWN:
                lower = limit is not None and any(total < limit for total in self.later)
                return self.is_armed_again or lower
            case _:
                return False


@dataclass
class Replayed:
    """Where every rule has to stand, and every alert that there has to be, by key."""

    states: dict[Key, State]
    demanded: dict[str, Demanded]


def replay(series: Series) -> Replayed:
    """Return what the series comes to: pure."""
    states = {(rule.rule_id, rule.trackable_id): rule.state for rule in series.rules}
    done = Replayed(states, {})
    rules, seen, turns = (
        _by_trackable(series.rules), _by_trackable(series.seen), _by_trackable(series.turns)
    )  # fmt: skip
    for trackable_id, concerned in rules.items():
        _replay_one(
            done, concerned, series.known[trackable_id], seen[trackable_id], turns[trackable_id]
        )
    return done


def _by_trackable(items: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for item in items:
        found[item.trackable_id].append(item)
    return found


def _replay_one(
    done: Replayed,
    rules: Sequence[Rule],
    known: Known,
    seen: Sequence[Seen],
    turns: Sequence[Turn],
) -> None:
    waiting = list(turns)
    asleep: set[int] = set()
    for one in seen:
        while waiting and waiting[0].after < one.number:
            _take_turn(done, rules, waiting.pop(0), asleep)
        past = Past.of(known.lowest, known.days, known.first, one.at)
        for rule in rules:
            if rule.tracker_id not in asleep:
                _see(done, rule, one, past)
        known = known.after(one)
    for turn in waiting:
        _take_turn(done, rules, turn, asleep)


def _take_turn(done: Replayed, rules: Sequence[Rule], turn: Turn, asleep: set[int]) -> None:
    (asleep.discard if turn.is_active else asleep.add)(turn.tracker_id)
    for rule in rules:
        if rule.tracker_id != turn.tracker_id:
            continue
        key = (rule.rule_id, rule.trackable_id)
        state = done.states[key]
        done.states[key] = wake(rule.terms, state) if turn.is_active else sleep(state)
        for alert in _alerts_of(done, rule):
            alert.is_cut_off = alert.is_cut_off or not turn.is_active


def _alerts_of(done: Replayed, rule: Rule) -> list[Demanded]:
    last = done.states[rule.rule_id, rule.trackable_id].firings
    keys = (
        dedupe_key(rule.rule_id, rule.trackable_id, n)
        for n in range(rule.state.firings + 1, last + 1)
    )
    return [done.demanded[key] for key in keys]


def _see(done: Replayed, rule: Rule, seen: Seen, past: Past) -> None:
    key = (rule.rule_id, rule.trackable_id)
    before, firing = done.states[key], None
    after = before
    if rule.terms.kind is RuleKind.AVAILABILITY:
        now = Availability.SOLD_OUT if seen.total is None else Availability.AVAILABLE
        after, firing = see_availability(before, now, seen.total)
    elif seen.total is not None:
        after, firing = evaluate(rule.terms, before, seen.total, past)
    for alert in _alerts_of(done, rule):
        _grow_old(alert, seen, after, is_overtaken=firing is not None)
    done.states[key] = after
    if firing is not None:
        told = Demanded(rule, firing)
        done.demanded[told.key] = told


def _grow_old(alert: Demanded, seen: Seen, state: State, *, is_overtaken: bool) -> None:
    alert.is_overtaken = alert.is_overtaken or is_overtaken
    alert.is_armed_again = alert.is_armed_again or state.phase is RulePhase.ARMED
    if seen.total is None:
        alert.is_sold_out = True
    else:
        alert.is_back = True
        alert.later.append(seen.total)


async def read_beginning(pool: Database) -> Series:
    """Return where everything stands before the first price, and begin to audit."""
    await pool.execute(AUDIT)
    rows = await pool.fetch(
        """
        SELECT s.*, r.percent, r.amount, r.target, r.tracker_id FROM rule_states s
        JOIN price_rules r ON r.id = s.rule_id
        """
    )
    rules = [
        Rule(row["rule_id"], row["trackable_id"], row["tracker_id"], rule.terms, rule.state)
        for row, rule in zip(rows, read_as(StandingRule, rows), strict=True)
    ]  # fmt: skip
    known = {
        row["id"]: Known(
            row["lowest_total"], row["priced_days"], row["first_observed_at"], row["last_priced_on"]
        )
        for row in await pool.fetch("SELECT * FROM trackables")
    }
    return Series(rules, known, await _read_seen(pool), ())


async def read_rest(pool: Database, beginning: Series) -> Series:
    """Return the beginning with all that came after it."""
    start = max((one.number for one in beginning.seen), default=0)
    seen = [one for one in await _read_seen(pool) if one.number > start]
    turns = [
        Turn(row["tracker_id"], row["trackable_id"], row["is_active"], row["after_id"])
        for row in await pool.fetch("SELECT * FROM audited_turns ORDER BY id")
    ]
    return replace(beginning, seen=seen, turns=turns)


async def _read_seen(pool: Database) -> list[Seen]:
    rows = await pool.fetch("SELECT * FROM universal_price_history WHERE counted ORDER BY id")
    return [Seen(row["id"], row["trackable_id"], row["observed_at"], row["total"]) for row in rows]
