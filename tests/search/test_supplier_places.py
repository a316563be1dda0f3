"""Places that the catalogue lacks are asked of the suppliers, once a day."""

from dataclasses import dataclass, field

import pytest

from domain.accounts.travellers import meet_traveller
from domain.catalog.errors import PlaceUnknown
from domain.errors import Refusal
from domain.search.interpretation import understand
from domain.search.supplier_places import area_kept
from domain.suppliers.contract import Capability, Coordinates, Suggestion, Supplier
from tests.fake_supplier import FakeSupplier
from tests.search.conftest import Town


@dataclass
class Knowing(FakeSupplier):
    """A supplier that knows districts."""

    known: dict[str, str] = field(default_factory=dict)
    point: Coordinates | None = None

    @property
    def capabilities(self) -> frozenset[Capability]:
        """Suggestions as well."""
        return super().capabilities | {Capability.SUGGEST}

    async def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """Return the district that is called so."""
        await super().suggest(text)
        return tuple(
            Suggestion(Supplier.TRAVCLAN, "1", one.split(",")[0], one, "area", self.point)
            for one in self.known.get(text.lower(), "").split("; ")
            if one
        )


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


async def test_a_town_within_unknown_words_is_searched_and_the_words_are_told(town: Town) -> None:
    read = await understand(town.app, town.asha, "Zostel Jaisalmer 10-12 jan")
    assert read.draft.destination is not None
    assert (read.draft.destination.name, read.problems) == ("Jaisalmer", ())
    assert [one.words for one in read.leftovers] == ["Zostel"]


async def test_nonsense_costs_one_question(town: Town) -> None:
    knowing = Knowing(Supplier.TRAVCLAN, town.clock, {})
    town.app.suppliers.gateways[Supplier.TRAVCLAN] = knowing  # type: ignore[index]
    for _time in range(3):
        problem = unknown((await understand(town.app, town.asha, "Xqzzyw 12-15 dec")).problems)
        assert problem.suggestions == ()
    questions = [one for one in knowing.asked if one[0] == "suggest"]
    assert len(questions) == 1


POINT = Coordinates(26.956, 75.788)


async def test_an_area_of_one_city_is_searched_as_near(town: Town) -> None:
    known = {"vidhyadhar nagar": "Vidhyadhar Nagar, Jaipur, Rajasthan, India"}
    knowing = Knowing(Supplier.TRAVCLAN, town.clock, {}, known=known, point=POINT)
    town.app.suppliers.gateways[Supplier.TRAVCLAN] = knowing  # type: ignore[index]
    for text in ("Vidhyadhar Nagar 12-15 dec", "Vidhyadhar Nagar, Jaipur 12-15 dec"):
        read = await understand(town.app, town.asha, text)
        assert (read.problems, read.left_over) == ((), ())
        assert read.draft.destination is not None
        assert read.draft.near is not None
        assert (read.draft.destination.name, read.draft.near.name) == ("Jaipur", "Vidhyadhar Nagar")
        assert read.draft.near.point == POINT


async def test_areas_of_several_cities_are_asked_and_kept(town: Town) -> None:
    known = {"raja bagh": "Raja Bagh, Jaipur, India; Raja Bagh, Agra, Uttar Pradesh, India"}
    knowing = Knowing(Supplier.TRAVCLAN, town.clock, {}, known=known, point=POINT)
    town.app.suppliers.gateways[Supplier.TRAVCLAN] = knowing  # type: ignore[index]
    problem = unknown((await understand(town.app, town.asha, "Raja Bagh 12-15 dec")).problems)
    told = [str(title) for _id, title in problem.suggestions[: problem.areas]]
    assert told == ["Raja Bagh, Jaipur, India", "Raja Bagh, Agra, India"]
    area = await area_kept(town.app, problem.kept, 1)
    assert area is not None
    assert (area.city_id, area.point) == (problem.suggestions[1][0], POINT)
    assert await area_kept(town.app, problem.kept, 5) is None
