"""What a run has shown: found against what the oracle says, and told in a table."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import Any

from rich.table import Table

from domain.alerts.freshness import Overtaken
from domain.alerts.models import RuleKind, RulePhase
from domain.alerts.queries.rules import dedupe_key
from domain.alerts.states import State
from tests.chaos.market import Market
from tests.chaos.messages import Messages, Send
from tests.chaos.mischief import Interruption
from tests.chaos.replay import Demanded, Key, Replayed, Rule, Seen

LOST_ANSWER = "the answer to a send was lost"
NO_ANSWER = 0
# A send that was cut short is logged when it is through, which may be a little later.
SLACK = timedelta(seconds=2)
MOST_SHOWN = 10


@dataclass
class Findings:
    """Faults by what they are, each with its instances in words; and what was counted."""

    faults: dict[str, list[str]] = field(default_factory=dict)
    counts: dict[str, Any] = field(default_factory=dict)
    doubles: list[str] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        """Return whether there is no fault."""
        return not any(self.faults.values())

    def in_words(self) -> str:
        """Return the faults, some of each."""
        return "\n".join(
            f"{what}: {len(found)}: " + "; ".join(found[:MOST_SHOWN])
            for what, found in self.faults.items()
            if found
        )

    def table(self) -> Table:
        """Return everything as a table."""
        table = Table("what", "figure", title="Chaos", title_justify="left")
        for name, value in self.counts.items():
            table.add_row(name, str(value))
        table.add_section()
        for one in self.doubles:
            table.add_row("told twice", one)
        table.add_section()
        for what, found in self.faults.items():
            words = "; ".join(found[:MOST_SHOWN])
            table.add_row(what, f"[red]{len(found)}: {words}[/]" if found else "[green]0[/]")
        return table


def judge_states(replayed: Replayed, stored: Mapping[Key, State]) -> list[str]:
    """Return the rules that do not stand where the replay has them."""
    return [
        f"rule {rule} on {trackable}: {stored.get((rule, trackable))}, not {state}"
        for (rule, trackable), state in replayed.states.items()
        if stored.get((rule, trackable)) != state
    ]


def judge_outbox(
    replayed: Replayed, rows: Sequence[Any], told: AbstractSet[int]
) -> dict[str, list[str]]:
    """Return what is wrong with the outbox: alerts that lack, are too many, or were kept back.

    `told` are the alerts that stand in a chat.
    """
    stored = {row["dedupe_key"]: row for row in rows}
    told_keys = {key for key, row in stored.items() if told & {row.get("id"), row.get("told_with")}}
    kept_back = [
        f"alert {row['id']} ({row['kind']}) is {row['state']}: {row['last_error']}"
        for key, row in stored.items()
        if key in replayed.demanded and not _is_settled(replayed.demanded[key], row, told_keys)
    ]
    return {
        "alerts that were never made": sorted(replayed.demanded.keys() - stored.keys()),
        "alerts of nothing": sorted(stored.keys() - replayed.demanded.keys()),
        "alerts kept back without cause": kept_back,
    }


def _is_settled(alert: Demanded, row: Any, told_keys: AbstractSet[str]) -> bool:
    if row["state"] == "sent":
        return True
    if row["last_error"] == Overtaken.KNOWN:
        return _is_known(alert, told_keys)
    if row["state"] == "dropped" and alert.is_justly_dropped(row["last_error"]):
        return True
    # Its chat was blocked: there is nobody to reach.
    return alert.is_cut_off and row["state"] in {"dropped", "failed"}


def _is_known(alert: Demanded, told_keys: AbstractSet[str]) -> bool:
    """Return whether the reader takes for true already what a change of availability has led
    to.

    The changes alternate: so it is after every second one since the last that was read.
    """
    number, rule = alert.firing.number, alert.rule
    last = next(
        (n for n in range(number - 1, rule.state.firings, -1)
         if dedupe_key(rule.rule_id, rule.trackable_id, n) in told_keys),
        rule.state.firings,
    )  # fmt: skip
    return (number - last) % 2 == 0


def judge_chats(rows: Sequence[Any], held: Mapping[int, Counter[int]]) -> list[str]:
    """Return the alerts that are noted as sent and stand in no chat, or in another's."""
    return [
        f"alert {row['id']} is not in chat {row['chat_id']}"
        for row in rows
        if row["state"] == "sent" and not held[row["chat_id"]][row["told_with"] or row["id"]]
    ]


