"""Rules and their states in the database."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from domain.alerts.models import RuleKind, RulePhase
from domain.alerts.rules import redraw, sleep, wake
from domain.alerts.states import RuleTerms, State
from domain.prices.models import Availability
from domain.rows import read_as
from domain.unit_of_work import Database

NO_OWN: Mapping[int, RuleTerms] = MappingProxyType({})
# A rule's amounts on one trackable, from `rule_states s` and `price_rules r`.
SIZES = """r.percent, coalesce(s.own_amount, r.amount) AS amount,
    coalesce(s.own_target, r.target) AS target"""


class StandingRule(NamedTuple):
    """A rule on one trackable as stored.

    `terms` and `state` raise ValueError for values that no rule can have.
    """

    id: int
    rule_id: int
    trackable_id: int
    kind: str
    percent: Decimal | None
    amount: Decimal | None
    target: Decimal | None
    phase: str
    reference: Decimal | None
    last_alerted: Decimal | None
    low: Decimal | None
    high: Decimal | None
    firings: int
    availability: str | None
    changed_at: datetime

    @property
    def terms(self) -> RuleTerms:
        """Return the rule's terms, with its amounts on this trackable."""
        return RuleTerms(RuleKind(self.kind), self.percent, self.amount, self.target)

    @property
    def state(self) -> State:
        """Return the rule's state on this trackable."""
        return State(
            RulePhase(self.phase),
            self.reference,
            self.last_alerted,
            self.low,
            self.high,
            self.firings,
            None if self.availability is None else Availability(self.availability),
        )


async def active_rules(connection: Database, tracker_id: int) -> list[tuple[int, RuleTerms]]:
    """Return a tracker's rules: ids and terms."""
    rows = await connection.fetch(
        "SELECT * FROM price_rules WHERE tracker_id = $1 AND is_active ORDER BY id", tracker_id
    )
    return [
        (row["id"], RuleTerms(RuleKind(row["kind"]), row["percent"], row["amount"], row["target"]))
        for row in rows
    ]


def _record(state: State) -> tuple[object, ...]:
    """Return a state as stored, in the column order of the statements below."""
    return (
        state.phase.value,
        state.reference,
        state.last_alerted,
        state.low,
        state.high,
        state.firings,
        None if state.availability is None else state.availability.value,
    )


def dedupe_key(rule_id: int, trackable_id: int, number: int) -> str:
    """Return the key for the `number`-th time a rule fired on a trackable."""
    return f"{rule_id}:{trackable_id}:{number}"


async def insert_rule(
    connection: Database, tracker_id: int, terms: RuleTerms, now: datetime
) -> int:
    """Store a tracker's rule and return its id."""
    rule_id: int = await connection.fetchval(
        """
        INSERT INTO price_rules (tracker_id, kind, percent, amount, target, is_active, created_at)
        VALUES ($1, $2, $3, $4, $5, true, $6) RETURNING id
        """,
        tracker_id,
        terms.kind.value,
        terms.percent,
        terms.amount,
        terms.target,
        now,
    )
    return rule_id


async def insert_states(
    connection: Database,
    rule_id: int,
    kind: RuleKind,
    states: Mapping[int, State],
    now: datetime,
    own: Mapping[int, RuleTerms] = NO_OWN,
) -> None:
    """Store a rule's state on each trackable.

    `own` are its terms by trackable, where those are in another currency than the rule's.
    """
    sizes = {key: (terms.amount, terms.target) for key, terms in own.items()}
    await connection.executemany(
        """
        INSERT INTO rule_states (rule_id, trackable_id, kind, changed_at, phase, reference,
                                 last_alerted, low, high, firings, availability, own_amount,
                                 own_target)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """,
        [
            (rule_id, key, kind.value, now, *_record(state), *sizes.get(key, (None, None)))
            for key, state in states.items()
        ],
    )


async def write_states(connection: Database, states: Mapping[int, State], now: datetime) -> None:
    """Store rule states by their ids, all at once."""
    if not states:
        return
    columns = zip(*(_record(state) for state in states.values()), strict=True)
    await connection.execute(
        """
        UPDATE rule_states s SET phase = k.phase, reference = k.reference,
            last_alerted = k.last_alerted, low = k.low, high = k.high, firings = k.firings,
            availability = k.availability, changed_at = $1
        FROM unnest($2::bigint[], $3::text[], $4::numeric[], $5::numeric[], $6::numeric[],
                    $7::numeric[], $8::int[], $9::text[])
            AS k (id, phase, reference, last_alerted, low, high, firings, availability)
        WHERE s.id = k.id
        """,
        now,
        list(states),
        *(list(column) for column in columns),
    )


async def set_sleeping(
    connection: Database,
    tracker_ids: Sequence[int],
    now: datetime,
    *,
    sleeping: bool,
    kind: RuleKind | None = None,
) -> None:
    """Put the active rules of trackers (of one kind, if given) to sleep, or wake them.

    No price finds a sleeping rule, so paused trackers cost nothing.
    """
    rules = await connection.fetch_as(
        StandingRule,
        f"""
        SELECT s.*, {SIZES} FROM rule_states s
        JOIN price_rules r ON r.id = s.rule_id
        WHERE r.tracker_id = ANY($1::bigint[]) AND r.is_active AND r.kind = coalesce($2, r.kind)
        ORDER BY s.id FOR UPDATE OF s
        """,
        list(tracker_ids),
        None if kind is None else kind.value,
    )
    states = {
        rule.id: sleep(rule.state) if sleeping else wake(rule.terms, rule.state) for rule in rules
    }
    await write_states(connection, states, now)


async def redraw_deals(
    connection: Database, lows: Mapping[int, Decimal | None], now: datetime
) -> None:
    """Recompute deals' lines, by trackable id: below the low end of the typical range."""
    rows = await connection.fetch(
        f"""
        SELECT s.*, {SIZES}, t.state = 'active' AND r.is_active AS is_awake
        FROM rule_states s
        JOIN price_rules r ON r.id = s.rule_id
        JOIN trackers t ON t.id = r.tracker_id
        WHERE s.trackable_id = ANY($1::bigint[]) AND s.kind = 'best_deal'
        ORDER BY s.id FOR UPDATE OF s
        """,
        list(lows),
    )
    states = {}
    for row, rule in zip(rows, read_as(StandingRule, rows), strict=True):
        state = redraw(rule.terms, rule.state, lows[rule.trackable_id])
        states[rule.id] = state if row["is_awake"] else sleep(state)
    await write_states(connection, states, now)
