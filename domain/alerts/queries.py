"""Rules and their states in the database."""

from decimal import Decimal
from typing import Any

from domain.alerts.models import RuleKind, RulePhase
from domain.alerts.rules import RuleTerms, State


def terms_from(row: Any) -> RuleTerms:
    """Return a rule's terms from a row with its columns."""
    return RuleTerms(RuleKind(row["kind"]), row["percent"], row["amount"], row["target"])


def state_from(row: Any) -> State:
    """Return a rule's state from a row with its columns."""
    return State(
        RulePhase(row["phase"]),
        _plain(row["reference"]),
        _plain(row["last_alerted"]),
        _plain(row["fires_at"]),
        _plain(row["rearms_at"]),
        row["firings"],
    )


def _plain(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


def dedupe_key(rule_id: int, trackable_id: int, number: int) -> str:
    """Return the key of the fact that a rule fired the `number`-th time on a trackable."""
    return f"{rule_id}:{trackable_id}:{number}"
