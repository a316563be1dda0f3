"""Resumes checks that were set aside, and deletes updates that were."""

from datetime import datetime

from domain.accounts.queries.quarantine import forget_set_aside
from domain.administration.audit import Act, Actor, Deed, note
from domain.checks.quarantine import try_all_again
from domain.unit_of_work import Database


async def resume_checks(database: Database, actor: Actor, now: datetime) -> int:
    """Resume all checks that are set aside, starting now; return how many."""
    async with database.transaction():
        taken = await try_all_again(database, now)
        if taken:
            await note(
                database, actor, Deed(Act.CHECKS_RESUMED, "checks", {"set_aside": taken}), now
            )
    return taken


async def delete_updates(database: Database, actor: Actor, now: datetime) -> None:
    """Delete the updates that could not be handled."""
    async with database.transaction():
        forgotten = await forget_set_aside(database, now)
        if forgotten:
            deed = Deed(Act.UPDATES_DELETED, "updates", {"set_aside": forgotten})
            await note(database, actor, deed, now)
