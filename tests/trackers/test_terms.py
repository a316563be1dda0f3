"""A price of this rate, or of the best one that qualifies."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.checks.quotes import PUT_OFF
from domain.prices.terms import RateTerms, qualifies
from domain.suppliers.contract import (
    Board,
    Payment,
    Priority,
    RateIdentity,
    Refundability,
    Supplier,
    Unavailable,
)
from domain.trackers.errors import NothingToTrack
from domain.trackers.service import get_tracker
from domain.trackers.starts import track_hotel
from domain.trackers.values import TrackerView
from tests.bot.test_rendering import QUOTE
from tests.scene import Scene

BREAKFAST = RateTerms(board=Board.BREAKFAST)
SUITE = RateTerms(room="Sea View  suite")
TAJ = "Taj Holiday Village"


def dearer(scene: Scene, breakfast: int, suite: int = 20_000) -> None:
    """Give the Taj rates above its cheapest one."""
    scene.travclan.hotels["t1"].dearer = (
        ("Standard Room", Decimal(breakfast), Board.HALF_BOARD),
        ("Sea View Suite", Decimal(suite), Board.ROOM_ONLY),
    )


async def track(scene: Scene, terms: RateTerms, chat_id: int = 1) -> TrackerView:
    """Watch one of the Taj's rates."""
    traveller = await scene.meet(chat_id)
    search_id, hotels = await scene.find(traveller)
    return (await track_hotel(scene.app, traveller, search_id, hotels[TAJ], terms)).tracker


async def test_the_cheapest_rate_that_qualifies_makes_the_price(scene: Scene) -> None:
    dearer(scene, breakfast=13_000)
    tracker = await track(scene, BREAKFAST)
    assert tracker.last_total is not None
    assert tracker.last_total.amount == 13_000
    scene.price(8_000)
    assert await scene.check() == 0
    dearer(scene, breakfast=12_000)
    assert await scene.check() == 1
    (alert,) = await scene.rows("SELECT previous_total, total FROM tracker_alerts")
    assert (alert["previous_total"], alert["total"]) == (Decimal(13_000), Decimal(12_000))


async def test_one_hotel_under_other_terms_is_another_thing(scene: Scene) -> None:
    dearer(scene, breakfast=13_000)
    any_rate, suite = await scene.track(), await track(scene, SUITE)
    assert any_rate.series.trackable_id != suite.series.trackable_id
    assert suite.last_total is not None
    assert suite.last_total.amount == 20_000
    scene.travclan.asked.clear()
    scene.travclan.priorities.clear()
    await scene.check()
    # One batch for both, and the hotel's rates for the one that the batch does not tell of.
    assert [what for what, _ids in scene.travclan.asked] == ["quote_many", "rates"]
    assert scene.travclan.priorities == [Priority.BACKGROUND], "travellers' questions go first"


async def test_a_rate_that_is_gone_is_not_sold_out_while_the_hotel_is_not(scene: Scene) -> None:
    dearer(scene, breakfast=13_000)
    tracker = await track(scene, BREAKFAST)
    scene.travclan.hotels["t1"].dearer = ()
    assert await scene.check() == 0
    seen = await get_tracker(scene.app, await scene.meet(), tracker.tracker_id)
    assert (seen.availability, seen.supplier_status) == ("withdrawn", "ok")


async def test_nothing_is_tracked_where_no_rate_qualifies(scene: Scene) -> None:
    with pytest.raises(NothingToTrack):
        await track(scene, BREAKFAST)


async def test_rates_that_could_not_be_asked_for_now_come_first_next_time(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    dearer(scene, breakfast=13_000)
    tracker = await track(scene, BREAKFAST)
    monkeypatch.setattr("domain.checks.stay_quotes.MOST_RATE_QUESTIONS", 0)
    dearer(scene, breakfast=12_000)
    assert await scene.check() == 0
    seen = await get_tracker(scene.app, await scene.meet(), tracker.tracker_id)
    assert seen.supplier_status == PUT_OFF
    monkeypatch.setattr("domain.checks.stay_quotes.MOST_RATE_QUESTIONS", 1)
    assert await scene.check(timedelta(minutes=1)) == 1


async def test_a_failure_is_no_missing_rate(scene: Scene) -> None:
    dearer(scene, breakfast=13_000)
    tracker = await track(scene, BREAKFAST)
    scene.travclan.failure = Unavailable
    assert await scene.check() == 0
    seen = await get_tracker(scene.app, await scene.meet(), tracker.tracker_id)
    assert (seen.availability, seen.supplier_status) == ("available", "unavailable")


STORED = [
    ({}, RateTerms()),
    ({"board": "BB"}, RateTerms(Board.BREAKFAST)),
    ({"refundable": True, "room": "Suite"}, RateTerms(refundable=True, room="Suite")),
    (
        {"board": "HB", "refundable": True, "room": "Suite"},
        RateTerms(Board.HALF_BOARD, refundable=True, room="Suite"),
    ),
]


@pytest.mark.parametrize(("stored", "terms"), STORED)
def test_terms_that_were_stored_before_mean_what_they_meant(
    stored: dict[str, Any], terms: RateTerms
) -> None:
    assert RateTerms.from_json(stored) == terms
    assert terms.to_json() == stored
    quote = replace(QUOTE, board=Board.ALL_INCLUSIVE, refundable=Refundability.YES, room=" suite")
    for seller in (None, "TripNest.com"):
        assert qualifies(terms, Supplier.SERPAPI, replace(quote, seller=seller)), "any seller's"


IDENTITIES = st.builds(
    RateIdentity,
    source=st.sampled_from(Supplier),
    seller=st.none() | st.text(min_size=1),
    room=st.none() | st.text(min_size=1),
    board=st.sampled_from(Board),
    refundable=st.sampled_from(Refundability),
    payment=st.sampled_from(Payment),
)


@given(IDENTITIES, IDENTITIES)
def test_one_very_rate_is_met_by_itself_alone(one: RateIdentity, other: RateIdentity) -> None:
    terms = RateTerms.from_json(json.loads(json.dumps(RateTerms(exact=one).to_json())))
    assert terms.exact == one
    quote = replace(
        QUOTE, seller=other.seller, room=other.room, board=other.board,
        refundable=other.refundable, payment=other.payment,
    )  # fmt: skip
    assert qualifies(terms, other.source, quote) == one.is_same(other)
