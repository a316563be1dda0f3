"""A sandbox of the suppliers alone, on a clock that a test turns."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response

from sandbox import liteapi, photos, serpapi, travclan
from sandbox.faults import FaultBoard
from sandbox.market import Market, booking_router, router
from sandbox.requests_log import RequestLog

START = datetime(2026, 11, 3, 10, 20, tzinfo=UTC)
CHECK_IN = date(2026, 12, 12)
CHECK_OUT = date(2026, 12, 15)
LOGIN = "/travclan/authentication/internal/service/login"
REFRESH = "/travclan/authentication/internal/service/refresh"
SEARCH = "/travclan/hms/external/api/v1/hotels/search"
RATES = "/travclan/api/v1/hotels/itineraries"
RATES_OF_SEARCH = "/travclan/api/v2/hotels/itineraries"


@dataclass(slots=True)
class Clock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def pass_time(self, **parts: float) -> None:
        self.now += timedelta(**parts)


@dataclass(frozen=True, slots=True)
class SupplierSandbox:
    market: Market
    faults: FaultBoard = field(default_factory=FaultBoard)
    log: RequestLog = field(default_factory=RequestLog)


class City:
    """A client of both suppliers and of the hands on the market."""

    def __init__(self, seed: int = 7) -> None:
        self.clock = Clock()
        self.sandbox = SupplierSandbox(Market(seed, clock=self.clock))
        self.market = self.sandbox.market
        app = FastAPI()
        for routes in (
            router,
            booking_router,
            travclan.router,
            serpapi.router,
            liteapi.router,
            photos.router,
        ):
            app.include_router(routes(self.sandbox))
        self.http = AsyncClient(transport=ASGITransport(app), base_url="http://city.test")
        self.headers: dict[str, str] = {}

    async def login(self, **changes: str) -> Response:
        body = {"api_key": "sandbox", "merchant_id": "merchant", "user_id": "agent"} | changes
        answer = await self.http.post(LOGIN, json=body)
        if answer.is_success:
            self.use_token(answer.json()["AccessToken"])
        return answer

    def use_token(self, token: str) -> None:
        self.headers = {
            "Authorization": f"Bearer {token}",
            "Authorization-Type": "external-service",
            "source": "website",
        }

    async def locate(self, text: str) -> list[dict[str, Any]]:
        answer = await self.http.get(
            "/travclan/api/v1/locations/search",
            params={"searchString": text},
            headers=self.headers,
        )
        found: list[dict[str, Any]] = answer.json()["results"]
        return found

    async def travclan(self, path: str, **body: Any) -> Response:
        return await self.http.post(path, json=body, headers=self.headers)

    async def travclan_search(self, **changes: Any) -> dict[str, Any]:
        answer = await self.travclan(SEARCH, **(stay_body() | {"page": 1} | changes))
        assert answer.status_code == 200, answer.text
        result: dict[str, Any] = answer.json()["results"][0]
        return result

    async def travclan_hotels(self, **changes: Any) -> list[dict[str, Any]]:
        hotels: list[dict[str, Any]] = (await self.travclan_search(**changes))["data"]
        return hotels

    async def serpapi(self, engine: str = "google_hotels", **changes: str) -> Response:
        params = {"engine": engine, "api_key": "sandbox", "currency": "INR"}
        if engine == "google_hotels":
            params |= {
                "q": "Goa",
                "check_in_date": CHECK_IN.isoformat(),
                "check_out_date": CHECK_OUT.isoformat(),
                "adults": "2",
            }
        return await self.http.get("/serpapi/search.json", params=params | changes)

    async def serpapi_hotels(self, **changes: str) -> list[dict[str, Any]]:
        """All pages of a google_hotels list."""
        answer = (await self.serpapi(**changes)).json()
        hotels: list[dict[str, Any]] = answer["properties"]
        token = answer["serpapi_pagination"].get("next_page_token")
        if token:
            hotels = hotels + await self.serpapi_hotels(**changes | {"next_page_token": token})
        return hotels

    async def show(self, destination: str = "Goa") -> list[dict[str, Any]]:
        answer = await self.http.get(
            "/sandbox/market/hotels",
            params={
                "destination": destination,
                "check_in": CHECK_IN.isoformat(),
                "check_out": CHECK_OUT.isoformat(),
            },
        )
        hotels: list[dict[str, Any]] = answer.json()
        return hotels

    async def shared_hotel(self) -> dict[str, Any]:
        """A hotel of Goa that both suppliers list and sell on the usual dates."""
        return next(
            h for h in await self.show() if h["travclan_id"] and h["serpapi_id"] and h["available"]
        )

    async def move(self, hotel: dict[str, Any], what: str, **body: Any) -> Response:
        return await self.http.post(f"/sandbox/market/hotels/{hotel['id']}/{what}", json=body)

    async def prices(self, hotel: dict[str, Any]) -> tuple[int | None, int | None]:
        """What TravClan's search and Google's property ask for the usual dates."""
        [found] = await self.travclan_hotels(hotelIds=[hotel["travclan_id"]])
        rate = found["availability"]["rate"]["finalRate"] if found["isAvailable"] else None
        shown = (await self.serpapi(property_token=hotel["serpapi_id"])).json()
        return rate, shown.get("total_rate", {}).get("extracted_lowest")


def stay_body(**changes: Any) -> dict[str, Any]:
    return {
        "checkIn": CHECK_IN.isoformat(),
        "checkOut": CHECK_OUT.isoformat(),
        "nationality": "IN",
        "occupancies": [{"numOfAdults": 2, "childAges": []}],
    } | changes
