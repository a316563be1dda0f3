"""Meals, refund and payment in the names that sellers give to rooms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.suppliers.contract import Board, Refundability
from domain.suppliers.room_names import board_in, is_paid_at_hotel, plain_room, refund_in

BOARDS = [
    ("Deluxe Room With Breakfast", Board.BREAKFAST),
    ("Superior Room - Breakfast included", Board.BREAKFAST),
    ("Standard Double Room, Breakfast for 2", Board.BREAKFAST),
    ("BED & BREAKFAST SUITE", Board.BREAKFAST),
    ("Twin room with free breakfast", Board.BREAKFAST),
    ("Classic (B&B)", Board.BREAKFAST),
    ("Deluxe Room (CP)", Board.BREAKFAST),
    ("Deluxe Room - CP Plan", Board.BREAKFAST),
    ("Habitación doble con desayuno", Board.BREAKFAST),
    ("Desayuno incluido - Habitación doble", Board.BREAKFAST),
    ("Doppelzimmer inkl. Frühstück", Board.BREAKFAST),
    ("Chambre double, petit-déjeuner compris", Board.BREAKFAST),
    ("Camera doppia con colazione", Board.BREAKFAST),
    ("Двухместный номер, завтрак включён", Board.BREAKFAST),
    ("Стандарт с завтраком", Board.BREAKFAST),
    ("Quarto duplo com café da manhã", Board.BREAKFAST),
    ("डीलक्स कमरा नाश्ते के साथ", Board.BREAKFAST),
    ("Room Only", Board.ROOM_ONLY),
    ("DELUXE ROOM ROOM ONLY", Board.ROOM_ONLY),
    ("Superior Room (EP)", Board.ROOM_ONLY),
    ("Superior Room without breakfast", Board.ROOM_ONLY),
    ("Superior Room, breakfast not included", Board.ROOM_ONLY),
    ("Habitación doble sin desayuno", Board.ROOM_ONLY),
    ("Sólo alojamiento - Habitación doble", Board.ROOM_ONLY),
    ("Doppelzimmer ohne Frühstück", Board.ROOM_ONLY),
    ("Номер без завтрака", Board.ROOM_ONLY),
    ("Номер без питания", Board.ROOM_ONLY),
    ("Deluxe Half Board", Board.HALF_BOARD),
    ("Deluxe Room - Half-Board", Board.HALF_BOARD),
    ("Deluxe Room with Breakfast and Dinner", Board.HALF_BOARD),
    ("Deluxe Room, breakfast + lunch", Board.HALF_BOARD),
    ("Deluxe Room (MAP)", Board.HALF_BOARD),
    ("Media pensión", Board.HALF_BOARD),
    ("Chambre double demi-pension", Board.HALF_BOARD),
    ("Номер, полупансион", Board.HALF_BOARD),
    ("Suite Full Board", Board.FULL_BOARD),
    ("Suite with all meals", Board.FULL_BOARD),
    ("Suite, breakfast, lunch and dinner", Board.FULL_BOARD),
    ("Pensión completa", Board.FULL_BOARD),
    ("Suite (AP)", Board.FULL_BOARD),
    ("Family All-Inclusive", Board.ALL_INCLUSIVE),
    ("Todo incluido, habitación familiar", Board.ALL_INCLUSIVE),
    ("Номер, всё включено", Board.ALL_INCLUSIVE),
    ("Deluxe Room", Board.UNKNOWN),
    ("Deluxe Room, breakfast available", Board.UNKNOWN),
    ("Deluxe Room, breakfast extra", Board.UNKNOWN),
    ("Deluxe Room - Breakfast ($)", Board.UNKNOWN),
    ("Deluxe Room - 20% discount on breakfast", Board.UNKNOWN),
    ("Superior Room - 15% discount on Food and Soft beverages - Non-Refundable", Board.UNKNOWN),
    ("MAPLE ROOM", Board.UNKNOWN),
    ("APARTMENT", Board.UNKNOWN),
    ("Room 12 Hampton BBC View", Board.UNKNOWN),
]


@pytest.mark.parametrize(("name", "board"), BOARDS)
def test_the_meals_are_read_from_a_rooms_name(name: str, board: Board) -> None:
    assert board_in(name) is board
    assert board_in(f"  {name} ") is board


@pytest.mark.parametrize(
    ("name", "refund"),
    [
        ("Deluxe Room - Free Cancellation", Refundability.YES),
        ("Deluxe Room, fully refundable", Refundability.YES),
        ("Habitación, cancelación gratis", Refundability.YES),
        ("Номер, бесплатная отмена", Refundability.YES),
        ("Deluxe Room - Non-Refundable", Refundability.NO),
        ("DELUXE NON REFUNDABLE", Refundability.NO),
        ("Habitación no reembolsable", Refundability.NO),
        ("Chambre non remboursable", Refundability.NO),
        ("Номер, невозвратный тариф", Refundability.NO),
        ("Deluxe Room", Refundability.UNKNOWN),
    ],
)
def test_the_refund_is_read_from_a_rooms_name(name: str, refund: Refundability) -> None:
    assert refund_in(name) is refund


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Deluxe Room - Pay at the hotel", True),
        ("Deluxe Room (Pay at Property)", True),
        ("Номер, оплата на месте", True),
        ("Deluxe Room, prepaid", False),
        ("Payal Palace Room", False),
    ],
)
def test_payment_at_the_hotel_is_read_from_a_rooms_name(name: str, *, told: bool) -> None:
    assert is_paid_at_hotel(name) is told


@pytest.mark.parametrize(
    ("name", "room"),
    [
        ("Deluxe Room", "Deluxe Room"),
        ("Deluxe Room - Free Cancellation", "Deluxe Room"),
        ("Deluxe Room - Non-Refundable - Breakfast included", "Deluxe Room"),
        (
            "Superior Room - 15% discount on Food and Soft beverages - Non-Refundable",
            "Superior Room",
        ),
        ("Deluxe Room (CP)", "Deluxe Room"),
        ("Double Room, Sea View", "Double Room, Sea View"),
        ("Room Only", "Room Only"),
        ("", ""),
    ],
)
def test_a_room_is_the_same_under_other_terms(name: str, room: str) -> None:
    assert plain_room(name) == room


@given(st.text(max_size=300))
def test_any_name_is_read(name: str) -> None:
    board_in(name), refund_in(name), is_paid_at_hotel(name), plain_room(name)
