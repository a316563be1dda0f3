"""LiteAPI's paths, under `/liteapi`: its two hosts are `api` and `book`, and share nothing."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from sandbox.market.listings import LITEAPI
from sandbox.market.supplier_calls import Sandbox, answer_supplier_call, base_url

from .bookings import BookingDesk
from .hotels import list_hotels, write_details
from .rates import list_rates
from .refusals import Empty, Refused, bad_field, unauthorized

API, BOOK = "/liteapi/api/v3.0", "/liteapi/book/v3.0"
Body = dict[str, Any]
Answer = dict[str, Any]


def router(sandbox: Sandbox) -> APIRouter:
    """Give the emulator's routes."""
    return Emulator(sandbox).routes()


class Emulator:
    """One supplier's two servers."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._market = sandbox.market
        self._desk = BookingDesk(sandbox.market)

    def routes(self) -> APIRouter:
        routes = APIRouter()
        for method, path, answer in (
            ("GET", f"{API}/data/hotels", self._hotels),
            ("GET", f"{API}/data/hotel", self._hotel),
            ("POST", f"{API}/hotels/rates", self._rates),
            ("POST", f"{BOOK}/rates/prebook", self._prebook),
            ("GET", f"{BOOK}/prebooks/{{id}}", self._prebooked),
            ("POST", f"{BOOK}/rates/book", self._book),
            ("GET", f"{BOOK}/bookings", self._bookings),
            ("GET", f"{BOOK}/bookings/{{id}}", self._booking),
            ("PUT", f"{BOOK}/bookings/{{id}}", self._cancel),
            ("PUT", f"{BOOK}/bookings/{{id}}/amend", self._amend),
        ):
            routes.add_api_route(path, self._serve(answer), methods=[method])
        return routes

    def _serve(
        self, answer: Callable[[Request, Body], Answer]
    ) -> Callable[[Request], Awaitable[Response]]:
        """Read the body, check the key, answer or refuse; faults and the log around it all."""

        async def endpoint(request: Request) -> Response:
            body = await _read_body(request)

            async def handle() -> Response:
                try:
                    if request.headers.get("x-api-key") in (None, "", "wrong"):
                        raise unauthorized()
                    return JSONResponse(answer(request, body))
                except (Refused, Empty) as refused:
                    return refused.response()

            # The same path is read and cancelled: a fault can be planted at one of the two.
            label = f"{request.method} {request.url.path.removeprefix('/liteapi')}"
            params = dict(request.query_params) | body
            return await answer_supplier_call(self._sandbox, LITEAPI, label, params, handle)

        return endpoint

    def _hotels(self, request: Request, _body: Body) -> Answer:
        return list_hotels(self._market, request.query_params, base_url(request))

    def _hotel(self, request: Request, _body: Body) -> Answer:
        if not request.query_params.get("hotelId"):
            raise bad_field("hotelId is required")
        return write_details(self._market, request.query_params["hotelId"], base_url(request))

    def _rates(self, _request: Request, body: Body) -> Answer:
        return list_rates(self._market, body)

    def _prebook(self, _request: Request, body: Body) -> Answer:
        return self._desk.prebook(body)

    def _prebooked(self, request: Request, _body: Body) -> Answer:
        return self._desk.show_prebook(request.path_params["id"])

    def _book(self, _request: Request, body: Body) -> Answer:
        return self._desk.book(body)

    def _bookings(self, request: Request, _body: Body) -> Answer:
        return self._desk.find(request.query_params)

    def _booking(self, request: Request, _body: Body) -> Answer:
        return self._desk.show(request.path_params["id"])

    def _cancel(self, request: Request, _body: Body) -> Answer:
        return self._desk.cancel(request.path_params["id"])

    def _amend(self, request: Request, body: Body) -> Answer:
        return self._desk.amend(request.path_params["id"], body)


async def _read_body(request: Request) -> Body:
    """Read the JSON object of a body; anything else reads as empty and is refused by its lack."""
    try:
        body = await request.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
