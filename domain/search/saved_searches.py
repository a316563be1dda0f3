"""A traveller's saved and recent searches, and the same stays on later dates."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.catalog.queries.places import destinations_by_id
from domain.clock import today_in
from domain.errors import NotFound
from domain.names import name_of
from domain.search.errors import SavedSearchLimitReached
from domain.search.interpretation import view_of
from domain.search.models import Search
from domain.search.queries.searches import (
    count_saved,
    insert_search,
    keep_search,
    load_search,
    lock_searcher,
    search_view,
)
from domain.search.selection import wishes_of
from domain.search.values import SearchView
from domain.stay import Stay

MOST_SAVED = 20
MOST_RECENT = 5
# How many of the newest searches are checked for repetitions.
LOOKED_THROUGH = 40
LONGEST_NAME = 60
WEEK = 7


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A saved search, with the traveller's name for it, if any."""

    search: SearchView
    name: str | None = None


async def save_search(app: App, traveller: Traveller, search_id: int) -> None:
    """Save a search; one that was removed comes back under its name.

    Raises NotFound for somebody else's search, and `SavedSearchLimitReached`.
    """
    async with app.pool.transaction() as connection:
        await lock_searcher(connection, traveller.user_id)
        if await count_saved(connection, traveller.user_id, search_id) >= MOST_SAVED:
            raise SavedSearchLimitReached(MOST_SAVED)
        now = app.clock.now()
        is_saved = await keep_search(connection, traveller.user_id, search_id, now)
    if not is_saved:
        raise NotFound("search")


async def let_go(traveller: Traveller, search_id: int) -> None:
    """Remove a search from the saved ones. Raises NotFound for somebody else's."""
    await _update(traveller, search_id, saved_at=None)


async def rename_search(traveller: Traveller, search_id: int, name: str) -> None:
    """Name a search, in up to `LONGEST_NAME` characters; a name that cannot be seen is none.

    Raises NotFound for somebody else's.
    """
    await _update(traveller, search_id, saved_name=name_of(name)[:LONGEST_NAME])


async def _update(traveller: Traveller, search_id: int, **values: object) -> None:
    if not await Search.filter(id=search_id, user_id=traveller.user_id).update(**values):
        raise NotFound("search")


async def saved_search(app: App, traveller: Traveller, search_id: int) -> SavedSearch:
    """Return a search with its name. Raises NotFound for somebody else's."""
    search = await load_search(app.pool, traveller, search_id)
    return SavedSearch(search, (await Search.get(id=search_id)).saved_name)


async def saved_searches(app: App, traveller: Traveller) -> tuple[SavedSearch, ...]:
    """Return the traveller's saved searches, the newest first."""
    rows = await Search.filter(user_id=traveller.user_id, saved_at__isnull=False).order_by(
        "-saved_at", "-id"
    )
    return await _with_places(app, rows)


async def recent_searches(app: App, traveller: Traveller) -> tuple[SearchView, ...]:
    """Return recent searches that are not saved, each place and stay once."""
    rows = await Search.filter(user_id=traveller.user_id).order_by("-id").limit(LOOKED_THROUGH)
    seen = set()
    recent = []
    for row in sorted(rows, key=lambda row: row.saved_at is None):
        key = (row.destination_id, row.check_in, row.check_out, repr(row.rooms))
        if key not in seen and row.saved_at is None:
            recent.append(row)
        seen.add(key)
    return tuple(one.search for one in await _with_places(app, recent[:MOST_RECENT]))


async def _with_places(app: App, rows: list[Search]) -> tuple[SavedSearch, ...]:
    places = await destinations_by_id(app.pool, list({row.destination_id for row in rows}))
    return tuple(
        SavedSearch(search_view(row, view_of(places[row.destination_id])), row.saved_name)
        for row in rows
        if row.destination_id in places
    )


def is_over(stay: Stay, today: date) -> bool:
    """Return whether a stay's first night is past."""
    return stay.check_in < today


def later_stays(stay: Stay, today: date) -> tuple[Stay, ...]:
    """Return the same stay on later dates: the next two on the same weekdays, and one on the same
    day of a later month or year.
    """
    ahead = (stay.check_in - today).days % WEEK or WEEK
    soon = today + timedelta(days=ahead)
    starts = {soon, soon + timedelta(days=WEEK), _same_day_next_month(stay.check_in, today)}
    yearly = _in_year(stay.check_in, today.year)
    starts.add(yearly if yearly > today else _in_year(stay.check_in, today.year + 1))
    return tuple(
        replace(stay, check_in=start, check_out=start + timedelta(days=stay.nights))
        for start in sorted(starts)
    )


def _same_day_next_month(day: date, today: date) -> date:
    """Return the next date after `today` on the same day of the month, if the month has it."""
    start = today + timedelta(days=1)
    while start.day != day.day:
        start += timedelta(days=1)
    return start


def _in_year(day: date, year: int) -> date:
    last_of_february = day.month == 2 and day.day == 29  # noqa: PLR2004 - the leap day
    return day.replace(year=year, day=28 if last_of_february else day.day)


async def search_later(
    app: App, traveller: Traveller, search_id: int, check_in: date
) -> SearchView:
    """Repeat an earlier search from `check_in`, with the same number of nights and filters.

    A saved search stays saved, with its new dates. Raises NotFound for somebody else's search, and
    a `StayRefused` if that day is past too.
    """
    kept = await saved_search(app, traveller, search_id)
    old = kept.search
    stay = replace(
        old.stay, check_in=check_in, check_out=check_in + timedelta(days=old.stay.nights)
    )
    now = app.clock.now()
    stay.require_bookable(today_in(old.destination.time_zone, now))
    new = await insert_search(
        app.pool, traveller, old.destination, stay, wishes_of(old), now, old.near
    )
    if old.is_saved:
        await _update(traveller, old.search_id, saved_at=None)
        await _update(traveller, new.search_id, saved_at=now, saved_name=kept.name)
    return new
