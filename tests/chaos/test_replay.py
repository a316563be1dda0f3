"""The oracle itself: what it demands, and that it names what is wrong."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from domain.alerts.first_states import Now, first_state
from domain.alerts.freshness import Overtaken
from domain.alerts.models import RuleKind, RulePhase
from domain.alerts.states import RuleTerms
from domain.prices.models import Availability
from domain.search.price_jumps import AGREEMENT, SUSPICIOUS_FALL
from tests.chaos.crowd import Watched
from tests.chaos.market import FINAL, HIGHEST, LIES, Market
from tests.chaos.messages import Messages, Send
from tests.chaos.mischief import Interruption
from tests.chaos.replay import Known, Replayed, Rule, Seen, Series, Turn, replay
from tests.chaos.verdict import (
    LOST_ANSWER,
    causes_of,
    judge_doubles,
    judge_lies,
    judge_outbox,
    judge_states,
)
from tests.sandbox_client import SandboxClient

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
DROP = RuleTerms(RuleKind.PRICE_DROP, percent=Decimal(5))
SOLD_OUT = None


def series(*totals: int | None, terms: RuleTerms = DROP, turns: tuple[Turn, ...] = ()) -> Series:
    """Return a rule that began at 1000, and then these prices."""
    state, _met = first_state(terms, Now(Decimal(1000), Availability.AVAILABLE))
    seen = [
        Seen(number, 7, NOON + timedelta(hours=number), None if total is None else Decimal(total))
        for number, total in enumerate(totals, 1)
    ]
    known = {7: Known(Decimal(1000), 20, NOON - timedelta(days=30))}
    return Series([Rule(1, 7, 3, terms, state)], known, seen, turns)


def stored(replayed: Replayed, **changes: Any) -> list[dict[str, Any]]:
    """Return an outbox in which all that is demanded was sent, but for the changes."""
    return [
        {"id": n, "dedupe_key": key, "kind": "price_drop", "state": "sent", "last_error": None}
        | changes
        for n, key in enumerate(replayed.demanded, 1)
    ]


def test_each_deeper_step_is_demanded_once() -> None:
    assert list(replay(series(990, 940, 930, 900, 900)).demanded) == ["1:7:1", "1:7:2"]


def test_what_is_sold_out_and_comes_back_is_demanded() -> None:
    rule = RuleTerms(RuleKind.AVAILABILITY)
    assert len(replay(series(900, SOLD_OUT, SOLD_OUT, 900, terms=rule)).demanded) == 2


def test_the_lowest_price_so_far_is_measured_from_the_past() -> None:
    rule = RuleTerms(RuleKind.ALL_TIME_LOW)
    assert list(replay(series(1100, 980, 985, 940, terms=rule)).demanded) == ["1:7:1", "1:7:2"]


def test_nothing_is_demanded_while_a_tracker_rests() -> None:
    away = Turn(3, 7, is_active=False, after=1)
    assert not replay(series(990, 900, turns=(away,))).demanded
    asleep = replay(series(990, 900, turns=(away,))).states[1, 7]
    assert (asleep.phase, asleep.low, asleep.high) == (RulePhase.ARMED, None, None)
    back = Turn(3, 7, is_active=True, after=2)
    assert list(replay(series(990, 900, 890, turns=(away, back))).demanded) == ["1:7:1"]


def test_a_lost_alert_and_an_invented_one_are_named() -> None:
    replayed = replay(series(900, 800))
    lost, extra = stored(replayed)[1:], {"dedupe_key": "1:7:9"}
    assert judge_outbox(replayed, lost, set())["alerts that were never made"] == ["1:7:1"]
    faults = judge_outbox(replayed, [*stored(replayed), extra], set())
    assert faults["alerts of nothing"] == ["1:7:9"]


def test_a_state_that_is_wrong_is_named() -> None:
    replayed = replay(series(900))
    assert not judge_states(replayed, replayed.states)
    before = {(1, 7): series().rules[0].state}
    assert len(judge_states(replayed, before)) == 1


@pytest.mark.parametrize(
    ("totals", "reason", "is_just"),
    [
        ((900, 800), Overtaken.NEWER_ALERT, True),
        ((900,), Overtaken.NEWER_ALERT, False),
        ((900, SOLD_OUT), Overtaken.SOLD_OUT, True),
        ((900, 890), Overtaken.SOLD_OUT, False),
        ((900, 1010), Overtaken.CLIMBED_BACK, True),
        ((900, 910), Overtaken.CLIMBED_BACK, False),
        ((900,), "over the day's number, and no digest wished", False),
    ],
)
def test_an_alert_is_dropped_for_a_reason_that_the_prices_bear_out(
    totals: tuple[int | None, ...], reason: str, is_just: bool
) -> None:
    replayed = replay(series(*totals))
    first = stored(replayed, state="dropped", last_error=reason)[:1]
    kept_back = judge_outbox(replayed, first, set())["alerts kept back without cause"]
    assert (not kept_back) is is_just


@pytest.mark.parametrize("state", ["pending", "sending", "held", "failed"])
def test_an_alert_that_still_waits_is_kept_back(state: str) -> None:
    replayed = replay(series(900))
    rows = stored(replayed, state=state)
    assert judge_outbox(replayed, rows, set())["alerts kept back without cause"]


@pytest.mark.parametrize(("told", "is_just"), [(set(), True), ({1}, False)])
def test_a_return_is_known_to_whoever_was_not_told_that_it_was_gone(
    told: set[int], is_just: bool
) -> None:
    replayed = replay(series(SOLD_OUT, 900, terms=RuleTerms(RuleKind.AVAILABILITY)))
    gone, back = stored(replayed, state="dropped", last_error=Overtaken.BACK_AGAIN)
    rows = [gone, back | {"last_error": Overtaken.KNOWN}]
    kept_back = judge_outbox(replayed, rows, told)["alerts kept back without cause"]
    assert (not kept_back) is is_just


def at(second: int) -> datetime:
    return NOON + timedelta(seconds=second)


def test_a_double_has_a_cause_between_its_two_sends_or_none() -> None:
    twice = [Send(at(10), 200), Send(at(70), 200)]
    kill = Interruption("kill 1", at(10), frozenset({5}))
    assert causes_of(5, twice, [kill]) == ["kill 1"]
    assert causes_of(6, twice, [kill]) == []
    late = Interruption("kill 2", at(80), frozenset({5}))
    assert causes_of(5, twice, [late]) == []
    leap = Interruption("clock put by +90 s", at(10), frozenset({5}), cuts_short=False)
    assert causes_of(5, twice, [leap]) == []
    assert causes_of(5, [Send(at(10), 0), *twice[1:]], []) == [LOST_ANSWER]


async def test_a_double_without_a_cause_is_told_apart() -> None:
    async with SandboxClient("http://127.0.0.1:9") as nowhere:
        messages = Messages(nowhere)
        for alert_id in (5, 6):
            messages.sends[alert_id] = [Send(at(10), 200), Send(at(70), 200)]
        kill = Interruption("kill 1", at(11), frozenset({5}))
        held = {1: Counter({5: 2}), 2: Counter({6: 2}), 3: Counter({7: 1})}
        named, unnamed = judge_doubles(held, messages, [kill])
    assert (len(named), len(unnamed)) == (1, 1)
    assert "alert 6" in unnamed[0]


def market_of(first_total: Decimal) -> Market:
    """Return the market of one unreachable stay."""
    watched = Watched(7, "h1", date(2027, 1, 1), date(2027, 1, 4), first_total)
    return Market(SandboxClient("http://127.0.0.1:1"), [watched], Random(1))


def test_two_lies_in_a_row_never_agree_and_never_pass_for_a_price() -> None:
    for lie, after in pairwise([*LIES, LIES[0]]):
        apart = max(lie, after) / min(lie, after)
        assert apart > HIGHEST / FINAL * (1 + AGREEMENT)
    assert max(LIES) * HIGHEST < SUSPICIOUS_FALL * FINAL


def test_a_lie_is_told_from_the_lowest_price() -> None:
    market = market_of(Decimal(1_000))
    seen = [Seen(n, 7, at(n), total) for n, total in enumerate([None, Decimal(600), Decimal(90)])]
    assert judge_lies(seen, market) == ["observation 2 of 7: 90"]


@pytest.mark.parametrize(
    ("told", "is_told"),
    [
        (None, False),
        (1_000, False),
        (650, False),
        (614, True),
        (600, True),
        (598, True),
        (90, False),
    ],
)
async def test_the_last_fall_is_told_by_what_only_it_has_led_to(
    told: int | None, is_told: bool
) -> None:
    market = market_of(Decimal(1_000))
    market.totals[7] = Decimal(600)
    assert market.is_of_last_fall(7, None if told is None else Decimal(told)) is is_told
