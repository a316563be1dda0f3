"""What somebody has in groups comes along with their chat, and goes with it again."""

from bot.account.words import brought_words
from bot.locales import translator
from domain.accounts.travellers import Traveller
from domain.linking.links import unlink_chat
from domain.stay import Room, Stay
from domain.trackers.folders import create_folder, list_folders
from domain.trackers.groups import propose, shortlist, track_for_group, vote
from domain.trackers.service import list_trackers
from domain.trackers.shortlist import GroupChoice
from tests.linking.conftest import Web
from tests.linking.test_requests import link
from tests.scene import CHECK_IN, CHECK_OUT, Scene

TAJ, PALMS = "Taj Holiday Village", "Palms Retreat"
GROUP, FAMILY = -5, -6


async def put_forward(scene: Scene, who: Traveller, hotel: str, group: int = GROUP) -> GroupChoice:
    _search_id, hotels = await scene.find(who)
    stay = Stay(CHECK_IN, CHECK_OUT, (Room(2),))
    return await propose(scene.app, who, group, "Trip", hotels[hotel], stay)


async def votes_of(scene: Scene, group: int = GROUP) -> dict[str, tuple[int, int]]:
    """Return how a group's hotels stand: for and against."""
    return {one.hotel_name: (one.ups, one.downs) for one in await shortlist(scene.app, group)}


async def tracked_in(scene: Scene, group: int) -> list[int]:
    """Return whose trackers a group has."""
    found = await scene.rows(
        "SELECT user_id FROM trackers WHERE chat_id = $1 AND state = 'active'", group
    )
    return [one[0] for one in found]


async def test_groups_hotels_votes_and_trackers_come_along_once_and_go_again(
    scene: Scene, web: Web
) -> None:
    rao = await web.sign_up("rao@example.com")
    asha, ravi = await scene.meet(1), await scene.meet(2)
    await link(scene, rao, 1)
    asha = await scene.meet(1)
    taj = await put_forward(scene, asha, TAJ)
    palms = await put_forward(scene, ravi, PALMS)
    beach = await put_forward(scene, ravi, TAJ, FAMILY)
    await track_for_group(scene.app, ravi, GROUP, palms.choice_id)
    await track_for_group(scene.app, ravi, FAMILY, beach.choice_id)
    await scene.track(TAJ, chat_id=1)
    # Both are for the Taj, and differ on the other: the account's own vote counts.
    await vote(scene.app, asha, GROUP, taj.choice_id, is_up=True)
    await vote(scene.app, ravi, GROUP, taj.choice_id, is_up=True)
    await vote(scene.app, asha, GROUP, palms.choice_id, is_up=True)
    await vote(scene.app, ravi, GROUP, palms.choice_id, is_up=False)
    await vote(scene.app, ravi, FAMILY, beach.choice_id, is_up=True)
    before = await votes_of(scene)
    assert before == {TAJ: (2, 0), PALMS: (1, 1)}

    await link(scene, rao, 2)
    linked = await scene.meet(2)
    assert linked.user_id == rao.account.user_id
    assert await votes_of(scene) == {TAJ: (1, 0), PALMS: (1, 0)}
    assert await votes_of(scene, FAMILY) == {TAJ: (1, 0)}
    # The group's trackers are the account's, told in the groups still, and no twin of its own one.
    assert await tracked_in(scene, GROUP) == await tracked_in(scene, FAMILY) == [linked.user_id]
    assert len(await list_trackers(scene.app, linked)) == 3
    (told,) = await scene.rows(
        "SELECT payload -> 'counts' FROM outbox_messages WHERE channel = 'telegram' "
        "AND address = '2' ORDER BY id DESC LIMIT 1"
    )
    assert told[0] == {"trackers": 2, "searches": 2, "group_hotels": 2, "group_votes": 1}
    assert "2 hotels in groups, 1 vote in groups" in brought_words(told[0], translator("en"))

    await unlink_chat(scene.app, linked)
    own = await scene.meet(2)
    assert await votes_of(scene) == before
    assert await tracked_in(scene, GROUP) == await tracked_in(scene, FAMILY) == [own.user_id]
    assert len(await list_trackers(scene.app, own)) == 2
    assert [one.name for one in await list_trackers(scene.app, await scene.meet(1))] == [TAJ]


async def test_a_vote_on_a_hotel_that_is_no_more_does_not_keep_a_chat_from_leaving(
    scene: Scene, web: Web
) -> None:
    rao = await web.sign_up("rao@example.com")
    ravi = await scene.meet(2)
    await link(scene, rao, 1)
    taj = await put_forward(scene, ravi, TAJ)
    for who in (await scene.meet(1), ravi):
        await vote(scene.app, who, GROUP, taj.choice_id, is_up=True)
    await link(scene, rao, 2)
    await scene.app.pool.execute("DELETE FROM group_hotels WHERE id = $1", taj.choice_id)
    await unlink_chat(scene.app, await scene.meet(2))
    assert (await scene.meet(2)).user_id == ravi.user_id


async def test_an_empty_folder_comes_along_and_is_told(scene: Scene, web: Web) -> None:
    rao = await web.sign_up("rao@example.com")
    for name in ("Diwali", "Later"):
        await create_folder(scene.app, await scene.meet(), name)
    await link(scene, rao)
    linked = await scene.meet()
    assert [one.name for one in await list_folders(scene.app, linked)] == ["Diwali", "Later"]
    (told,) = await scene.rows("SELECT payload FROM outbox_messages WHERE channel = 'email'")
    assert told[0]["counts"]["folders"] == 2
    await unlink_chat(scene.app, linked)
    names = [one.name for one in await list_folders(scene.app, await scene.meet())]
    assert names == ["Diwali", "Later"]
