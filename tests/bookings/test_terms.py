"""What was seen and what is offered, side by side."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.bookings.terms import Change, Terms, changes
from domain.money import Money
from domain.suppliers.contract import (
    Board,
    CancelRule,
    Quote,
    Rate,
    RateKind,
    Refundability,
    TaxInclusion,
)

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
FREE = CancelRule(NOW - timedelta(days=1), NOW + timedelta(days=9), Money.of(0, "INR"))
COSTLY = CancelRule(NOW + timedelta(days=9), None, Money.of(9000, "INR"))
RATE = Rate(
    "t", "Deluxe Double",
    Quote(
        Money.of(9000, "INR"), TaxInclusion.INCLUDED, RateKind.NEEDS_RECHECK, Board.BREAKFAST,
        Refundability.YES, NOW,
    ),
    cancel_rules=(FREE, COSTLY), cancels_online=True,
)  # fmt: skip


def quoted(**values: Any) -> Terms:
    return Terms(replace(RATE, quote=replace(RATE.quote, **values)))


def rated(**values: Any) -> Terms:
    return Terms(replace(RATE, **values))


LATER = replace(COSTLY, starts=NOW + timedelta(days=9, minutes=1))


@pytest.mark.parametrize(
    ("offered", "change"),
    [
        (quoted(total=Money.of(9001, "INR")), Change.PRICE),
        (quoted(total=Money.of(8999, "INR")), Change.PRICE),
        (quoted(total=Money.of(9000, "USD")), Change.PRICE),
        (quoted(board=Board.ROOM_ONLY), Change.BOARD),
        (quoted(refundable=Refundability.NO), Change.REFUNDABLE),
        (quoted(refundable=Refundability.UNKNOWN), Change.REFUNDABLE),
        (quoted(taxes=TaxInclusion.EXCLUDED), Change.TAXES),
        (rated(room_name="Standard Double"), Change.ROOM),
        (rated(cancels_online=False), Change.REFUNDABLE),
        (rated(cancel_rules=(FREE, LATER)), Change.CANCELLATION),
        (rated(cancel_rules=(FREE,)), Change.CANCELLATION),
        (rated(due_at_property=Money.of(500, "INR")), Change.AT_HOTEL),
        (Terms(RATE, (("City tax", Money.of(3, "EUR")),)), Change.AT_HOTEL),
        (rated(required_guest_fields=("pan",)), Change.GUESTS),
    ],
)
def test_any_difference_is_one(offered: Terms, change: Change) -> None:
    assert changes(Terms(RATE), offered, NOW) == {change}


@pytest.mark.parametrize(
    "same",
    [
        Terms(RATE),
        rated(token="another", room_name="deluxe  double"),
        quoted(observed_at=NOW + timedelta(hours=1), quote_id="another"),
        rated(cancel_rules=(COSTLY, replace(FREE, starts=NOW - timedelta(hours=1)))),
        rated(cancel_rules=(replace(FREE, ends=NOW - timedelta(hours=2)), *RATE.cancel_rules)),
    ],
)
def test_what_is_only_written_otherwise_is_the_same(same: Terms) -> None:
    assert changes(Terms(RATE), same, NOW) == frozenset()


def test_the_deadline_and_what_comes_after() -> None:
    terms = Terms(RATE)
    deadline = terms.deadline(NOW)
    assert deadline is not None
    assert deadline.supplier == NOW + timedelta(days=9)
    assert deadline.shown == NOW + timedelta(days=8, hours=22)
    assert terms.penalty(NOW).amount == 0
    assert terms.penalty(NOW + timedelta(days=9)) == Money.of(9000, "INR")
    assert terms.deadline(NOW + timedelta(days=9)) is None


def test_what_is_not_refundable_has_no_deadline() -> None:
    terms = quoted(refundable=Refundability.NO)
    assert terms.deadline(NOW) is None
    assert terms.penalty(NOW) == terms.total
