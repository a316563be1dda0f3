"""The audit log: who did what to whom, before and after, written in the act's own transaction.

Nothing here changes or removes an entry. See `docs/decisions/0042-acts-of-administrators.md`.
"""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.accounts.travellers import Traveller
from domain.administration.queries.audit import NewEntry, entries_before, insert_entry
from domain.unit_of_work import Database

# Page size of the export; the whole log is never in memory.
EXPORT_PAGE = 1_000
# More than this is too much for a file in a chat: the latest entries are exported.
MOST_EXPORTED = 20_000


class Act(StrEnum):
    """What an administrator can do."""

    ROLE_GIVEN = "role given"
    ROLE_TAKEN = "role taken"
    BANNED = "banned"
    UNBANNED = "unbanned"
    SESSIONS_ENDED = "sessions ended"
    CHECKS_RESUMED = "checks resumed"
    UPDATES_DELETED = "updates deleted"
    TRACKER_CHECKED = "tracker checked"
    AUDIT_EXPORTED = "audit log exported"
    BROADCAST_DRAFTED = "broadcast drafted"
    BROADCAST_CHANGED = "broadcast changed"
    BROADCAST_STARTED = "broadcast started"
    BROADCAST_PAUSED = "broadcast paused"
    BROADCAST_RESUMED = "broadcast resumed"
    BROADCAST_STOPPED = "broadcast stopped"
    CLUSTER_MADE = "cluster made"
    CLUSTER_CHANGED = "cluster changed"
    CLUSTER_REFRESHED = "cluster refreshed"
    CLUSTER_DELETED = "cluster deleted"
    SUPPLIER_PAUSED = "supplier paused"
    SUPPLIER_RESUMED = "supplier resumed"
    SUPPLIER_TESTED = "supplier tested"
    CREDENTIALS_CHANGED = "credentials changed"
    SUPPORT_ANSWERED = "support answered"
    SUPPORT_CLOSED = "support closed"
    CASE_SETTLED = "booking case settled"
    CASE_ASKED = "supplier asked about a booking"
    CASE_REFERENCE = "booking reference entered"
    CASE_NOTED = "booking noted"
    REFUND_MADE = "refund made by hand"
    REFUND_ASKED = "refund asked for again"
    LEDGER_EXPORTED = "ledger exported"
    MAINTENANCE_BEGUN = "maintenance begun"
    MAINTENANCE_ENDED = "maintenance ended"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acted, and from which chat; None: from the command line."""

    user_id: int | None
    name: str
    chat_id: int | None = None


COMMAND_LINE = Actor(None, "command line")


def actor_of(admin: Traveller) -> Actor:
    """Return the actor for an administrator in a chat."""
    return Actor(admin.user_id, admin.first_name, admin.chat_id)


@dataclass(frozen=True, slots=True)
class Deed:
    """An act, its subject (`user:12`), and the state before and after as JSON."""

    act: Act
    subject: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the log."""

    entry_id: int
    actor: Actor
    deed: Deed
    at: datetime


async def note(database: Database, actor: Actor, deed: Deed, now: datetime) -> None:
    """Log an act; within a unit of work the entry stands only if the act does."""
    await insert_entry(
        database,
        NewEntry(
            actor.user_id, actor.name, actor.chat_id, deed.act.value, deed.subject,
            dict(deed.before), dict(deed.after), now,
        ),
    )  # fmt: skip


async def read_audit(
    database: Database, most: int, *, before_id: int | None = None, subject: str | None = None
) -> tuple[Entry, ...]:
    """Return entries, the latest first: those before an id, those about a subject."""
    entries = await entries_before(database, most, before_id, subject)
    return tuple(
        Entry(
            one.id,
            Actor(one.admin_id, one.admin_name, one.chat_id),
            Deed(Act(one.act), one.subject, one.before, one.after),
            one.at,
        )
        for one in entries
    )


async def export_audit(database: Database) -> AsyncIterator[str]:
    """Yield the log as JSON lines, the latest first, up to a file's limit."""
    last, count = None, 0
    while count < MOST_EXPORTED:
        page = await read_audit(database, EXPORT_PAGE, before_id=last)
        if not page:
            return
        for entry in page:
            yield json.dumps(_as_json(entry), ensure_ascii=False)
        last, count = page[-1].entry_id, count + len(page)


def _as_json(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.entry_id,
        "at": entry.at.isoformat(),
        "admin": entry.actor.user_id,
        "admin_name": entry.actor.name,
        "chat": entry.actor.chat_id,
        "act": entry.deed.act.value,
        "subject": entry.deed.subject,
        "before": dict(entry.deed.before),
        "after": dict(entry.deed.after),
    }
