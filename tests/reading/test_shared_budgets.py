"""Budgets for each of those who come are budgets for all; and whose money is spoken of."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App
from domain.money import Money
from domain.reading.errors import AmountForOnePerson
from domain.search.interpretation import understand
from domain.search.values import Draft
from domain.trips.reading import read_package
from tests.conftest import FakeClock


@pytest.fixture
async def traveller(app: App, clock: FakeClock) -> Traveller:
    """An Indian traveller on 30 November 2026."""
    clock.set(datetime(2026, 11, 30, 6, tzinfo=UTC))
    met = await meet_traveller(1, "Asha", "en", app.clock.now())
    return replace(met, currency="INR", nationality="IN", time_zone="Asia/Kolkata")


NIGHTLY = [
    ("Goa 12-15 dec 4 adults, 1500 per person per night", 6000),
    ("Goa 12-15 dec 4 adults, 1500 per night per head", 6000),
    ("Goa 12-15 dic 3 personas, hasta 2000 por persona", 6000),
    ("Гоа 12-15 дек, 3 взрослых, до 2000 с человека", 6000),
    ("गोवा 12-15 दिसंबर 3 लोग, 2000 प्रति व्यक्ति तक", 6000),
    ("Goa 12-15 dec 2 adults 1 kid, under 2000 pp", 6000),
    ("Goa 12-15 dec 4 adults, 3000 each", 12000),
    ("Goa 12-15 dec, 2 couples, 5000 per couple per night", 10000),
]


async def test_a_budget_for_each_is_one_for_all(app: App, traveller: Traveller) -> None:
    for text, most in NIGHTLY:
        read = await understand(app, traveller, text)
        assert read.draft.most_a_night == Money.of(most, "INR"), text
        assert not any(isinstance(one, AmountForOnePerson) for one in read.problems), text


async def test_a_budget_for_each_is_asked_where_nobody_counted(
    app: App, traveller: Traveller
) -> None:
    for text in ("Goa 12-15 dec under 3000 pp", "Goa 12-15 dec 2 rooms 4 adults, 3000 each",
                 "Goa 12-15 dec 3 adults, 4000 per couple"):  # fmt: skip
        read = await understand(app, traveller, text)
        assert any(isinstance(one, AmountForOnePerson) for one in read.problems), text
        assert read.draft.most_a_night is None, text


async def test_an_open_search_knows_how_many_come(app: App, traveller: Traveller) -> None:
    shown = (await understand(app, traveller, "Goa 12-15 dec")).draft
    read = await understand(app, traveller, "under 2000 per person", shown)
    assert read.draft.most_a_night == Money.of(4000, "INR")
    assert (await understand(app, traveller, "under 2000 per person", Draft())).problems


async def test_money_is_that_of_where_one_comes_from(app: App, traveller: Traveller) -> None:
    text = "paquete a Punta Cana desde Bogotá 5-10 enero para 2, hasta 5 millones de pesos"
    read = await read_package(app, replace(traveller, currency="EUR", nationality="ES"), text)
    assert read.draft.stay.most_in_all == Money.of(5_000_000, "COP")
