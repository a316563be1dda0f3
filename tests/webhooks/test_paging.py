"""Every list of the document by pages: whole, in its order, its owner's alone, and steady."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from domain.accounts.models import Role, User
from tests.webhooks.conftest import Service
from tests.webhooks.signing_in import EMAIL, PASSWORD
from tests.webhooks.test_promises import linked_chat, operations

V1 = "/api/v1"
GOA = "Goa {}-{} dec 2 adults"
HOOK = {"url": "https://example.com/hotels", "events": ["alert.created"]}
# Rows of which everybody has three, ordered by what differs among them.
ROWS = (
    """
    INSERT INTO universal_bookings (user_id, kind, state, supplier, client_ref, starts_on, title,
        currency, created_at, changed_at)
    SELECT $1::bigint, 'hotel', 'confirmed', 'outside', ($1::bigint)::text || 'b' || n,
           date '2026-12-12' + n % 2, 'Taj', 'INR', $2, $2 FROM generate_series(1, 3) n
    """,
    """
    INSERT INTO saved_travellers (user_id, first_name, last_name, used_at)
    SELECT $1, 'Asha ' || n, 'Rao', $2 FROM generate_series(1, 3) n
    """,
    """
    INSERT INTO tracker_alerts (dedupe_key, tracker_id, rule_id, trackable_id, kind, currency,
        source, observed_at, state, created_at)
    SELECT t.id || 'a' || n, t.id, r.id, i.trackable_id, 'price_drop', 'INR', 'travclan', $2,
           'sent', $2
    FROM trackers t JOIN price_rules r ON r.tracker_id = t.id
    JOIN tracked_items i ON i.tracker_id = t.id, generate_series(1, 3) n WHERE t.user_id = $1
    """,
    """
    INSERT INTO tracker_results (tracker_id, trackable_id, ran_at, currency, supplier_status)
    SELECT t.id, i.trackable_id, $2, 'INR', 'ok'
    FROM trackers t JOIN tracked_items i ON i.tracker_id = t.id, generate_series(1, 3) n
    WHERE t.user_id = $1
    """,
    """
    INSERT INTO audit_entries (admin_id, admin_name, act, subject, before, after, at)
    SELECT $1, 'Asha', 'supplier paused', 'user:' || n, '{}', '{}', $2 FROM generate_series(1, 3) n
    """,
    """
    INSERT INTO broadcasts (author_id, texts, audience, state, filled_to, counts, created_at)
    SELECT $1, '{"en": "Hello"}', '{}', 'draft', 0, '{}', $2 FROM generate_series(1, 3) n
    """,
)
CLUSTERS = """
    WITH made AS (
        INSERT INTO clusters (name, kind, is_public, hotel_count, created_at)
        SELECT 'Goa ' || n, 'thematic', true, 2, $1 FROM generate_series(1, 3) n RETURNING id
    ) INSERT INTO cluster_hotels (clusters_id, hotel_id) SELECT made.id, h.id FROM made, hotels h
    """
# What is put before the first item that was read, and that item gone.
MEANWHILE = {
    "/folders": (
        """
        INSERT INTO tracker_folders (user_id, name, created_at)
        SELECT user_id, 'Autumn', created_at FROM tracker_folders LIMIT 1
        """,
        "DELETE FROM tracker_folders WHERE name = 'Winter 0'",
    ),
    "/bookings": (
        ROWS[0].replace("'b'", "'later'").replace("2026-12-12", "2027-01-01"),
        "DELETE FROM universal_bookings WHERE starts_on = '2026-12-13' AND client_ref LIKE '%b3'",
    ),
    "/travellers": (
        """
        INSERT INTO saved_travellers (user_id, first_name, last_name, used_at)
        SELECT user_id, 'Ravi', 'Rao', used_at FROM saved_travellers LIMIT 1
        """,
        "DELETE FROM saved_travellers WHERE first_name = 'Asha 3'",
    ),
}


async def has_three(service: Service, email: str, client: httpx.AsyncClient) -> dict[str, Any]:
    """Let somebody have several of everything that is listed; return ids for addresses."""
    user = await User.get(email=email)
    found = [
        (
            await client.post(
                "/hotels/search", json={"text": GOA.format(day, day + 3)}, params={"wait": 10}
            )
        ).json()
        for day in (12, 13, 14)
    ]
    search = found[0]["search"]
    for hotel in found[0]["hotels"]:
        wish = {"kind": "hotel", "search_id": search["id"], "hotel_id": hotel["id"]}
        tracker = (await client.post("/trackers", json=wish)).json()["tracker"]
    for number in range(3):
        await client.post("/folders", json={"name": f"Winter {number}"})
        await client.post("/keys", json={"name": "x", "scopes": ["read"]})
        await client.post("/webhooks", json=HOOK)
        login = {"email": email, "password": PASSWORD}
        assert (await service.client().post("/auth/login", json=login)).status_code == 200
    await client.put(f"/searches/{search['id']}/saved")
    place = search["place"]["id"]
    stay = {"check_in": "2026-12-12", "check_out": "2026-12-15"}
    wish = {"place_id": place, "origin": "DEL", **stay}
    package = (await client.post("/packages", json=wish)).json()
    for sql in ROWS:
        await service.app.pool.execute(sql, user.id, service.clock.now())
    await linked_chat(service, email)
    await linked_chat(service, email, beside=100)
    package_id = package["search"]["id"]
    return {"search_id": search["id"], "tracker_id": tracker["id"], "package_id": package_id}


def lists_of(service: Service) -> Iterator[str]:
    """Yield the paths of all lists, as the document knows them."""
    for method, path, one in operations(service):
        if any(wish["name"] == "cursor" for wish in one.get("parameters", ())):
            assert method == "get"
            yield path.removeprefix(V1)


async def pages(
    client: httpx.AsyncClient, path: str, limit: int, cursor: str | None = None
) -> AsyncIterator[dict[str, Any]]:
    """Yield the pages of a list, the first or one after a cursor, and those that follow."""
    wish: dict[str, Any] = {"limit": limit} | ({"q": "go"} if path == "/places" else {})
    while True:
        answer = await client.get(path, params=wish | ({"cursor": cursor} if cursor else {}))
        assert answer.status_code in {200, 404, 403}, answer.text
        if answer.status_code != 200:
            return
        yield answer.json()
        cursor = answer.json()["next_cursor"]
        if cursor is None:
            return


def items_of(page: dict[str, Any]) -> list[Any]:
    """Return what a page lists."""
    (items,) = (page[name] for name in ("items", "hotels", "packages") if name in page)
    assert isinstance(items, list)
    return items


async def walked(client: httpx.AsyncClient, path: str, limit: int) -> list[Any]:
    """Return a list, page by page."""
    return [one async for page in pages(client, path, limit) for one in items_of(page)]


@pytest.fixture
async def boss(service: Service) -> httpx.AsyncClient:
    """Asha, who administers as well."""
    return await service.signed_in(role=Role.ADMIN)


async def test_whatever_list_there_is_goes_by_pages(
    service: Service, boss: httpx.AsyncClient
) -> None:
    """Pages of one are the whole; a cursor is of its list alone, and shows nobody another's."""
    ravi = await service.signed_in("ravi@example.com")
    ids = await has_three(service, EMAIL, boss)
    await has_three(service, "ravi@example.com", ravi)
    await service.app.pool.execute(CLUSTERS, service.clock.now())
    ids["cluster_id"] = await service.value("SELECT min(id) FROM clusters")
    elsewhere = (await anext(pages(boss, "/folders", 1)))["next_cursor"]
    tried = 0
    for template in lists_of(service):
        path = template.format(**ids)
        whole = await walked(boss, path, 100)
        by_one = [page async for page in pages(boss, path, 1)]
        assert [one for page in by_one for one in items_of(page)] == whole, path
        assert len(whole) > 1, path
        cursor = by_one[0]["next_cursor"]
        own = await walked(ravi, path, 100)
        theirs = [one async for page in pages(ravi, path, 100, cursor) for one in items_of(page)]
        assert all(one in own for one in theirs), path
        for wrong in (cursor[:-2] + "AA", cursor[2:], "x", "ê", "\x00", "-1", "a" * 1000,
                      "" if path == "/folders" else elsewhere):  # fmt: skip
            if wrong:
                answer = await boss.get(path, params={"cursor": wrong, "q": "go"})
                assert answer.json()["errors"][0]["field"] == "cursor", (path, wrong)
                assert answer.headers["content-type"] == "application/problem+json"
        for wrong in (0, 101, -1, "many"):
            answer = await boss.get(path, params={"limit": wrong, "q": "go"})
            assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "limit")
        tried += 1
    assert tried > 15


async def test_no_list_is_without_pages(service: Service) -> None:
    for method, path, one in operations(service):
        for answer in one["responses"].values() if method == "get" else ():
            schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
            assert schema.get("type") != "array", path


async def test_what_comes_and_goes_meanwhile_moves_nothing(
    service: Service, asha: httpx.AsyncClient
) -> None:
    await has_three(service, EMAIL, asha)
    for path, (before, gone) in MEANWHILE.items():
        whole = await walked(asha, path, 100)
        first = await anext(pages(asha, path, 1))
        user = await User.get(email=EMAIL)
        args = (user.id, service.clock.now()) if "$1" in before else ()
        await service.app.pool.execute(before, *args)
        await service.app.pool.execute(gone)
        rest = [one async for page in pages(asha, path, 1, first["next_cursor"])
                for one in items_of(page)]  # fmt: skip
        assert rest == whole[1:], path
        assert whole[0] not in await walked(asha, path, 100), path