def judge_messages(rows: Sequence[Any]) -> list[str]:
    """Return the observations that were told to a tracker in more than one message.

    A change of availability may wait for a day by itself.
    """
    messages: dict[tuple[Any, ...], set[int]] = defaultdict(set)
    for row in rows:
        if row["state"] == "sent" and row["availability"] is None:
            observation = row["tracker_id"], row["trackable_id"], row["created_at"]
            messages[observation].add(row["told_with"] or row["id"])
    return [
        f"tracker {tracker_id} was told in messages of {sorted(leads)}"
        for (tracker_id, *_rest), leads in messages.items()
        if len(leads) > 1
    ]


def judge_doubles(
    held: Mapping[int, Counter[int]],
    messages: Messages,
    interruptions: Sequence[Interruption],
    told_with: Mapping[int, int] | None = None,
) -> tuple[list[str], list[str]]:
    """Return the alerts that were told more than once: with a cause for each copy, and without.

    `told_with` are alerts that another's message told: one that has a message too was told twice.
    """
    named: list[str] = []
    unnamed: list[str] = []
    leads = told_with or {}
    for counts in held.values():
        for alert_id in counts:
            lead = leads.get(alert_id)
            copies = counts[alert_id] + (counts[lead] if lead is not None else 0)
            if copies < 2:
                continue
            sends = sorted(
                [*messages.sends[alert_id], *(messages.sends[lead] if lead is not None else ())],
                key=lambda send: send.at,
            )
            causes = causes_of(alert_id, sends, interruptions)
            words = f"alert {alert_id}, {copies} times: {', '.join(causes) or 'no cause'}"
            (named if len(causes) >= copies - 1 else unnamed).append(words)
    return named, unnamed


def causes_of(
    alert_id: int, sends: Sequence[Send], interruptions: Sequence[Interruption]
) -> list[str]:
    """Return why an alert was sent again, for each time: the lost answer, or what cut it short."""
    causes = []
    for before, after in pairwise(sends):
        cut = (
            one.what
            for one in interruptions
            if one.cuts_short
            and alert_id in one.under_way
            and before.at - SLACK <= one.at <= after.at
        )
        cause = LOST_ANSWER if before.status == NO_ANSWER else next(cut, None)
        if cause is not None:
            causes.append(cause)
    return causes


def judge_last_fall(
    rules: Sequence[Rule], stored: Mapping[Key, State], asleep: set[int], market: Market
) -> list[str]:
    """Return the drops that did not tell the script's last fall, which went below all before it.

    This asks the script itself, not the prices that the product says it saw.
    """
    return [
        f"rule {rule.rule_id} on {rule.trackable_id}: told {state.last_alerted}, "
        f"not {market.totals[rule.trackable_id]}"
        for rule in rules
        if rule.terms.kind is RuleKind.PRICE_DROP and rule.tracker_id not in asleep
        for state in [stored[rule.rule_id, rule.trackable_id]]
        if state.phase is not RulePhase.FIRED
        or not market.is_of_last_fall(rule.trackable_id, state.last_alerted)
    ]


def judge_lies(seen: Sequence[Seen], market: Market) -> list[str]:
    """Return the wrong answers that were taken for prices."""
    return [
        f"observation {one.number} of {one.trackable_id}: {one.total}"
        for one in seen
        if market.is_lie(one.trackable_id, one.total)
    ]


def judge_prices(rows: Sequence[Any], market: Market) -> list[str]:
    """Return the trackables whose last price is not the market's."""
    return [
        f"trackable {row['id']}: {row['last_total']}, not {market.totals[row['id']]}"
        for row in rows
        if not market.is_true(row["id"], row["last_total"])
    ]
