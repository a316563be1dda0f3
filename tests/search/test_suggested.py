"""Places that the catalogue lacks are asked of the suppliers, once a day."""

from dataclasses import dataclass, field

import pytest

from domain.accounts.travellers import meet_traveller
from domain.catalog.errors import PlaceUnknown
from domain.errors import Refusal
from domain.search.understanding import understand
from domain.suppliers.contract import Capability, Suggestion, Supplier
from tests.fake_supplier import FakeSupplier
from tests.search.conftest import Town


@dataclass
class Knowing(FakeSupplier):
    """A supplier that knows districts."""

    known: dict[str, str] = field(default_factory=dict)

    @property
    def capabilities(self) -> frozenset[Capability]:
        """Suggestions as well."""
        return super().capabilities | {Capability.SUGGEST}

    async def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """Return the district that is called so."""
        await super().suggest(text)
        found = self.known.get(text.lower())
        name = found.split(",")[0] if found else ""
        return (Suggestion(Supplier.TRAVCLAN, "1", name, found, "area"),) if found else ()


def unknown(problems: tuple[Refusal, ...]) -> PlaceUnknown:
    """Return the one question about a place."""
    (problem,) = [one for one in problems if isinstance(one, PlaceUnknown)]
    return problem


@pytest.mark.parametrize("text", ["Vidhyadhar Nagar 12-15 dec", "vidhyadhar nagar 12-15 dec"])
async def test_a_district_is_offered_with_its_city(town: Town, text: str) -> None:
    known = {"vidhyadhar nagar": "Vidhyadhar Nagar, Jaipur, Rajasthan, India"}
    knowing = Knowing(Supplier.TRAVCLAN, town.clock, {}, known=known)
    town.app.suppliers.gateways[Supplier.TRAVCLAN] = knowing  # type: ignore[index]
    asha = await meet_traveller(2, "Asha", "en", town.clock.now())
    problem = unknown((await understand(town.app, asha, text)).problems)
    assert [str(title) for _id, title in problem.suggestions][:1] == [
        "Vidhyadhar Nagar, Jaipur, India"
    ]


async def test_nonsense_costs_one_question(town: Town) -> None:
    knowing = Knowing(Supplier.TRAVCLAN, town.clock, {})
    town.app.suppliers.gateways[Supplier.TRAVCLAN] = knowing  # type: ignore[index]
    for _time in range(3):
        problem = unknown((await understand(town.app, town.asha, "Xqzzyw 12-15 dec")).problems)
        assert problem.suggestions == ()
    questions = [one for one in knowing.asked if one[0] == "suggest"]
    assert len(questions) == 1
