"""A stay is watched in the currencies in which it is sold, and no rate ever raises an alert."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts.travellers import Traveller, change_settings, meet_traveller
from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms
from domain.exchange_rates.contract import RateSource
from domain.exchange_rates.rates import NO_RATES, ExchangeRates, Reference
from domain.money import Money
from domain.reading.errors import CurrencyOfAnother
from domain.trackers.currencies import sized
from domain.trackers.edits import add_rule
from domain.trackers.service import get_tracker, set_target
from domain.trackers.starts import set_flexibility, track_hotel, track_search
from domain.trackers.values import TrackerView
from tests.exchange_rates.published import publish
from tests.scene import Scene

DAY = date(2026, 11, 24)
PALMS, TAJ = "Palms Retreat", "Taj Holiday Village"


@pytest.fixture
async def lucia(scene: Scene) -> Traveller:
    """A Spaniard. TravClan sells in rupees, SerpAPI in euros; a euro is a hundred rupees."""
    await publish(scene.app, INR="100", USD="1.25")
    scene.serpapi.hotels["s1"].currency = "EUR"
    scene.serpapi.hotels["s1"].total = Decimal(95)
    return await meet_traveller(2, "Lucía", "es-ES", scene.clock.now())


async def track(scene: Scene, who: Traveller, name: str) -> TrackerView:
    search_id, hotels = await scene.find(who)
    return (await track_hotel(scene.app, who, search_id, hotels[name])).tracker


async def alerts(scene: Scene) -> list[tuple[str, Decimal, str]]:
    rows = await scene.rows("SELECT kind, total, currency FROM tracker_alerts ORDER BY id")
    return [(row["kind"], row["total"], row["currency"]) for row in rows]


async def test_a_hotel_that_is_sold_in_rupees_alone_is_watched_in_rupees(
    scene: Scene, lucia: Traveller
) -> None:
    tracker = await track(scene, lucia, PALMS)
    assert tracker.last_total == Money.of(5000, "INR")
    scene.travclan.hotels["t2"].total = Decimal(4_500)
    assert await scene.check() == 1
    assert await alerts(scene) == [("price_drop", Decimal(4500), "INR")]


async def test_a_stay_sold_in_two_currencies_is_watched_in_both_with_one_question(
    scene: Scene, lucia: Traveller
) -> None:
    tracker = await track(scene, lucia, TAJ)
    assert tracker.last_total == Money.of(95, "EUR")
    assert tracker.elsewhere == (Money.of(10_000, "INR"),)
    assert len(tracker.watched) == 1
    scene.travclan.asked.clear()
    scene.serpapi.asked.clear()
    scene.travclan.hotels["t1"].total = Decimal(9_000)
    scene.serpapi.hotels["s1"].total = Decimal(94)
    assert await scene.check() == 1
    assert await alerts(scene) == [("price_drop", Decimal(9000), "INR")]
    assert [name for name, _ids in scene.travclan.asked] == ["quote_many"]
    assert [name for name, _ids in scene.serpapi.asked] == ["quote_many"]
    scene.serpapi.hotels["s1"].total = Decimal(80)
    assert await scene.check() == 1
    assert (await alerts(scene))[1] == ("price_drop", Decimal(80), "EUR")


async def test_the_same_wish_twice_is_one_tracker_whatever_is_sold_by_then(
    scene: Scene, lucia: Traveller
) -> None:
    first = await track(scene, lucia, TAJ)
    scene.serpapi.hotels["s1"].total = None
    search_id, hotels = await scene.find(lucia)
    again = await track_hotel(scene.app, lucia, search_id, hotels[TAJ])
    assert not again.is_new
    assert again.tracker.tracker_id == first.tracker_id


async def test_a_target_is_converted_once_and_stands_in_both(
    scene: Scene, lucia: Traveller
) -> None:
    tracker = await track(scene, lucia, TAJ)
    answer = await set_target(scene.app, lucia, tracker.tracker_id, Money.of(100, "USD"))
    target = next(r for r in answer.tracker.rules if r.kind is RuleKind.TARGET_PRICE)
    assert target.target == Money.of(80, "EUR")
    assert not answer.already_met
    await publish(scene.app, INR="50", USD="3")
    scene.travclan.hotels["t1"].total = Decimal(8_001)
    await scene.check()
    assert "target_price" not in {kind for kind, _total, _currency in await alerts(scene)}
    scene.travclan.hotels["t1"].total = Decimal(7_900)
    await scene.check()
    assert ("target_price", Decimal(7900), "INR") in await alerts(scene)


async def test_a_target_in_a_currency_without_a_rate_is_refused_by_name(
    scene: Scene, lucia: Traveller
) -> None:
    tracker = await track(scene, lucia, PALMS)
    with pytest.raises(CurrencyOfAnother):
        await set_target(scene.app, lucia, tracker.tracker_id, Money.of(10, "KWD"))


async def test_neighbouring_days_are_watched_in_both(scene: Scene, lucia: Traveller) -> None:
    tracker = await track(scene, lucia, TAJ)
    wider = await set_flexibility(scene.app, lucia, tracker.tracker_id, 1)
    assert len(wider.watched) == 3
    assert len(wider.items) == 6
    narrower = await set_flexibility(scene.app, lucia, tracker.tracker_id, 0)
    assert len(narrower.items) == 2


async def test_a_search_is_watched_in_both(scene: Scene, lucia: Traveller) -> None:
    search_id, _hotels = await scene.find(lucia)
    tracker = (await track_search(scene.app, lucia, search_id)).tracker
    assert {item.total for item in tracker.items} == {Money.of(95, "EUR"), Money.of(5000, "INR")}
    scene.travclan.hotels["t2"].total = Decimal(4_000)
    assert await scene.check() == 1
    assert await alerts(scene) == [("price_drop", Decimal(4000), "INR")]


async def test_another_currency_of_the_settings_leaves_trackers_as_they_are(
    scene: Scene, lucia: Traveller
) -> None:
    tracker = await track(scene, lucia, PALMS)
    changed = await change_settings(lucia, currency="JPY")
    assert (await get_tracker(scene.app, changed, tracker.tracker_id)).currency == "INR"


@pytest.mark.parametrize("rate", ["1", "99", "101", "20000"])
async def test_a_rate_that_moves_raises_no_alert(scene: Scene, lucia: Traveller, rate: str) -> None:
    tracker = await track(scene, lucia, TAJ)
    await set_target(scene.app, lucia, tracker.tracker_id, Money.of(90, "EUR"))
    amount = RuleTerms(RuleKind.PRICE_DROP, amount=Decimal(3))
    await add_rule(scene.app, lucia, tracker.tracker_id, amount)
    await publish(scene.app, INR=rate, USD=rate)
    assert await scene.check() == 0
    assert await scene.check() == 0


REFERENCES = st.dictionaries(
    st.sampled_from(["INR", "USD", "JPY", "KWD"]), st.decimals("0.1", "30000", places=4)
)


@given(
    REFERENCES,
    st.sampled_from(["EUR", "INR", "USD", "JPY", "KWD"]),
    st.sampled_from(["EUR", "INR", "USD", "JPY", "KWD"]),
    st.decimals("0.5", "90", places=1),
)
def test_percentages_know_no_currency(
    kept: dict[str, Decimal], of: str, currency: str, percent: Decimal
) -> None:
    rates = ExchangeRates(
        {code: Reference(code, rate, DAY, RateSource.ECB) for code, rate in kept.items()}
    )
    terms = RuleTerms(RuleKind.PRICE_DROP, percent=percent)
    assert sized(terms, of, currency, rates) == sized(terms, of, currency, NO_RATES) == terms
