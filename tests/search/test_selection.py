"""Filters: what matches, what is unknown, and counts that come true when pressed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.catalog.amenities import Amenity, amenities_of
from domain.errors import NotFound
from domain.money import Money
from domain.search.facets import (
    Facet,
    active,
    cleared,
    code_of,
    options,
    relaxations,
    turn,
    value_of,
)
from domain.search.filters import NO_FILTERS, Filters
from domain.search.selection import Wishes, sift
from domain.search.values import FoundHotel, PricedOffer
from domain.suppliers.contract import (
    Board,
    Quote,
    RateKind,
    Refundability,
    Supplier,
    TaxInclusion,
)

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def offer(
    total: int = 9000,
    *,
    supplier: Supplier = Supplier.TRAVCLAN,
    board: Board = Board.UNKNOWN,
    refundable: Refundability = Refundability.UNKNOWN,
    currency: str = "INR",
) -> PricedOffer:
    quote = Quote(
        Money.of(total, currency), TaxInclusion.INCLUDED, RateKind.QUOTE, board, refundable, NOW
    )
    return PricedOffer(supplier, quote)


PLAIN = FoundHotel(
    hotel_id=1, name="Palms", area=None, address=None, coordinates=None, stars=None, rating=None,
    review_count=None, property_type=None, photos=(), amenities=(), best=offer(),
)  # fmt: skip

offers = some.none() | some.builds(
    offer,
    some.integers(1, 40).map(lambda n: n * 500),
    supplier=some.sampled_from(Supplier),
    board=some.sampled_from(Board),
    refundable=some.sampled_from(Refundability),
    currency=some.sampled_from(["INR", "INR", "USD"]),
)
hotels = some.builds(
    FoundHotel,
    hotel_id=some.integers(1, 99),
    name=some.just("Palms"),
    area=some.sampled_from([None, "Candolim", "Baga", "Panjim"]),
    address=some.none(),
    coordinates=some.none(),
    stars=some.sampled_from([None, 1, 2, 3, 4, 5]),
    rating=some.sampled_from([None, 3.2, 3.5, 4.1, 4.5, 5.0]),
    review_count=some.none(),
    property_type=some.sampled_from([None, "hotel", "villa"]),
    photos=some.just(()),
    amenities=some.sampled_from([(), ("Outdoor pool",), ("Pool", "Free Wi-Fi"), ("Spa",)]),
    best=offers,
    reference=offers,
)
filters = some.builds(
    Filters,
    stars=some.frozensets(some.integers(1, 5), max_size=3),
    least_rating=some.sampled_from([None, 3.5, 4.0, 4.5]),
    refundable=some.booleans(),
    breakfast=some.booleans(),
    amenities=some.frozensets(some.sampled_from([Amenity.POOL, Amenity.WIFI]), max_size=2),
    areas=some.frozensets(some.sampled_from(["Baga", "Panjim", "Elsewhere"]), max_size=2),
    property_types=some.frozensets(some.sampled_from(["hotel", "villa"]), max_size=1),
    least_a_night=some.none() | some.just(Money.of(1500, "INR")),
)
wishes = some.builds(
    Wishes,
    filters=filters,
    most_total=some.none() | some.just(Money.of(12_000, "INR")),
    nights=some.integers(1, 5),
)


@settings(deadline=None)  # machines are busy
@given(some.lists(hotels, max_size=12), wishes)
def test_the_count_beside_a_filter_is_the_number_after_pressing_it(
    found: list[FoundHotel], wished: Wishes
) -> None:
    for facet in Facet:
        for option in options(found, wished, facet):
            pressed = value_of(found, wished, facet, option.code)
            after = turn(wished, facet, pressed, on=not option.is_on)
            assert len(sift(found, after).hotels) == option.count
            again = turn(after, facet, pressed, on=not option.is_on)
            assert again == after


@settings(deadline=None)  # machines are busy
@given(some.lists(hotels, max_size=12), wishes)
def test_hidden_and_kept_are_all_hotels_and_untold_ones_are_hidden(
    found: list[FoundHotel], wished: Wishes
) -> None:
    sifted = sift(found, wished)
    assert len(sifted.hotels) + sifted.hidden == len(found)
    assert 0 <= sifted.untold <= sifted.hidden
    everything = sift(found, cleared(wished))
    assert everything.hotels == tuple(found)
    assert everything.hidden == 0


@settings(deadline=None)  # machines are busy
@given(some.lists(hotels, max_size=12), wishes)
def test_a_wish_more_never_shows_a_hotel_more(found: list[FoundHotel], wished: Wishes) -> None:
    before = len(sift(found, wished).hotels)
    for facet, value in ((Facet.REFUNDABLE, None), (Facet.AMENITY, Amenity.POOL)):
        assert len(sift(found, turn(wished, facet, value, on=True)).hotels) <= before


@settings(deadline=None)  # machines are busy
@given(some.lists(hotels, max_size=12), wishes)
def test_relaxations_leave_as_many_as_they_say_most_first(
    found: list[FoundHotel], wished: Wishes
) -> None:
    counts = []
    for option in relaxations(found, wished):
        without = turn(wished, option.facet, option.value, on=False)
        assert len(sift(found, without).hotels) == option.count > 0
        counts.append(option.count)
    assert counts == sorted(counts, reverse=True)


@given(wishes)
def test_turning_off_what_is_on_ends_with_no_wish(wished: Wishes) -> None:
    for facet, value in active(wished):
        wished = turn(wished, facet, value, on=False)
    assert wished.is_empty


@given(filters)
def test_filters_are_stored_and_read_back(wished: Filters) -> None:
    assert Filters.from_json(wished.to_json()) == wished


def test_any_offer_that_fits_makes_a_hotel_fit_and_is_the_one_shown() -> None:
    dear = offer(9_900, supplier=Supplier.SERPAPI, board=Board.HALF_BOARD)
    hotel = replace(PLAIN, best=offer(9_000, board=Board.ROOM_ONLY), reference=dear)
    (shown,) = sift([hotel], Wishes(Filters(breakfast=True))).hotels
    assert (shown.best, shown.reference) == (dear, hotel.best)
    assert sift([hotel], Wishes()).hotels == (hotel,)


def test_one_offer_has_to_fulfil_all_that_is_asked_of_the_price() -> None:
    hotel = replace(
        PLAIN,
        best=offer(9_000, board=Board.BREAKFAST, refundable=Refundability.NO),
        reference=offer(9_500, board=Board.ROOM_ONLY, refundable=Refundability.YES),
    )
    assert sift([hotel], Wishes(Filters(breakfast=True))).hotels
    assert sift([hotel], Wishes(Filters(refundable=True))).hotels
    assert not sift([hotel], Wishes(Filters(refundable=True, breakfast=True))).hotels


@pytest.mark.parametrize(
    ("hotel", "asked", "untold"),
    [
        (PLAIN, Filters(breakfast=True), 1),
        (replace(PLAIN, best=offer(board=Board.ROOM_ONLY)), Filters(breakfast=True), 0),
        (PLAIN, Filters(stars=frozenset({4})), 1),
        (replace(PLAIN, stars=3), Filters(stars=frozenset({4})), 0),
        (PLAIN, Filters(amenities=frozenset({Amenity.POOL})), 1),
        (replace(PLAIN, amenities=("Spa",)), Filters(amenities=frozenset({Amenity.POOL})), 0),
        (replace(PLAIN, stars=3), Filters(stars=frozenset({4}), breakfast=True), 0),
        (replace(PLAIN, best=None), Filters(refundable=True), 1),
    ],
)
def test_what_nobody_tells_is_hidden_and_counted(
    hotel: FoundHotel, asked: Filters, untold: int
) -> None:
    sifted = sift([hotel], Wishes(asked))
    assert (sifted.hidden, sifted.untold) == (1, untold)


@pytest.mark.parametrize(
    ("total", "currency", "fits"),
    [(10_000, "INR", True), (9_999, "INR", False), (20_000, "INR", True), (20_001, "INR", False),
     (15_000, "USD", False)],
)  # fmt: skip
def test_prices_are_between_the_ends_as_the_screen_shows_a_night(
    total: int, currency: str, fits: bool
) -> None:
    # A third of 10,000 is shown as 3,333.33.
    least = Filters(least_a_night=Money.of("3333.33", "INR"))
    wished = Wishes(least, Money.of(20_000, "INR"), 3)
    hotel = replace(PLAIN, best=offer(total, currency=currency))
    assert bool(sift([hotel], wished).hotels) is fits


@pytest.mark.parametrize(
    ("name", "amenity"),
    [
        ("Free Wi-Fi", Amenity.WIFI), ("Free WiFi", Amenity.WIFI), ("Wi-Fi", Amenity.WIFI),
        ("Outdoor pool", Amenity.POOL), ("Pool", Amenity.POOL), ("Parking ($)", Amenity.PARKING),
        ("Paid parking", Amenity.PARKING), ("Free parking", Amenity.PARKING),
        ("Fitness centre", Amenity.GYM), ("Fitness center", Amenity.GYM), ("Spa", Amenity.SPA),
        ("Beach access", Amenity.BEACH), ("Restaurant", Amenity.RESTAURANT), ("Bar", Amenity.BAR),
        ("Air conditioning", Amenity.AIR_CONDITIONING), ("Kids' club", Amenity.FAMILY),
        ("Airport shuttle", Amenity.AIRPORT_SHUTTLE), ("Child-friendly", Amenity.FAMILY),
        ("Pet-friendly", Amenity.PETS), ("Kitchen in some rooms", Amenity.KITCHEN),
        ("Wheelchair accessible", Amenity.ACCESSIBLE), ("Accessible", Amenity.ACCESSIBLE),
    ],
)  # fmt: skip
def test_both_suppliers_names_mean_one_amenity(name: str, amenity: Amenity) -> None:
    assert amenities_of((name,)) == {amenity}


@pytest.mark.parametrize(
    "name", ["Not pet-friendly", "No fitness center", "Pool table", "Barbecue", "Smoke-free", ""]
)
def test_other_names_fulfil_no_filter(name: str) -> None:
    assert amenities_of((name,)) == frozenset()


def test_a_code_that_nothing_has_is_not_found() -> None:
    with pytest.raises(NotFound):
        value_of([PLAIN], Wishes(NO_FILTERS), Facet.AREA, code_of("Baga"))
