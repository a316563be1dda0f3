"""Wider watches in words and buttons."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.locales import translator
from bot.trackers.editing.rules import render_rules
from bot.trackers.listing.screens import render_tracker_list
from bot.trackers.screens import render_target_question, render_tracker, render_tracking_started
from bot.trackers.widening.buttons import FlexibilityButton, flexibility_row
from domain.alerts.backtest import Backtest
from domain.checks.cadence import Frequency
from domain.money import Money
from domain.prices.forecast_statistics import Forecast
from domain.prices.forecast_views import ForecastView
from domain.prices.models import Availability, TrackableKind
from domain.prices.terms import RateTerms
from domain.prices.values import PriceSeries
from domain.stay import Stay
from domain.suppliers.contract import Board
from domain.trackers.models import TrackerState
from domain.trackers.overview import TrackerList
from domain.trackers.values import ItemView, TrackerView, TrackingStarted

ENGLISH = translator("en")
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
STAY = Stay(date(2026, 12, 12), date(2026, 12, 15))


def item(shift: int = 0, total: int | None = 10_000, hotel_id: int | None = 1) -> ItemView:
    """Return the nights this many days later at a price; None is sold out."""
    moved = timedelta(days=shift)
    return ItemView(
        10 + shift,
        hotel_id,
        Stay(STAY.check_in + moved, STAY.check_out + moved),
        Availability.SOLD_OUT if total is None else Availability.AVAILABLE,
        Money.of(total or 1, "INR"),
    )


def tracker(*items: ItemView, **changes: Any) -> TrackerView:
    """Return a tracker of items, the first one leading."""
    first = items[0]
    values: dict[str, Any] = {
        "tracker_id": 7, "kind": TrackableKind.HOTEL_STAY, "name": "Taj",
        "state": TrackerState.ACTIVE, "frequency": Frequency.SMART, "hotel_id": first.hotel_id,
        "destination_id": 1, "stay": first.stay, "currency": "INR",
        "availability": first.availability, "first_total": None, "last_total": first.last_total,
        "last_checked_at": None, "next_check_at": None, "next_reason": "calm",
        "supplier_status": "ok", "set_aside_at": None, "ends_at": NOW, "rules": (),
        "series": PriceSeries(10, "INR", ()), "items": items,
    }  # fmt: skip
    return TrackerView(**values | changes)


@pytest.mark.parametrize(
    ("others", "line"),
    [
        ([item(-1, 7_600), item(1, 9_000)], "1 day earlier saves ₹2,400."),
        ([item(2, 9_000)], "2 days later saves ₹1,000."),
        ([item(1, 10_000)], None),
        ([item(1, None)], None),
    ],
)
def test_the_cheapest_other_day_is_told_if_it_saves(
    others: list[ItemView], line: str | None
) -> None:
    text = render_tracker(tracker(item(), *others), NOW, "UTC", ENGLISH).text
    assert ("saves" in text) == (line is not None)
    assert line is None or line in text


def test_the_mark_of_a_made_up_past_stands_once() -> None:
    tested = Backtest((NOW,), 30, is_synthetic=True)
    told = ForecastView(Forecast(0.24, 0.21, 312, 75), "travclan", is_synthetic=True)
    for known in (None, told):
        started = TrackingStarted(tracker(item(), told=known), is_new=True, backtest=tested)
        text = str(render_tracking_started(started, NOW, "UTC", ENGLISH).text)
        assert text.count("🧪") == 1


def test_what_is_watched_beyond_one_stay_is_said() -> None:
    def text(*items: ItemView, **changes: Any) -> str:
        return render_tracker(tracker(*items, **changes), NOW, "UTC", ENGLISH).text

    assert "starting on 2 other days" in text(item(), item(1), item(2))
    assert "cheapest of 2 hotels" in text(item(), item(0, 11_000, hotel_id=2))
    assert "matches your search" in text(item(hotel_id=None), kind=TrackableKind.SEARCH)
    assert "With flights" in text(item(), kind=TrackableKind.PACKAGE)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (TrackableKind.HOTEL_STAY, "</b> for the stay, taxes included"),
        (TrackableKind.SEARCH, "</b> for the stay, taxes included"),
        (TrackableKind.FLIGHT, "</b> for everyone who flies, taxes included"),
        (TrackableKind.PACKAGE, "</b> for the stay and the flights together, taxes included"),
    ],
)
def test_a_price_says_what_it_is_for(kind: TrackableKind, told: str) -> None:
    """A flight has no stay, on none of the screens of its tracker."""
    watched = tracker(item(), kind=kind)
    for screen in (
        render_tracker(watched, NOW, "UTC", ENGLISH),
        render_target_question(watched, ENGLISH),
        render_rules(watched, ENGLISH),
    ):
        assert told in screen.text


def test_neighbouring_dates_are_offered_for_one_hotel_only() -> None:
    def days(*items: ItemView, **changes: Any) -> list[int]:
        row = flexibility_row(tracker(*items, **changes), ENGLISH)
        return [FlexibilityButton.unpack(button.callback_data or "").days for button in row]

    assert days(item()) == [3]
    assert days(item(), item(1)) == [0]
    assert days(item(), item(0, 11_000, hotel_id=2)) == []
    assert days(item(hotel_id=None), kind=TrackableKind.SEARCH) == []
    assert days(item(), state=TrackerState.PAUSED) == []


def test_what_is_set_aside_says_so_and_can_be_tried_again() -> None:
    screen = render_tracker(tracker(item(), set_aside_at=NOW), NOW, "UTC", ENGLISH)
    assert "Checks have been failing since" in screen.text
    assert screen.keyboard is not None
    labels = [button.text for row in screen.keyboard.inline_keyboard for button in row]
    assert "🔁 Try again" in labels


def test_a_tracker_of_one_rate_tells_which() -> None:
    suite = RateTerms(Board.BREAKFAST, room="Sea View Suite")
    one = tracker(item(), rate=suite)
    line = "🛏 The cheapest rate for: Sea View Suite, with breakfast"
    assert line in render_tracker(one, NOW, "Asia/Kolkata", ENGLISH).text
    assert line in render_tracker_list(TrackerList((one,), ()), 0, NOW, ENGLISH).text
    assert "cheapest rate" not in render_tracker(tracker(item()), NOW, "UTC", ENGLISH).text
