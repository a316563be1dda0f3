"""Rooms in the reader's words, and what the hotel's page says about its rates."""

import pytest

from bot.locales import translator
from bot.words.rooms import room_words


@pytest.mark.parametrize(
    ("name", "language", "told"),
    [
        ("Standard Room", "ru", "Номер «Стандарт»"),
        ("Standard Room", "es", "Habitación estándar"),
        ("Deluxe Room", "hi", "डीलक्स कमरा"),
        ("Deluxe Double Room with Sea View", "ru", "Номер «Делюкс», двухместный, вид на море"),
        ("Superior King Room - Free Cancellation", "es", "Habitación superior, cama king"),
        ("Junior Suite", "ru", "Полулюкс"),
        ("Family Suite, 2 Twin Beds", "es", "Suite familiar, dos camas individuales"),
        ("Bed in 6-Bed Dormitory", "hi", "डॉर्म में बेड"),
        ("Standard Twin", "ru", "Номер «Стандарт», две односпальные кровати"),
        # What is not understood whole stays as its seller wrote it.
        (
            "Celestial Chic Suite With Swimming Pool",
            "ru",
            "Celestial Chic Suite With Swimming Pool",
        ),
        ("Habitación doble con vistas", "ru", "Habitación doble con vistas"),
        ("Standard Room", "en", "Standard Room"),
        ("", "en", "Room not named"),
        (" ", "ru", "Номер не указан"),
    ],
)
def test_a_room_is_named_in_the_readers_words(name: str, language: str, told: str) -> None:
    assert room_words(name, translator(language)) == told
