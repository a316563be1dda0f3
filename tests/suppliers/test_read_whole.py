"""What suppliers say next to the price: basis, terms of single sellers, second lines."""

from typing import Any

import pytest

from domain.suppliers.contract import (
    Board,
    Payment,
    Rate,
    Refundability,
    TaxInclusion,
)
from domain.suppliers.serpapi.price_wire import Basis, Seller
from domain.suppliers.serpapi.wire import Property
from domain.suppliers.travclan.rate_combinations import rates_of
from domain.suppliers.travclan.rates import Itinerary
from domain.suppliers.travclan.wire import WireHotel
from tests.suppliers.shapes import serpapi_price, travclan_hotel, travclan_itinerary, travclan_rate
from tests.suppliers.test_travclan_rates import NOW

BASIS = Basis("INR", 3, 1, NOW, adults=2)


def price(total: object = 9000, before: object = 8000) -> dict[str, Any]:
    return {"total_rate": serpapi_price(total, before)}


def sold(**more: object) -> list[Rate]:
    """Return the rates of one website."""
    told = {"source": "TripNest.com", **price(), **more}
    return Seller.model_validate(told).rates(BASIS)


@pytest.mark.parametrize(
    ("total", "before", "taxes"),
    [
        (9000, 8000, TaxInclusion.INCLUDED),
        (9000, 9000, TaxInclusion.UNKNOWN),
        (9000, 9500, TaxInclusion.UNKNOWN),
        (9000, None, TaxInclusion.UNKNOWN),
        (None, 8000, TaxInclusion.EXCLUDED),
    ],
)
def test_taxes_are_included_where_a_lower_price_without_them_proves_it(
    total: object, before: object, taxes: TaxInclusion
) -> None:
    (rate,) = sold(**price(total, before))
    assert rate.quote.taxes is taxes


def test_free_cancellation_of_one_seller_is_its_own() -> None:
    (rate,) = sold(free_cancellation=True, free_cancellation_until_date="Mar 13")
    assert (rate.quote.refundable, rate.free_until) == (Refundability.YES, "Mar 13")
    (rate,) = sold(free_cancellation=False)
    assert rate.quote.refundable is Refundability.UNKNOWN
    rooms = [
        {"name": "Standard Room", **price()},
        {"name": "Superior Room", **price(12_000, 11_000)},
        {"name": "Standard Room - Non-Refundable", **price()},
        {"name": "Suite", **price(20_000, 18_000), "free_cancellation": True},
    ]
    rates = sold(free_cancellation=True, free_cancellation_until_date="Mar 13", rooms=rooms)
    assert [(rate.room_name, rate.quote.refundable, rate.free_until) for rate in rates] == [
        ("Standard Room", Refundability.YES, "Mar 13"),
        ("Superior Room", Refundability.UNKNOWN, None),
        ("Standard Room - Non-Refundable", Refundability.NO, None),
        ("Suite", Refundability.YES, None),
    ]


def test_meals_and_payment_are_read_from_a_sellers_room() -> None:
    rooms = [
        {"name": "Deluxe Room With Breakfast", **price()},
        {"name": "Deluxe Room - Room Only - Pay at the hotel", **price()},
    ]
    breakfast, alone = sold(rooms=rooms)
    assert (breakfast.quote.board, breakfast.payment) == (Board.BREAKFAST, Payment.UNKNOWN)
    assert (alone.quote.board, alone.payment) == (Board.ROOM_ONLY, Payment.AT_HOTEL)


def test_a_price_for_fewer_people_is_none() -> None:
    assert sold(num_guests=1) == []
    assert len(sold(num_guests=3)) == 1
    rooms = [
        {"name": "Single", "num_guests": 1, **price(5000, 4500)},
        {"name": "Double", **price()},
    ]
    assert [rate.room_name for rate in sold(rooms=rooms)] == ["Double"]


def test_a_hotels_price_is_that_of_its_seller_with_its_terms() -> None:
    sellers = [
        {"source": "StayFinder.com", **price(9900, 9000)},
        {"source": "Roomly", **price()},
        {"source": "TripNest.com", **price(), "free_cancellation": True},
    ]
    told = {"name": "Taj", "property_token": "t", **price(), "prices": sellers}
    quote = Property.model_validate(told).quote(BASIS)
    assert quote is not None
    assert (quote.seller, quote.refundable) == ("TripNest.com", Refundability.YES)
    without = {key: value for key, value in told.items() if key != "total_rate"}
    quote = Property.model_validate(without).quote(BASIS)
    assert quote is not None
    assert quote.total.amount == 9000


def test_a_class_in_words_is_a_class() -> None:
    told = {"name": "Taj", "property_token": "t", "hotel_class": "4-star hotel"}
    assert Property.model_validate(told).to_offer(BASIS, "t").stars == 4


@pytest.mark.parametrize(
    ("address", "written"),
    [
        (
            {
                "line1": "9 Benediktinerplatz", "line2": "Altstadt", "city": {"name": "Konstanz"},
                "state": {"name": "BW"}, "postalCode": "78467",
            },
            "9 Benediktinerplatz, Altstadt, Konstanz, BW, 78467",
        ),
        ({"line1": "1 Road", "city": {"name": "Goa"}, "state": {"name": "Goa"}}, "1 Road, Goa"),
        ({"line2": "Tower B", "state": 5}, "Tower B"),
    ],
)  # fmt: skip
def test_an_address_is_written_whole(address: dict[str, Any], written: str) -> None:
    hotel = WireHotel.model_validate(travclan_hotel("1", contact={"address": address}))
    assert hotel.to_offer(NOW).address == written


def bought(**more: object) -> Rate:
    answer = travclan_itinerary(travclan_rate("a", **more))  # type: ignore[arg-type]
    (rate,) = rates_of(Itinerary.model_validate(answer[1]).results[0], 1, NOW)
    return rate


def test_what_is_refundable_may_have_to_be_asked_for() -> None:
    rate = bought(onlineCancellable=False)
    assert (rate.quote.refundable, rate.cancels_online) == (Refundability.YES, False)
    assert bought(onlineCancellable=True).cancels_online is True
    assert bought().cancels_online is None


@pytest.mark.parametrize(
    ("basis", "board"),
    [
        ({"type": "HalfBoard"}, Board.HALF_BOARD),
        ({"type": "BreakfastAndDinner"}, Board.HALF_BOARD),
        ({"type": "Other", "description": "Room only"}, Board.ROOM_ONLY),
        ({"description": "Breakfast"}, Board.BREAKFAST),
        ({"type": "Other"}, Board.UNKNOWN),
        (None, Board.UNKNOWN),
    ],
)
def test_meals_under_a_new_word_are_read_as_words_are(
    basis: dict[str, str] | None, board: Board
) -> None:
    assert bought(boardBasis=basis).quote.board is board
