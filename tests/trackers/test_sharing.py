"""A shared tracker becomes the opener's own, on the real database."""

import csv
from datetime import timedelta
from decimal import Decimal

import pytest

from domain.accounts.travellers import change_settings
from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms
from domain.errors import NotFound
from domain.stay_errors import CheckInPast
from domain.trackers.edits import add_rule
from domain.trackers.files import FileKind, write_file
from domain.trackers.particulars import rename
from domain.trackers.service import delete_tracker, get_tracker
from domain.trackers.shared_trackers import (
    clone_tracker,
    share_tracker,
    shared_tracker,
    stop_sharing,
)
from domain.trackers.transfer import export_trackers
from tests.scene import Scene

TARGET = RuleTerms(RuleKind.TARGET_PRICE, target=Decimal(8000))


async def test_the_same_is_watched_by_two_and_asked_once(scene: Scene) -> None:
    tracker, asha, ravi = await scene.track(), await scene.meet(), await scene.meet(2)
    await add_rule(scene.app, asha, tracker.tracker_id, TARGET)
    token = await share_tracker(scene.app, asha, tracker.tracker_id)
    assert await share_tracker(scene.app, asha, tracker.tracker_id) == token
    assert str(tracker.tracker_id) != token
    started = await clone_tracker(scene.app, ravi, token)
    assert started.is_new
    assert started.tracker.tracker_id != tracker.tracker_id
    assert started.tracker.series.trackable_id == tracker.series.trackable_id
    assert [rule.kind for rule in started.tracker.rules] == ["price_drop", "target_price"]
    assert not (await clone_tracker(scene.app, ravi, token)).is_new
    await delete_tracker(scene.app, asha, tracker.tracker_id)
    assert (await get_tracker(scene.app, ravi, started.tracker.tracker_id)).state == "active"
    with pytest.raises(NotFound):
        await clone_tracker(scene.app, ravi, token)


async def test_sizes_go_along_in_the_currency_in_which_the_stay_is_sold(scene: Scene) -> None:
    tracker, asha = await scene.track(), await scene.meet()
    await add_rule(scene.app, asha, tracker.tracker_id, TARGET)
    token = await share_tracker(scene.app, asha, tracker.tracker_id)
    lena = await change_settings(await scene.meet(2), currency="EUR")
    clone = (await clone_tracker(scene.app, lena, token)).tracker
    assert clone.currency == "INR"
    assert [rule.kind for rule in clone.rules] == ["price_drop", "target_price"]
    assert clone.series.trackable_id != tracker.series.trackable_id


async def test_a_link_is_taken_back_by_its_owner_alone(scene: Scene) -> None:
    tracker, asha, ravi = await scene.track(), await scene.meet(), await scene.meet(2)
    with pytest.raises(NotFound):
        await share_tracker(scene.app, ravi, tracker.tracker_id)
    token = await share_tracker(scene.app, asha, tracker.tracker_id)
    with pytest.raises(NotFound):
        await stop_sharing(scene.app, ravi, tracker.tracker_id)
    await stop_sharing(scene.app, asha, tracker.tracker_id)
    with pytest.raises(NotFound):
        await shared_tracker(scene.app, token)
    assert await share_tracker(scene.app, asha, tracker.tracker_id) != token


async def test_dates_that_are_over_are_not_watched_again(scene: Scene) -> None:
    tracker, asha = await scene.track(), await scene.meet()
    token = await share_tracker(scene.app, asha, tracker.tracker_id)
    scene.clock.advance(timedelta(days=40))
    with pytest.raises(CheckInPast):
        await clone_tracker(scene.app, await scene.meet(2), token)


async def test_a_shared_name_is_no_formula_in_its_receivers_export(scene: Scene) -> None:
    tracker, asha, ravi = await scene.track(), await scene.meet(), await scene.meet(2)
    await rename(scene.app, asha, tracker.tracker_id, "=HYPERLINK(“http://evil.example”)")
    token = await share_tracker(scene.app, asha, tracker.tracker_id)
    clone = (await clone_tracker(scene.app, ravi, token)).tracker
    assert clone.name.startswith("=")
    written = write_file(await export_trackers(scene.app, ravi), FileKind.CSV).decode("utf-8-sig")
    (row,) = csv.DictReader(written.splitlines())
    assert not any(str(cell).startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
