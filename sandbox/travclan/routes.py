"""TravClan's paths, under `/travclan`: its three hosts are one here."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from sandbox.market.hotels import Hotel
from sandbox.market.listings import TRAVCLAN
from sandbox.market.supplier_calls import Sandbox, answer_supplier_call, base_url

from .bodies import read_stay
from .bookings import BookingDesk
from .checkout import Checkout
from .content import describe
from .holds import Holds
from .itineraries import open_itinerary, write_itinerary
from .places import suggest
from .refusals import Refused, bad_request, no_rooms, trace_expired, unauthorized
from .searches import search
from .sessions import TokenBook, Trace, TraceBook

AUTH = "/authentication/internal/service"
SEARCH = "/hms/external/api/v1/hotels/search"
ITINERARIES = "/api/v1/hotels/itineraries"
Body = dict[str, Any]


def router(sandbox: Sandbox) -> APIRouter:
    """Give the emulator's routes and the control that ends its tokens."""
    return Emulator(sandbox).routes()


# A wallet's balance until somebody changes it.
BOTTOMLESS = 10_000_000


class Emulator:
    """One supplier's server: its tokens, its traces, and an answer for each path."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._market = sandbox.market
        self._tokens = TokenBook()
        self._traces = TraceBook()
        self._checkout = Checkout(sandbox.market)
        self._desk = BookingDesk(sandbox.market)
        self._holds = Holds(sandbox.market, self._checkout)

    def routes(self) -> APIRouter:
        routes = APIRouter()
        for method, path, answer in (
            ("POST", f"{AUTH}/login", self._login),
            ("POST", f"{AUTH}/refresh", self._refresh),
            ("GET", "/api/v1/locations/search", self._locations),
            ("POST", SEARCH, self._search),
            ("GET", "/api/v1/hotels/{hotel_id}/static-content", self._content),
            ("POST", "/api/v2/hotels/itineraries", self._itinerary_of_search),
            ("POST", ITINERARIES, self._itinerary_alone),
            ("GET", f"{ITINERARIES}/bookings/{{code}}", self._details),
            ("POST", f"{ITINERARIES}/bookings/{{code}}/cancel", self._cancel),
            ("GET", f"{ITINERARIES}/{{code}}", self._opened),
            ("POST", f"{ITINERARIES}/{{code}}/select-roomrates", self._select),
            ("POST", f"{ITINERARIES}/{{code}}/rooms-allocations", self._allocate),
            ("GET", f"{ITINERARIES}/{{code}}/check-price", self._check_price),
            ("POST", f"{ITINERARIES}/{{code}}/book", self._book),
            ("POST", f"{ITINERARIES}/{{code}}/hold", self._hold),
            ("POST", f"{ITINERARIES}/{{code}}/confirm-hold", self._confirm_hold),
            ("POST", f"{ITINERARIES}/{{code}}/release-hold", self._release_hold),
            ("GET", "/api/v1/wallet/balance", self._wallet),
        ):
            routes.add_api_route(f"/travclan{path}", self._serve(path, answer), methods=[method])
        for control, act in (
            ("expire-tokens", self._expire_tokens),
            ("expire-traces", self._expire_traces),
        ):
            routes.add_api_route(f"/sandbox/travclan/{control}", act, methods=["POST"])
        return routes

    def _serve(
        self, path: str, answer: Callable[[Request, Body], Response]
    ) -> Callable[[Request], Awaitable[Response]]:
        """Read the body, check who asks, answer or refuse; faults and the log around it all."""

        async def endpoint(request: Request) -> Response:
            body = await _read_body(request)

            async def handle() -> Response:
                try:
                    if not path.startswith(AUTH):
                        self._check_headers(request)
                    return answer(request, body)
                except Refused as refused:
                    return refused.response()

            label = request.url.path.removeprefix("/travclan")
            params = dict(request.query_params) | body
            return await answer_supplier_call(self._sandbox, TRAVCLAN, label, params, handle)

        return endpoint

    def _check_headers(self, request: Request) -> None:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not self._tokens.is_access_good(token, self._market.now()):
            raise unauthorized()
        if request.headers.get("authorization-type") != "external-service":
            raise unauthorized("Authorization-Type must be external-service")
        if request.headers.get("source") != "website":
            raise unauthorized("source must be website")

    def _login(self, _request: Request, body: Body) -> Response:
        if not all(body.get(key) for key in ("api_key", "merchant_id", "user_id")):
            raise bad_request("api_key, merchant_id and user_id are required")
        if body["api_key"] == "wrong":
            raise unauthorized("Invalid credentials")
        access, refresh = self._tokens.give(self._market.now())
        return JSONResponse({"AccessToken": access, "RefreshToken": refresh})

    def _refresh(self, _request: Request, body: Body) -> Response:
        """Answers in camelCase, which the real one has been seen to do."""
        if not self._tokens.is_refresh_good(str(body.get("refreshToken")), self._market.now()):
            raise unauthorized()
        access, refresh = self._tokens.give(self._market.now())
        return JSONResponse({"accessToken": access, "refreshToken": refresh})

    async def _expire_tokens(self, request: Request) -> Response:
        body = await _read_body(request)
        expired = self._tokens.expire(refresh_too=bool(body.get("refresh")))
        return JSONResponse({"expired": expired})

    async def _expire_traces(self, _request: Request) -> Response:
        return JSONResponse({"expired": self._traces.expire(self._market.now())})

    def _locations(self, request: Request, _body: Body) -> Response:
        text = request.query_params.get("searchString", "").strip()
        if not text:
            raise bad_request("searchString is required")
        return _ok(suggest(self._market, text))

    def _search(self, request: Request, body: Body) -> Response:
        page = 1 if body.get("page") is None else body["page"]
        if not str(page).isdigit() or int(page) < 1:
            raise bad_request("page must be 1 or more")
        trace = self._continue(body) if body.get("traceId") else self._open(body)
        base = base_url(request)
        return _ok([search(self._market, trace, int(page), base, self._known_hotel)])

    def _open(self, body: Body) -> Trace:
        read_stay(body, self._market.today)
        return self._traces.open(body, self._market.now())

    def _continue(self, body: Body) -> Trace:
        trace = self._traces.find(body["traceId"], self._market.now())
        if trace is None:
            raise trace_expired()
        return trace

    def _content(self, request: Request, _body: Body) -> Response:
        hotel = self._hotel(request.path_params["hotel_id"])
        content = {
            "provider": 1,
            "traceId": None,
            "hotelId": request.path_params["hotel_id"],
            "data": [describe(self._market, hotel, base_url(request))],
        }
        return _ok([content])

    def _itinerary_of_search(self, request: Request, body: Body) -> Response:
        if not body.get("traceId"):
            raise bad_request("traceId is required")
        return self._itinerary(request, body, self._continue(body))

    def _itinerary_alone(self, request: Request, body: Body) -> Response:
        return self._itinerary(request, body, self._open(body))

    def _itinerary(self, request: Request, body: Body, trace: Trace) -> Response:
        hotel = self._hotel(body.get("hotelId"))
        stay = read_stay(trace.body, self._market.today)
        if not self._market.is_available(hotel, stay):
            raise no_rooms(trace.details(self._market.now()))
        opened = open_itinerary(self._market, hotel, stay, trace)
        self._checkout.keep(opened)
        return _ok([write_itinerary(self._market, opened, base_url(request))])

    def _opened(self, request: Request, _body: Body) -> Response:
        return _ok([self._checkout.itinerary(request.path_params["code"])])

    def _select(self, request: Request, body: Body) -> Response:
        return _ok([self._checkout.select(request.path_params["code"], body)])

    def _allocate(self, request: Request, body: Body) -> Response:
        return _ok([self._checkout.allocate(request.path_params["code"], body)])

    def _check_price(self, request: Request, _body: Body) -> Response:
        trace = request.query_params.get("traceId")
        return _ok([self._checkout.check_price(request.path_params["code"], trace)])

    def _book(self, request: Request, body: Body) -> Response:
        return _ok([self._checkout.book(request.path_params["code"], body)])

    def _hold(self, request: Request, body: Body) -> Response:
        return _ok([self._holds.hold(request.path_params["code"], body)])

    def _confirm_hold(self, request: Request, body: Body) -> Response:
        return _ok([self._holds.confirm_hold(request.path_params["code"], body)])

    def _release_hold(self, request: Request, body: Body) -> Response:
        return _ok([self._holds.release_hold(request.path_params["code"], body)])

    def _details(self, request: Request, _body: Body) -> Response:
        return _ok([self._desk.details(request.path_params["code"])])

    def _cancel(self, request: Request, body: Body) -> Response:
        code = request.path_params["code"]
        return _ok([self._desk.cancel(code, body.get("traceId"))])

    def _wallet(self, _request: Request, _body: Body) -> Response:
        """Tell what the agency's money comes to. *Assumed*: no document speaks of it."""
        balance = self._market.sales.wallet("travclan")
        shown = BOTTOMLESS if balance is None else balance
        return _ok([{"balance": str(shown), "currency": "INR"}])

    def _hotel(self, hotel_id: object) -> Hotel:
        hotel = self._known_hotel(str(hotel_id))
        if hotel is None:
            raise bad_request(f"hotelId {hotel_id} is not known")
        return hotel

    def _known_hotel(self, hotel_id: str) -> Hotel | None:
        hotel = self._market.hotel(int(hotel_id)) if hotel_id.isdigit() else None
        return hotel if hotel is not None and hotel.at_travclan else None


async def _read_body(request: Request) -> Body:
    """Read the JSON object of a body; anything else reads as empty and is refused by its lack."""
    try:
        body = await request.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _ok(results: list[Any]) -> Response:
    return JSONResponse({"message": "OK", "error": False, "code": 200, "results": results})
