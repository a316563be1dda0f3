"""Sets aside rules that cannot be evaluated, each alone, and notifies their owners once.

One traveller's rule must never keep a price, or somebody else's alert, from being recorded.
"""

from collections.abc import Iterable
from datetime import datetime

from domain.alerts.queries.rule_quarantine import RuleAside, hush_rules, put_aside
from domain.outbox.queries.messages import put_messages
from domain.outbox.values import ChannelName, NewMessage
from domain.unit_of_work import Database

RULE_SET_ASIDE = "rule_set_aside"


async def set_rules_aside(database: Database, rule_ids: Iterable[int], now: datetime) -> None:
    """Silence rules until their owners change them, and notify the owners.

    Joins the open transaction.
    """
    aside = await put_aside(database, rule_ids, now)
    await hush_rules(database, [rule.id for rule in aside])
    await put_messages(database, [_notice(rule) for rule in aside if rule.is_reachable], now)


def _notice(rule: RuleAside) -> NewMessage:
    sizes = {"percent": rule.percent, "amount": rule.amount, "target": rule.target}
    return NewMessage(
        ChannelName.TELEGRAM,
        str(rule.chat_id),
        RULE_SET_ASIDE,
        f"{RULE_SET_ASIDE}:{rule.id}",
        rule.language,
        rule.region,
        {
            "tracker_id": rule.tracker_id,
            "name": rule.name,
            "rule_id": rule.id,
            "kind": rule.kind,
            "currency": rule.currency,
            **{name: None if size is None else str(size) for name, size in sizes.items()},
            "quiet": [rule.quiet_from, rule.quiet_until, rule.time_zone],
        },
        rule.user_id,
    )
