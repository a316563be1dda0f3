"""TravClan's rates: ways to buy for a party, terms of cancelling, traps."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.money import Money
from domain.suppliers.contract import (
    Board,
    CancelRule,
    ChangedShape,
    Rate,
    Refundability,
)
from domain.suppliers.travclan.rate_combinations import rates_of
from domain.suppliers.travclan.rates import Itinerary
from tests.suppliers.shapes import travclan_itinerary, travclan_rate

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
# The end of the rule that charges nothing: the next begins a minute later.
FREE_UNTIL = datetime(2026, 12, 10, 11, 59, tzinfo=UTC)
CHARGED_FROM = datetime(2026, 12, 10, 12, tzinfo=UTC)
NEVER = [{"rules": [{"estimatedValue": 9000, "start": "1970-01-01T00:00:00+00:00"}]}]


def ways(answer: tuple[int, dict[str, Any]], rooms: int = 1) -> tuple[Rate, ...]:
    """Return the ways to buy that an itinerary holds."""
    return rates_of(Itinerary.model_validate(answer[1]).results[0], rooms, NOW)


def test_a_rate_for_the_whole_party_stands_alone() -> None:
    (way,) = ways(travclan_itinerary(travclan_rate("a", 18000, rooms=2)), rooms=2)
    assert (way.token, way.quote.total) == ("a", Money.of(18000, "INR"))


def test_rates_of_single_rooms_are_sold_only_as_recommended_together() -> None:
    answer = travclan_itinerary(
        travclan_rate("a", 9000),
        travclan_rate("b", 7000, cancellationPolicies=NEVER, refundable=False),
        travclan_rate("c", 8000, boardBasis={"type": "RoomOnly"}, payAtHotel=True),
        recommended={"ab": ["a", "b"], "ac": ["a", "c"], "lost": ["a", "x"], "half": ["a"]},
    )
    found = {way.token: way for way in ways(answer, rooms=2)}
    assert set(found) == {"ab", "ac"}
    assert found["ab"].quote.total == Money.of(16000, "INR")
    assert found["ab"].quote.refundable is Refundability.NO
    assert found["ab"].quote.free_cancel_until is None
    assert found["ac"].quote.refundable is Refundability.YES
    assert found["ac"].quote.free_cancel_until == FREE_UNTIL
    assert found["ac"].quote.board is Board.UNKNOWN
    assert found["ac"].due_at_property == Money.of(8000, "INR")
    assert found["ac"].room_name == "Deluxe Room"


def test_the_penalty_of_a_combination_is_the_sum_of_its_rooms_penalties() -> None:
    later = [{"rules": [{"estimatedValue": 500, "start": "2026-12-11T00:00:00Z"}]}]
    answer = travclan_itinerary(
        travclan_rate("a", 9000),
        travclan_rate("b", 7000, cancellationPolicies=later),
        recommended={"ab": ["a", "b"]},
    )
    (way,) = ways(answer, rooms=2)
    assert way.cancel_rules[-3:] == (
        CancelRule(CHARGED_FROM, datetime(2026, 12, 11, tzinfo=UTC), Money.of(9000, "INR")),
        CancelRule(
            datetime(2026, 12, 11, tzinfo=UTC),
            datetime(2026, 12, 15, tzinfo=UTC),
            Money.of(9500, "INR"),
        ),
        CancelRule(datetime(2026, 12, 15, tzinfo=UTC), None, Money.of(9500, "INR")),
    )


def test_rates_that_house_nobody_are_a_changed_shape() -> None:
    with pytest.raises(ChangedShape):
        ways(travclan_itinerary(travclan_rate("a", 9000)), rooms=2)


@pytest.mark.parametrize(
    ("terms", "refundable"),
    [
        ({}, Refundability.YES),
        ({"cancellationPolicies": []}, Refundability.NO),
        ({"cancellationPolicies": None, "refundable": None}, Refundability.UNKNOWN),
        ({"cancellationPolicies": NEVER}, Refundability.NO),
        ({"refundable": False}, Refundability.NO),
    ],
)
def test_non_refundable_comes_in_two_guises(
    terms: dict[str, Any], refundable: Refundability
) -> None:
    (way,) = ways(travclan_itinerary(travclan_rate("a", 9000, **terms)))
    assert way.quote.refundable is refundable
    assert (way.quote.free_cancel_until is not None) == (refundable is Refundability.YES)


def test_a_rate_whose_terms_do_not_read_is_not_sold_as_without_terms() -> None:
    broken = [{"rules": [{"estimatedValue": "much"}]}]
    answer = travclan_itinerary(
        travclan_rate("a", 9000), travclan_rate("b", 7000, cancellationPolicies=broken)
    )
    assert [way.token for way in ways(answer)] == ["a"]


def test_taxes_are_told_apart_where_there_are_any() -> None:
    taxed = travclan_rate("a", 9000, baseRate=8000.5, taxAmount="1000.25")
    (way,) = ways(travclan_itinerary(taxed))
    assert (way.quote.total, way.quote.before_taxes) == (
        Money.of(9000, "INR"),
        Money.of("8000.50", "INR"),
    )


def test_rates_end_with_their_session() -> None:
    (way,) = ways(travclan_itinerary(travclan_rate("a", 9000)))
    assert way.quote.expires_at is not None
    assert (way.quote.expires_at - NOW).total_seconds() == 2674
