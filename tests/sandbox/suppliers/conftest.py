"""The city that every test of the suppliers' emulators asks."""

import pytest

from .city import City


@pytest.fixture
async def city() -> City:
    """Return a fresh market on a still clock, logged in at TravClan."""
    city = City()
    await city.login()
    return city
