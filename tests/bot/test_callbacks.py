"""Buttons say what they mean within Telegram's 64 bytes."""

import importlib
import pkgutil
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData
from pydantic.fields import FieldInfo

import bot
from bot.buttons.callbacks import DayButton, TargetButton, TrackerButton
from bot.flights.callbacks import short_name
from bot.groups.buttons import LONGEST_HOTEL
from bot.inline.card_data import LONGEST_CARD
from bot.trackers.listing.buttons import UndoBulkButton

for module in pkgutil.walk_packages(bot.__path__, "bot."):
    if module.name.endswith(("buttons", "callbacks")):
        importlib.import_module(module.name)
KINDS = sorted(
    (kind for kind in CallbackData.__subclasses__() if kind.__module__.startswith("bot.")),
    key=lambda kind: kind.__name__,
)
LARGEST_ID = 2**53
BOUNDS = {
    ("PeopleButton", "rooms"): 11,
    ("PeopleButton", "adults"): 121,
    ("PeopleButton", "waiting"): 9,
    ("FlyersButton", "adults"): 9,
    ("PackageAdultsButton", "adults"): 9,
    ("TourStayButton", "number"): 5,
    ("MoreButton", "depth"): 20,
    ("ClusterButton", "nights"): 30,
    ("AreaButton", "nth"): 9,
}
LONGEST: dict[tuple[str, str], str] = {
    ("FilterButton", "code"): "restaurant",
    ("LaterButton", "day"): "20261212",
    ("DayButton", "day"): "20261212",
    ("DayButton", "first"): "20261212",
    ("FlexibleDayButton", "day"): "20261212",
    ("RateButton", "rate"): "0123abcd",
    ("BookRateButton", "rate"): "0123abcd",
    ("TrackRateButton", "rate"): "0123abcd",
    ("PackageOriginButton", "key"): "LCY,LGW,LHR,LTN,STN",
    ("PackageOriginButton", "name"): short_name("Санкт-Петербург: аэропорты"),
    ("TourStartButton", "day"): "20261212",
    ("TourStayButton", "day"): "20261212",
    ("TrackTourButton", "day"): "20261212",
    ("CardVoteButton", "card"): "_" * LONGEST_CARD,
    ("PackageButton", "flight"): "0" * 8,
    ("TrackPackageButton", "flight"): "0" * 8,
    ("AirportButton", "key"): "LCY,LGW,LHR,LTN,STN",
    ("AirportButton", "name"): short_name("Санкт-Петербург: аэропорты"),
    ("FlightsButton", "out"): "0" * 8,
    ("FlightButton", "out"): "0" * 8,
    ("FlightButton", "back"): "f" * 8,
    ("FlyersButton", "ages"): ".".join(["17"] * 8),
    ("PeopleButton", "ages"): "h" * 40,
    ("AlertWishButton", "value"): "22.30-07.00",
    ("ParticularButton", "value"): "breakfast+refund",
    ("FileButton", "kind"): "json",
    ("CloneButton", "token"): "x" * 22,
    ("RuleButton", "value"): "99999999.999",
    ("AdminCluster", "value"): "restaurant",
    ("AdminCluster", "at"): "19.19.19~ffff",
    ("AreaButton", "kept"): "0" * 16,
    ("GroupWishButton", "value"): "INR",
    ("SupplierButton", "name"): "travclan",
    ("BroadcastButton", "value"): "tracked_place",
    ("ClusterButton", "check_in"): "20261212",
    ("HealthButton", "window"): "d",
    ("ProposeButton", "hotel"): "h1" + "_" * (LONGEST_HOTEL - 2),
    ("SettingButton", "value"): "America/Argentina/ComodRivadavia",
}


def largest(kind: type[CallbackData], name: str, annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return max(annotation, key=lambda value: len(value.value))
    if annotation is Decimal:
        return Decimal("9999999999.999")
    if annotation is int:
        return BOUNDS.get((kind.__name__, name), LARGEST_ID if name.endswith("_id") else 999)
    return True if annotation is bool else LONGEST[kind.__name__, name]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_largest_button_fits_and_reads_back(kind: type[CallbackData]) -> None:
    values = {n: largest(kind, n, f.annotation) for n, f in kind.model_fields.items()}
    # No search, hotel or tracker of one press has the largest number at once with the others.
    packed = kind(**values).pack()
    assert len(packed.encode()) <= 64
    assert kind.unpack(packed) == kind(**values)


def test_each_kind_has_a_prefix_of_its_own_with_a_version() -> None:
    prefixes = [kind.__prefix__ for kind in KINDS]
    assert len(set(prefixes)) == len(prefixes)
    assert all(prefix[-1].isdigit() for prefix in prefixes)


def is_bounded(field: FieldInfo) -> bool:
    """Return whether a number ends on both sides."""
    return all(any(hasattr(m, end) for m in field.metadata) for end in ("ge", "le")) or (
        any(hasattr(m, "ge") for m in field.metadata)
        and any(hasattr(m, "lt") for m in field.metadata)
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_number_of_a_button_has_bounds(kind: type[CallbackData]) -> None:
    numbers = {n: f for n, f in kind.model_fields.items() if f.annotation in {int, Decimal}}
    assert [name for name, field in numbers.items() if not is_bounded(field)] == []


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (TrackerButton, "w1:9223372036854775808:show"),
        (TrackerButton, "w1:-1:show"),
        (TargetButton, "v1:1:1e400"),
        (TargetButton, "v1:1:NaN"),
        (TargetButton, "v1:1:99999999999999999999"),
        (UndoBulkButton, "lu1:clear:9223372036854775807"),
        (DayButton, "c1:i:20260231:"),
        (DayButton, "c1:i:99991231:"),
        (DayButton, "c1:i:00010101:"),
    ],
)
def test_what_no_keyboard_says_is_no_button(kind: type[CallbackData], data: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - pydantic's own
        kind.unpack(data)
