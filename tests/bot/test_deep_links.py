"""A link says a whole search or hotel in 64 characters, and nothing mangled is read as one."""

import random
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.links.bit_fields import DIGITS, LARGEST_ID
from bot.links.payloads import (
    DeepLink,
    HotelLink,
    SearchLink,
    TrackerLink,
    link_address,
    link_payload,
    read_payload,
)
from domain.catalog.amenities import Amenity
from domain.money import Money
from domain.search.filters import Filters
from domain.stay import MOST_ADULTS, MOST_CHILDREN, MOST_NIGHTS, MOST_ROOMS, Room, Stay
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import Scene

STAY = Stay(date(2026, 12, 12), date(2026, 12, 15), (Room(2), Room(1, (0, 17))))
FULL = Room(MOST_ADULTS, (17,) * MOST_CHILDREN)
LONGEST = Stay(
    date(2064, 1, 1), date(2064, 1, 1) + timedelta(days=MOST_NIGHTS), (FULL,) * MOST_ROOMS
)
EVERYTHING = Filters(frozenset(range(1, 6)), 5.0, True, True, frozenset(Amenity))


@pytest.mark.parametrize(
    "link",
    [
        SearchLink(1, STAY),
        SearchLink(48_213, STAY, Money.of(8000, "INR")),
        SearchLink(2**39 - 1, LONGEST, Money.of("999999999.99", "ZMW"), EVERYTHING),
        SearchLink(7, STAY, most_in_all=Money.of(500, "EUR")),
        SearchLink(7, STAY, Money.of(8000, "INR"), Filters(least_a_night=Money.of(3000, "INR"))),
        SearchLink(2**37, LONGEST, None, EVERYTHING, Money.of("999999999.99", "ZMW")),
        SearchLink(7, STAY, filters=Filters(stars=frozenset({4, 5}), least_rating=4.5)),
        SearchLink(7, STAY, filters=Filters(breakfast=True, amenities=frozenset({Amenity.SPA}))),
        TrackerLink("a-_4567890123456789012"),
        HotelLink(1, STAY),
        HotelLink(LARGEST_ID, LONGEST),
    ],
)
def test_a_link_reads_back_within_telegrams_limits(link: DeepLink) -> None:
    payload = link_payload(link)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
    assert read_payload(payload) == link
    assert link_address("some_bot", link) == f"https://t.me/some_bot?start={payload}"


def test_a_link_that_was_shared_before_means_the_same_for_ever() -> None:
    # A new amenity between the others would turn these into their neighbours.
    amenities = frozenset({Amenity.POOL, Amenity.ACCESSIBLE})
    shared = SearchLink(7, STAY, filters=Filters(amenities=amenities))
    assert read_payload("s1B0eNY--baUkwnp") == shared


def test_a_usual_link_is_short() -> None:
    assert len(link_payload(HotelLink(48_213, Stay(STAY.check_in, STAY.check_out)))) <= 12


def test_a_budget_too_large_to_be_meant_is_left_out() -> None:
    link = SearchLink(7, STAY, Money.of(10**12, "INR"))
    assert read_payload(link_payload(link)) == SearchLink(7, STAY)


def test_the_least_is_left_out_where_so_many_people_leave_no_room_for_it() -> None:
    crowded = SearchLink(2**37, LONGEST, Money.of(8000, "INR"), EVERYTHING)
    least = replace(EVERYTHING, least_a_night=Money.of(3000, "INR"))
    assert read_payload(link_payload(replace(crowded, filters=least))) == crowded


@pytest.mark.parametrize(
    "payload",
    ["", "s", "s1", "h1", "x1AAAA", "hotel_55", "s1AAA!", "h1" + "_" * 62, "h1" + "A" * 63, "s1é"],
)
def test_what_is_no_link_of_ours_is_none(payload: str) -> None:
    assert read_payload(payload) is None


def test_mangled_links_never_fail() -> None:
    dice = random.Random(7)
    for _ in range(5_000):
        length = dice.randint(0, 70)
        text = dice.choice(("s1", "s2", "h1")) + "".join(dice.choices(DIGITS, k=length))
        link = read_payload(text)
        assert link is None or read_payload(link_payload(link)) == link


async def test_a_hotels_link_opens_it_for_a_stranger_who_can_track_it(
    sandbox: SandboxClient, scene: Scene, asha: Traveller
) -> None:
    _search, hotels = await scene.find(await scene.meet(asha.id))
    payload = link_payload(HotelLink(hotels["Taj Holiday Village"], STAY))
    ravi = await sandbox.add_user("Ravi", language_code="en-IN")
    await sandbox.say(ravi, f"/start {payload}")
    page = await sandbox.wait_for(ravi, lambda m: "🔔 Track" in labels(m))
    assert "A friend shared: Taj Holiday Village, 12–15 Dec" in words(page)
    assert "12–15 Dec · 3 nights · 3 adults, 2 children (0, 17) · 2 rooms" in words(page)
    await sandbox.press(ravi, "🔔 Track")
    await sandbox.wait_for(ravi, "Tracking.")


async def test_a_hotels_link_whose_dates_are_over_asks_for_others_there(
    sandbox: SandboxClient, scene: Scene, asha: Traveller
) -> None:
    _search, hotels = await scene.find(await scene.meet(asha.id))
    over = Stay(date(2026, 3, 1), date(2026, 3, 3))
    link = HotelLink(hotels["Taj Holiday Village"], over)
    await sandbox.say(asha, f"/start {link_payload(link)}")
    question = await sandbox.wait_for(asha, "When are you checking in?")
    assert "Check-in on 1 Mar 2026 has passed" in words(question)
    assert "Goa, India" in words(question)


async def test_a_searchs_link_runs_it_with_its_budget(
    sandbox: SandboxClient, scene: Scene, asha: Traveller
) -> None:
    search_id, _hotels = await scene.find(await scene.meet(asha.id))
    (row,) = await scene.rows("SELECT destination_id FROM searches WHERE id = $1", search_id)
    stay = Stay(STAY.check_in, STAY.check_out)
    link = SearchLink(row["destination_id"], stay, Money.of(2000, "INR"))
    await sandbox.say(asha, f"/start {link_payload(link)}")
    found = await sandbox.wait_for(asha, "1 hotel · 1 hidden by filters, cheapest first")
    assert "A friend shared: Goa, 12–15 Dec" in words(found)
    assert "Palms Retreat" in words(found)
    assert "₹2,000 a night" in words(found)


async def test_a_searchs_link_whose_dates_are_over_says_so_and_asks_for_others(
    sandbox: SandboxClient, scene: Scene, asha: Traveller
) -> None:
    search_id, _hotels = await scene.find(await scene.meet(asha.id))
    (row,) = await scene.rows("SELECT destination_id FROM searches WHERE id = $1", search_id)
    link = SearchLink(row["destination_id"], Stay(date(2026, 3, 1), date(2026, 3, 3)))
    await sandbox.say(asha, f"/start {link_payload(link)}")
    question = await sandbox.wait_for(asha, "When are you checking in?")
    assert "A friend shared: Goa, 1–3 Mar" in words(question)
    assert "Check-in on 1 Mar 2026 has passed" in words(question)


async def test_a_link_to_what_is_gone_is_told(sandbox: SandboxClient, asha: Traveller) -> None:
    await sandbox.say(asha, f"/start {link_payload(HotelLink(LARGEST_ID, STAY))}")
    await sandbox.wait_for(asha, "A friend shared something that’s no longer available.")
