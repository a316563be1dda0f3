"""A search in words: what is corrected, asked and shared, through the real dispatcher."""

import pytest

from domain.app import App
from domain.reading.models import NextStep
from tests.bot.test_conversations import more
from tests.sandbox_client import Message, SandboxClient, Traveller, labels, words

SEARCH = "Goa 12-15 dec 2 adults"
HERE = {"latitude": 15.5, "longitude": 73.83}


async def told(sandbox: SandboxClient, asha: Traveller, text: str, expected: str) -> Message:
    """Write a text and return the screen that answers it."""
    sent = await sandbox.say(asha, text)
    return await sandbox.wait_for(asha, expected, after=sent["message_id"])


async def found(sandbox: SandboxClient, asha: Traveller, text: str) -> Message:
    """Search in words, and return the results."""
    sent = await sandbox.say(asha, text)
    return await sandbox.wait_for(asha, lambda m: "1" in labels(m), after=sent["message_id"])


async def test_wishes_in_words_are_a_chip_that_can_be_emptied(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    screen = await told(
        sandbox, asha, "Goa 4-5 stars with pool and breakfast", "When are you checking in?"
    )
    assert "4–5★" in words(screen)
    sent = await sandbox.say(asha, "make it 4 stars, 2 kids")
    asked = await sandbox.wait_for(asha, "ages of the 2 children", after=sent["message_id"])
    assert "4★ · breakfast · pool" in words(asked)
    wrong = await told(sandbox, asha, "under abc", "I couldn’t read “abc” as an amount")
    chip = next(label for label in labels(wrong) if label.startswith("⚙️"))
    assert chip.startswith("⚙️ Filters 3: 4★, breakfast, pool")
    await sandbox.press(asha, chip)
    await sandbox.wait_for(asha, "What should the hotel have?")
    await sandbox.press(asha, "Any hotel")
    emptied = await sandbox.wait_for(asha, "When are you checking in?")
    assert "4★" not in words(emptied)


async def test_an_open_search_is_corrected_part_by_part(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await found(sandbox, asha, SEARCH)
    with_kids = await found(sandbox, asha, "2 kids 5 and 7")
    assert "2 adults, 2 children (5, 7)" in words(with_kids)
    dearer = await found(sandbox, asha, "under 9000")
    assert "2 children (5, 7)" in words(dearer)
    moved = await found(sandbox, asha, "in Jaipur instead")
    assert "Jaipur" in words(moved)
    assert "12–15 Dec · 3 nights · 2 adults, 2 children (5, 7)" in words(moved)


async def test_nights_are_kept_while_the_days_are_asked(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    asked = await told(sandbox, asha, "Goa 3 nights in february, 2 adults", "Which of these days")
    assert "3 nights" in words(asked)
    results = await found(sandbox, asha, "10 feb")
    assert "10–13 Feb" in words(results)


async def test_who_a_number_counts_is_asked(sandbox: SandboxClient, asha: Traveller) -> None:
    asked = await told(sandbox, asha, "Goa 12-15 dec 5 surfers", "Is “5 surfers” who’s coming?")
    assert "5 adults" in " ".join(labels(asked))


async def test_a_shared_place_begins_a_search_there(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    sent = await sandbox.say(asha, location=HERE)
    asked = await sandbox.wait_for(asha, "When are you checking in?", after=sent["message_id"])
    assert "Panjim, India · near your location" in words(asked)
    results = await found(sandbox, asha, "12-15 dec")
    assert "Panjim" in words(results)


async def test_a_shared_venue_begins_a_search_near_its_name(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    venue = {"location": HERE, "title": "Basilica of Bom Jesus", "address": "Old Goa"}
    sent = await sandbox.say(asha, venue=venue)
    asked = await sandbox.wait_for(asha, "When are you checking in?", after=sent["message_id"])
    assert "Panjim, India · near Basilica of Bom Jesus" in words(asked)


async def test_a_budget_for_the_whole_stay_stays_one(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    whole = await found(sandbox, asha, "Goa 12-15 dec under 40000 in total")
    assert "₹40,000 in total" in words(whole)
    longer = await found(sandbox, asha, "4 nights")
    assert "₹40,000 in total" in words(longer)
    a_night = await found(sandbox, asha, "under 9000")
    assert "₹9,000 a night" in words(a_night)


async def test_people_are_told_room_by_room(sandbox: SandboxClient, asha: Traveller) -> None:
    await found(sandbox, asha, "Goa 12-15 dec")
    shared = await told(sandbox, asha, "2 rooms: 1 adult, 3 adults 1 child 6", "· 2 rooms")
    corrected = await more(sandbox, asha)
    await sandbox.press(asha, next(label for label in labels(corrected) if "👥" in label))
    people = await sandbox.wait_for(asha, "Who’s coming?")
    assert "Room 1: 1 adult\nRoom 2: 3 adults, 1 child (6)" in words(people)
    await sandbox.press(asha, "✅ Done")
    kept = await sandbox.wait_for(asha, lambda m: "1" in labels(m), after=shared["message_id"] - 1)
    assert "⋯ More" in labels(kept)
    again = await more(sandbox, asha)
    await sandbox.press(asha, next(label for label in labels(again) if "👥" in label))
    assert "Room 2: 3 adults, 1 child (6)" in words(await sandbox.wait_for(asha, "Who’s coming?"))


async def test_back_leaves_a_correction_as_it_was(sandbox: SandboxClient, asha: Traveller) -> None:
    results = await found(sandbox, asha, "Goa 12-15 dec")
    for chip, question in (("📅 12–15", "When are you checking in?"), ("👥", "Who’s coming?")):
        chips = labels(await more(sandbox, asha))
        await sandbox.press(asha, next(label for label in chips if chip in label))
        await sandbox.wait_for(asha, question)
        await sandbox.press(asha, "⬅️ Back")
        # A calendar has a "1" as well.
        again = await sandbox.wait_for(asha, lambda m: "🔔 Track this search" in labels(m))
        assert labels(again) == labels(results)


async def test_back_leads_to_the_question_before(sandbox: SandboxClient, asha: Traveller) -> None:
    await told(sandbox, asha, "/search", "Where to?")
    await told(sandbox, asha, "Goa 12-15 dec", "Who’s coming?")
    for question in ("When are you checking in?", "Where to?"):
        await sandbox.press(asha, "⬅️ Back")
        await sandbox.wait_for(asha, question)


@pytest.mark.parametrize("typed", ["5", "🏖️"])
async def test_words_that_lead_nowhere_are_told(
    sandbox: SandboxClient, asha: Traveller, typed: str
) -> None:
    said = f"I didn’t understand “{typed}”"
    await told(sandbox, asha, "12-15 dec", "Where to?")
    await told(sandbox, asha, typed, said)
    await found(sandbox, asha, "Goa")
    assert said in words(await found(sandbox, asha, typed))


async def test_a_step_too_far_is_told_and_changes_nothing(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await told(sandbox, asha, "/search", "Where to?")
    people = await told(sandbox, asha, "Goa 12-15 dec 2 rooms 24 adults", "Who’s coming?")
    for row, step in ((0, 0), (1, 2)):  # a room less, an adult more
        pressed = people["reply_markup"]["inline_keyboard"][row][step]["callback_data"]
        limits = "it fits up to 12 adults and 4 children"
        await sandbox.press_to_read(asha, None, limits, data=pressed, is_alert=False)
    number = people["message_id"]
    (still,) = (m for m in await sandbox.messages(asha) if m["message_id"] == number)
    assert "24 adults" in labels(still)


async def test_an_unknown_place_offers_where_one_has_been(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await found(sandbox, asha, "Jaipur 12-15 dec")
    await told(sandbox, asha, "/cancel", "")
    asked = await told(sandbox, asha, "Xqzzyw 12-15 dec", "I don’t know a place called")
    assert labels(asked)[0] == "📍 Jaipur"


async def test_a_point_in_the_ocean_is_told(sandbox: SandboxClient, asha: Traveller) -> None:
    await sandbox.say(asha, location={"latitude": -48.9, "longitude": -123.4})
    await sandbox.wait_for(asha, "I don’t know any place near that point.")


async def test_near_me_asks_for_the_location(sandbox: SandboxClient, asha: Traveller) -> None:
    await told(sandbox, asha, "hotel near me tonight", "Share your location with 📎 → Location")
    sent = await sandbox.say(asha, location=HERE)
    results = await sandbox.wait_for(asha, lambda m: "1" in labels(m), after=sent["message_id"])
    assert "24–25 Nov" in words(results)


async def test_what_is_begun_is_suggested_and_none_may_fit(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    screen = await told(sandbox, asha, "Jaisal 12-15 dec", "I don’t know a place called “Jaisal”")
    assert "📍 Jaisalmer, India" in labels(screen)
    await sandbox.press(asha, "None of these")
    await sandbox.wait_for(asha, "Where to?")
    slip = await found(sandbox, asha, "Jaisalmr")
    assert "I read “Jaisalmr” as Jaisalmer, India." in words(slip)


async def test_a_country_and_namesakes_are_asked_about(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    country = await told(sandbox, asha, "Thailand 12-15 dec", "is a whole country")
    assert "📍 Bangkok, Thailand" in labels(country)
    await sandbox.press(asha, "📍 Bangkok, Thailand")
    results = await sandbox.wait_for(asha, lambda m: "1" in labels(m))
    assert "12–15 Dec" in words(results)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("Goa in december", "“december” is 1–31 Dec 2026. Which of these days"),
        ("Goa 31 feb", "I couldn’t read “31 feb” as a date"),
        ("Goa 1 dec 31 nights", "31 nights are too many"),
        ("Goa 12-15 dec under 0", "“0” is out of range"),
        ("Goa 12-15 dec 1 child 19", "19 isn’t a child’s age"),
        ("Goa 12-15 dec 20 adults", "too many people for one room"),
    ],
)
async def test_what_cannot_be_is_told_and_the_place_kept(
    sandbox: SandboxClient, asha: Traveller, typed: str, answer: str
) -> None:
    assert "Goa" in words(await told(sandbox, asha, typed, answer))


async def test_children_without_ages_are_kept_and_asked_one_by_one(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await told(sandbox, asha, "Goa 12-15 dec 2 adults 3 children", "How old is child 1 of 3?")
    await sandbox.press(asha, "4")
    await sandbox.wait_for(asha, "How old is child 2 of 3?")
    await sandbox.press(asha, "7")
    await sandbox.wait_for(asha, "How old is child 3 of 3?")
    await sandbox.press(asha, "9")
    await sandbox.wait_for(asha, "Children’s ages: 4, 7, 9")


async def test_politeness_and_commands_are_answered_as_such(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    for typed, expected in (
        ("hello", "Write where, when and who"),
        ("thank you so much", "You’re welcome"),
        ("show my trackers", "tracker"),
        ("help me", "What I understand"),
        ("stop", "You have no active trackers"),
    ):
        await told(sandbox, asha, typed, expected)


async def test_places_apart_offer_a_trip(sandbox: SandboxClient, asha: Traveller) -> None:
    await told(sandbox, asha, "Rome and Florence 12-15 dec", "what are you looking for?")
    await sandbox.press(asha, "🗺 Trip")
    await sandbox.wait_for(asha, "Rome")


async def test_cheaper_than_nothing_asks_how_much(sandbox: SandboxClient, asha: Traveller) -> None:
    await found(sandbox, asha, SEARCH)
    await told(sandbox, asha, "cheaper", "Cheaper than what?")
    assert "9,000" in words(await found(sandbox, asha, "9000"))


async def test_what_was_left_out_can_be_corrected_and_is_remembered(
    sandbox: SandboxClient, asha: Traveller, app: App
) -> None:
    results = await found(sandbox, asha, "hostel in Goa 12 dec evening to 15 dec 2 adults zorbing")
    assert "I didn’t understand “zorbing”" in words(results)
    assert "I can’t search by “hostel” yet" in words(results)
    assert "I can’t search by “evening”, so I left it out." in words(results)
    assert {"✏️ hostel", "📅 evening"} <= set(labels(results))
    await sandbox.press(asha, "✏️ zorbing")
    await sandbox.wait_for(asha, "The number next to a filter shows")
    (kept,) = await app.pool.fetch("SELECT words, next_step, request FROM unread_lines")
    assert (kept["words"], kept["next_step"], kept["request"]) == (["zorbing"], "searched", "stay")


async def test_a_press_after_what_was_not_understood_is_remembered_as_one(
    sandbox: SandboxClient, asha: Traveller, app: App
) -> None:
    await told(sandbox, asha, "Xqzzyw 12-15 dec", "I don’t know a place called “Xqzzyw”")
    await sandbox.press(asha, "👥 2 adults")
    await sandbox.wait_for(asha, "Who")
    assert await app.pool.fetchval("SELECT next_step FROM unread_lines") == NextStep.PRESSED


async def test_a_line_that_may_be_two_things_offers_both(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    asked = await told(sandbox, asha, "Delhi to Goa 12 dec", "what are you looking for?")
    assert "🗺 Trip" not in labels(asked)
    await sandbox.press(asha, "✈️ Flights")
    await sandbox.wait_for(asha, "Delhi → Goa")


async def test_what_may_be_a_hotel_or_a_flight_may_be_both(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    line = "week in goa from mumbai, mid december, family of four, kids 6 and 9, 90000 total"
    await told(sandbox, asha, line, "what are you looking for?")
    await sandbox.press(asha, "🎒 Package")
    asked = await sandbox.wait_for(asha, "So far")
    known = "So far: Goa, India · 2 adults, 2 children (6, 9) · from Mumbai · ≤ ₹90,000 in total"
    assert known in words(asked)
