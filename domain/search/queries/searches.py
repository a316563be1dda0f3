"""Searches in the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain.accounts.travellers import Traveller
from domain.catalog.queries.places import destination_by_id
from domain.errors import NotFound
from domain.money import Money
from domain.search.filters import Anchor, Filters
from domain.search.interpretation import view_of
from domain.search.models import Search
from domain.search.selection import Wishes
from domain.search.values import DestinationView, SearchView
from domain.stay import Room, Stay
from domain.suppliers.contract import Coordinates
from domain.unit_of_work import Database


def rooms_to_json(rooms: tuple[Room, ...]) -> list[list[object]]:
    """Return rooms as stored: [[adults, [child ages]], …]."""
    return [[room.adults, list(room.child_ages)] for room in rooms]


def rooms_from_json(stored: Sequence[Sequence[Any]]) -> tuple[Room, ...]:
    """Parse stored rooms."""
    return tuple(
        Room(int(str(adults)), tuple(ages) if isinstance(ages, list | tuple) else ())
        for adults, ages in stored
    )


async def insert_search(
    database: Database,
    traveller: Traveller,
    destination: DestinationView,
    stay: Stay,
    wishes: Wishes,
    now: datetime,
    near: Anchor | None = None,
) -> SearchView:
    """Store a search and return it."""
    most = wishes.most_total
    search_id = await database.fetchval(
        """
        INSERT INTO searches (user_id, destination_id, check_in, check_out, rooms, currency,
            nationality, filters, most_total, most_currency, most_in_all, near_name,
            near_latitude, near_longitude, created_at, asked_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15)
        RETURNING id
        """,
        traveller.user_id,
        destination.destination_id,
        stay.check_in,
        stay.check_out,
        rooms_to_json(stay.rooms),
        traveller.currency,
        traveller.nationality,
        wishes.filters.to_json(),
        None if most is None else most.amount,
        None if most is None else most.currency,
        wishes.in_all,
        None if near is None else near.name,
        None if near is None else near.point.latitude,
        None if near is None else near.point.longitude,
        now,
    )
    return SearchView(
        search_id, destination, stay, traveller.nationality, traveller.currency, wishes.most_total,
        now, now, wishes.filters, near, in_all=wishes.in_all,
    )  # fmt: skip


def _stored(wishes: Wishes) -> dict[str, Any]:
    """Return the columns of a search's wishes."""
    most = wishes.most_total
    return {
        "filters": wishes.filters.to_json(),
        "most_total": None if most is None else most.amount,
        "most_currency": None if most is None else most.currency,
        "most_in_all": wishes.in_all,
    }


async def load_search(pool: Database, traveller: Traveller, search_id: int) -> SearchView:
    """Return a traveller's own search. Raises NotFound for any other."""
    row = await Search.get_or_none(id=search_id, user_id=traveller.user_id)
    if row is None:
        raise NotFound("search")
    found = await destination_by_id(pool, row.destination_id)
    if found is None:
        raise NotFound("destination")
    return search_view(row, view_of(found))


def search_view(row: Search, destination: DestinationView) -> SearchView:
    """Return a row as a search."""
    most = (
        None
        if row.most_total is None
        else Money.of(row.most_total, row.most_currency or row.currency)
    )
    return SearchView(
        row.id,
        destination,
        Stay(row.check_in, row.check_out, rooms_from_json(row.rooms)),
        row.nationality,
        row.currency,
        most,
        row.created_at,
        row.asked_at,
        Filters.from_json(row.filters),
        _near(row),
        tuple(row.chosen),
        row.saved_at is not None,
        row.most_in_all,
    )


async def change_wishes(traveller: Traveller, search_id: int, wishes: Wishes) -> None:
    """Change a search's wishes; its question to the suppliers stays the same.

    Raises NotFound for somebody else's search.
    """
    changed = await Search.filter(id=search_id, user_id=traveller.user_id).update(**_stored(wishes))
    if not changed:
        raise NotFound("search")


def _near(row: Search) -> Anchor | None:
    if row.near_latitude is None or row.near_longitude is None:
        return None
    return Anchor(row.near_name or "", Coordinates(row.near_latitude, row.near_longitude))


async def note_asked(database: Database, search_id: int, asked_at: datetime) -> None:
    """Store when a search's oldest price was asked for."""
    await database.execute("UPDATE searches SET asked_at = $2 WHERE id = $1", search_id, asked_at)


async def destination_of_search(database: Database, search_id: int) -> int | None:
    """Return a search's destination, None if the search is gone."""
    found: int | None = await database.fetchval(
        "SELECT destination_id FROM searches WHERE id = $1", search_id
    )
    return found


async def lock_chosen(connection: Database, search_id: int, user_id: int) -> list[int] | None:
    """Lock a traveller's own search and return its chosen hotels; None for any other search."""
    chosen: list[int] | None = await connection.fetchval(
        "SELECT chosen FROM searches WHERE id = $1 AND user_id = $2 FOR UPDATE",
        search_id,
        user_id,
    )
    return chosen


async def keep_chosen(connection: Database, search_id: int, hotel_ids: list[int]) -> None:
    """Store a search's chosen hotels."""
    await connection.execute("UPDATE searches SET chosen = $2 WHERE id = $1", search_id, hotel_ids)


async def lock_searcher(connection: Database, user_id: int) -> None:
    """Serialise a traveller's saving of searches, so that their limit holds."""
    await connection.execute("SELECT FROM users WHERE id = $1 FOR UPDATE", user_id)


async def count_saved(connection: Database, user_id: int, but: int) -> int:
    """Return how many searches somebody has saved, not counting `but`."""
    count: int = await connection.fetchval(
        "SELECT count(*) FROM searches WHERE user_id = $1 AND id <> $2 AND saved_at IS NOT NULL",
        user_id,
        but,
    )
    return count


async def keep_search(connection: Database, user_id: int, search_id: int, now: datetime) -> bool:
    """Save somebody's own search; return False if it is not theirs."""
    saved: int | None = await connection.fetchval(
        """
        UPDATE searches SET saved_at = coalesce(saved_at, $3)
        WHERE id = $2 AND user_id = $1 RETURNING id
        """,
        user_id,
        search_id,
        now,
    )
    return saved is not None


async def popular_destinations(database: Database, since: datetime) -> list[int]:
    """Return the most searched destinations since then."""
    return await database.fetch_column(
        """
        SELECT destination_id FROM searches WHERE created_at > $1
        GROUP BY destination_id ORDER BY count(*) DESC LIMIT 6
        """,
        since,
    )
