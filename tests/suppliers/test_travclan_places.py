"""Which of a supplier's places is meant."""

from typing import Any

import pytest

from domain.suppliers.travclan.places import choose_location
from domain.suppliers.travclan.wire import Location
from tests.suppliers.conftest import GOA

HERE = {"lat": "15.4", "long": "73.9"}
MANILA = {"lat": "13.7", "long": "123.4"}


def location(number: str, **fields: Any) -> Location:
    """Return a place called Goa in India, unless said otherwise."""
    usual = {"id": number, "name": "Goa", "type": "City", "country": "IN", "coordinates": HERE}
    return Location.model_validate(usual | fields)


@pytest.mark.parametrize(
    ("found", "chosen"),
    [
        ([], None),
        ([location("1", type="Airport"), location("2", type="Hotel")], None),
        ([location("1", country="PH")], None),
        ([location("1", coordinates=MANILA, country=None)], None),
        ([location("1", country="India", coordinates=None)], "1"),
        ([location("1", name="North Goa"), location("2", name="GOA")], "2"),
        ([location("1", type="State"), location("2")], "2"),
        ([location("1"), location("2")], "1"),
    ],
)
def test_the_place_is_of_that_name_in_that_region(
    found: list[Location], chosen: str | None
) -> None:
    location = choose_location(found, GOA)
    assert (location.id if location else None) == chosen
