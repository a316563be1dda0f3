"""SerpAPI's two paths under `/serpapi`, and the control of its account."""

import json
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from sandbox.market import Market
from sandbox.market.listings import SERPAPI
from sandbox.market.supplier_calls import Sandbox, answer_supplier_call, base_url

from . import autocomplete, flights, hotels
from .account import Account
from .questions import NothingFound, Question, Refused

INVALID_KEY = "Invalid API key. Your API key should be here: https://serpapi.com/manage-api-key"
ENGINES: dict[str, tuple[str, Callable[[Market, Question], dict[str, Any]]]] = {
    "google_hotels": ("Google Hotels", hotels.search),
    "google_hotels_autocomplete": ("Google Hotels Autocomplete", autocomplete.suggest),
    "google_flights": ("Google Flights", flights.search),
}


class SetAccount(BaseModel):
    """What a test may set: the cache, and how much the account still has."""

    model_config = ConfigDict(extra="forbid")

    cache: bool | None = None
    searches_left: Annotated[int, Field(ge=0)] | None = None
    hourly_limit: Annotated[int, Field(ge=0)] | None = None


def _control(routes: APIRouter, account: Account) -> None:
    """Add the control of the account."""

    @routes.post("/sandbox/serpapi")
    async def set_account(body: SetAccount) -> dict[str, Any]:
        for name, value in body.model_dump(exclude_none=True).items():
            setattr(account, name, value)
        account.forget_answers()
        return {
            "cache": account.cache,
            "searches_left": account.searches_left,
            "hourly_limit": account.hourly_limit,
        }


def router(sandbox: Sandbox, *, cache: bool = False) -> APIRouter:
    """Give the emulator's routes; `cache` gives the same question the same answer for an hour."""
    routes = APIRouter()
    account = Account(cache=cache)
    market = sandbox.market
    market.on_reset(account.reset)

    async def serve(
        request: Request, label: str, answer: Callable[[Question], Response]
    ) -> Response:
        params = dict(request.query_params)
        key = params.pop("api_key", "")

        async def handle() -> Response:
            if not key or key == "wrong":
                return _error(401, INVALID_KEY)
            try:
                return answer(Question(params, base_url(request)))
            except Refused as refused:
                return _error(refused.status, refused.error)

        return await answer_supplier_call(sandbox, SERPAPI, label, params, handle)

    @routes.get("/serpapi/search.json")
    async def search(request: Request) -> Response:
        engine = request.query_params.get("engine", "")
        return await serve(
            request, f"/search.json?engine={engine}", lambda q: _search(market, account, q)
        )

    @routes.get("/serpapi/account.json")
    async def show_account(request: Request) -> Response:
        key = request.query_params.get("api_key", "")
        return await serve(
            request, "/account.json", lambda _: JSONResponse(account.describe(key, market.now()))
        )

    _control(routes, account)
    return routes


def _search(market: Market, account: Account, question: Question) -> Response:
    engine = question.required("engine")
    if engine not in ENGINES:
        raise Refused(400, f"Unsupported `{engine}` search engine.")
    now = market.now()
    key = json.dumps(sorted(question.params.items()))
    if not question.flag("no_cache") and (kept := account.recall(key, now)) is not None:
        return JSONResponse(kept)
    if (refusal := account.refusal(now)) is not None:
        raise Refused(429, refusal)
    account.count(now)
    title, ask = ENGINES[engine]
    try:
        answer = ask(market, question)
    except NothingFound:
        answer = {
            "search_metadata": {"status": "Success"},
            "search_parameters": dict(question.params),
            "error": f"{title} hasn't returned any results for this query.",
        }
    account.keep(key, answer, now)
    return JSONResponse(answer)


def _error(status: int, error: str) -> Response:
    return JSONResponse({"error": error}, status)
