"""A traveller who counts in one currency, hotels that are sold in others."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from domain.accounts.travellers import Traveller, meet_traveller
from domain.money import Money
from domain.search.comparison import Aspect, choose_hotel, compare_chosen
from domain.search.flexible import ask_for_days, flexible_dates
from domain.search.hotel_pages import hotel_page
from domain.search.interpretation import understand
from domain.search.ranking import Sorting
from domain.search.refinement import End, price_cuts
from domain.search.selection import wishes_of
from domain.search.service import begin_search, find_hotels
from domain.search.values import SearchOutcome
from tests.exchange_rates.published import publish
from tests.fake_supplier import FakeHotel
from tests.search.conftest import Town


@pytest.fixture
async def lucia(town: Town) -> Traveller:
    """A Spaniard: rupees at TravClan, euros at SerpAPI. One euro is a hundred rupees."""
    await publish(town.app, INR="100", USD="1.25", KWD="0.32")
    town.serpapi.hotels = {
        "s1": FakeHotel("The Taj Village Resort", Decimal(85), currency="EUR"),
        "s2": FakeHotel("Dunes", Decimal(60), currency="EUR"),
    }
    return await meet_traveller(2, "Lucía", "es-ES", town.clock.now())


async def found(
    town: Town, who: Traveller, text: str = "Goa 12-15 dec", sorting: Sorting = Sorting.PRICE
) -> SearchOutcome:
    draft = (await understand(town.app, who, text)).draft
    search = await begin_search(town.app, who, draft)
    return await find_hotels(town.app, who, search.search_id, sorting=sorting)


def prices(outcome: SearchOutcome) -> list[tuple[str, Money | None]]:
    return [(h.name, h.best.quote.total if h.best else None) for h in outcome.hotels]


async def test_what_is_cheapest_comes_first_whatever_it_is_sold_in(
    town: Town, lucia: Traveller
) -> None:
    outcome = await found(town, lucia)
    assert prices(outcome) == [
        ("Palms", Money.of(4000, "INR")),
        ("Dunes", Money.of(60, "EUR")),
        ("Taj Village", Money.of(85, "EUR")),
    ]
    reference = outcome.hotels[2].reference
    assert reference is not None
    assert reference.quote.total == Money.of(9000, "INR")


async def test_the_cheaper_of_two_sellers_is_shown_by_worth(town: Town, lucia: Traveller) -> None:
    town.travclan.hotels["t1"].total = Decimal(8_400)
    assert prices(await found(town, lucia))[2] == ("Taj Village", Money.of(8400, "INR"))


@pytest.mark.parametrize(
    ("budget", "names"),
    [
        ("up to 60 EUR in total", ["Palms", "Dunes"]),
        ("up to 6000 INR in total", ["Palms", "Dunes"]),
        ("up to 45 USD in total", []),
        ("up to 50 USD in total", ["Palms"]),
        ("up to 39 EUR in total", []),
    ],
)
async def test_a_budget_of_any_currency_bounds_prices_of_any(
    town: Town, lucia: Traveller, budget: str, names: list[str]
) -> None:
    outcome = await found(town, lucia, f"Goa 12-15 dec {budget}")
    assert [hotel.name for hotel in outcome.hotels] == names
    assert outcome.untold == 0


async def test_cuts_count_what_they_would_leave(town: Town, lucia: Traveller) -> None:
    outcome = await found(town, lucia)
    wishes = wishes_of(outcome.search, outcome.rates)
    cuts = price_cuts(outcome.found, wishes, End.MOST, "EUR", whole_stay=True)
    assert (Money.of(40, "EUR"), 1) in cuts
    assert all(amount.currency == "EUR" for amount, _count in cuts)


async def test_a_comparison_knows_who_is_cheapest(town: Town, lucia: Traveller) -> None:
    outcome = await found(town, lucia)
    for hotel in outcome.hotels:
        await choose_hotel(town.app, lucia, outcome.search.search_id, hotel.hotel_id, on=True)
    again = await find_hotels(town.app, lucia, outcome.search.search_id)
    assert compare_chosen(again).best[Aspect.PRICE] == {0}


async def test_rates_of_a_hotel_stand_by_worth(town: Town, lucia: Traveller) -> None:
    outcome = await found(town, lucia)
    page = await hotel_page(town.app, lucia, outcome.search.search_id, outcome.hotels[2].hotel_id)
    totals = [offered.rate.quote.total for offered in page.rates]
    assert totals == [Money.of(85, "EUR"), Money.of(9000, "INR")]


async def test_a_currency_that_no_supplier_serves_is_compared_all_the_same(
    town: Town, lucia: Traveller
) -> None:
    assert lucia.currency == "EUR"
    fahad = await meet_traveller(3, "Fahad", "ar-KW", town.clock.now())
    assert fahad.currency == "KWD"
    draft = (await understand(town.app, fahad, "Goa 12-15 dec")).draft
    within = replace(draft, most_in_all=Money.of(20, "KWD"))
    search = await begin_search(town.app, fahad, within)
    outcome = await find_hotels(town.app, fahad, search.search_id)
    assert [hotel.name for hotel in outcome.hotels] == ["Palms", "Dunes"]


async def test_without_a_rate_it_is_as_before(town: Town, lucia: Traveller) -> None:
    town.clock.advance(timedelta(days=8))
    outcome = await found(town, lucia, "Goa 12-15 dec up to 90 EUR in total")
    assert [hotel.name for hotel in outcome.hotels] == ["Dunes", "Taj Village"]
    assert outcome.untold == 1
    everything = await found(town, lucia)
    assert [hotel.name for hotel in everything.hotels] == ["Dunes", "Taj Village", "Palms"]


async def test_days_are_compared_by_worth_and_tell_the_real_price(
    town: Town, lucia: Traveller
) -> None:
    search_id = (await found(town, lucia)).search.search_id
    view = await flexible_dates(town.app, lucia, search_id)
    own = view.prices[view.search.stay.check_in]
    assert (own.total, own.worth) == (Money.of(4000, "INR"), Money.of(40, "EUR"))
    assert view.own == Money.of(40, "EUR")
    async for asked in ask_for_days(town.app, view):
        view = asked
    assert {price.counted for price in view.prices.values()} == {Money.of(40, "EUR")}
    again = await flexible_dates(town.app, lucia, search_id)
    assert again.prices == view.prices
