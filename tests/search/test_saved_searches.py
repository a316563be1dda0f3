"""Searches that are kept, the same nights later, and the hotels chosen to be compared."""

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as some

from domain.accounts.travellers import Traveller
from domain.catalog.amenities import Amenity
from domain.errors import NotFound
from domain.money import Money
from domain.search.comparison import MOST_COMPARED, choose_hotel
from domain.search.errors import SavedSearchLimitReached, TooManyToCompare
from domain.search.filters import Filters
from domain.search.interpretation import understand
from domain.search.queries.searches import change_wishes, load_search
from domain.search.saved_searches import (
    LONGEST_NAME,
    MOST_SAVED,
    later_stays,
    let_go,
    recent_searches,
    rename_search,
    save_search,
    saved_search,
    saved_searches,
    search_later,
)
from domain.search.selection import Wishes
from domain.search.service import begin_search
from domain.settings import Settings
from domain.stay import MOST_NIGHTS, Stay
from domain.stay_errors import CheckInPast
from tests.conftest import FakeClock
from tests.scene import Scene, open_scene

DAYS = some.dates(date(2024, 1, 1), date(2028, 12, 31))


@pytest.fixture
async def scene(settings: Settings, clock: FakeClock) -> AsyncIterator[Scene]:
    """The product with Goa's two hotels."""
    async with open_scene(settings, clock) as opened:
        yield opened


async def begin(scene: Scene, asha: Traveller, text: str) -> int:
    draft = (await understand(scene.app, asha, text)).draft
    return (await begin_search(scene.app, asha, draft)).search_id


@tried(deadline=None)  # machines are busy
@given(DAYS, some.integers(1, MOST_NIGHTS), DAYS)
def test_later_stays_have_the_same_nights_and_lie_ahead(
    check_in: date, nights: int, today: date
) -> None:
    stay = Stay(check_in, check_in + timedelta(days=nights))
    offered = later_stays(stay, today)
    assert 2 <= len(offered) <= 4
    assert [one.check_in for one in offered] == sorted({one.check_in for one in offered})
    assert all(one.check_in > today and one.nights == nights for one in offered)
    assert any(one.check_in.weekday() == check_in.weekday() for one in offered)


async def test_a_search_is_kept_named_let_go_and_comes_back_under_its_name(scene: Scene) -> None:
    asha = await scene.meet()
    search_id = await begin(scene, asha, "Goa 12-15 dec")
    await save_search(scene.app, asha, search_id)
    await save_search(scene.app, asha, search_id)
    await rename_search(asha, search_id, "  New   Year  " + "x" * 99)
    (kept,) = await saved_searches(scene.app, asha)
    assert kept.search.is_saved
    assert kept.name is not None
    assert kept.name.startswith("New Year xxx")
    assert len(kept.name) == LONGEST_NAME
    await let_go(asha, search_id)
    assert await saved_searches(scene.app, asha) == ()
    await save_search(scene.app, asha, search_id)
    assert (await saved_search(scene.app, asha, search_id)).name == kept.name


async def test_a_strangers_search_cannot_be_kept_or_changed(scene: Scene) -> None:
    asha, ravi = await scene.meet(), await scene.meet(2)
    search_id = await begin(scene, asha, "Goa 12-15 dec")
    for call in (
        save_search(scene.app, ravi, search_id),
        let_go(ravi, search_id),
        rename_search(ravi, search_id, "mine"),
        search_later(scene.app, ravi, search_id, date(2027, 1, 1)),
        change_wishes(ravi, search_id, Wishes()),
    ):
        with pytest.raises(NotFound):
            await call


async def test_there_is_a_most_and_room_again_when_one_is_let_go(scene: Scene) -> None:
    asha = await scene.meet()
    ids = [await begin(scene, asha, "Goa 12-15 dec") for _ in range(MOST_SAVED + 1)]
    for search_id in ids[:-1]:
        await save_search(scene.app, asha, search_id)
    with pytest.raises(SavedSearchLimitReached) as refused:
        await save_search(scene.app, asha, ids[-1])
    assert refused.value.limit == MOST_SAVED
    await save_search(scene.app, asha, ids[0])
    await let_go(asha, ids[0])
    await save_search(scene.app, asha, ids[-1])


async def test_recent_searches_are_each_once_without_the_kept_ones(scene: Scene) -> None:
    asha = await scene.meet()
    for text in ("Goa 12-15 dec", "Jaipur 1-3 jan", "Goa 12-15 dec", "Mumbai 5-6 jan"):
        last = await begin(scene, asha, text)
    await save_search(scene.app, asha, last)
    recent = await recent_searches(scene.app, asha)
    assert [one.destination.name for one in recent] == ["Goa", "Jaipur"]


async def test_the_same_nights_later_keep_filters_name_and_the_star(
    scene: Scene, clock: FakeClock
) -> None:
    asha = await scene.meet()
    search_id = await begin(scene, asha, "Goa 12-15 dec")
    wishes = Wishes(Filters(amenities=frozenset({Amenity.POOL})), Money.of(9000, "INR"))
    await change_wishes(asha, search_id, wishes)
    await save_search(scene.app, asha, search_id)
    await rename_search(asha, search_id, "Beach")
    clock.advance(timedelta(days=60))
    with pytest.raises(CheckInPast):
        await search_later(scene.app, asha, search_id, date(2026, 12, 12))
    later = await search_later(scene.app, asha, search_id, date(2027, 2, 13))
    assert (later.stay.check_out, later.filters) == (date(2027, 2, 16), wishes.filters)
    (kept,) = await saved_searches(scene.app, asha)
    assert (kept.search.search_id, kept.name) == (later.search_id, "Beach")
    assert (await load_search(scene.app.pool, asha, later.search_id)).most_total == Money.of(
        9000, "INR"
    )


async def test_hotels_to_compare_are_kept_with_the_search(scene: Scene) -> None:
    asha = await scene.meet()
    search_id = await begin(scene, asha, "Goa 12-15 dec")
    for number in (7, 8, 7):
        view = await choose_hotel(scene.app, asha, search_id, number, on=True)
    assert view.chosen == (8, 7)
    for number in range(1, MOST_COMPARED - 1):
        await choose_hotel(scene.app, asha, search_id, number, on=True)
    with pytest.raises(TooManyToCompare):
        await choose_hotel(scene.app, asha, search_id, 99, on=True)
    view = await choose_hotel(scene.app, asha, search_id, 8, on=False)
    assert 8 not in view.chosen
    assert (await load_search(scene.app.pool, asha, search_id)).chosen == view.chosen
    with pytest.raises(NotFound):
        await choose_hotel(scene.app, await scene.meet(2), search_id, 7, on=True)
