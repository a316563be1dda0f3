"""What makes a stay, and what each thing that makes none is called."""

from datetime import date, timedelta

import pytest

from domain.stay import Room, Stay
from domain.stay_errors import (
    CheckInPast,
    CheckOutNotAfterCheckIn,
    ChildAgeOutOfRange,
    NoAdult,
    StayRefused,
    StayTooFarAhead,
    StayTooLong,
    TooManyGuests,
    TooManyRooms,
)

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


def test_counts_nights_and_people_over_all_rooms() -> None:
    stay = Stay(date(2026, 12, 12), date(2026, 12, 15), (Room(2, (6,)), Room(1)))
    assert (stay.nights, stay.adults, stay.child_ages) == (3, 3, (6,))


@pytest.mark.parametrize(
    ("check_in", "check_out", "refusal"),
    [
        (TODAY, TODAY, CheckOutNotAfterCheckIn),
        (TODAY, TODAY - DAY, CheckOutNotAfterCheckIn),
        (TODAY, TODAY + 31 * DAY, StayTooLong),
    ],
)
def test_refuses_dates_without_nights_or_with_too_many(
    check_in: date, check_out: date, refusal: type[StayRefused]
) -> None:
    with pytest.raises(refusal):
        Stay(check_in, check_out)


def test_thirty_nights_and_ten_rooms_are_the_most() -> None:
    stay = Stay(TODAY, TODAY + 30 * DAY, (Room(),) * 10)
    assert stay.nights == 30
    with pytest.raises(TooManyRooms):
        Stay(TODAY, TODAY + DAY, (Room(),) * 11)


@pytest.mark.parametrize(
    ("adults", "ages", "refusal"),
    [
        (0, (), NoAdult),
        (13, (), TooManyGuests),
        (2, (1, 2, 3, 4, 5), TooManyGuests),
        (2, (18,), ChildAgeOutOfRange),
        (2, (-1,), ChildAgeOutOfRange),
    ],
)
def test_refuses_people_that_no_supplier_takes(
    adults: int, ages: tuple[int, ...], refusal: type[StayRefused]
) -> None:
    with pytest.raises(refusal):
        Room(adults, ages)


def test_is_bookable_from_today_until_suppliers_have_no_prices() -> None:
    Stay(TODAY, TODAY + DAY).require_bookable(TODAY)
    with pytest.raises(CheckInPast):
        Stay(TODAY - DAY, TODAY + DAY).require_bookable(TODAY)
    with pytest.raises(StayTooFarAhead):
        Stay(TODAY + 501 * DAY, TODAY + 502 * DAY).require_bookable(TODAY)
