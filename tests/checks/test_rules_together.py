"""Several rules on one tracker, on the real database: each with its own state."""

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.alerts.models import RuleKind
from domain.alerts.queries.rules import StandingRule, insert_rule, insert_states
from domain.alerts.rules import begin, evaluate
from domain.alerts.states import ENOUGH_DAYS, ENOUGH_TIME, Past, RuleTerms, State
from domain.alerts.transitions import see_availability
from domain.prices.models import Availability
from domain.rows import read_as
from domain.trackers.values import TrackerView
from tests.scene import Scene

TERMS = (
    RuleTerms(RuleKind.PRICE_DROP, percent=Decimal(5)),
    RuleTerms(RuleKind.PRICE_DROP, percent=Decimal(2), amount=Decimal(700)),
    RuleTerms(RuleKind.PRICE_RISE, percent=Decimal(4)),
    RuleTerms(RuleKind.TARGET_PRICE, target=Decimal(9_300)),
    RuleTerms(RuleKind.ALL_TIME_LOW),
    RuleTerms(RuleKind.AVAILABILITY),
)
DAY = timedelta(days=1)


async def give_rules(scene: Scene, tracker: TrackerView, *terms: RuleTerms) -> None:
    """Put rules on a tracker, beginning at its first price."""
    total = None if tracker.last_total is None else tracker.last_total.amount
    async with scene.app.pool.transaction() as connection:
        for one in terms:
            state = begin(one, total, Past())
            if one.kind is RuleKind.AVAILABILITY:
                state = see_availability(State(), Availability.AVAILABLE, total)[0]
            states = {tracker.series.trackable_id: state}
            now = scene.clock.now()
            rule_id = await insert_rule(connection, tracker.tracker_id, one, now)
            await insert_states(connection, rule_id, one.kind, states, now)


async def kinds(scene: Scene) -> list[str]:
    """Return the kinds of the alerts so far, in order."""
    rows = await scene.rows("SELECT kind FROM tracker_alerts ORDER BY id")
    return [row["kind"] for row in rows]


async def test_one_price_is_news_to_each_rule_that_it_concerns(scene: Scene) -> None:
    tracker = await scene.track()
    await give_rules(scene, tracker, *TERMS[1:])
    scene.price(9_200)
    assert await scene.check() == 3
    assert sorted(await kinds(scene)) == ["price_drop", "price_drop", "target_price"]
    scene.price(10_500)
    assert await scene.check() == 1
    assert (await kinds(scene))[-1] == "price_rise"


async def test_selling_out_and_coming_back_are_told_once_each(scene: Scene) -> None:
    tracker = await scene.track()
    await give_rules(scene, tracker, TERMS[5])
    for price, made in ((None, 1), (None, 0), (9_900, 1), (9_900, 0)):
        scene.price(price)
        assert await scene.check() == made
    alerts = await scene.rows("SELECT * FROM tracker_alerts ORDER BY id")
    assert [(a["availability"], a["total"]) for a in alerts] == [
        ("sold_out", Decimal(10_000)),
        ("available", Decimal(9_900)),
    ]


async def test_the_lowest_price_needs_a_history(scene: Scene) -> None:
    tracker = await scene.track()
    await give_rules(scene, tracker, RuleTerms(RuleKind.ALL_TIME_LOW))
    await scene.app.pool.execute("DELETE FROM price_rules WHERE kind = 'price_drop'")
    scene.price(9_700)
    assert await scene.check(DAY) == 0
    scene.price(9_900)
    for _ in range(max(ENOUGH_DAYS, ENOUGH_TIME.days) - 2):
        assert await scene.check(DAY) == 0
    scene.price(9_650)
    assert await scene.check(DAY) == 0
    scene.price(9_600)
    assert await scene.check(DAY) == 1


def observe(
    terms: RuleTerms, state: State, total: Decimal | None, past: Past
) -> tuple[State, bool]:
    """Evaluate a rule at an observation, whatever its interval."""
    if terms.kind is RuleKind.AVAILABILITY:
        seen = Availability.SOLD_OUT if total is None else Availability.AVAILABLE
        after, firing = see_availability(state, seen, total)
    elif total is None:
        return state, False
    else:
        after, firing = evaluate(terms, state, total, past)
    return after, firing is not None


def replayed(rule: StandingRule, history: list[Any]) -> State:
    """Return what a rule's state has to be after the observations of its trackable."""
    terms, first = rule.terms, history[0]
    state = begin(terms, first["total"], Past())
    if terms.kind is RuleKind.AVAILABILITY:
        state = see_availability(State(), Availability.AVAILABLE, first["total"])[0]
    totals, days = [first["total"]], {first["observed_at"].date()}
    for seen in history[1:]:
        age = seen["observed_at"] - first["observed_at"]
        is_enough = len(days) >= ENOUGH_DAYS and age >= ENOUGH_TIME
        state, _ = observe(terms, state, seen["total"], Past(min(totals), is_enough))
        if seen["total"] is not None:
            totals.append(seen["total"])
            days.add(seen["observed_at"].date())
    return state


@pytest.mark.parametrize("seed", range(3))
async def test_a_replay_of_the_history_gives_the_states_and_the_alerts(
    scene: Scene, seed: int
) -> None:
    tracker = await scene.track()
    await give_rules(scene, tracker, *TERMS[1:])
    dice, price = random.Random(seed), 10_000.0
    for _ in range(45):
        price = max(2_000.0, price * dice.choice([0.94, 0.97, 0.99, 1.0, 1.01, 1.04, 1.05]))
        glitch = dice.random()
        if glitch < 0.1:
            scene.price(None)
        elif glitch < 0.2:
            scene.price(1_000)
        else:
            scene.price(round(price))
        await scene.check(timedelta(hours=6))
    states = await scene.rows(
        "SELECT s.*, r.percent, r.amount, r.target FROM rule_states s "
        "JOIN price_rules r ON r.id = s.rule_id ORDER BY s.id"
    )
    history = await scene.rows(
        "SELECT observed_at, total FROM universal_price_history WHERE counted ORDER BY observed_at"
    )
    for rule in read_as(StandingRule, states):
        assert rule.state == replayed(rule, history), rule.kind
    fired = await scene.rows(
        "SELECT s.firings, (SELECT count(*) FROM tracker_alerts a WHERE a.rule_id = s.rule_id) "
        "AS told FROM rule_states s"
    )
    assert all(row["firings"] == row["told"] for row in fired)
    assert sum(row["firings"] for row in fired) > 5


async def test_many_looks_within_two_days_are_no_history(scene: Scene) -> None:
    tracker = await scene.track()
    await give_rules(scene, tracker, RuleTerms(RuleKind.ALL_TIME_LOW))
    await scene.app.pool.execute("DELETE FROM price_rules WHERE kind = 'price_drop'")
    for _ in range(12):
        await scene.app.pool.execute("UPDATE trackables SET due_at = $1", scene.clock.now())
        assert await scene.check(timedelta(minutes=30)) == 0
    scene.price(9_000)
    assert await scene.check(timedelta(days=8)) == 0
    (row,) = await scene.rows("SELECT priced_days, observations FROM trackables")
    assert (row["priced_days"], row["observations"]) == (2, 14)
