"""Several changes to one tracker in one step: all of them happen, or none."""

from dataclasses import dataclass

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.checks.first_look import look_first_at
from domain.trackers.folders import move_tracker
from domain.trackers.models import TrackerState
from domain.trackers.particulars import be_quiet, rename, set_days_around, set_end, set_pace
from domain.trackers.service import get_tracker, pause_tracker, resume_tracker
from domain.trackers.values import TrackerView


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes, each as typed in the chat; None leaves a field alone.

    `folder_id` 0 takes it out of its folder, `quiet_days` 0 ends the silence.
    """

    name: str | None = None
    pace: str | None = None
    until: str | None = None
    quiet_days: int | None = None
    days_around: int | None = None
    folder_id: int | None = None
    state: TrackerState | None = None


async def change_tracker(
    app: App, traveller: Traveller, tracker_id: int, wish: Changes
) -> TrackerView:
    """Make all the changes, or none. Raises the refusal of the first impossible one."""
    async with app.pool.transaction():
        await get_tracker(app, traveller, tracker_id)
        await _change_particulars(app, traveller, tracker_id, wish)
        if wish.days_around is not None:
            days = str(wish.days_around)
            await set_days_around(app, traveller, tracker_id, days, is_looked_at=False)
        if wish.folder_id is not None:
            await move_tracker(app, traveller, tracker_id, wish.folder_id or None)
        if wish.state is not None:
            step = pause_tracker if wish.state is TrackerState.PAUSED else resume_tracker
            await step(app, traveller, tracker_id)
    if wish.days_around is not None:
        # Suppliers are asked once it is committed.
        await look_first_at(app, tracker_id)
    return await get_tracker(app, traveller, tracker_id)


async def _change_particulars(
    app: App, traveller: Traveller, tracker_id: int, wish: Changes
) -> None:
    if wish.name is not None:
        await rename(app, traveller, tracker_id, wish.name)
    if wish.pace is not None:
        await set_pace(app, traveller, tracker_id, wish.pace)
    if wish.until is not None:
        await set_end(app, traveller, tracker_id, wish.until)
    if wish.quiet_days is not None:
        await be_quiet(app, traveller, tracker_id, str(wish.quiet_days))
