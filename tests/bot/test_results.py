"""Results in the chat: filters, orders, comparing, keeping, sharing, and buttons of long ago."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest

from domain.search.models import Search
from domain.suppliers.contract import Board, Coordinates, Refundability, Unavailable
from tests.bot.test_conversations import SEARCH, data_of, more, results
from tests.fake_supplier import FakeHotel
from tests.sandbox_client import Message, SandboxClient, Traveller, labels, words
from tests.scene import Scene

pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture
def town(scene: Scene) -> Scene:
    """Goa with seven hotels that differ."""
    hotels = scene.travclan.hotels
    for number in range(3, 8):
        hotels[f"t{number}"] = FakeHotel(
            f"House {number}", Decimal(number * 2_000), Coordinates(15.5 + number / 100, 73.8)
        )
    hotels["t3"].board, hotels["t4"].board = Board.BREAKFAST, Board.UNKNOWN
    hotels["t4"].refundable = Refundability.NO
    hotels["t5"].stars, hotels["t6"].stars = 4, 5
    hotels["t5"].rating, hotels["t6"].rating = 4.6, 4.1
    hotels["t5"].amenities, hotels["t6"].amenities = ("Outdoor pool", "Spa"), ("Pool",)
    hotels["t6"].area = "Candolim"
    hotels["t5"].property_type = "resort"
    return scene


def having(label: str) -> Callable[[Message], bool]:
    return lambda message: label in labels(message)


def asked(scene: Scene) -> int:
    return sum(operation == "search" for operation, _ids in scene.travclan.asked)


async def open_filters(sandbox: SandboxClient, asha: Traveller) -> Message:
    await sandbox.press(asha, "⚙️ Filters")
    return await sandbox.wait_for(asha, "hotels match.")


async def test_a_filters_count_comes_true_and_nobody_is_asked_again(
    sandbox: SandboxClient, asha: Traveller, town: Scene
) -> None:
    await results(sandbox, asha)
    before = asked(town)
    screen = await open_filters(sandbox, asha)
    assert "7 of 7 hotels match." in words(screen)
    assert {"Refundable · 6", "Breakfast · 1", "4★ · 1", "5★ · 1"} <= set(labels(screen))
    await sandbox.press(asha, "Refundable · 6")
    fewer = await sandbox.wait_for(asha, "6 of 7 hotels match.")
    assert "✓ Refundable" in labels(fewer)
    await sandbox.press(asha, "Breakfast · 1")
    fewest = await sandbox.wait_for(asha, "1 of 7 hotels match.")
    assert "Filters: free cancellation, breakfast" in words(fewest)
    await sandbox.press(asha, "⬅️ 1 hotel")
    found = await sandbox.wait_for(asha, "1 hotel · 6 hidden by filters")
    assert "House 3" in words(found)
    await sandbox.press(asha, "🧹 Show all 7")
    await sandbox.wait_for(asha, "7 hotels, cheapest first")
    assert asked(town) == before


async def test_filters_stay_through_corrections_hotels_and_back(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await results(sandbox, asha)
    await open_filters(sandbox, asha)
    await sandbox.press(asha, "✨ Amenities ›")
    await sandbox.wait_for(asha, "Amenities")
    await sandbox.press(asha, "Pool · 2")
    await sandbox.wait_for(asha, "2 of 7 hotels match.")
    await sandbox.press(asha, "⬅️ Filters")
    await sandbox.wait_for(asha, lambda m: "✨ Amenities · 1" in labels(m))
    await sandbox.press(asha, "⬅️ 2 hotels")
    await sandbox.wait_for(asha, "2 hotels · 5 hidden by filters")
    await sandbox.press(asha, "1")
    await sandbox.wait_for(asha, lambda m: "🔔 Track" in labels(m))
    await sandbox.press(asha, "⬅️ Results")
    await sandbox.wait_for(asha, "2 hotels · 5 hidden by filters")
    corrected = await results(sandbox, asha, "20-22 dec")
    assert "20–22 Dec" in words(corrected)
    assert "2 hotels · 5 hidden by filters" in words(corrected)
    assert "⚙️ Filters · 1" in labels(corrected)


async def test_area_and_type_are_filters_too(sandbox: SandboxClient, asha: Traveller) -> None:
    await results(sandbox, asha)
    for way, option, left in (
        ("🗺 Area ›", "Candolim · 1", "House 6"),
        ("🏨 Type ›", "Resort · 1", "House 5"),
    ):
        await open_filters(sandbox, asha)
        await sandbox.press(asha, way)
        await sandbox.wait_for(asha, having(option))
        await sandbox.press(asha, option)
        screen = await sandbox.wait_for(asha, "1 of 7 hotels match.")
        assert (
            "6 hotels are hidden because there isn’t enough information to say whether they match."
            in words(screen)
        )
        await sandbox.press(asha, "⬅️ Filters")
        await sandbox.wait_for(asha, lambda m: "⬅️ 1 hotel" in labels(m))
        await sandbox.press(asha, "⬅️ 1 hotel")
        found = await sandbox.wait_for(asha, "1 hotel · 6 hidden by filters")
        assert left in words(found)
        await sandbox.press(asha, "🧹 Show all 7")
        await sandbox.wait_for(asha, "7 hotels, cheapest first")


@pytest.mark.parametrize(
    ("typed", "left", "wished"),
    [
        ("2000-3000", 2, "≥ ₹2,000 a night, ≤ ₹3,000 a night"),
        ("over 4000", 2, "≥ ₹4,000 a night"),
        ("total 6000", 2, "≤ ₹6,000 in total"),
        ("3k", 3, "≤ ₹3,000 a night"),
    ],
)
async def test_a_price_is_typed_for_a_night_or_the_stay(
    sandbox: SandboxClient, asha: Traveller, typed: str, left: int, wished: str
) -> None:
    await results(sandbox, asha)
    await open_filters(sandbox, asha)
    await sandbox.press(asha, "💰 Price ›")
    question = await sandbox.wait_for(asha, "What’s your budget per night?")
    assert "Prices found: ₹1,667 – ₹4,667" in words(question)
    await sandbox.say(asha, "cheap")
    await sandbox.wait_for(asha, "I couldn’t read “cheap” as an amount")
    sent = await sandbox.say(asha, typed)
    found = await sandbox.wait_for(asha, f"{left} hotels · ", after=sent["message_id"])
    await sandbox.press(asha, data=data_of(found, next(
        label for label in labels(found) if label.startswith("⚙️ Filters")
    )))  # fmt: skip
    screen = await sandbox.wait_for(asha, "hotels match.")
    assert f"Filters: {wished}" in words(screen)


async def test_a_search_written_where_a_price_was_asked_for_is_a_search(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await results(sandbox, asha)
    await open_filters(sandbox, asha)
    await sandbox.press(asha, "💰 Price ›")
    await sandbox.wait_for(asha, "What’s your budget per night?")
    sent = await sandbox.say(asha, "Goa 20-23 dec 2 adults")
    found = await sandbox.wait_for(asha, "7 hotels, cheapest first", after=sent["message_id"])
    assert "20–23 Dec" in words(found)
    assert "💰" not in words(found)


async def test_a_price_is_chosen_and_its_count_comes_true(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await results(sandbox, asha)
    await open_filters(sandbox, asha)
    await sandbox.press(asha, "💰 Price ›")
    await sandbox.wait_for(asha, "What’s your budget per night?")
    await sandbox.press(asha, "Whole stay")
    screen = await sandbox.wait_for(asha, "What’s your budget for the stay?")
    label = next(one for one in labels(screen) if one.startswith("≤ "))
    await sandbox.press(asha, label)
    await sandbox.wait_for(asha, f"{label.split(' · ')[1]} of 7 hotels match.")


async def test_when_nothing_fits_the_nearest_ways_out_are_offered(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await sandbox.say(asha, f"{SEARCH} under 100")
    empty = await sandbox.wait_for(asha, lambda m: "⚙️ Filters · 1" in labels(m))
    assert "I found 7 hotels, but none of them match." in words(empty)
    assert "Nothing is available" not in words(empty)
    await sandbox.press(asha, "Without ≤ ₹100 a night: 7")
    await sandbox.wait_for(asha, "7 hotels, cheapest first")


async def test_four_orders_and_the_distance_where_it_was_asked_for(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await results(sandbox, asha)
    await sandbox.press(asha, "↕️ Sort: price")
    menu = await sandbox.wait_for(asha, lambda m: "✓ Price" in labels(m))
    assert {"✓ Price", "Rating", "Distance", "Value"} <= set(labels(menu))
    assert " km" not in words(menu)
    await sandbox.press(asha, "Rating")
    await sandbox.wait_for(asha, "1. House 5")
    await sandbox.press(asha, "↕️ Sort: rating")
    await sandbox.wait_for(asha, lambda m: "✓ Rating" in labels(m))
    await sandbox.press(asha, "Distance")
    near = await sandbox.wait_for(asha, "nearest to the centre first")
    assert " km" in words(near)


async def test_two_hotels_stand_beside_each_other(sandbox: SandboxClient, asha: Traveller) -> None:
    await results(sandbox, asha)
    await more(sandbox, asha)
    await sandbox.press(asha, "⚖️ Compare")
    await sandbox.wait_for(asha, "Choose 2 to 4 hotels to compare.")
    await sandbox.press(asha, "☐ 1")
    one = await sandbox.wait_for(asha, lambda m: "☑ 1" in labels(m))
    assert "⚖️ Compare 1" not in labels(one)
    await sandbox.press(asha, "☐ 3")
    await sandbox.wait_for(asha, lambda m: "⚖️ Compare 2" in labels(m))
    await sandbox.press(asha, "⚖️ Compare 2")
    table = await sandbox.wait_for(asha, "best · ✓ yes")
    assert "A. Palms Retreat" in words(table)
    assert "5,000•" in words(table)
    await sandbox.press(asha, "A · Palms Retre…")
    await sandbox.wait_for(asha, lambda m: "🔔 Track" in labels(m))
    await sandbox.press(asha, "⬅️ Results")
    await sandbox.wait_for(asha, lambda m: "⋯ More" in labels(m))
    assert "⚖️ Compare · 2" in labels(await more(sandbox, asha))


async def test_no_more_than_four_are_compared(sandbox: SandboxClient, asha: Traveller) -> None:
    await results(sandbox, asha)
    await more(sandbox, asha)
    await sandbox.press(asha, "⚖️ Compare")
    for number in range(1, 5):
        await sandbox.wait_for(asha, having(f"☐ {number}"))
        await sandbox.press(asha, f"☐ {number}")
    await sandbox.wait_for(asha, lambda m: "☑ 4" in labels(m))
    told = "You can compare 4 hotels at a time. Remove one first."
    await sandbox.press_to_read(asha, "☐ 5", told)


async def test_a_search_is_kept_named_opened_removed_and_brought_back(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await results(sandbox, asha)
    await more(sandbox, asha)
    answer = await sandbox.press(asha, "☆ Save")
    assert answer["text"] == "⭐ Saved. Find it in /searches."
    await sandbox.wait_for(asha, lambda m: "⭐ Saved" in labels(m))
    await sandbox.say(asha, "/searches")
    await sandbox.wait_for(asha, lambda m: "⭐ Goa · 12–15 Dec" in labels(m))
    await sandbox.press(asha, "✏️")
    await sandbox.wait_for(asha, lambda m: "✏️ Rename" in labels(m))
    await sandbox.press(asha, "✏️ Rename")
    await sandbox.wait_for(asha, "be called?")
    await sandbox.say(asha, "Beach <b>week</b>")
    await sandbox.wait_for(asha, "⭐ Beach <b>week</b>")
    await sandbox.press(asha, "🗑 Remove")
    await sandbox.wait_for(asha, "🗑 Removed: Beach <b>week</b>")
    assert not await Search.filter(saved_at__isnull=False).exists()
    await sandbox.press(asha, "↩️ Undo")
    await sandbox.wait_for(asha, lambda m: "🔍 Open" in labels(m))
    opened = await sandbox.last_message(asha)
    await sandbox.press(asha, "🔍 Open")
    await sandbox.wait_for(asha, "7 hotels, cheapest first", after=opened["message_id"] - 1)


async def test_a_kept_search_whose_dates_are_over_is_offered_later(
    sandbox: SandboxClient, asha: Traveller, town: Scene
) -> None:
    await results(sandbox, asha)
    await more(sandbox, asha)
    await sandbox.press(asha, "☆ Save")
    await sandbox.wait_for(asha, lambda m: "⭐ Saved" in labels(m))
    town.clock.advance(timedelta(days=30))
    await sandbox.say(asha, "/searches")
    await sandbox.wait_for(asha, lambda m: "⭐ Goa · 12–15 Dec 2026" in labels(m))
    await sandbox.press(asha, "⭐ Goa · 12–15 Dec 2026")
    over = await sandbox.wait_for(asha, "The same 3 nights on later dates?")
    assert "12 Dec 2026 has passed" in words(over)
    await sandbox.press(asha, "📅 12–15 Jan")
    found = await sandbox.wait_for(asha, "12–15 Jan · 3 nights")
    assert "7 hotels, cheapest first" in words(found)
    assert "⭐ Saved" in labels(await more(sandbox, asha))


async def test_recent_searches_are_a_tap_away(sandbox: SandboxClient, asha: Traveller) -> None:
    await results(sandbox, asha)
    await sandbox.press(asha, "🏠 Home")
    await sandbox.wait_for(asha, lambda m: "⭐ Saved searches" in labels(m))
    await sandbox.press(asha, "⭐ Saved searches")
    await sandbox.wait_for(asha, lambda m: "🕘 Goa · 12–15 Dec" in labels(m))
    await sandbox.press(asha, "🕘 Goa · 12–15 Dec")
    await sandbox.wait_for(asha, "7 hotels, cheapest first")
    await sandbox.say(asha, "/search")
    where = await sandbox.wait_for(asha, "Where to?")
    assert "⭐ Saved searches" in labels(where)
    await sandbox.press(asha, "🕘 Goa · 12–15 Dec", message_id=where["message_id"])
    await sandbox.wait_for(asha, "7 hotels, cheapest first", after=where["message_id"] - 1)


async def test_what_is_shared_opens_in_the_friends_own_currency(
    sandbox: SandboxClient, asha: Traveller, town: Scene
) -> None:
    await results(sandbox, asha)
    await more(sandbox, asha)
    await sandbox.press(asha, "📤 Share")
    screen = await sandbox.wait_for(asha, "Share Goa")
    rows = screen["reply_markup"]["inline_keyboard"]
    query = parse_qs(urlsplit(rows[0][0]["url"]).query)
    payload = parse_qs(urlsplit(query["url"][0]).query)["start"][0]
    ravi = await sandbox.add_user("Ravi", language_code="en-IN")
    await sandbox.say(ravi, "/start")
    await sandbox.wait_for(ravi, "Hello Ravi!")
    await town.app.pool.execute("UPDATE users SET currency = 'EUR' WHERE first_name = 'Ravi'")
    await sandbox.say(ravi, f"/start {payload}")
    found = await sandbox.wait_for(ravi, "7 hotels, cheapest first")
    assert "🔗 A friend shared: Goa, 12–15 Dec" in words(found)
    assert [row["currency"] for row in await town.rows(
        "SELECT currency FROM searches ORDER BY id"
    )] == ["INR", "EUR"]  # fmt: skip
    await sandbox.press(asha, "⬅️ Results")
    await sandbox.wait_for(asha, lambda m: "1" in labels(m))
    await sandbox.press(asha, "1")
    await sandbox.wait_for(asha, lambda m: "🔔 Track" in labels(m))
    await sandbox.press(asha, "📤 Share")
    await sandbox.wait_for(asha, "Share Palms Retreat")


async def test_a_button_of_last_month_asks_again_and_says_so(
    sandbox: SandboxClient, asha: Traveller, town: Scene
) -> None:
    found = await results(sandbox, asha, "Goa 12-15 feb 2 adults")
    town.clock.advance(timedelta(days=31))
    town.travclan.gate.clear()
    town.serpapi.gate.clear()
    await sandbox.press(asha, "›", message_id=found["message_id"])
    await sandbox.wait_for(asha, "This price is from 24 Nov 2026. Searching Goa again…")
    town.travclan.gate.set()
    town.serpapi.gate.set()
    again = await sandbox.wait_for(asha, "7 hotels, cheapest first")
    assert "12–15 Feb" in words(again)


async def test_a_suppliers_failure_is_a_footnote_and_never_reads_as_nothing_found(
    sandbox: SandboxClient, asha: Traveller, town: Scene
) -> None:
    town.serpapi.failure = Unavailable
    await sandbox.say(asha, f"{SEARCH} under 100")
    empty = await sandbox.wait_for(asha, lambda m: "⚙️ Filters · 1" in labels(m))
    assert "I found 7 hotels, but none of them match." in words(empty)
    assert "I couldn’t check Google Hotels" in words(empty)


async def test_more_than_was_asked_for_at_first_is_a_tap_away(
    sandbox: SandboxClient, asha: Traveller, town: Scene
) -> None:
    for number in range(8, 60):
        town.travclan.hotels[f"t{number}"] = FakeHotel(f"House {number}", Decimal(number * 2_000))
    town.travclan.page_size = 20
    found = await results(sandbox, asha)
    first = int(words(found).split("\n")[1].split()[0])
    assert first < 59
    await sandbox.press(asha, "‹")
    last = await sandbox.wait_for(asha, having("➕ More hotels"))
    assert f"{first}. " in words(last)
    await sandbox.press(asha, "➕ More hotels")
    further = await sandbox.wait_for(asha, lambda m: f"{first + 1}. " in words(m))
    assert int(words(further).split("\n")[1].split()[0]) > first


async def test_more_that_cannot_be_had_is_told_beside_what_is_known(
    sandbox: SandboxClient, asha: Traveller, town: Scene
) -> None:
    for number in range(8, 60):
        town.travclan.hotels[f"t{number}"] = FakeHotel(f"House {number}", Decimal(number * 2_000))
    town.travclan.page_size = 20
    await results(sandbox, asha)
    await sandbox.press(asha, "‹")
    await sandbox.wait_for(asha, having("➕ More hotels"))
    town.travclan.failure = Unavailable
    await sandbox.press(asha, "➕ More hotels")
    told = await sandbox.wait_for(asha, "I couldn’t load more hotels right now.")
    assert "➕ More hotels" in labels(told)


async def test_photos_come_as_an_album_with_a_caption_and_the_page_below(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    (hotel, *_others) = await sandbox.call("GET", "market/hotels", destination="Goa")
    there = f"{sandbox.base_url}/sandbox/photos/{hotel['id']}"
    scene.travclan.hotels["t2"].photos = tuple(f"{there}/{n}.jpg" for n in (1, 2, 3))
    await results(sandbox, asha)
    await sandbox.press(asha, "1")
    page = await sandbox.wait_for(asha, lambda m: "🛏 All rates" in labels(m))
    if "🖼 Photos" not in labels(page):
        await sandbox.press(asha, next(one for one in labels(page) if "More" in one))
        page = await sandbox.wait_for(asha, lambda m: "🖼 Photos" in labels(m))
    await sandbox.press(asha, "🖼 Photos")
    below = await sandbox.wait_for(
        asha, lambda m: "🛏 All rates" in labels(m), after=page["message_id"]
    )
    *_, first, second, third, last = await sandbox.messages(asha)
    assert last["message_id"] == below["message_id"]
    assert words(first) == "🏨 Palms Retreat"
    assert words(second) == words(third) == ""
    assert len({one["media_group_id"] for one in (first, second, third)}) == 1
    assert "Palms Retreat" in words(below)
