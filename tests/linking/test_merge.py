"""What a chat brings to an account and takes along again: nothing lost, nothing twice."""

from decimal import Decimal
from random import Random

import pytest

from domain.accounts.models import Role, User
from domain.accounts.travellers import (
    NO_CHAT,
    change_settings,
    meet_traveller,
    settle,
    traveller_of,
)
from domain.administration.support.queries import list_threads
from domain.administration.support.service import own_thread, write
from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms
from domain.linking.links import unlink_chat
from domain.linking.merge import BY_RULES, STAYING, _tables
from domain.linking.queries.merge import owned_tables
from domain.trackers.edits import add_rule
from domain.trackers.folders import create_folder, list_folders, move_tracker
from domain.trackers.service import list_trackers, pause_tracker
from domain.trackers.starts import track_hotel
from domain.trackers.values import TrackerView
from tests.linking.conftest import Web
from tests.linking.test_requests import link, owner_of
from tests.scene import Scene

TAJ, PALMS = "Taj Holiday Village", "Palms Retreat"


async def test_what_a_chat_has_comes_along(scene: Scene, web: Web) -> None:
    asha = await scene.meet()
    tracker = await scene.track(TAJ)
    folder = await create_folder(scene.app, asha, "Diwali")
    await move_tracker(scene.app, asha, tracker.tracker_id, folder.folder_id)
    rao = await web.sign_up("rao@example.com")
    await link(scene, rao)
    linked = await scene.meet()
    (brought,) = await list_trackers(scene.app, linked)
    assert brought.tracker_id == tracker.tracker_id
    (folder,) = await list_folders(scene.app, linked)
    assert (folder.name, folder.count) == ("Diwali", 1)
    rows = await scene.rows("SELECT payload FROM outbox_messages WHERE channel = 'email'")
    assert rows[0][0]["counts"] == {"trackers": 1, "searches": 1, "folders": 1}
    # The same wish again finds the same tracker, not a second one.
    await scene.track(TAJ)
    assert len(await list_trackers(scene.app, linked)) == 1


async def test_checks_and_alerts_go_on(scene: Scene, web: Web) -> None:
    await scene.track(TAJ)
    await scene.check()
    await link(scene, await web.sign_up("rao@example.com"))
    scene.price(7_000)
    assert await scene.check() == 1


async def test_what_was_tracked_on_the_web_is_told_in_the_chat(scene: Scene, web: Web) -> None:
    rao = await web.sign_up("rao@example.com")
    begun = await _track_without_a_chat(scene, rao.account.user_id)
    twin = await scene.track(TAJ)
    await link(scene, rao)
    linked = await scene.meet()
    (kept,) = await list_trackers(scene.app, linked)
    assert kept.tracker_id == begun != twin.tracker_id
    told_in = await scene.rows("SELECT chat_id FROM trackers WHERE id = $1", begun)
    assert told_in[0][0] == linked.chat_id
    await scene.track(TAJ)
    assert len(await list_trackers(scene.app, linked)) == 1


async def _track_without_a_chat(scene: Scene, user_id: int) -> int:
    traveller = await traveller_of(user_id)
    assert traveller.chat_id == NO_CHAT
    # As the chat's owner is by default: the same stay is then the same thing.
    traveller = await settle(traveller, "IN")
    search_id, hotels = await scene.find(traveller)
    return (await track_hotel(scene.app, traveller, search_id, hotels[TAJ])).tracker.tracker_id


