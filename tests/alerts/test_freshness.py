"""Which alerts still hold when their turn has come."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from domain.alerts.freshness import Overtaken, Standing, settle
from domain.alerts.models import RuleKind, RulePhase
from domain.alerts.values import OutgoingAlert
from domain.money import Money
from domain.prices.models import Availability
from domain.stay import Room, Stay

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
STAY = Stay(date(2026, 12, 12), date(2026, 12, 15), (Room(2),))


def alert(kind: RuleKind, previous: int | None, total: int) -> OutgoingAlert:
    """Return an alert of a kind."""
    return OutgoingAlert(
        alert_id=1, tracker_id=1, chat_id=1, language="en", time_zone="UTC", kind=kind, hotel_id=1,
        hotel_name="Taj", place=None, photo=None, stay=STAY,
        previous=None if previous is None else Money.of(previous, "INR"),
        total=Money.of(total, "INR"), percent=None, target=None, source="travclan",
        observed_at=NOW,
    )  # fmt: skip


def standing(total: int, *, is_available: bool = True, is_latest: bool = True) -> Standing:
    """Return what is known by now."""
    return Standing(Decimal(total), "travclan", NOW, is_available, RulePhase.FIRED, is_latest)


def test_a_rise_holds_while_the_price_is_above_where_it_began() -> None:
    rise = alert(RuleKind.PRICE_RISE, 10_000, 10_600)
    told = settle(rise, standing(10_400))
    assert isinstance(told, OutgoingAlert)
    assert told.total == Money.of(10_400, "INR")
    assert settle(rise, standing(9_900)) is Overtaken.CAME_DOWN


@pytest.mark.parametrize("change", [Availability.AVAILABLE, Availability.SOLD_OUT])
def test_a_change_of_availability_holds_while_it_is_so(change: Availability) -> None:
    news = replace(alert(RuleKind.AVAILABILITY, None, 9_000), availability=change)
    is_back = change is Availability.AVAILABLE
    assert isinstance(settle(news, standing(9_500, is_available=is_back)), OutgoingAlert)
    assert isinstance(settle(news, standing(9_500, is_available=not is_back)), Overtaken)


def test_a_new_hotel_is_told_at_its_own_price_whatever_came_after() -> None:
    news = alert(RuleKind.NEW_OPTION, None, 6_000)
    assert settle(news, standing(4_000, is_latest=False)) is news
