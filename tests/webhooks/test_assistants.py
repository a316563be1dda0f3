"""`/mcp` as an assistant speaks to it: the same key, the same words, nothing that books."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from tests.webhooks.conftest import Service

HEADERS = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}


@asynccontextmanager
async def serving(service: Service) -> AsyncIterator[Service]:
    """Run what assistants' requests run in."""
    async with service.web.router.lifespan_context(service.web):
        yield service


class Assistant:
    """An assistant with a key."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def ask(self, method: str, **params: Any) -> Any:
        body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        answer = await self.client.post("http://web/mcp", json=body, headers=HEADERS)
        assert answer.status_code == 200, answer.text
        return answer.json()["result"]

    async def use(self, tool: str, **arguments: Any) -> Any:
        told = await self.ask("tools/call", name=tool, arguments=arguments)
        if told.get("isError"):
            return told["content"][0]["text"]
        found = told["structuredContent"]
        return found.get("result", found)


async def assistant(service: Service, *scopes: str) -> Assistant:
    asha = await service.signed_in()
    made = (await asha.post("/keys", json={"name": "x", "scopes": scopes})).json()
    return Assistant(service.client(Authorization=f"Bearer {made['key']}"))


async def test_an_assistant_searches_looks_back_and_watches(service: Service) -> None:
    async with serving(service) as mcp:
        helper = await assistant(mcp, "read", "search", "track")
        named = {tool["name"] for tool in (await helper.ask("tools/list"))["tools"]}
        assert "search_hotels" in named
        assert not any("book" in name for name in named)
        found = await helper.use("search_hotels", text="Goa 12-15 dec 2 adults")
        hotel = found["hotels"][0]
        assert hotel["name"] == "Palms Retreat"
        where = {"search_id": found["search"]["id"], "hotel_id": hotel["id"]}
        rates = await helper.use("hotel_rates", **where)
        assert rates["rates"][0]["offer"]["total"]["amount"] == "5000.00"
        assert (await helper.use("price_history", **where))["points"][-1]["total"] == "5000.00"
        started = await helper.use("watch_hotel", **where)
        (tracker,) = await helper.use("trackers")
        assert tracker["id"] == started["tracker"]["id"]
        paused = await helper.use("pause_watching", tracker_id=tracker["id"])
        assert paused["state"] == "paused"


async def test_a_refusal_is_a_sentence(service: Service) -> None:
    async with serving(service) as mcp:
        helper = await assistant(mcp, "read")
        words = await helper.use("search_hotels", text="Goa 12-15 dec")
        assert "lacks “search”" in words
        words = await helper.use("tracker_history", tracker_id=4711)
        assert "no longer exists" in words
        for beyond in (2**63, 10**30, -1, 0):
            words = await helper.use("tracker_history", tracker_id=beyond)
            assert "Input should be" in words


async def test_a_line_that_leaves_something_out_is_told_what(service: Service) -> None:
    async with serving(service) as mcp:
        helper = await assistant(mcp, "read", "search")
        for line, gap in (("Goa", "dates"), ("12-15 dec", "place"), ("\0", "place and dates")):
            assert f"It does not say: {gap}" in await helper.use("search_hotels", text=line)


async def test_a_stranger_gets_nothing(service: Service) -> None:
    async with serving(service) as mcp:
        stranger = mcp.client()
        answer = await stranger.post("http://web/mcp", json={}, headers=HEADERS)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


async def test_nobody_holds_a_stream_open_that_says_nothing(service: Service) -> None:
    async with serving(service) as mcp:
        helper = await assistant(mcp, "read")
        for method in ("GET", "DELETE"):
            answer = await helper.client.request(method, "http://web/mcp", headers=HEADERS)
            assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


async def test_a_character_that_cannot_be_stored_harms_no_tool(service: Service) -> None:
    async with serving(service) as mcp:
        helper = await assistant(mcp, "read", "search")
        assert (await helper.use("find_places", text="Go\x00a"))[0]["name"].startswith("Go")
        found = await helper.use("search_hotels", text="Goa\x00 12-15 dec 2 adults")
        assert found["hotels"][0]["name"] == "Palms Retreat"


async def test_a_body_with_such_a_character_is_refused_by_its_field(service: Service) -> None:
    answer = await (await service.signed_in()).post("/folders", json={"name": "Win\x00ter"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "name")