async def test_what_both_watch_is_watched_once(scene: Scene, web: Web) -> None:
    rao = await web.sign_up("rao@example.com")
    kept = await scene.track(TAJ, chat_id=1)
    await link(scene, rao, 1)
    twin = await scene.track(TAJ, chat_id=2)
    await scene.track(PALMS, chat_id=2)
    target = RuleTerms(RuleKind.TARGET_PRICE, target=Decimal(7_000))
    other = await scene.meet(2)
    await add_rule(scene.app, other, twin.tracker_id, target)
    folder = await create_folder(scene.app, other, "Goa")
    await move_tracker(scene.app, other, twin.tracker_id, folder.folder_id)
    await link(scene, rao, 2)
    both = await list_trackers(scene.app, await scene.meet(1))
    assert sorted(one.name for one in both) == [PALMS, TAJ]
    taj = next(one for one in both if one.name == TAJ)
    assert taj.tracker_id == kept.tracker_id
    assert {rule.kind for rule in taj.rules} == {RuleKind.PRICE_DROP, RuleKind.TARGET_PRICE}
    # It was put away, not lost: it goes with its chat.
    counts = await unlink_chat(scene.app, await scene.meet(2))
    assert counts["trackers"] == 2
    parted = await list_trackers(scene.app, await scene.meet(2))
    assert sorted(one.tracker_id for one in parted if one.name == TAJ) == [twin.tracker_id]
    assert [one.name for one in await list_folders(scene.app, await scene.meet(2))] == ["Goa"]
    (left,) = await list_trackers(scene.app, await scene.meet(1))
    assert left.tracker_id == kept.tracker_id


async def test_folders_of_one_name_become_one(scene: Scene, web: Web) -> None:
    rao = await web.sign_up("rao@example.com")
    for chat_id, hotel in ((1, TAJ), (2, PALMS)):
        traveller = await scene.meet(chat_id)
        tracker = await scene.track(hotel, chat_id)
        folder = await create_folder(scene.app, traveller, "Goa")
        await move_tracker(scene.app, traveller, tracker.tracker_id, folder.folder_id)
        await link(scene, rao, chat_id)
    (folder,) = await list_folders(scene.app, await scene.meet(1))
    assert folder.count == 2


async def test_two_conversations_with_support_become_one(scene: Scene, web: Web) -> None:
    rao = await web.sign_up("rao@example.com")
    for chat_id in (1, 2):
        await write(scene.app, await scene.meet(chat_id), f"From chat {chat_id}")
        await link(scene, rao, chat_id)
    thread = await own_thread(scene.app, rao.account.user_id)
    assert thread is not None
    assert [line.text for line in thread.lines] == ["From chat 1", "From chat 2"]
    assert len(await list_threads(scene.app.pool, 9)) == 1


async def test_what_was_begun_while_linked_in_a_chat_goes_with_it(scene: Scene, web: Web) -> None:
    rao = await web.sign_up("rao@example.com")
    await link(scene, rao, 1)
    await link(scene, rao, 2)
    begun = await scene.track(TAJ, chat_id=2)
    assert begun.tracker_id in {
        one.tracker_id for one in await list_trackers(scene.app, await scene.meet(1))
    }
    await unlink_chat(scene.app, await scene.meet(2))
    assert await list_trackers(scene.app, await scene.meet(1)) == ()
    (own,) = await list_trackers(scene.app, await scene.meet(2))
    assert own.tracker_id == begun.tracker_id


async def test_the_first_chat_tells_an_account_what_it_likes(scene: Scene, web: Web) -> None:
    rao = await web.sign_up("rao@example.com", "es-ES")
    await change_settings(await scene.meet(1), currency="THB", language="hi")
    await change_settings(await scene.meet(2), currency="JPY")
    await link(scene, rao, 1)
    await link(scene, rao, 2)
    assert (await scene.meet(2)).currency == "THB"
    assert (await scene.meet(1)).language == "hi"
    await unlink_chat(scene.app, await scene.meet(2))
    assert (await scene.meet(2)).currency == "THB"


async def test_no_chat_renames_an_account(scene: Scene, web: Web) -> None:
    rao = await web.sign_up("rao@example.com")
    await link(scene, rao, 1)
    await meet_traveller(1, "Somebody", "ru", scene.clock.now(), "somebody")
    user = await User.get(id=rao.account.user_id)
    assert (user.first_name, user.username) == ("Rao", "somebody")
    await meet_traveller(1, "Else", "es", scene.clock.now(), "else")
    assert (await User.get(id=rao.account.user_id)).username == "somebody"


