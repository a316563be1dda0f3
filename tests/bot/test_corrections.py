"""A person edits what they have written."""

from tests.bot.test_conversations import results, tracked
from tests.sandbox_client import Message, SandboxClient, Traveller, labels, words
from tests.scene import Scene


async def edit(sandbox: SandboxClient, who: Traveller, sent: Message, text: str) -> None:
    """Change what a message of theirs says."""
    path = f"chats/{who.chat_id}/messages/{sent['message_id']}"
    await sandbox.call("PUT", path, {"from_user": who.id, "text": text})


async def answers_until_help(sandbox: SandboxClient, who: Traveller) -> list[Message]:
    """Ask for help, which is answered after all that was written before; return what was there."""
    before = await sandbox.last_message(who)
    asked = await sandbox.say(who, "/help")
    await sandbox.wait_for(who, "What I understand", after=asked["message_id"])
    return [m for m in await sandbox.messages(who, before["message_id"] - 1) if m["from"]["is_bot"]]


async def test_the_corrected_line_is_searched_with_in_place_of_the_first_answer(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    sent = await sandbox.say(asha, "Goa 12-15 dec 4 adults under 8000")
    first = await sandbox.wait_for(asha, lambda m: "1" in labels(m), after=sent["message_id"])
    assert "4 adults" in words(first)
    await edit(sandbox, asha, sent, "Goa 12-16 dec 2 adults")
    again = await sandbox.wait_for(asha, lambda m: "12–16 Dec · 4 nights" in words(m))
    assert again["message_id"] == first["message_id"]
    assert "2 adults" in words(again)
    assert "8,000" not in words(again)


async def test_a_correction_counts_from_where_the_conversation_stood_before_the_line(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await results(sandbox, asha)
    sent = await sandbox.say(asha, "3 adults")
    await sandbox.wait_for(asha, "3 adults", after=sent["message_id"])
    await edit(sandbox, asha, sent, "under 6000")
    found = await sandbox.wait_for(asha, "6,000", after=sent["message_id"])
    assert "2 adults" in words(found)
    await edit(sandbox, asha, sent, "4 adults")
    last = await sandbox.wait_for(asha, "4 adults", after=sent["message_id"])
    assert "6,000" not in words(last)
    assert last["message_id"] == found["message_id"]


async def test_a_place_that_nobody_knows_is_corrected(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    sent = await sandbox.say(asha, "Xqzzt 12-15 dec 2 adults")
    refused = await sandbox.wait_for(asha, "Xqzzt", after=sent["message_id"])
    await edit(sandbox, asha, sent, "Goa 12-15 dec 2 adults")
    found = await sandbox.wait_for(asha, lambda m: "1" in labels(m), after=sent["message_id"])
    assert found["message_id"] == refused["message_id"]


async def test_what_was_opened_by_a_button_stays_and_the_correction_is_shown_below(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    sent = await sandbox.say(asha, "Goa 12-15 dec 2 adults")
    await sandbox.wait_for(asha, lambda m: "2" in labels(m), after=sent["message_id"])
    await sandbox.press(asha, "2")
    hotel = await sandbox.wait_for(asha, lambda m: "🔔 Track" in labels(m))
    await edit(sandbox, asha, sent, "Goa 12-17 dec 2 adults")
    found = await sandbox.wait_for(asha, "12–17 Dec", after=hotel["message_id"])
    assert found["message_id"] > hotel["message_id"]
    (still,) = [m for m in await sandbox.messages(asha) if m["message_id"] == hotel["message_id"]]
    assert "🔔 Track" in labels(still)


async def test_edits_of_what_is_past_or_asks_for_more_than_a_look_do_nothing(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    old = await sandbox.say(asha, "Goa 20-22 dec")
    await sandbox.wait_for(asha, "20–22 Dec", after=old["message_id"])
    sent = await sandbox.say(asha, "Goa 12-15 dec 2 adults")
    found = await sandbox.wait_for(asha, lambda m: "1" in labels(m), after=sent["message_id"])
    for line, text in (
        (old, "Goa 21-23 dec"),
        (sent, "/stop"),
        (sent, "stop"),
        (sent, "hello"),
        (sent, "Goa 12-15 dec 2 adults"),
    ):
        await edit(sandbox, asha, line, text)
    seen = await answers_until_help(sandbox, asha)
    assert [words(m) for m in seen[:-1]] == [words(found)]
    # What was refused has left the search as it was.
    later = await sandbox.say(asha, "3 adults")
    assert "12–15 Dec" in words(await sandbox.wait_for(asha, "3 adults", after=later["message_id"]))


async def test_an_edited_answer_to_a_question_changes_nothing_twice(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await tracked(sandbox, asha)
    await sandbox.press(asha, "🎯 Target price")
    asked = await sandbox.wait_for(asha, lambda m: "target" in words(m).lower())
    sent = await sandbox.say(asha, "9000")
    await sandbox.wait_for(asha, "9,000", after=asked["message_id"])
    rules = await scene.rows("SELECT price_rules::text FROM price_rules")
    await edit(sandbox, asha, sent, "8000")
    await edit(sandbox, asha, sent, "Goa 12-15 dec")
    await answers_until_help(sandbox, asha)
    assert await scene.rows("SELECT price_rules::text FROM price_rules") == rules


async def test_a_question_that_is_open_keeps_what_it_has(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    sent = await sandbox.say(asha, "Goa 12-15 dec 2 adults")
    await sandbox.wait_for(asha, lambda m: "1" in labels(m), after=sent["message_id"])
    await sandbox.press(asha, "2")
    await sandbox.wait_for(asha, lambda m: "🔔 Track" in labels(m))
    await sandbox.press(asha, "🔔 Track")
    await sandbox.wait_for(asha, "Tracking.")
    await sandbox.press(asha, "🎯 Target price")
    await sandbox.wait_for(asha, lambda m: "target" in words(m).lower())
    await edit(sandbox, asha, sent, "Goa 12-19 dec 2 adults")
    target = await sandbox.say(asha, "9000")
    assert "9,000" in words(await sandbox.wait_for(asha, "9,000", after=target["message_id"]))
    assert not any("12–19 Dec" in words(m) for m in await sandbox.messages(asha))


async def test_a_group_is_answered_again_as_well(sandbox: SandboxClient, asha: Traveller) -> None:
    group = asha.in_chat(await sandbox.add_group("Trip", asha))
    sent = await sandbox.say(group, "@often_hotels_bot Goa 12-15 dec")
    first = await sandbox.wait_for(group, "12–15 Dec", after=sent["message_id"])
    await edit(sandbox, group, sent, "@often_hotels_bot Goa 12-16 dec")
    again = await sandbox.wait_for(group, "12–16 Dec", after=sent["message_id"])
    assert again["message_id"] == first["message_id"]
