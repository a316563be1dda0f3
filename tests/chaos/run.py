"""One run from beginning to end."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from domain.alerts.delivery import drop_orphans
from domain.alerts.queries.rules import StandingRule
from domain.db import open_database
from tests.chaos.crowd import Watched, gather_crowd
from tests.chaos.ground import Ground, open_ground
from tests.chaos.market import Market
from tests.chaos.messages import Messages
from tests.chaos.mischief import Mischief
from tests.chaos.plan import Plan
from tests.chaos.replay import Series, read_beginning, read_rest, replay
from tests.chaos.verdict import (
    Findings,
    judge_chats,
    judge_doubles,
    judge_last_fall,
    judge_lies,
    judge_messages,
    judge_outbox,
    judge_prices,
    judge_states,
)

Say = Callable[[str], None]
# Longer than any lease, the longest patience with a supplier, and what a hotel that keeps selling
# out waits until it is told of again.
LAST_LEAP = timedelta(hours=25)
# One traveller watches every stay, and a chat takes one message a second.
DELIVERY_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Recovery:
    """How long it took until all was checked and told; `late` was not checked in time."""

    check_seconds: float
    delivery_seconds: float
    late: list[str]


@asynccontextmanager
async def beside(*works: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Have something go on in the background; what goes wrong there is raised at the end."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    for outcome in ended:
        if isinstance(outcome, Exception):
            raise outcome


async def run(plan: Plan, say: Say) -> Findings:
    """Let everything go wrong, let it recover, and judge."""
    # Each connection that a restart breaks off would be told of here.
    logging.getLogger("asyncpg.pool").setLevel(logging.CRITICAL)
    dice, began = Random(plan.seed), time.monotonic()
    async with open_ground(plan.workers, plan.interval) as ground:
        # A process has one database open at a time: the crowd's first.
        watched, chats = await gather_crowd(ground, plan)
        async with open_database(ground.postgres.dsn()) as ground.pool:
            findings = await _run(ground, plan, watched, chats, dice, say)
    findings.counts["seconds in all"] = round(time.monotonic() - began)
    return findings


async def _run(
    ground: Ground,
    plan: Plan,
    watched: Sequence[Watched],
    chats: Sequence[int],
    dice: Random,
    say: Say,
) -> Findings:
    began = time.monotonic()
    beginning = await read_beginning(ground.pool)
    market = Market(ground.sandbox, watched, Random(dice.random()))
    messages = Messages(ground.sandbox)
    mischief = Mischief(ground, plan, chats, Random(dice.random()))
    await ground.sandbox.call("POST", "flood", {"enabled": True})
    for worker in ground.workers:
        await worker.start()
    say(f"{len(chats)} people watch {len(watched)} stays")
    async with beside(messages.run()):
        async with beside(market.run(plan.move_every)):
            await mischief.run()
        say(f"{mischief.kills} kills and {len(mischief.deeds)} deeds after {_since(began)}")
        recovery = await recover(ground, plan, market, mischief)
        say(f"recovered after {_since(began)}")
    await messages.collect()
    return await judge(ground, beginning, market, messages, mischief, recovery)


def _since(began: float) -> str:
    return f"{time.monotonic() - began:.0f} s"


async def recover(ground: Ground, plan: Plan, market: Market, mischief: Mischief) -> Recovery:
    """End all faults, let prices fall a last time, and wait until that is checked and told."""
    await ground.sandbox.clear_faults()
    await market.settle()
    for worker in ground.workers:
        await worker.become_ready()
    await mischief.let_pass(LAST_LEAP, plan.interval)
    since, began = ground.clock.now(), time.monotonic()
    unchecked = "SELECT id FROM trackables WHERE watchers > 0 AND NOT last_checked_at >= $1"
    late: list[str] = []
    while left := await ground.pool.fetch(unchecked, since):
        if time.monotonic() - began > 2 * plan.interval:
            late = [f"trackable {row['id']}" for row in left]
            break
        await asyncio.sleep(0.1)
    checked = time.monotonic()
    await _wait_until_told(ground)
    return Recovery(checked - began, time.monotonic() - checked, late)


async def _wait_until_told(ground: Ground) -> None:
    """Wait until nothing is left to be delivered, seen a second time or tried again.

    A question that was asked before the faults ended may still fail after it.
    """
    deadline = time.monotonic() + DELIVERY_SECONDS
    waiting = """
        SELECT EXISTS (
            SELECT FROM tracker_alerts a JOIN trackers t ON t.id = a.tracker_id
            WHERE a.state = 'pending' AND t.state = 'active'
        ) OR EXISTS (
            SELECT FROM trackables
            WHERE watchers > 0 AND (suspect_total IS NOT NULL OR failures > 0)
        )
    """
    while await ground.pool.fetchval(waiting) and time.monotonic() < deadline:
        await asyncio.sleep(0.2)
    # No alert is being made any more.
    for worker in ground.workers:
        await worker.kill()
    # What a chat that stayed blocked left behind is taken out once an hour: longer than a run.
    await drop_orphans(ground.pool, ground.clock.now())


async def judge(
    ground: Ground,
    beginning: Series,
    market: Market,
    messages: Messages,
    mischief: Mischief,
    recovery: Recovery,
) -> Findings:
    """Hold what is stored and what was told against the replay and the script."""
    pool = ground.pool
    series = await read_rest(pool, beginning)
    replayed = replay(series)
    rows = await pool.fetch(
        "SELECT a.*, t.chat_id FROM tracker_alerts a JOIN trackers t ON t.id = a.tracker_id"
    )
    stored = {
        (rule.rule_id, rule.trackable_id): rule.state
        for rule in await pool.fetch_as(
            StandingRule,
            "SELECT s.*, r.percent, r.amount, r.target FROM rule_states s "
            "JOIN price_rules r ON r.id = s.rule_id",
        )
    }
    asleep = {
        row["id"] for row in await pool.fetch("SELECT id FROM trackers WHERE state <> 'active'")
    }
    held = await messages.in_chats(sorted({row["chat_id"] for row in rows}))
    told = {alert_id for counts in held.values() for alert_id in counts}
    doubles, unnamed = judge_doubles(
        held,
        messages,
        mischief.interruptions,
        {row["id"]: row["told_with"] for row in rows if row["told_with"] is not None},
    )
    totals = await pool.fetch("SELECT id, last_total FROM trackables WHERE watchers > 0")
    faults = {
        **judge_outbox(replayed, rows, told),
        "alerts noted as sent that nobody has": judge_chats(rows, held),
        "alerts told twice without a cause": unnamed,
        "observations told in several messages": judge_messages(rows),
        "rules that stand elsewhere than in the replay": judge_states(replayed, stored),
        "drops that missed the last fall": judge_last_fall(series.rules, stored, asleep, market),
        "lies that were believed": judge_lies(series.seen, market),
        "prices that are not the market's": judge_prices(totals, market),
        "checks later than twice their interval": recovery.late,
        "workers that ended by themselves": [
            f"{worker.name}: code {code}" for worker in ground.workers for code in worker.endings
        ],
    }
    return Findings(faults, _counts(series, rows, messages, mischief, market, recovery), doubles)


def _counts(
    series: Series,
    rows: list[Any],
    messages: Messages,
    mischief: Mischief,
    market: Market,
    recovery: Recovery,
) -> dict[str, Any]:
    states = Counter(row["state"] for row in rows)
    under_way = {alert for one in mischief.interruptions for alert in one.under_way}
    return {
        "trackers": len({rule.tracker_id for rule in series.rules}),
        "rules": len(series.rules),
        "kills": mischief.kills,
        "deeds": ", ".join(f"{n} × {what}" for what, n in Counter(mischief.deeds).items()),
        "moves of the market": market.moves,
        "observations that counted": len(series.seen),
        "alerts": len(rows),
        "most alerts of one chat": max(Counter(row["chat_id"] for row in rows).values(), default=0),
        **{f"alerts {state}": count for state, count in sorted(states.items())},
        "Telegram's answers to sends": dict(sorted(messages.refusals.items())),
        "alerts under way at a kill, restart or leap": len(under_way),
        "seconds until all was checked": round(recovery.check_seconds, 1),
        "seconds until all was told": round(recovery.delivery_seconds, 1),
    }
