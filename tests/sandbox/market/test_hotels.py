"""Hotels are made for any place, the same from the same seed."""

from collections import Counter
from dataclasses import asdict

import pytest

from sandbox.market import Market
from sandbox.market.hotels import Hotel
from sandbox.market.identities import find_hotel, property_token, travclan_id
from sandbox.market.listings import SERPAPI, TRAVCLAN
from sandbox.market.places import distance_km

MARKET = Market(7)


def hotels_in(text: str, market: Market = MARKET) -> list[Hotel]:
    place = market.geography.find(text)
    assert place is not None
    return market.hotels_in(place)


def test_the_same_seed_makes_the_same_hotels_and_another_seed_others() -> None:
    here = [asdict(hotel) for hotel in hotels_in("Goa")]

    assert here == [asdict(hotel) for hotel in hotels_in("Goa", Market(7))]
    assert here != [asdict(hotel) for hotel in hotels_in("Goa", Market(8))]


@pytest.mark.parametrize("text", ["Goa", "Bali", "Jaipur", "Paris", "New York City"])
def test_a_large_destination_has_forty_to_sixty_hotels_each_of_its_own_name(text: str) -> None:
    names = [hotel.name for hotel in hotels_in(text)]

    assert 40 <= len(names) <= 60
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("text", ["Goa", "Andaman", "Jaipur", "Manali", "Akureyri"])
def test_hotels_lie_in_their_place_and_are_believable(text: str) -> None:
    place = MARKET.geography.find(text)
    assert place is not None
    for hotel in MARKET.hotels_in(place):
        quarter = next(q for q in place.quarters if q.name == hotel.area)
        here = (hotel.latitude, hotel.longitude)
        assert distance_km(here, (quarter.latitude, quarter.longitude)) < 5
        assert 2 <= hotel.stars <= 5
        assert 3 <= hotel.guest_rating <= 5
        assert hotel.reviews > 0
        assert hotel.rooms[0].factor == 1
        assert "Free Wi-Fi" in hotel.amenities


def test_a_quarter_has_its_own_hotels_first() -> None:
    hotels = hotels_in("Calangute")

    assert hotels[0].area == "Calangute"
    assert {hotel.place.name for hotel in hotels} == {"Goa"}
    assert len(hotels) < len(hotels_in("Goa"))


def test_about_seventy_percent_of_hotels_are_at_both_suppliers() -> None:
    listed = Counter(
        (hotel.at_travclan, hotel.at_google)
        for text in ("Goa", "Bali", "Jaipur", "Paris", "Dubai", "Mumbai", "London")
        for hotel in hotels_in(text)
    )

    assert 0.6 < listed[True, True] / listed.total() < 0.8
    assert listed[False, False] == 0


def test_suppliers_list_a_hotel_in_words_of_their_own() -> None:
    both = [hotel for hotel in hotels_in("Goa") if hotel.at_travclan and hotel.at_google]
    pairs = [(MARKET.listing(h, TRAVCLAN), MARKET.listing(h, SERPAPI)) for h in both]

    assert 0.3 < sum(ours.name != theirs.name for ours, theirs in pairs) / len(pairs) < 0.9
    assert all(ours.street != theirs.street for ours, theirs in pairs)
    for ours, theirs in pairs:
        apart = distance_km((ours.latitude, ours.longitude), (theirs.latitude, theirs.longitude))
        assert 0 < apart < 0.15


def test_each_of_its_ids_leads_back_to_the_hotel() -> None:
    fresh = Market(7)
    for hotel in hotels_in("Jaipur")[:5]:
        for any_id in (hotel.id, travclan_id(hotel), property_token(hotel)):
            found = find_hotel(fresh, any_id)
            assert found is not None
            assert found.name == hotel.name


@pytest.mark.parametrize("any_id", ["", "nonsense", "1-01", "90000001-99", "7", "ChIvZy8x", "é"])
def test_an_id_that_was_never_given_finds_nothing(any_id: str) -> None:
    assert find_hotel(MARKET, any_id) is None
