"""Messages that were sent and are kept true: what each should say by now, and which are due.

A recorded change makes the living messages of its trackable due: at once the first time, then at
most once in `EDIT_EVERY`, and a last time when its life ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

import asyncpg

from domain.alerts.loading import load_alerts
from domain.alerts.values import StoredAlert
from domain.money import Money

EDIT_EVERY = timedelta(minutes=1)
# An edit whose sender died is due again after this.
EDIT_LEASE = timedelta(seconds=60)
MOST_EDITS = 20


class Course(StrEnum):
    """What has become of the price that a message tells."""

    TOLD = "told"
    CHANGED = "changed"
    SOLD_OUT = "sold_out"
    TOLD_ANEW = "told_anew"
    OVER = "over"


FINAL = frozenset({Course.TOLD_ANEW, Course.OVER})


@dataclass(frozen=True, slots=True)
class Now:
    """What is known now of the price that a message tells."""

    total: Decimal
    observed_at: datetime
    is_available: bool
    is_told_anew: bool


@dataclass(frozen=True, slots=True)
class LivingAlert:
    """A sent message: what it told, what it shows, and what is known now.

    `is_active` and `snoozed_until` are the tracker's: its buttons depend on them.
    """

    stored: StoredAlert
    message_id: int
    has_photo: bool
    sent_at: datetime
    living_until: datetime
    shown: Course
    shown_total: Decimal
    now: Now
    is_active: bool
    snoozed_until: datetime | None

    @property
    def total_now(self) -> Money:
        """Return the price of now."""
        return Money.of(self.now.total, self.stored.alert.total.currency)


def course_of(living: LivingAlert, now: datetime) -> Course:
    """Return what the message should say: pure."""
    if living.now.is_told_anew:
        return Course.TOLD_ANEW
    if now >= living.living_until:
        return Course.OVER
    if not living.now.is_available:
        return Course.SOLD_OUT
    same = living.now.total == living.stored.alert.total.amount
    return Course.TOLD if same else Course.CHANGED


def needs_edit(living: LivingAlert, course: Course) -> bool:
    """Say whether the message says something else by now."""
    is_priced = course in {Course.TOLD, Course.CHANGED}
    return course is not living.shown or (is_priced and living.now.total != living.shown_total)


async def stir_living(
    connection: asyncpg.Connection, trackable_ids: Sequence[int], now: datetime
) -> None:
    """Make the living messages of trackables due that have changed, within their pace."""
    await connection.execute(
        """
        UPDATE tracker_alerts SET edit_due_at = least(
            living_until, greatest($2, edited_at + $3::interval))
        WHERE trackable_id = ANY($1::bigint[]) AND living_until IS NOT NULL
        """,
        list(trackable_ids),
        now,
        EDIT_EVERY,
    )


async def claim_edits(
    pool: asyncpg.Pool, now: datetime, limit: int = MOST_EDITS
) -> tuple[LivingAlert, ...]:
    """Claim the messages that are due for a look, in reachable chats."""
    rows = await pool.fetch(
        """
        WITH due AS (
            SELECT a.id FROM tracker_alerts a
            WHERE a.edit_due_at <= $1 ORDER BY a.edit_due_at LIMIT $2 FOR UPDATE SKIP LOCKED
        )
        UPDATE tracker_alerts a SET edit_due_at = $3
        FROM due, trackers t, trackables k
        WHERE a.id = due.id AND t.id = a.tracker_id AND k.id = a.trackable_id
        RETURNING a.*, t.state = 'active' AS is_active, t.snoozed_until,
            coalesce(k.last_total, a.total) AS total_now,
            coalesce(k.last_observed_at, a.observed_at) AS seen_at,
            k.availability <> 'sold_out' AS is_available,
            EXISTS (SELECT FROM tracker_alerts newer WHERE newer.rule_id = a.rule_id
                    AND newer.trackable_id = a.trackable_id AND newer.id > a.id
                    AND newer.message_id IS NOT NULL) AS is_told_anew
        """,
        now,
        limit,
        now + EDIT_LEASE,
    )
    stored = await load_alerts(pool, [row["id"] for row in rows])
    return tuple(_living(row, stored[row["id"]]) for row in rows if row["id"] in stored)


def _living(row: Any, stored: StoredAlert) -> LivingAlert:
    return LivingAlert(
        stored=stored,
        message_id=row["message_id"],
        has_photo=row["has_photo"],
        sent_at=row["sent_at"],
        living_until=row["living_until"],
        shown=Course(row["shown_course"]),
        shown_total=row["total"] if row["shown_total"] is None else row["shown_total"],
        now=Now(row["total_now"], row["seen_at"], row["is_available"], row["is_told_anew"]),
        is_active=row["is_active"],
        snoozed_until=row["snoozed_until"],
    )


async def mark_edited(
    pool: asyncpg.Pool, living: LivingAlert, course: Course, now: datetime
) -> None:
    """Note what the message says now; its life ends with a final edit."""
    await pool.execute(
        """
        UPDATE tracker_alerts SET shown_course = $2, shown_total = $3, edited_at = $4,
            living_until = CASE WHEN $5 THEN NULL ELSE living_until END,
            edit_due_at = CASE WHEN $5 THEN NULL ELSE living_until END
        WHERE id = $1
        """,
        living.stored.alert.alert_id,
        course.value,
        living.now.total,
        now,
        course in FINAL,
    )


async def look_later(pool: asyncpg.Pool, living: LivingAlert, at: datetime) -> None:
    """Look at the message again at `at`, or when its life ends."""
    await pool.execute(
        "UPDATE tracker_alerts SET edit_due_at = least($2, living_until) WHERE id = $1",
        living.stored.alert.alert_id,
        at,
    )


async def end_life(pool: asyncpg.Pool, alert_id: int) -> None:
    """Leave a message as it stands for good."""
    await pool.execute(
        "UPDATE tracker_alerts SET living_until = NULL, edit_due_at = NULL WHERE id = $1", alert_id
    )
