"""The list, folders, and what is done to many trackers, on the real database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import NotFound
from domain.trackers.errors import FolderLimitReached, FolderNameTaken, TrackerLimitReached
from domain.trackers.folders import (
    MOST_FOLDERS,
    create_folder,
    delete_folder,
    list_folders,
    move_tracker,
    rename_folder,
)
from domain.trackers.models import TrackerState
from domain.trackers.overview import Bulk, Shown, change_all, tracker_list, undo_all
from domain.trackers.service import get_tracker, pause_tracker
from tests.scene import Scene

PALMS = "Palms Retreat"


async def test_all_of_a_folder_are_paused_and_that_is_undone(scene: Scene) -> None:
    taj, palms, traveller = await scene.track(), await scene.track(PALMS), await scene.meet()
    foreign = await scene.track(chat_id=2)
    folder = await create_folder(scene.app, traveller, "Goa")
    await move_tracker(scene.app, traveller, taj.tracker_id, folder.folder_id)
    scene.clock.advance(timedelta(minutes=1))
    done = await change_all(scene.app, traveller, Bulk.PAUSE, folder.folder_id)
    assert done.count == 1
    listed = await tracker_list(scene.app, traveller, folder.folder_id)
    assert [(one.tracker_id, one.state) for one in listed.chosen] == [(taj.tracker_id, "paused")]
    assert (await get_tracker(scene.app, traveller, palms.tracker_id)).state == "active"
    scene.clock.advance(timedelta(minutes=1))
    done = await change_all(scene.app, traveller, Bulk.PAUSE)
    assert done.count == 1
    other = await scene.meet(2)
    with pytest.raises(NotFound):
        await undo_all(scene.app, other, done)
    assert await undo_all(scene.app, traveller, done) == 1
    states = {one.name: one.state for one in (await tracker_list(scene.app, traveller)).trackers}
    assert states == {PALMS: TrackerState.ACTIVE, "Taj Holiday Village": TrackerState.PAUSED}
    assert (await get_tracker(scene.app, other, foreign.tracker_id)).state == "active"


async def test_deleted_ones_come_back_paused_as_far_as_there_is_room(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    await pause_tracker(scene.app, traveller, tracker.tracker_id)
    scene.clock.advance(timedelta(minutes=1))
    done = await change_all(scene.app, traveller, Bulk.CLEAR)
    assert (done.count, (await tracker_list(scene.app, traveller)).trackers) == (1, ())
    await scene.track(PALMS)
    full = scene.app.settings.model_copy(update={"trackers_per_traveller": 1})
    with pytest.raises(TrackerLimitReached) as refused:
        await undo_all(replace(scene.app, settings=full), traveller, done)
    assert refused.value.limit == 1
    assert await undo_all(scene.app, traveller, done) == 1
    assert (await get_tracker(scene.app, traveller, tracker.tracker_id)).state == "paused"


async def test_the_list_is_filtered_by_state(scene: Scene) -> None:
    taj, traveller = await scene.track(), await scene.meet()
    await scene.track(PALMS)
    await pause_tracker(scene.app, traveller, taj.tracker_id)
    await scene.app.pool.execute("UPDATE trackables SET set_aside_at = now() WHERE watchers > 0")
    listed = await tracker_list(scene.app, traveller)
    assert {shown: listed.count(shown) for shown in Shown} == {
        Shown.ALL: 2, Shown.ACTIVE: 1, Shown.PAUSED: 1, Shown.ENDED: 0, Shown.TROUBLED: 1,
    }  # fmt: skip
    paused = await tracker_list(scene.app, traveller, shown=Shown.PAUSED)
    assert [one.tracker_id for one in paused.chosen] == [taj.tracker_id]


async def test_folders_are_their_owners_and_their_names_differ(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    goa = await create_folder(scene.app, traveller, " Goa ")
    assert await create_folder(scene.app, traveller, "Goa") == goa
    await create_folder(scene.app, traveller, "Delhi")
    with pytest.raises(FolderNameTaken):
        await rename_folder(scene.app, traveller, goa.folder_id, "Delhi")
    other = await scene.meet(2)
    with pytest.raises(NotFound):
        await delete_folder(scene.app, other, goa.folder_id)
    theirs = await create_folder(scene.app, other, "Goa")
    with pytest.raises(NotFound):
        await move_tracker(scene.app, traveller, tracker.tracker_id, theirs.folder_id)
    await move_tracker(scene.app, traveller, tracker.tracker_id, goa.folder_id)
    await delete_folder(scene.app, traveller, goa.folder_id)
    assert (await get_tracker(scene.app, traveller, tracker.tracker_id)).folder_id is None
    for number in range(MOST_FOLDERS - 1):
        await create_folder(scene.app, traveller, f"Trip {number}")
    with pytest.raises(FolderLimitReached):
        await create_folder(scene.app, traveller, "One more")
    assert len(await list_folders(scene.app, traveller)) == MOST_FOLDERS