async def test_an_administrators_role_comes_and_goes_with_the_chat(scene: Scene, web: Web) -> None:
    rao, asha = await web.sign_up("rao@example.com"), await scene.meet()
    await User.filter(id=asha.user_id).update(role=Role.ADMIN)
    await link(scene, rao)
    assert (await User.get(id=rao.account.user_id)).role is Role.ADMIN
    await unlink_chat(scene.app, await scene.meet())
    assert (await User.get(id=rao.account.user_id)).role is Role.TRAVELLER
    assert (await User.get(id=await owner_of(scene, 1))).role is Role.ADMIN


async def test_every_table_of_an_account_is_thought_of(scene: Scene) -> None:
    """A table that names accounts is moved automatically if its key is one column."""
    going = {(table, column) for table, column, _key in await _tables(scene.app)}
    forgotten = {
        (table, column)
        for table, column in await owned_tables(scene.app.pool) - going
        if table not in STAYING | BY_RULES
    }
    assert forgotten == set()


@pytest.mark.parametrize("step", range(3))
async def test_what_fails_half_way_changes_nothing(scene: Scene, web: Web, step: int) -> None:
    rao, asha = await web.sign_up("rao@example.com"), await scene.meet()
    await scene.track(TAJ)
    # A database trigger simulates any failure.
    table = ("trackers", "searches", "chat_links")[step]
    await scene.app.pool.execute(
        f"""
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'refused'; END $$;
        CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON {table} EXECUTE FUNCTION refuse()
        """
    )
    try:
        with pytest.raises(Exception, match="refused"):
            await link(scene, rao)
    finally:
        await scene.app.pool.execute("DROP FUNCTION refuse CASCADE")
    assert await owner_of(scene, 1) == asha.user_id
    assert len(await list_trackers(scene.app, asha)) == 1
    await link(scene, rao)
    assert len(await list_trackers(scene.app, await scene.meet())) == 1


def _about(trackers: tuple[TrackerView, ...]) -> dict[str, tuple[str, int | None, set[str]]]:
    """What a traveller sees of trackers: state, folder and rules, by hotel."""
    return {
        one.name: (one.state, one.folder_id, {rule.kind.value for rule in one.rules})
        for one in trackers
    }


@pytest.mark.parametrize("seed", range(8))
async def test_whatever_a_chat_brings_it_takes_along_again(
    scene: Scene, web: Web, seed: int
) -> None:
    """Linking and unlinking is as if nothing had been; in between nothing is there twice."""
    chance = Random(seed)
    rao = await web.sign_up("rao@example.com")
    kinds = [RuleKind.ALL_TIME_LOW, RuleKind.AVAILABILITY, RuleKind.BEST_DEAL]
    for chat_id in (1, 2):
        traveller = await scene.meet(chat_id)
        for hotel in chance.sample([TAJ, PALMS], chance.randint(0, 2)):
            tracker = await scene.track(hotel, chat_id)
            for kind in chance.sample(kinds, chance.randint(0, 3)):
                terms = RuleTerms(kind, Decimal(5) if kind is RuleKind.BEST_DEAL else None)
                await add_rule(scene.app, traveller, tracker.tracker_id, terms)
            if chance.random() < 0.5:
                folder = await create_folder(scene.app, traveller, chance.choice(["Goa", "Later"]))
                await move_tracker(scene.app, traveller, tracker.tracker_id, folder.folder_id)
            if chance.random() < 0.3:
                await pause_tracker(scene.app, traveller, tracker.tracker_id)
    await link(scene, rao, 1)
    first = await list_trackers(scene.app, await scene.meet(1))
    second = await list_trackers(scene.app, await scene.meet(2))
    await link(scene, rao, 2)
    together = await list_trackers(scene.app, await scene.meet(1))
    assert sorted(one.name for one in together) == sorted(
        {one.name for one in first} | {one.name for one in second}
    )
    for one in (*first, *second):
        (kept,) = [two for two in together if two.name == one.name]
        assert {rule.kind for rule in one.rules} <= {rule.kind for rule in kept.rules}
    await unlink_chat(scene.app, await scene.meet(2))
    assert _about(await list_trackers(scene.app, await scene.meet(2))) == _about(second)
    left = await list_trackers(scene.app, await scene.meet(1))
    assert [one.tracker_id for one in left] == [one.tracker_id for one in first]
