"""A group's own account, settings and members."""

from domain.accounts.models import User
from domain.trackers.chats import follow_chat
from tests.bot.test_groups import payload_of_a_hotel
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import Scene


async def test_its_administrators_choose_for_the_group_and_members_come_and_go(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    payload = await payload_of_a_hotel(sandbox, asha)
    ravi = await sandbox.add_user("Ravi", language_code="en-IN")
    group = await sandbox.add_group("Trip", asha, ravi, kind="supergroup")
    here, there = asha.in_chat(group), ravi.in_chat(group)
    await sandbox.say(there, "/settings@often_hotels_bot")
    await sandbox.wait_for(there, "Only this group’s administrators can do that")
    await sandbox.say(here, "/settings@often_hotels_bot")
    await sandbox.wait_for(here, "Settings of this group")
    await sandbox.press(here, "Only admins")
    await sandbox.wait_for(here, lambda m: "✅ Only admins" in labels(m))
    await sandbox.press_to_read(there, "Español", "Only this group’s administrators")
    await sandbox.say(here, f"/start@often_hotels_bot {payload}")
    await sandbox.wait_for(here, "What do you think?")
    await sandbox.press(there, "👍 0")
    await sandbox.wait_for(here, lambda m: "👍 1" in labels(m))
    await sandbox.press_to_read(there, "🔔 Track for everyone", "Only this group’s administrators")
    assert await scene.rows("SELECT id FROM trackers") == []
    await sandbox.call("POST", f"chats/{group}/leave", {"from_user": ravi.id})
    await sandbox.say(here, "/settings@often_hotels_bot")
    await sandbox.wait_for(here, lambda m: "✅ Only admins" in labels(m))
    await sandbox.press(here, "Español")
    await sandbox.wait_for(here, "Ajustes de este grupo")
    await sandbox.say(here, "/shortlist@often_hotels_bot")
    listed = words(await sandbox.wait_for(here, "👍 0 👎 0"))
    assert "Shortlist" not in listed  # the group reads Spanish now


async def test_anonymous_administrators_are_their_group_in_each_group(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    payload = await payload_of_a_hotel(sandbox, asha)
    groups = []
    for title in ("Trip", "Office"):
        group = await sandbox.add_group(title, asha, kind="supergroup")
        wish = {"from_user": asha.id, "anonymous": True}
        await sandbox.call("POST", f"chats/{group}/promote", wish)
        here = asha.in_chat(group)
        await sandbox.say(here, f"/start@often_hotels_bot {payload}")
        await sandbox.wait_for(here, "What do you think?")
        await sandbox.say(here, "/settings@often_hotels_bot")
        await sandbox.wait_for(here, "Settings of this group")
        groups.append(group)
    accounts = {one.group_chat_id: one.first_name for one in await User.filter(
        group_chat_id__isnull=False
    )}  # fmt: skip
    assert accounts == dict(zip(groups, ("Trip", "Office"), strict=True))
    owners = await scene.rows("SELECT DISTINCT user_id FROM group_hotels")
    assert len(owners) == 2
    assert not await User.filter(first_name="Group").exists()
    # The account goes with its group when that becomes another.
    await follow_chat(scene.app.pool, groups[0], groups[0] - 7, scene.clock.now())
    assert await User.filter(group_chat_id=groups[0] - 7).exists()
