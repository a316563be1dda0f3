"""A crowd that watches hotels of the sandbox's market: one traveller tracks, the others' rows are
copies of those rows. Used by the measure of delivery.
"""

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Any

import httpx

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App
from domain.catalog.destinations import resolve_destination
from domain.search.interpretation import view_of
from domain.search.service import begin_search, find_hotels
from domain.search.values import Draft
from domain.trackers.errors import NothingToTrack
from domain.trackers.starts import track_hotel
from domain.trackers.values import TrackerView
from domain.unit_of_work import Database

TOGETHER = 20
FIRST_COPY = 1_000_000
# Every column of a row is copied but those named: new ones need no change here.
COPIES = {
    "users": ("'id', n.chat, 'email', NULL", "users r JOIN new n ON r.id = n.user_id"),
    "chats": ("'id', n.chat, 'user_id', n.chat", "chats r JOIN new n ON r.user_id = n.user_id"),
    "trackers": (
        "'id', n.id, 'user_id', n.chat, 'chat_id', n.chat, 'request_key', 'copy:' || n.id",
        "trackers r JOIN new n ON r.id = n.tracker_id",
    ),
    "tracked_items": (
        "'id', n.id, 'tracker_id', n.id",
        "tracked_items r JOIN new n ON r.tracker_id = n.tracker_id",
    ),
    "price_rules": (
        "'id', n.id, 'tracker_id', n.id",
        "price_rules r JOIN new n ON r.tracker_id = n.tracker_id",
    ),
    "rule_states": (
        "'id', n.id, 'rule_id', n.id",
        (
            "rule_states r JOIN price_rules p ON p.id = r.rule_id "
            "JOIN new n ON p.tracker_id = n.tracker_id"
        ),
    ),
}


async def add_people(client: httpx.AsyncClient, count: int) -> list[int]:
    """Add people to the sandbox who have written to the bot; return their chats."""
    gate = asyncio.Semaphore(TOGETHER)

    async def add(number: int) -> int:
        async with gate:
            name = {"first_name": f"Traveller {number}", "language_code": "en"}
            chat = (await client.post("/sandbox/users", json=name)).json()["chat_id"]
            message = {"from_user": chat, "text": "/start"}
            await client.post(f"/sandbox/chats/{chat}/messages", json=message)
            return int(chat)

    return list(await asyncio.gather(*(add(number) for number in range(count))))


async def track_hotels(app: App, chat_id: int, count: int) -> list[TrackerView]:
    """Have the first traveller of the crowd track this many hotels of Goa."""
    traveller: Traveller = await meet_traveller(chat_id, "Asha", "en-IN", app.clock.now())
    goa = view_of(await resolve_destination(app.pool, "Goa"))
    draft = Draft(destination=goa, check_in=date(2027, 2, 12), check_out=date(2027, 2, 15))
    search = await begin_search(app, traveller, draft)
    outcome = await find_hotels(app, traveller, search.search_id)
    tracked: list[TrackerView] = []
    for hotel in outcome.hotels:
        if len(tracked) == count:
            break
        if hotel.best is not None:
            try:
                started = await track_hotel(app, traveller, search.search_id, hotel.hotel_id)
            except NothingToTrack:
                continue
            tracked.append(started.tracker)
    return tracked


async def copy_trackers(
    pool: Database, chats: Sequence[int], trackers: Sequence[TrackerView]
) -> None:
    """Give each chat a traveller who watches one of the tracked hotels, in turn."""
    sources = [trackers[n % len(trackers)].tracker_id for n in range(len(chats))]
    async with pool.transaction() as connection:
        await connection.execute(
            "CREATE TEMPORARY TABLE new (id bigint, chat bigint, tracker_id bigint, user_id bigint)"
            " ON COMMIT DROP"
        )
        await connection.execute(
            """
            INSERT INTO new SELECT $3 + k.n, k.chat, k.tracker_id, t.user_id
            FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS k (chat, tracker_id, n)
            JOIN trackers t ON t.id = k.tracker_id
            """,
            list(chats),
            sources,
            FIRST_COPY,
        )
        for table, (changed, source) in COPIES.items():
            await connection.execute(
                f"INSERT INTO {table} "
                f"SELECT (jsonb_populate_record(r, jsonb_build_object({changed}))).* FROM {source}"
            )
        await connection.execute("UPDATE trackables SET watchers = watchers + 1")


async def hotel_numbers(client: httpx.AsyncClient, names: Sequence[str]) -> dict[str, Any]:
    """Return the market's ids of hotels by the names that they are tracked under."""
    hotels = (await client.get("/sandbox/market/hotels", params={"destination": "Goa"})).json()
    by_name = {
        name.casefold(): hotel["id"]
        for hotel in hotels
        for name in (hotel["name"], *hotel["names"].values())
    }
    return {name: by_name[name.casefold()] for name in names if name.casefold() in by_name}
